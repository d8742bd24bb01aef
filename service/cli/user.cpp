#include <fmt/format.h>

#include <ostream>

#include "collectors/memory_limit.hpp"
#include "service/access/account_rules.hpp"
#include "service/access/passwords.hpp"
#include "service/access/provider_login.hpp"
#include "service/access/role.hpp"
#include "service/cli/ask_password.hpp"
#include "service/cli/command.hpp"
#include "service/cli/commands.hpp"
#include "service/cli/installation.hpp"
#include "service/cli/operator_name.hpp"
#include "service/cli/terminal_text.hpp"
#include "service/domain/mail_address.hpp"
#include "service/reports/json_writer.hpp"
#include "service/store/provider_users.hpp"
#include "service/store/reminders.hpp"
#include "service/store/sessions.hpp"
#include "service/store/users.hpp"

namespace tertil::cli {
namespace {

struct UserOptions {
  std::string name;
  std::string role;
  std::string display_name;
  std::string org_unit;
  std::string password_file;
  std::optional<std::string> email;
};

using Options = std::shared_ptr<UserOptions>;
using Work = std::function<ExitCode(Installation&)>;

ExitCode with_installation(const ConfigurationOptions& where, const Context& context,
                           const Work& work) {
  const auto configuration = load_or_complain(where, context);
  if (!configuration) return configuration.error();
  auto installation = open_installation(*configuration, context.process.environment);
  return installation ? work(**installation) : complain(context, installation.error());
}

ExitCode say(const Context& context, const char* key, const std::string& name, const Text& done) {
  if (context.json) {
    reports::JsonWriter json;
    context.out() << json.begin_object().field(key, name).end_object().take() << '\n';
  } else if (!context.quiet) {
    write_line(context, context.in_words(done) + name);
  }
  return ExitCode::kOk;
}

/// Asks for a new password of the account and gives its hash.
Result<std::string> new_hash(const UserOptions& options, const std::string& name,
                             const Context& context) {
  auto password = new_password(context, options.password_file);
  if (!password) return password;
  if (auto good = access::check_new_password(name, *password); !good)
    return tl::unexpected{good.error()};
  access::Passwords passwords{access::cost_for(collectors::memory_limit()), 1};
  return passwords.hash(*password);
}

/// A password that will not do is neither a wrong call nor a finding about data.
ExitCode complain_of_password(const Context& context, const Error& error) {
  complain(context, error);
  return ExitCode::kFailed;
}

/// Runs the work and its audit entry as one write.
Result<void> write(Installation& installation, const store::AuditEntry& entry,
                   const std::function<Result<void>(store::Writer&)>& work) {
  return installation.engine().write([&](store::Writer& writer) -> Result<void> {
    writer.leave_published_alone();
    if (auto done = work(writer); !done) return done;
    return store::append_audit(writer, entry);
  });
}

Result<void> check_org_unit(Installation& installation, const std::string& code) {
  return installation.engine().read(
      [&](store::Reader& reader) { return access::check_org_unit(reader, code); });
}

ExitCode add(const UserOptions& options, Installation& installation, const Context& context) {
  const auto name = access::account_name(options.name);
  if (!name) return complain_of_usage(context, name.error().message);
  const auto hash = new_hash(options, *name, context);
  if (!hash) return complain_of_password(context, hash.error());
  store::User user;
  user.name = *name;
  user.display_name = options.display_name.empty() ? *name : options.display_name;
  user.role = options.role;
  user.password_hash = *hash;
  user.org_unit = options.org_unit;
  user.created_at = user.password_at = system_clock().now();
  if (auto known = check_org_unit(installation, user.org_unit); !known)
    return complain(context, known.error());
  const auto added =
      write(installation, operator_entry(store::audit::kUserAdd, "user/" + *name, user.role),
            [&](store::Writer& writer) { return store::add_user(writer, user); });
  if (!added) return complain(context, added.error());
  return say(context, "added", *name, {"Tillagd: ", "Added: "});
}

/// A local account's name, or that of an account another system vouches for.
Result<std::string> any_account_name(const std::string& typed) {
  return access::is_vouched_name(typed) ? Result<std::string>{typed} : access::account_name(typed);
}

ExitCode remove(const UserOptions& options, Installation& installation, const Context& context) {
  const auto name = any_account_name(options.name);
  if (!name) return complain_of_usage(context, name.error().message);
  const auto removed =
      write(installation, operator_entry(store::audit::kUserRemove, "user/" + *name),
            [&](store::Writer& writer) -> Result<void> {
              if (auto ended = store::end_sessions_of(writer, *name); !ended)
                return tl::unexpected{ended.error()};
              return store::remove_user(writer, *name);
            });
  if (!removed) return complain(context, removed.error());
  return say(context, "removed", *name, {"Borttagen: ", "Removed: "});
}

ExitCode allow(const UserOptions& options, Installation& installation, const Context& context) {
  const auto name = any_account_name(options.name);
  if (!name) return complain_of_usage(context, name.error().message);
  const auto allowed =
      write(installation, operator_entry(store::audit::kUserAllow, "user/" + *name),
            [&](store::Writer& writer) { return store::allow_provider_user(writer, *name); });
  if (!allowed) return complain(context, allowed.error());
  return say(context, "allowed", *name, {"Släpps in igen: ", "Let in again: "});
}

ExitCode change_password(const UserOptions& options, Installation& installation,
                         const Context& context) {
  const auto name = access::account_name(options.name);
  if (!name) return complain_of_usage(context, name.error().message);
  const auto hash = new_hash(options, *name, context);
  if (!hash) return complain_of_password(context, hash.error());
  const auto changed =
      write(installation, operator_entry(store::audit::kUserPassword, "user/" + *name),
            [&](store::Writer& writer) -> Result<void> {
              if (auto ended = store::end_sessions_of(writer, *name); !ended)
                return tl::unexpected{ended.error()};
              return store::set_password(writer, *name, *hash);
            });
  if (!changed) return complain(context, changed.error());
  return say(
      context, "changed", *name,
      {"Nytt lösenord, och utloggad överallt: ", "New password, and signed out everywhere: "});
}

/// The address itself stays out of the audit log: that it was set is what is told.
ExitCode set(const UserOptions& options, Installation& installation, const Context& context) {
  const auto name = any_account_name(options.name);
  if (!name) return complain_of_usage(context, name.error().message);
  if (!options.email)
    return complain_of_usage(context, {"säg vad som ska ändras: --email ADRESS",
                                       "say what is to change: --email ADDRESS"});
  if (!options.email->empty() && !is_mail_address(*options.email))
    return complain_of_usage(context, {"--email: väntade en e-postadress, eller \"\" för ingen",
                                       "--email: expected an e-mail address, or \"\" for none"});
  const auto changed =
      write(installation,
            operator_entry(store::audit::kUserEmail, "user/" + *name,
                           options.email->empty() ? "removed" : "set"),
            [&](store::Writer& writer) { return store::set_email(writer, *name, *options.email); });
  if (!changed) return complain(context, changed.error());
  return say(context, "changed", *name, {"Ändrat: ", "Changed: "});
}

std::string list_json(const std::vector<store::User>& users) {
  reports::JsonWriter json;
  json.begin_array();
  for (const auto& user : users)
    json.begin_object()
        .field("name", user.name)
        .field("displayName", user.display_name)
        .field("role", user.role)
        .text_or_null("orgUnit", user.org_unit)
        .field("createdAt", to_rfc3339(user.created_at))
        .field("passwordAt", to_rfc3339(user.password_at))
        .field("lastLoginAt",
               user.last_login_at ? std::optional{to_rfc3339(*user.last_login_at)} : std::nullopt)
        .end_object();
  return json.end_array().take();
}

ExitCode list(Installation& installation, const Context& context) {
  std::vector<store::User> users;
  const auto read = installation.engine().read([&](store::Reader& reader) -> Result<void> {
    auto found = store::users(reader);
    if (!found) return tl::unexpected{found.error()};
    users = *std::move(found);
    return {};
  });
  if (!read) return complain(context, read.error());
  if (context.json) {
    context.out() << list_json(users) << '\n';
    return ExitCode::kOk;
  }
  TerminalTable table{{{context.in_words({"Konto", "Account"})},
                       {context.in_words({"Namn", "Name"}), Align::kLeft, true},
                       {context.in_words({"Roll", "Role"})},
                       {context.in_words({"Förvaltning", "Unit"})},
                       {context.in_words({"Senast inloggad", "Last login"})}}};
  for (const auto& user : users)
    table.add({{user.name},
               {user.display_name},
               {user.role},
               {user.org_unit.empty() ? "–" : user.org_unit},
               {user.last_login_at ? to_rfc3339(*user.last_login_at).substr(0, 10) : "–"}});
  context.out() << table.render(context.process.look);
  return ExitCode::kOk;
}

/// A subcommand on one account, with what all of them take.
CLI::App& add_on_account(CLI::App& user, Context& context, const Presentation& presentation,
                         const Options& options) {
  auto& command = add_command(user, context, presentation);
  command
      .add_option(context.in_words({"NAMN", "NAME"}), options->name,
                  context.in_words(
                      {"Kontots namn: a–z, 0–9, . - _ @", "The account's name: a–z, 0–9, . - _ @"}))
      ->required();
  return command;
}

void add_password_file(CLI::App& command, const Context& context, const Options& options) {
  command
      .add_option("--password-file", options->password_file,
                  context.in_words({"Fil med lösenordet på första raden (chmod 600); annars frågas "
                                    "det två gånger, eller läses från standard in",
                                    "File with the password on its first line (chmod 600); else it "
                                    "is asked for twice, or read from standard input"}))
      ->type_name(context.in_words({"FIL", "FILE"}));
}

using Action = ExitCode (*)(const UserOptions&, Installation&, const Context&);

void finish(CLI::App& command, Context& context, const Options& options, Action action) {
  const auto where = ConfigurationOptions::add_to(command, context);
  add_json_option(command, context);
  on_chosen(command, context, [&context, options, where, action] {
    return with_installation(*where, context, [&](Installation& installation) {
      return action(*options, installation, context);
    });
  });
}

void add_add(CLI::App& user, Context& context, const Options& options) {
  auto& command =
      add_on_account(user, context,
                     {"add",
                      {"Lägger till ett konto; lösenordet ska ha minst 12 tecken",
                       "Adds an account; the password must have at least 12 characters"},
                      {"tertil user add anna --role coordinator --name \"Anna Andersson\""}},
                     options);
  std::vector<std::string> roles;
  std::string words;
  for (const auto role : access::kAllRoles) {
    if (role == access::Role::kImporter) continue;  // a machine's
    roles.emplace_back(access::to_string(role));
    words += fmt::format("{}{} ({})", words.empty() ? "" : ", ", access::to_string(role),
                         context.in_words(access::label_of(role)));
  }
  command
      .add_option("--role", options->role,
                  context.in_words({"Vad kontot får göra: ", "What the account may do: "}) + words)
      ->type_name(context.in_words({"ROLL", "ROLE"}))
      ->required()
      ->check(one_of(context, std::move(roles)));
  command
      .add_option("--name", options->display_name,
                  context.in_words({"Namnet som visas", "The name that is shown"}))
      ->type_name("TEXT");
  command
      .add_option("--org-unit", options->org_unit,
                  context.in_words({"Förvaltningen som kontot hör till, t.ex. RGS: vad en "
                                    "handläggare får ändra",
                                    "The administration that the account belongs to, e.g. RGS: "
                                    "what an editor may change"}))
      ->type_name(context.in_words({"KOD", "CODE"}));
  add_password_file(command, context, options);
  finish(command, context, options, add);
}

}  // namespace

void add_user(CLI::App& root, Context& context) {
  auto& user = add_command(
      root, context,
      {"user",
       {"Lokala konton för dem som loggar in på sidorna",
        "Local accounts for those who sign in to the pages"},
       {"tertil user add anna --role coordinator", "tertil user list", "tertil user remove anna"}});
  user.require_subcommand(1);
  const auto options = std::make_shared<UserOptions>();
  add_add(user, context, options);

  auto& listing = add_command(
      user, context,
      {"list", {"Listar alla konton", "Lists all accounts"}, {"tertil user list --json"}});
  finish(listing, context, options,
         [](const UserOptions&, Installation& installation, const Context& shown) {
           return list(installation, shown);
         });
  finish(add_on_account(user, context,
                        {"remove",
                         {"Tar bort ett konto och loggar ut det genast",
                          "Removes an account and signs it out at once"},
                         {"tertil user remove anna"}},
                        options),
         context, options, remove);
  finish(add_on_account(user, context,
                        {"allow",
                         {"Släpper in ett borttaget konto som ett annat system svarar för",
                          "Lets in a removed account that another system vouches for"},
                         {"tertil user allow oidc:anna"}},
                        options),
         context, options, allow);
  auto& setting = add_on_account(
      user, context,
      {"set",
       {"Ändrar vad ett konto har: e-postadressen för påminnelser",
        "Changes what an account has: the e-mail address of reminders"},
       {"tertil user set anna --email anna@region.example", "tertil user set anna --email \"\""}},
      options);
  setting
      .add_option("--email", options->email,
                  context.in_words({"Adressen som påminnelser sänds till; tom: inga påminnelser",
                                    "The address reminders are sent to; empty: no reminders"}))
      ->type_name(context.in_words({"ADRESS", "ADDRESS"}));
  finish(setting, context, options, set);
  auto& password = add_on_account(user, context,
                                  {"password",
                                   {"Byter lösenord och loggar ut kontot överallt",
                                    "Changes the password and signs the account out everywhere"},
                                   {"tertil user password anna"}},
                                  options);
  add_password_file(password, context, options);
  finish(password, context, options, change_password);
}

}  // namespace tertil::cli
