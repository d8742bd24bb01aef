#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <ostream>

#include "service/cli/command.hpp"
#include "service/cli/commands.hpp"
#include "service/cli/duration.hpp"
#include "service/cli/installation.hpp"
#include "service/cli/operator_name.hpp"
#include "service/cli/terminal_text.hpp"
#include "service/http/machine_key.hpp"
#include "service/reports/json_writer.hpp"
#include "service/store/tokens.hpp"

namespace tertil::cli {
namespace {

constexpr std::int64_t kLongestLifeSeconds = 400LL * 86'400;
constexpr std::int64_t kMicroseconds = 1'000'000;

struct CreateOptions {
  std::string role;
  std::vector<std::string> sources;
  std::string expires;
  std::string note;
};

using Work = std::function<ExitCode(Installation&)>;

ExitCode with_installation(const ConfigurationOptions& where, const Context& context,
                           const Work& work) {
  const auto configuration = load_or_complain(where, context);
  if (!configuration) return configuration.error();
  auto installation = open_installation(*configuration, context.process.environment);
  return installation ? work(**installation) : complain(context, installation.error());
}

void write_fields(reports::JsonWriter& json, const store::Token& token) {
  json.field("id", token.id).field("role", token.role).key("sources").begin_array();
  for (const auto& source : token.sources) json.value(source);
  json.end_array();
  const auto time = [](const std::optional<Instant>& when) {
    return when ? std::optional{to_rfc3339(*when)} : std::nullopt;
  };
  json.field("createdAt", to_rfc3339(token.created_at));
  json.field("expiresAt", to_rfc3339(token.expires_at));
  json.field("lastUsedAt", time(token.last_used_at)).field("revokedAt", time(token.revoked_at));
  json.field("note", token.note);
}

void write_created(const store::Token& token, const std::string& key, const Context& context) {
  if (context.json) {
    reports::JsonWriter json;
    json.begin_object();
    write_fields(json, token);
    json.field("token", key).end_object();
    context.out() << json.take() << '\n';
    return;
  }
  context.out() << key << '\n';
  if (context.quiet) return;
  context.err() << context.in_words(
      {fmt::format(
           "Nyckeln {} gäller till {}. Den visas bara nu: spara den på ett säkert ställe.\n",
           token.id, to_rfc3339(token.expires_at)),
       fmt::format("The key {} is good until {}. It is shown only now: keep it in a safe place.\n",
                   token.id, to_rfc3339(token.expires_at))});
}

ExitCode create(const CreateOptions& options, Installation& installation, const Context& context) {
  for (const auto& source : options.sources)
    if (auto found = installation.importer().sources().find(source); !found)
      return complain_of_usage(context, found.error().message);
  if (options.role == "importer" && options.sources.empty())
    return complain_of_usage(context, {"rollen importer behöver minst en --source",
                                       "the role importer needs at least one --source"});
  const auto seconds = parse_duration(options.expires);
  if (!seconds || *seconds > kLongestLifeSeconds)
    return complain_of_usage(context,
                             {"--expires ska vara en tid som 90d, 12h eller 8w, högst 400d",
                              "--expires must be a time like 90d, 12h or 8w, at most 400d"});
  const auto key = http::make_machine_key();
  store::Token token;
  token.id = key.id;
  token.role = options.role;
  token.sources = options.sources;
  std::ranges::sort(token.sources);
  const auto [first, last] = std::ranges::unique(token.sources);
  token.sources.erase(first, last);
  token.secret_sha256 = http::secret_hash(key);
  token.created_at = system_clock().now();
  token.expires_at = {token.created_at.microseconds + *seconds * kMicroseconds};
  token.note = options.note;
  const auto entry =
      operator_entry(store::audit::kTokenCreate, "token/" + token.id,
                     fmt::format("{} {}", token.role, fmt::join(token.sources, " ")));
  const auto added = installation.engine().write([&](store::Writer& writer) -> Result<void> {
    writer.leave_published_alone();
    if (auto done = store::add_token(writer, token); !done) return done;
    return store::append_audit(writer, entry);
  });
  if (!added) return complain(context, added.error());
  write_created(token, http::to_string(key), context);
  return ExitCode::kOk;
}

Text state_of(const store::Token& token, Instant now) {
  if (token.revoked_at) return {"återkallad", "revoked"};
  if (token.expires_at <= now) return {"utgången", "expired"};
  return {"gäller", "good"};
}

ExitCode list(Installation& installation, const Context& context) {
  std::vector<store::Token> tokens;
  const auto read = installation.engine().read([&](store::Reader& reader) -> Result<void> {
    auto found = store::tokens(reader);
    if (!found) return tl::unexpected{found.error()};
    tokens = *std::move(found);
    return {};
  });
  if (!read) return complain(context, read.error());
  if (context.json) {
    reports::JsonWriter json;
    json.begin_array();
    for (const auto& token : tokens) {
      json.begin_object();
      write_fields(json, token);
      json.end_object();
    }
    json.end_array();
    context.out() << json.take() << '\n';
    return ExitCode::kOk;
  }
  TerminalTable table{{{"Id"},
                       {context.in_words({"Roll", "Role"})},
                       {context.in_words({"Källor", "Sources"}), Align::kLeft, true},
                       {context.in_words({"Gäller till", "Good until"})},
                       {context.in_words({"Läge", "State"})},
                       {context.in_words({"Not", "Note"}), Align::kLeft, true}}};
  const auto now = system_clock().now();
  for (const auto& token : tokens)
    table.add({{token.id},
               {token.role},
               {fmt::format("{}", fmt::join(token.sources, ", "))},
               {to_rfc3339(token.expires_at).substr(0, 10)},
               {context.in_words(state_of(token, now))},
               {token.note}});
  context.out() << table.render(context.process.look);
  return ExitCode::kOk;
}

ExitCode revoke(const std::string& id, Installation& installation, const Context& context) {
  const auto entry = operator_entry(store::audit::kTokenRevoke, "token/" + id);
  const auto revoked = installation.engine().write([&](store::Writer& writer) -> Result<void> {
    writer.leave_published_alone();
    if (auto done = store::revoke_token(writer, id); !done) return done;
    return store::append_audit(writer, entry);
  });
  if (!revoked) return complain(context, revoked.error());
  if (context.json) {
    reports::JsonWriter json;
    context.out() << json.begin_object().field("revoked", id).end_object().take() << '\n';
  } else if (!context.quiet) {
    context.out() << printable(context.in_words({"Återkallad: ", "Revoked: "}) + id) << '\n';
  }
  return ExitCode::kOk;
}

void add_create(CLI::App& token, Context& context) {
  auto& command =
      add_command(token, context,
                  {"create",
                   {"Gör en nyckel åt ett system; hemligheten visas bara en gång",
                    "Makes a key for a system; the secret is shown only once"},
                   {"tertil token create --role importer --source own-key-figures --expires 90d"}});
  const auto options = std::make_shared<CreateOptions>();
  const auto text = [&](const char* sv, const char* en) { return context.in_words({sv, en}); };
  command
      .add_option("--role", options->role,
                  text("Vad nyckeln får göra: importer, viewer, contributor, editor, coordinator "
                       "eller admin",
                       "What the key may do: importer, viewer, contributor, editor, coordinator "
                       "or admin"))
      ->type_name(text("ROLL", "ROLE"))
      ->required()
      ->check(
          one_of(context, {"viewer", "contributor", "editor", "coordinator", "importer", "admin"}));
  command
      .add_option("--source", options->sources,
                  text("Källa den får sända till; kan upprepas",
                       "Source that it may send for; may be repeated"))
      ->type_name("ID")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command
      .add_option("--expires", options->expires,
                  text("Hur länge den gäller, t.ex. 90d; högst 400d",
                       "How long it is good, e.g. 90d; at most 400d"))
      ->type_name(text("TID", "TIME"))
      ->required();
  command
      .add_option("--note", options->note,
                  text("Vad den är till för, för listan", "What it is for, for the list"))
      ->type_name(text("TEXT", "TEXT"));
  const auto where = ConfigurationOptions::add_to(command, context);
  add_json_option(command, context);
  on_chosen(command, context, [&context, options, where] {
    return with_installation(*where, context, [&](Installation& installation) {
      return create(*options, installation, context);
    });
  });
}

}  // namespace

void add_token(CLI::App& root, Context& context) {
  auto& token =
      add_command(root, context,
                  {"token",
                   {"Nycklar för system som sänder uppgifter", "Keys for systems that send data"},
                   {"tertil token create --role importer --source own-key-figures --expires 90d",
                    "tertil token list", "tertil token revoke 0aB3cD4eF5gH"}});
  token.require_subcommand(1);
  add_create(token, context);

  auto& list_command = add_command(
      token, context,
      {"list", {"Listar alla nycklar", "Lists all keys"}, {"tertil token list --json"}});
  const auto list_where = ConfigurationOptions::add_to(list_command, context);
  add_json_option(list_command, context);
  on_chosen(list_command, context, [&context, list_where] {
    return with_installation(*list_where, context, [&](Installation& installation) {
      return list(installation, context);
    });
  });

  auto& revoke_command = add_command(token, context,
                                     {"revoke",
                                      {"Återkallar en nyckel genast", "Revokes a key at once"},
                                      {"tertil token revoke 0aB3cD4eF5gH"}});
  const auto id = std::make_shared<std::string>();
  revoke_command
      .add_option(
          "ID", *id,
          context.in_words({"Nyckelns id (inte hela nyckeln)", "The key's id (not the whole key)"}))
      ->required();
  const auto revoke_where = ConfigurationOptions::add_to(revoke_command, context);
  add_json_option(revoke_command, context);
  on_chosen(revoke_command, context, [&context, id, revoke_where] {
    return with_installation(*revoke_where, context, [&](Installation& installation) {
      return revoke(*id, installation, context);
    });
  });
}

}  // namespace tertil::cli
