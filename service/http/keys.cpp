#include "service/http/keys.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "service/http/answer.hpp"
#include "service/http/import_access.hpp"
#include "service/http/json_object.hpp"
#include "service/http/machine_key.hpp"
#include "service/reports/json_writer.hpp"
#include "service/store/audit_pages.hpp"
#include "service/store/tokens.hpp"

namespace tertil::http {
namespace {

using nlohmann::json;
using Makers = std::map<std::string, std::string>;

constexpr std::int64_t kDay = 86'400'000'000;
constexpr std::int64_t kLongestDays = 400;
constexpr std::int64_t kWarningDays = 30;
constexpr std::size_t kLongestNote = 200;
constexpr std::size_t kMostSources = 100;

constexpr std::string_view kExample =
    R"("id":"0aB3cD4eF5gH","prefix":"tertil_0aB3cD4eF5gH","role":"importer",)"
    R"("sources":["own-key-figures"],"note":"Fastighetssystemet","createdBy":"adam",)"
    R"("createdAt":"2026-09-01T08:00:00Z","expiresAt":"2027-09-01T08:00:00Z",)"
    R"("lastUsedAt":null,"revokedAt":null,"state":"good","daysLeft":283)";

std::string_view state_of(const store::Token& token, Instant now) {
  if (token.revoked_at) return "revoked";
  if (token.expires_at <= now) return "expired";
  const auto left = token.expires_at.microseconds - now.microseconds;
  return left < kWarningDays * kDay ? "expiring" : "good";
}

void write_key(reports::JsonWriter& writer, const store::Token& token, std::string_view maker,
               Instant now) {
  const auto time = [](const std::optional<Instant>& when) {
    return when ? std::optional{to_rfc3339(*when)} : std::nullopt;
  };
  writer.field("id", token.id)
      .field("prefix", std::string{kMachineKeyPrefix} + token.id)
      .field("role", token.role)
      .key("sources")
      .begin_array();
  for (const auto& source : token.sources) writer.value(source);
  const auto left = (token.expires_at.microseconds - now.microseconds) / kDay;
  writer.end_array()
      .text_or_null("note", token.note)
      .text_or_null("createdBy", maker)
      .field("createdAt", to_rfc3339(token.created_at))
      .field("expiresAt", to_rfc3339(token.expires_at))
      .field("lastUsedAt", time(token.last_used_at))
      .field("revokedAt", time(token.revoked_at))
      .field("state", state_of(token, now))
      .field("daysLeft", std::max<std::int64_t>(left, 0));
}

Parsed<Response> list(const Backend& backend, const Request& request) {
  const auto page = page_in(request);
  if (!page) return tl::unexpected{page.error()};
  std::vector<store::Token> all;
  Makers makers;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = store::tokens(reader);
    if (!found) return tl::unexpected{found.error()};
    all = std::move(*found);
    auto made = store::makers_of_tokens(reader);
    if (!made) return tl::unexpected{made.error()};
    makers = std::move(*made);
    return {};
  });
  if (!read) return failed(read.error());
  const auto total = std::ssize(all);
  const auto first = std::min((page->page - 1) * page->limit, total);
  const auto last = std::min(first + page->limit, total);
  const auto now = backend.clock.now();
  reports::JsonWriter writer;
  writer.begin_object().field("page", page->page).field("limit", page->limit);
  writer.field("total", total).key("items").begin_array();
  for (auto i = first; i < last; ++i) {
    const auto& token = all[static_cast<std::size_t>(i)];
    writer.begin_object();
    write_key(writer, token, makers[token.id], now);
    writer.end_object();
  }
  auto response = private_json(writer.end_array().end_object().take());
  add_links(response, request, *page, total);
  return response;
}

Parsed<std::vector<std::string>> sources_in(const Backend& backend, const json& body) {
  const auto found = body.find("sources");
  const Text message{"Välj minst en källa.", "Choose at least one source."};
  if (found == body.end() || !found->is_array() || found->empty() || found->size() > kMostSources)
    return bad_member("sources", "required", message);
  std::vector<std::string> sources;
  for (const auto& one : *found) {
    if (!one.is_string()) return bad_member("sources", "wrong-type", message);
    sources.push_back(one.get<std::string>());
    if (auto known = backend.importer.sources().find(sources.back()); !known)
      return bad_member("sources", "unknown-value", known.error().message);
  }
  std::ranges::sort(sources);
  const auto [first, last] = std::ranges::unique(sources);
  sources.erase(first, last);
  return sources;
}

Parsed<std::int64_t> days_in(const json& body) {
  const auto found = body.find("days");
  if (found != body.end() && found->is_number_integer()) {
    const auto days = found->get<std::int64_t>();
    if (days >= 1 && days <= kLongestDays) return days;
  }
  return bad_member("days", "out-of-range",
                    {"Ange hur många dagar nyckeln ska gälla, 1 till 400.",
                     "Say for how many days the key is good, 1 to 400."});
}

Result<void> note(store::Writer& writer, const Caller& caller, const Request& request,
                  std::string_view action, const std::string& id, std::string words) {
  store::AuditEntry entry;
  entry.actor = caller.id;
  entry.role = caller.role;
  entry.action = action;
  entry.object = "token/" + id;
  entry.note = std::move(words);
  entry.request = request.id;
  return store::append_audit(writer, entry);
}

Parsed<Response> make(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  const auto body = object_in(request, {"sources", "days", "note"});
  if (!body) return tl::unexpected{body.error()};
  auto sources = sources_in(backend, *body);
  if (!sources) return tl::unexpected{sources.error()};
  const auto days = days_in(*body);
  if (!days) return tl::unexpected{days.error()};
  const auto words = text_member(*body, "note", kLongestNote);
  if (!words) return tl::unexpected{words.error()};
  const auto key = make_machine_key();
  const auto now = backend.clock.now();
  store::Token token;
  token.id = key.id;
  token.role = to_string(access::Role::kImporter);
  token.sources = std::move(*sources);
  token.secret_sha256 = secret_hash(key);
  token.created_at = now;
  token.expires_at = {now.microseconds + *days * kDay};
  token.note = *words;
  const auto written = backend.engine.write([&](store::Writer& writer) -> Result<void> {
    writer.leave_published_alone();
    if (auto added = store::add_token(writer, token); !added) return added;
    return note(writer, *caller, request, store::audit::kTokenCreate, token.id,
                fmt::format("{} {}", token.role, fmt::join(token.sources, " ")));
  });
  if (!written) return failed(written.error());
  reports::JsonWriter writer;
  writer.begin_object();
  write_key(writer, token, caller->id, now);
  auto response = private_json(writer.field("key", to_string(key)).end_object().take());
  response.status = 201;
  return response;
}

Parsed<Response> revoke(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  const std::string id{request.path_parameter("id")};
  std::optional<store::Token> token;
  Makers makers;
  const auto written = backend.engine.write([&](store::Writer& writer) -> Result<void> {
    writer.leave_published_alone();
    if (auto done = store::revoke_token(writer, id); !done) return done;
    auto found = store::find_token(writer, id);
    if (!found) return tl::unexpected{found.error()};
    token = std::move(*found);
    auto made = store::makers_of_tokens(writer);
    if (!made) return tl::unexpected{made.error()};
    makers = std::move(*made);
    return note(writer, *caller, request, store::audit::kTokenRevoke, id, {});
  });
  if (!written) return failed(written.error());
  reports::JsonWriter writer;
  writer.begin_object();
  write_key(writer, *token, makers[id], backend.clock.now());
  return private_json(writer.end_object().take());
}

using Answerer = Parsed<Response> (*)(const Backend&, const Request&);

Route route_of(const Backend& backend, Method method, std::string rest, Text summary,
               Text description, Answerer answer) {
  Route route;
  route.method = method;
  route.pattern = "/api/v1/keys" + std::move(rest);
  route.summary = std::move(summary);
  route.description = std::move(description);
  route.access = Access::kToken;
  route.action = access::Action::kKeyManage;
  route.where = Where::kPool;
  route.handler =
      answering([&backend, answer](const Request& request) { return answer(backend, request); });
  return route;
}

}  // namespace

std::vector<Route> key_routes(const Backend& backend) {
  auto listing = route_of(
      backend, Method::kGet, "", {"Alla maskinnycklar", "All machine keys"},
      {"Nycklar som någonsin gjorts, den nyaste först: början av dem, källor, vem som gjorde dem, "
       "senast använda och till när de gäller. state är good, expiring (mindre än 30 dagar kvar), "
       "expired eller revoked. Hemligheten finns inte kvar att visa.",
       "Keys ever made, the newest first: how they begin, sources, who made them, last use and "
       "until when they are good. state is good, expiring (less than 30 days left), expired or "
       "revoked. The secret is not there to be shown."},
      list);
  listing.parameters = page_parameters();
  listing.answers =
      answers({"Nycklarna.", "The keys."},
              fmt::format(R"({{"page":1,"limit":20,"total":1,"items":[{{{}}}]}})", kExample), false,
              {400, 401, 403, 503});
  auto making = route_of(
      backend, Method::kPost, "", {"Gör en maskinnyckel", "Make a machine key"},
      {"För ett system som sänder uppgifter (importer), för en eller flera källor och högst 400 "
       "dagar. Hela nyckeln står i key och visas bara i det här svaret.",
       "For a system that sends data (importer), for one source or more and at most 400 days. The "
       "whole key is in key and shown in this answer only."},
      make);
  making.bodies = {{"application/json",
                    R"({"sources":["own-key-figures"],"days":365,"note":"Fastighetssystemet"})"}};
  making.body_description = {"Vad nyckeln är till för.", "What the key is for."};
  making.answers = answers({}, {}, false, {400, 401, 403, 415, 422, 503});
  making.answers.front() = {
      201,
      "application/json",
      {"Nyckeln; visas en gång.", "The key; shown once."},
      fmt::format(R"({{{},"key":"tertil_0aB3cD4eF5gH_…_1f2e3d4c"}})", kExample)};
  auto revoking =
      route_of(backend, Method::kPost, "/{id}/revoke", {"Återkalla en nyckel", "Revoke a key"},
               {"Gäller genast och kan inte tas tillbaka; en andra gång ändrar inget.",
                "Holds at once and cannot be taken back; a second time changes nothing."},
               revoke);
  auto id =
      query_parameter("id", "string", "0aB3cD4eF5gH", {"Nyckelns id.", "The key's id."}, true);
  id.in = In::kPath;
  revoking.parameters = {std::move(id)};
  revoking.answers = answers({"Nyckeln.", "The key."}, fmt::format("{{{}}}", kExample), false,
                             {401, 403, 404, 503});
  std::vector<Route> routes;
  for (auto* route : {&listing, &making, &revoking}) routes.push_back(std::move(*route));
  return routes;
}

}  // namespace tertil::http
