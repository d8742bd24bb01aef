#include "service/http/own_account.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "service/http/answer.hpp"
#include "service/http/import_access.hpp"
#include "service/http/json_object.hpp"
#include "service/http/session_cookie.hpp"
#include "service/http/shared_rates.hpp"
#include "service/reports/json_writer.hpp"
#include "service/store/audit.hpp"
#include "service/store/sessions.hpp"
#include "service/store/sha256.hpp"
#include "service/store/users.hpp"

namespace tertil::http {
namespace {

using access::LoginSessions;
namespace audit = store::audit;

constexpr std::size_t kShownId = 16;  ///< Of the hash: enough to tell a person's logins apart.
constexpr std::string_view kSessions = "/api/v1/sessions";
constexpr std::string_view kExample =
    R"({"hasPassword":true,"items":[{"id":"5f70bf18a0860c2d","current":true,"createdAt":"2026-11-22T07:41:00Z",)"
    R"("seenAt":"2026-11-22T08:05:00Z","expiresAt":"2026-11-22T17:41:00Z"}]})";

/// The hash by which the store knows the login that asks.
std::string current_hash(const Request& request) {
  return LoginSessions::hash_of(request.cookie(kSessionCookie));
}

std::string shown_id(const store::Session& session) {
  return session.id_sha256.substr(0, kShownId);
}

Result<void> note(store::Writer& writer, const Caller& caller, const Request& request,
                  std::string_view action, std::string words = {}) {
  store::AuditEntry entry;
  entry.actor = caller.id;
  entry.role = caller.role;
  entry.action = action;
  entry.object = "user/" + caller.id;
  entry.note = std::move(words);
  entry.request = request.id;
  return store::append_audit(writer, entry);
}

/// Those of a person's logins that still hold, newest first.
Result<std::vector<store::Session>> logins_of(const Backend& backend, store::Reader& reader,
                                              const std::string& name) {
  auto found = store::sessions_of(reader, name);
  if (!found) return found;
  const auto now = backend.clock.now();
  const auto idle = Instant{now.microseconds - backend.people->options().times.idle_ms * 1000};
  std::erase_if(*found, [&](const store::Session& session) {
    return session.expires_at <= now || session.seen_at < idle;
  });
  return found;
}

/// Ends those of the caller's logins that are asked for; how many there were.
template <class Asked>
Result<std::int64_t> end_logins(store::Writer& writer, const Caller& caller, const Asked& asked) {
  const auto all = store::sessions_of(writer, caller.id);
  if (!all) return tl::unexpected{all.error()};
  std::int64_t count = 0;
  for (const auto& session : *all) {
    if (!asked(session)) continue;
    const auto ended = store::end_session(writer, session.id_sha256);
    if (!ended) return tl::unexpected{ended.error()};
    ++count;
  }
  return count;
}

Parsed<Response> list(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  std::vector<store::Session> logins;
  bool has_password = false;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = logins_of(backend, reader, caller->id);
    if (!found) return tl::unexpected{found.error()};
    logins = std::move(*found);
    const auto user = store::find_user(reader, caller->id);
    if (!user) return tl::unexpected{user.error()};
    has_password = *user && !(*user)->password_hash.empty();
    return {};
  });
  if (!read) return failed(read.error());
  const auto current = current_hash(request);
  reports::JsonWriter json;
  json.begin_object().field("hasPassword", has_password).key("items").begin_array();
  for (const auto& login : logins)
    json.begin_object()
        .field("id", shown_id(login))
        .field("current", login.id_sha256 == current)
        .field("createdAt", to_rfc3339(login.created_at))
        .field("seenAt", to_rfc3339(login.seen_at))
        .field("expiresAt", to_rfc3339(login.expires_at))
        .end_object();
  return private_json(json.end_array().end_object().take());
}

/// Ends logins and answers 204; 404 if one was named that is not there.
template <class Asked>
Parsed<Response> end_and_tell(const Backend& backend, const Request& request, bool named,
                              const Asked& asked) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  const auto written = backend.engine.write([&](store::Writer& writer) -> Result<void> {
    writer.leave_published_alone();
    const auto ended = end_logins(writer, *caller, asked);
    if (!ended) return tl::unexpected{ended.error()};
    if (*ended == 0 && named)
      return fail(ErrorCode::kNotFound,
                  {"Den inloggningen finns inte längre.", "That login is no longer there."});
    return *ended == 0
               ? Result<void>{}
               : note(writer, *caller, request, audit::kUserSignOut, fmt::format("{}", *ended));
  });
  if (!written) return failed(written.error());
  Response response;
  response.status = 204;
  return response;
}

Parsed<Response> end_one(const Backend& backend, const Request& request) {
  const auto id = request.path_parameter("id");
  return end_and_tell(backend, request, true,
                      [&](const store::Session& session) { return shown_id(session) == id; });
}

Parsed<Response> end_others(const Backend& backend, const Request& request) {
  return end_and_tell(backend, request, false,
                      [current = current_hash(request)](const store::Session& session) {
                        return session.id_sha256 != current;
                      });
}

struct Change {
  std::string current;
  std::string wanted;
};

Parsed<Change> change_in(const Request& request) {
  const auto body = object_in(request, {"current", "password"});
  if (!body) return tl::unexpected{body.error()};
  auto current = text_member(*body, "current", access::kLongestPassword);
  if (!current) return tl::unexpected{current.error()};
  auto wanted = text_member(*body, "password", access::kLongestPassword);
  if (!wanted) return tl::unexpected{wanted.error()};
  return Change{std::move(*current), std::move(*wanted)};
}

/// The caller's account, which has a password of its own.
Result<store::User> local_account(const Backend& backend, const Caller& caller) {
  store::User user;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = store::find_user(reader, caller.id);
    if (!found) return tl::unexpected{found.error()};
    if (!*found || (*found)->password_hash.empty())
      return fail(ErrorCode::kRefused,
                  {"Kontot har inget lösenord här: det byts i det system som du loggar in med.",
                   "The account has no password here: change it in the system that signs you in."});
    user = std::move(**found);
    return {};
  });
  if (!read) return tl::unexpected{read.error()};
  return user;
}

/// Nothing when the password is the account's, 429 when too many were wrong; a wrong one counts.
Parsed<std::optional<Response>> refuse_guess(const Backend& backend, LoginRates& rates,
                                             const Request& request, const store::User& user,
                                             const std::string& password) {
  const auto& options = backend.people->options();
  const SharedRate shared{"login/name/" + store::sha256_hex(user.name), options.logins_per_minute};
  if (!rates.names.take(user.name, options.steady())) return too_many_logins(request, rates);
  const auto left = has_left(backend, shared);
  if (!left) return failed(left.error());
  if (!*left) return too_many_logins(request, rates);
  const auto right = backend.people->is_password(user.password_hash, password);
  if (right && !*right) {
    static_cast<void>(take_one(backend, shared));
    return bad_member("current", "wrong-password",
                      {"Det nuvarande lösenordet stämmer inte.", "The current password is wrong."});
  }
  rates.names.give_back(user.name);
  if (!right) return failed(right.error());
  return std::nullopt;
}

Parsed<Response> set_password(const Backend& backend, LoginRates& rates, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  const auto change = change_in(request);
  if (!change) return tl::unexpected{change.error()};
  const auto user = local_account(backend, *caller);
  if (!user) return failed(user.error());
  auto refused = refuse_guess(backend, rates, request, *user, change->current);
  if (!refused) return tl::unexpected{refused.error()};
  if (*refused) return std::move(**refused);
  const auto hash = backend.people->hash_new(user->name, change->wanted);
  if (!hash && hash.error().code == ErrorCode::kRefused)
    return bad_member("password", "weak-password", hash.error().message);
  if (!hash) return failed(hash.error());
  const auto current = current_hash(request);
  const auto written = backend.engine.write([&](store::Writer& writer) -> Result<void> {
    writer.leave_published_alone();
    const auto now = store::find_user(writer, user->name);
    if (!now) return tl::unexpected{now.error()};
    if (!*now || (*now)->password_hash != user->password_hash)
      return fail(ErrorCode::kConflict, {"Lösenordet har bytts av någon annan i samma stund.",
                                         "Somebody else has just changed the password."});
    const auto ended = end_logins(writer, *caller, [&](const store::Session& session) {
      return session.id_sha256 != current;
    });
    if (!ended) return tl::unexpected{ended.error()};
    if (auto set = store::set_password(writer, user->name, *hash); !set) return set;
    return note(writer, *caller, request, audit::kUserPassword, "own");
  });
  if (!written) return failed(written.error());
  Response response;
  response.status = 204;
  return response;
}

Route route_of(Method method, std::string pattern, Text summary, Text description) {
  Route route;
  route.method = method;
  route.pattern = std::move(pattern);
  route.access = Access::kToken;
  route.action = access::Action::kAccountOwn;
  route.where = Where::kPool;
  route.summary = std::move(summary);
  route.description = std::move(description);
  return route;
}

std::vector<Answer> nothing(Text what, const std::vector<unsigned>& problems) {
  auto all = answers({}, {}, false, problems);
  all.front() = {204, "", std::move(what), {}};
  return all;
}

}  // namespace

std::vector<Route> own_account_routes(const Backend& backend,
                                      const std::shared_ptr<LoginRates>& rates) {
  auto password = route_of(
      Method::kPost, "/api/v1/session/password",
      {"Byt sitt eget lösenord", "Change one's password"},
      {"Kräver det nuvarande lösenordet. Alla andra inloggningar på kontot avslutas. Fel lösenord "
       "räknas som misslyckade inloggningar.",
       "Needs the current password. All other logins of the account end. Wrong passwords count as "
       "failed logins."});
  password.bodies = {
      {"application/json",
       R"({"current":"korrekt häst batteri häftklammer","password":"en annan lång mening"})"}};
  password.body_description = {"Nuvarande och nytt lösenord.", "Current and new password."};
  password.answers = nothing({"Bytt.", "Changed."}, {400, 401, 403, 409, 415, 422, 429, 503, 507});
  password.handler = answering(
      [&backend, rates](const Request& request) { return set_password(backend, *rates, request); });

  auto listing = route_of(
      Method::kGet, std::string{kSessions}, {"Var man är inloggad", "Where one is signed in"},
      {"De egna inloggningarna som gäller, den senaste först. seenAt är ungefär när den användes "
       "senast; current är den som frågar.",
       "One's own logins that hold, the newest first. seenAt is about when it was last used; "
       "current is the one that asks."});
  listing.answers =
      answers({"Inloggningarna.", "The logins."}, std::string{kExample}, false, {401, 403, 503});
  listing.handler =
      answering([&backend](const Request& request) { return list(backend, request); });

  auto others =
      route_of(Method::kDelete, std::string{kSessions},
               {"Logga ut överallt annars", "Sign out everywhere else"},
               {"Avslutar alla egna inloggningar utom den som frågar. Kräver X-CSRF-Token.",
                "Ends all of one's own logins but the one that asks. Needs X-CSRF-Token."});
  others.answers = nothing({"Avslutade.", "Ended."}, {401, 403, 503, 507});
  others.handler =
      answering([&backend](const Request& request) { return end_others(backend, request); });

  auto one = route_of(Method::kDelete, std::string{kSessions} + "/{id}",
                      {"Avsluta en egen inloggning", "End one of one's own logins"},
                      {"Kräver X-CSRF-Token. Även den som frågar kan avslutas.",
                       "Needs X-CSRF-Token. The one that asks can be ended too."});
  one.parameters = {query_parameter("id", "string", "5f70bf18a0860c2d",
                                    {"Inloggningens id i listan.", "The login's id in the list."},
                                    true)};
  one.parameters.front().in = In::kPath;
  one.answers = nothing({"Avslutad.", "Ended."}, {401, 403, 404, 503, 507});
  one.handler = answering([&backend](const Request& request) { return end_one(backend, request); });

  std::vector<Route> routes;
  for (auto* route : {&password, &listing, &others, &one}) routes.push_back(std::move(*route));
  return routes;
}

}  // namespace tertil::http
