#include "service/http/to_do_feed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <pugixml.hpp>
#include <sstream>

#include "service/access/base64url.hpp"
#include "service/http/answer.hpp"
#include "service/http/login_rates.hpp"
#include "service/http/negotiate.hpp"
#include "service/http/problem.hpp"
#include "service/http/to_do_list.hpp"
#include "service/reports/json_writer.hpp"
#include "service/store/audit.hpp"
#include "service/store/feed_tokens.hpp"
#include "service/store/sha256.hpp"

namespace tertil::http {
namespace {

using plans::ToDo;

constexpr std::string_view kFeed = "/api/v1/to-do/feed";
constexpr std::string_view kBasic = "Basic ";

/// RFC 4287. The addresses are relative to the feed's own.
std::string atom_of(const std::vector<ToDo>& items, const store::User& user, Instant now,
                    Language language) {
  const auto in = [&](const Text& text) {
    return (language == Language::kEnglish ? text.en : text.sv).c_str();
  };
  pugi::xml_document document;
  auto feed = document.append_child("feed");
  feed.append_attribute("xmlns") = "http://www.w3.org/2005/Atom";
  feed.append_attribute("xml:lang") = language == Language::kEnglish ? "en" : "sv";
  feed.append_child("title").text().set(in({"Att göra i handlingsplanen", "To do in the plan"}));
  feed.append_child("id").text().set(fmt::format("urn:tertil:to-do:{}", user.name).c_str());
  feed.append_child("updated").text().set(to_rfc3339(now).c_str());
  feed.append_child("author").append_child("name").text().set("tertil");
  for (const auto& item : items) {
    auto entry = feed.append_child("entry");
    entry.append_child("id").text().set(fmt::format("urn:tertil:to-do:{}", item.id).c_str());
    entry.append_child("title").text().set(in(item.title));
    // When it began to matter: as stable as the thing itself, and never in the future.
    const auto since =
        std::min(plans::day_of(now), item.due.value_or(plans::day_of(now)) - std::chrono::days{30});
    entry.append_child("updated").text().set((plans::to_string(since) + "T00:00:00Z").c_str());
    entry.append_child("link").append_attribute("href") = item.href.c_str();
    entry.append_child("summary").text().set(in(item.detail));
  }
  std::ostringstream out;
  document.save(out, "", pugi::format_raw | pugi::format_save_file_text, pugi::encoding_utf8);
  return std::move(out).str();
}

/// What the reader of the feed sent.
struct NameAndToken {
  std::string name;
  std::string token;
};

/// The token has no colon but an account's name may: "oidc:anna".
std::optional<NameAndToken> basic_in(const Request& request) {
  if (!request.authorization || request.authorization->size() <= kBasic.size()) return std::nullopt;
  auto text = std::string_view{*request.authorization};
  if (!equals_ignoring_case(text.substr(0, kBasic.size()), kBasic)) return std::nullopt;
  text.remove_prefix(kBasic.size());
  const auto plain = access::from_base64(text);
  const auto colon = plain ? plain->rfind(':') : std::string::npos;
  if (colon == std::string::npos) return std::nullopt;
  return NameAndToken{plain->substr(0, colon), plain->substr(colon + 1)};
}

/// 401 that makes a feed reader ask for name and password.
Response ask_for_token(const Request& request) {
  auto response = problem(Error{ErrorCode::kUnauthorized,
                                {"Läs flödet med ditt kontonamn och flödets lösenord (HTTP Basic). "
                                 "Ett nytt lösenord görs på /att-gora.",
                                 "Read the feed with your account's name and the feed's password "
                                 "(HTTP Basic). A new password is made on /att-gora."},
                                {}},
                          request);
  std::erase_if(response.headers,
                [](const auto& line) { return line.first == "WWW-Authenticate"; });
  response.headers.emplace_back("WWW-Authenticate",
                                "Basic realm=\"tertil feed\", charset=\"UTF-8\"");
  return response;
}

/// Nothing if the token is not that person's. A name that nobody has costs as much as any other.
Result<std::optional<store::User>> owner_of(const Backend& backend, const NameAndToken& sent) {
  std::optional<store::FeedToken> kept;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = store::find_feed_token(reader, sent.name);
    if (!found) return tl::unexpected{found.error()};
    kept = std::move(*found);
    return {};
  });
  if (!read) return tl::unexpected{read.error()};
  const auto hash = store::sha256_hex(sent.token);
  const bool same = access::same_secret(hash, kept ? kept->sha256 : std::string(hash.size(), '-'));
  if (!same) return std::nullopt;
  return std::move(kept->owner);
}

Result<Response> feed(const Backend& backend, LoginRates& rates, const Request& request) {
  const auto sent = basic_in(request);
  if (!sent) return ask_for_token(request);
  const auto now = backend.people->options().steady();
  if (!rates.addresses.take(request.peer, now)) return too_many_logins(request, rates);
  if (!rates.names.take(sent->name, now)) return too_many_logins(request, rates);
  const auto user = owner_of(backend, *sent);
  if (user && !*user) return ask_for_token(request);
  rates.addresses.give_back(request.peer);  // only wrong ones count
  rates.names.give_back(sent->name);
  if (!user) return tl::unexpected{user.error()};
  const auto today = backend.clock.now();
  const auto items = to_do_for(backend.engine, backend.published, today, caller_for(**user));
  if (!items) return tl::unexpected{items.error()};
  Response response;
  response.content_type = "application/atom+xml; charset=utf-8";
  response.body = atom_of(*items, **user, today, request.language);
  return response;
}

/// The account behind a change of the token: a key has no list of its own.
Parsed<Caller> person_in(const Backend& backend, const Request& request) {
  auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  if (caller->kind != CallerKind::kPerson)
    return failed({ErrorCode::kRefused,
                   {"En nyckel har inget flöde; logga in.", "A key has no feed; sign in."},
                   {}});
  return std::move(*caller);
}

store::AuditEntry entry_of(const Caller& caller, std::string_view action, const Request& request) {
  store::AuditEntry entry;
  entry.actor = caller.id;
  entry.role = caller.role;
  entry.action = action;
  entry.object = "user/" + caller.id;
  entry.request = request.id;
  return entry;
}

Parsed<Response> make_token(const Backend& backend, const Request& request) {
  const auto caller = person_in(backend, request);
  if (!caller) return tl::unexpected{caller.error()};
  const auto token = access::LoginSessions::new_id();
  const auto written = backend.engine.write([&](store::Writer& writer) -> Result<void> {
    writer.leave_published_alone();
    if (auto set = store::set_feed_token(writer, caller->id, store::sha256_hex(token)); !set)
      return set;
    return store::append_audit(writer, entry_of(*caller, store::audit::kFeedToken, request));
  });
  if (!written) return failed(written.error());
  reports::JsonWriter json;
  json.begin_object()
      .field("url", kFeed)
      .field("user", caller->id)
      .field("token", token)
      .end_object();
  auto response = private_json(json.take());
  response.status = 201;
  return response;
}

Parsed<Response> revoke_token(const Backend& backend, const Request& request) {
  const auto caller = person_in(backend, request);
  if (!caller) return tl::unexpected{caller.error()};
  const auto written = backend.engine.write([&](store::Writer& writer) -> Result<void> {
    writer.leave_published_alone();
    const auto gone = store::revoke_feed_token(writer, caller->id);
    if (!gone) return tl::unexpected{gone.error()};
    if (!*gone) return {};
    return store::append_audit(writer, entry_of(*caller, store::audit::kFeedTokenRevoke, request));
  });
  if (!written) return failed(written.error());
  Response response;
  response.status = 204;
  response.content_type.clear();
  return response;
}

Route route_of(Method method, std::string pattern, Handler handler) {
  Route route;
  route.method = method;
  route.pattern = "/api/v1/to-do/" + std::move(pattern);
  route.where = Where::kPool;
  route.handler = std::move(handler);
  return route;
}

}  // namespace

std::vector<Route> to_do_feed_routes(const Backend& backend) {
  const auto rates = std::make_shared<LoginRates>(backend.people->options().logins_per_minute);
  auto feeding = route_of(Method::kGet, "feed", [&backend, rates](const Request& request) {
    return feed(backend, *rates, request);
  });
  feeding.summary = {"Att göra som webbflöde", "To do as a web feed"};
  feeding.description = {
      "Samma lista i Atom (RFC 4287), med HTTP Basic: kontots namn, och token från POST "
      "to-do/feed-token som lösenord. Det läser bara detta. Efter fem misslyckade försök på en "
      "minut ges 429 med Retry-After.",
      "The same list in Atom (RFC 4287), by HTTP Basic: the account's name, and the token of POST "
      "to-do/feed-token as the password. It reads this alone. After five failed attempts in a "
      "minute, 429 with Retry-After."};
  feeding.answers = answers({}, {}, false, {401, 429, 503});
  feeding.answers.front() = {200, "application/atom+xml", {"Flödet.", "The feed."}, {}};
  auto making = route_of(Method::kPost, "feed-token", answering([&backend](const Request& request) {
                           return make_token(backend, request);
                         }));
  making.summary = {"Nytt lösenord till flödet", "A new password of the feed"};
  making.description = {
      "Visas en gång; ett tidigare slutar gälla. Den som har det kan läsa listan.",
      "It is shown once; one before stops working. Whoever has it can read the list."};
  making.answers = answers({}, {}, false, {401, 403, 415, 422, 503, 507});
  making.answers.front() = {
      201,
      "application/json",
      {"Adress, namn och lösenord.", "Address, name and password."},
      R"({"url":"/api/v1/to-do/feed","user":"anna","token":"5f70bf18a0860…"})"};
  auto revoking = route_of(
      Method::kDelete, "feed-token",
      answering([&backend](const Request& request) { return revoke_token(backend, request); }));
  revoking.summary = {"Stänger flödet", "Turns the feed off"};
  revoking.description = {"Lösenordet slutar gälla genast.", "The password stops working at once."};
  revoking.answers = answers({}, {}, false, {401, 403, 422, 503, 507});
  revoking.answers.front() = {204, "", {"Avstängt.", "Turned off."}, {}};
  for (auto* route : {&making, &revoking}) {
    route->access = Access::kToken;
    route->action = access::Action::kToDoRead;
  }
  std::vector<Route> routes;
  for (auto* made : {&feeding, &making, &revoking}) routes.push_back(std::move(*made));
  return routes;
}

}  // namespace tertil::http
