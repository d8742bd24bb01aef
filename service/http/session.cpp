#include "service/http/session.hpp"

#include <array>
#include <memory>
#include <nlohmann/json.hpp>

#include "collectors/json.hpp"
#include "service/http/answer.hpp"
#include "service/http/import_access.hpp"
#include "service/http/login_rates.hpp"
#include "service/http/own_account.hpp"
#include "service/http/provider_sign_in.hpp"
#include "service/http/session_cookie.hpp"
#include "service/http/shared_rates.hpp"
#include "service/reports/json_writer.hpp"
#include "service/store/sha256.hpp"

namespace tertil::http {
namespace {

using access::LoginSessions;
using nlohmann::json;

constexpr std::string_view kPattern = "/api/v1/session";
constexpr std::string_view kExample =
    R"({"signIn":{"password":true,"oidc":{"name":"Region Halland"},"proxy":null},"user":{"name":"anna","displayName":"Anna Andersson","role":"coordinator",)"
    R"("roleName":{"sv":"Dataansvarig","en":"Data coordinator"},"orgUnit":"RK/ITD"},"csrfToken":"5f70bf18a0860…",)"
    R"("idleExpiresAt":"2026-11-22T13:38:00Z","expiresAt":"2026-11-22T23:08:00Z",)"
    R"("may":["import.send","import.read","import.retract"]})";

/// In what ways one can sign in here.
void write_ways(reports::JsonWriter& writer, const Backend& backend) {
  const auto name = [&writer](const char* way, const std::string* shown) {
    writer.key(way);
    if (shown == nullptr)
      writer.value(nullptr);
    else
      writer.begin_object().field("name", *shown).end_object();
  };
  writer.key("signIn").begin_object().field("password", true);
  name("oidc", backend.oidc ? &backend.oidc->settings().name : nullptr);
  name("proxy", backend.proxy ? &backend.proxy->name : nullptr);
  writer.end_object();
}

std::string to_json(const Backend& backend, const std::optional<access::SignedIn>& who) {
  reports::JsonWriter writer{512};
  writer.begin_object();
  write_ways(writer, backend);
  writer.key("user");
  if (!who) return writer.value(nullptr).end_object().take();
  writer.begin_object()
      .field("name", who->name)
      .field("displayName", who->display_name)
      .field("role", access::to_string(who->role))
      .field("roleName", access::label_of(who->role))
      .text_or_null("orgUnit", who->org_unit)
      .end_object()
      .field("csrfToken", who->csrf_token)
      .field("idleExpiresAt", to_rfc3339(who->idle_expires_at))
      .field("expiresAt", to_rfc3339(who->expires_at))
      .key("may")
      .begin_array();
  for (const auto action : access::kAllActions)
    if (access::may(who->role, action,
                    access::is_by_administration(action) && !who->org_unit.empty()))
      writer.value(access::name_of(action));
  return writer.end_array().end_object().take();
}

/// The browser forgets the cookie, whatever it was.
Response signed_out() {
  Response response;
  response.status = 204;
  set_cookie(response, kSessionCookie, {});
  return response;
}

Result<std::optional<access::SignedIn>> who_asks(const Backend& backend, const Request& request,
                                                 LoginSessions::Use use) {
  return backend.people->find(backend.engine, backend.clock, request.cookie(kSessionCookie), use);
}

Result<Response> show(const Backend& backend, const Request& request) {
  const auto who = who_asks(backend, request, LoginSessions::Use::kLook);
  if (!who) return tl::unexpected{who.error()};
  return private_json(to_json(backend, *who));
}

/// {"name":"…","password":"…"} and nothing else.
Result<access::Attempt> attempt_in(const Request& request) {
  if (request.content_type != "application/json")
    return fail(ErrorCode::kUnsupported,
                {"Sänd namn och lösenord som JSON med Content-Type: application/json.",
                 "Send name and password as JSON with Content-Type: application/json."});
  const auto parsed = collectors::parse_json(request.body);
  const auto* read = std::get_if<json>(&parsed);
  const auto has_text = [&](const char* member) {
    return read->contains(member) && read->at(member).is_string();
  };
  if (read == nullptr || !read->is_object() || !has_text("name") || !has_text("password"))
    return fail(ErrorCode::kInvalidInput,
                {"Kroppen ska vara {\"name\":\"…\",\"password\":\"…\"}.",
                 "The body must be {\"name\":\"…\",\"password\":\"…\"}."});
  return access::Attempt{.name = read->at("name").get<std::string>(),
                         .password = read->at("password").get<std::string>(),
                         .old_session = std::string{request.cookie(kSessionCookie)},
                         .request = request.id};
}

Result<Response> log_in(const Backend& backend, LoginRates& rates, const Request& request) {
  if (!request.fetch_site.empty() && request.fetch_site != "same-origin")
    return fail(ErrorCode::kForbidden,
                {"Anropet kommer från en annan webbplats.", "The request is another site's."});
  const auto attempt = attempt_in(request);
  if (!attempt) return tl::unexpected{attempt.error()};

  const auto name = access::account_name(attempt->name).value_or("");
  const auto now = backend.people->options().steady();
  if (!rates.addresses.take(request.peer, now)) return too_many_logins(request, rates);
  if (!rates.names.take(name, now)) return too_many_logins(request, rates);
  const std::array<SharedRate, 2> shared{
      {{"login/name/" + store::sha256_hex(name), backend.people->options().logins_per_minute},
       {"login/address/" + request.peer, backend.people->options().logins_per_minute}}};
  for (const auto& rate : shared) {
    const auto left = has_left(backend, rate);
    if (!left) return tl::unexpected{left.error()};
    if (*left) continue;
    rates.addresses.give_back(request.peer);
    rates.names.give_back(name);
    return too_many_logins(request, rates);
  }
  auto login = backend.people->log_in(backend.engine, backend.clock, *attempt);
  const bool failed = !login && login.error().code == ErrorCode::kUnauthorized;
  if (!failed) {  // only wrong ones count
    rates.addresses.give_back(request.peer);
    rates.names.give_back(name);
  } else {
    for (const auto& rate : shared) static_cast<void>(take_one(backend, rate));
  }
  if (!login) return tl::unexpected{std::move(login.error())};
  auto response = private_json(to_json(backend, login->who));
  set_cookie(response, kSessionCookie, login->session);
  return response;
}

Result<Response> log_out(const Backend& backend, const Request& request) {
  const auto who = who_asks(backend, request, LoginSessions::Use::kLook);
  if (!who) return tl::unexpected{who.error()};
  if (!*who) return signed_out();
  if (auto own = check_forgery(request, false); !own) return tl::unexpected{own.error()};
  const auto ended =
      backend.people->log_out(backend.engine, request.cookie(kSessionCookie), **who, request.id);
  if (!ended) return tl::unexpected{ended.error()};
  return signed_out();
}

Route route_of(Method method, Text summary, Text description, std::vector<Answer> answers,
               Handler handler) {
  Route route;
  route.method = method;
  route.pattern = kPattern;
  route.summary = std::move(summary);
  route.description = std::move(description);
  route.answers = std::move(answers);
  route.where = Where::kPool;
  route.handler = std::move(handler);
  return route;
}

std::vector<Answer> log_out_answers() {
  auto all = answers({}, {}, false, {403, 503});
  all.front() = {204, "", {"Utloggad.", "Signed out."}, {}};
  return all;
}

}  // namespace

std::vector<Route> session_routes(const Backend& backend) {
  const auto rates = std::make_shared<LoginRates>(backend.people->options().logins_per_minute);
  auto showing = route_of(
      Method::kGet, {"Vem som är inloggad", "Who is signed in"},
      {"Den som är inloggad, vad rollen får göra, och den csrfToken som ändringar ska ha i "
       "X-CSRF-Token. user är null när ingen är inloggad; signIn säger hur man kan logga in; "
       "svaret är alltid 200 och förlänger inte "
       "inloggningen.",
       "Whoever is signed in, what the role may do, and the csrfToken that changes must carry in "
       "X-CSRF-Token. user is null when nobody is; signIn says in which ways one can sign in; the "
       "answer is always 200 and does not prolong "
       "the login."},
      answers({"Inloggningen.", "The login."}, std::string{kExample}, false, {503}),
      [&backend](const Request& request) { return show(backend, request); });
  auto entering = route_of(
      Method::kPost, {"Loggar in", "Signs in"},
      {"Ger en kaka som bara webbläsaren ser, och samma svar som GET. Efter fem misslyckade försök "
       "på en minut, med ett namn eller från en adress, ges 429 med Retry-After.",
       "Gives a cookie that only the browser sees, and the same answer as GET. After five failed "
       "attempts in a minute, with one name or from one address, 429 with Retry-After."},
      answers({"Inloggad.", "Signed in."}, std::string{kExample}, false,
              {400, 401, 403, 415, 429, 503}),
      [&backend, rates](const Request& request) { return log_in(backend, *rates, request); });
  entering.bodies = {
      {"application/json", R"({"name":"anna","password":"korrekt häst batteri häftklammer"})"}};
  entering.body_description = {"Namn och lösenord.", "Name and password."};
  auto leaving = route_of(
      Method::kDelete, {"Loggar ut", "Signs out"},
      {"Avslutar inloggningen på servern. Kräver X-CSRF-Token; utan inloggning händer ingenting.",
       "Ends the login on the server. Needs X-CSRF-Token; without a login nothing happens."},
      log_out_answers(), [&backend](const Request& request) { return log_out(backend, request); });
  std::vector<Route> routes;
  for (auto* route : {&showing, &entering, &leaving}) routes.push_back(std::move(*route));
  for (auto& route : provider_sign_in_routes(backend, rates)) routes.push_back(std::move(route));
  for (auto& route : own_account_routes(backend, rates)) routes.push_back(std::move(route));
  return routes;
}

}  // namespace tertil::http
