#include "service/http/import_access.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "service/http/machine_key.hpp"
#include "service/http/negotiate.hpp"
#include "service/store/audit.hpp"
#include "service/store/tokens.hpp"

namespace tertil::http {
namespace {

constexpr std::int64_t kHour = 3'600'000'000;
constexpr std::string_view kBearer = "Bearer ";

tl::unexpected<Error> unauthorized() {
  return fail(ErrorCode::kUnauthorized,
              {"Logga in, eller sänd en giltig nyckel: Authorization: Bearer tertil_…",
               "Sign in, or send a valid key: Authorization: Bearer tertil_…"});
}

tl::unexpected<Error> forbidden() {
  return fail(ErrorCode::kForbidden, {"Rollen får inte göra detta.", "The role may not do this."});
}

bool has_bearer(const Request& request) {
  return request.authorization && request.authorization->size() > kBearer.size() &&
         equals_ignoring_case(std::string_view{*request.authorization}.substr(0, kBearer.size()),
                              kBearer);
}

std::optional<MachineKey> key_in(const Request& request) {
  auto text = std::string_view{*request.authorization}.substr(kBearer.size());
  while (text.starts_with(' ')) text.remove_prefix(1);
  return parse_machine_key(text);
}

Result<store::Token> token_of(const Backend& backend, const Request& request) {
  const auto key = key_in(request);
  if (!key) return unauthorized();
  std::optional<store::Token> token;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = store::find_token(reader, key->id);
    if (!found) return tl::unexpected{std::move(found.error())};
    token = std::move(*found);
    return {};
  });
  if (!read) return tl::unexpected{read.error()};
  if (!token || !has_secret(*key, token->secret_sha256)) return unauthorized();
  if (token->revoked_at || token->expires_at <= backend.clock.now()) return unauthorized();
  return std::move(*token);
}

Caller caller_with(store::Token token) {
  return {.id = std::move(token.id),
          .role = std::move(token.role),
          .sources = std::move(token.sources)};
}

Result<Caller> person_of(const Backend& backend, const Request& request) {
  auto found = backend.people->find(backend.engine, backend.clock, request.cookie(kSessionCookie),
                                    access::LoginSessions::Use::kTouch);
  if (!found) return tl::unexpected{std::move(found.error())};
  if (!*found) return unauthorized();
  return Caller{.id = std::move((*found)->name),
                .role = std::string{access::to_string((*found)->role)},
                .sources = {},
                .name = std::move((*found)->display_name),
                .kind = CallerKind::kPerson,
                .org_unit = std::move((*found)->org_unit)};
}

/// A receipt for the owner of the key, not a condition of the answer: a store that cannot be
/// written is no reason to turn a reader away.
void note_use(const Backend& backend, const store::Token& token) {
  const auto now = backend.clock.now();
  if (token.last_used_at && now.microseconds - token.last_used_at->microseconds < kHour) return;
  const auto noted = backend.engine.write([&](store::Writer& writer) {
    writer.leave_published_alone();
    return store::touch_token(writer, token.id, now);
  });
  static_cast<void>(noted);
}

bool is_change(Method method) {
  return method != Method::kGet && method != Method::kHead && method != Method::kOptions;
}

access::Action action_named(ImportAction action) {
  switch (action) {
    case ImportAction::kSend: return access::Action::kImportSend;
    case ImportAction::kRead: return access::Action::kImportRead;
    case ImportAction::kRetract: return access::Action::kImportRetract;
  }
  return access::Action::kImportRetract;
}

}  // namespace

Result<Caller> caller_of(const Backend& backend, const Request& request) {
  if (has_bearer(request)) {
    auto token = token_of(backend, request);
    if (!token) return tl::unexpected{std::move(token.error())};
    return caller_with(std::move(*token));
  }
  if (request.cookies.empty()) return unauthorized();
  return person_of(backend, request);
}

Result<std::optional<Caller>> caller_if_any(const Backend& backend, const Request& request) {
  if (!request.authorization && request.cookies.empty()) return std::nullopt;
  auto caller = caller_of(backend, request);
  if (caller) return std::optional{std::move(*caller)};
  if (caller.error().code == ErrorCode::kUnauthorized) return std::nullopt;
  return tl::unexpected{std::move(caller.error())};
}

Result<void> may(const Caller& caller, access::Action action, std::string_view source) {
  const auto role = access::role_named(caller.role);
  const bool own =
      access::is_by_administration(action)
          ? !caller.org_unit.empty()
          : source.empty() || std::ranges::find(caller.sources, source) != caller.sources.end();
  if (!role || !access::may(*role, action, own)) return forbidden();
  return {};
}

Result<void> may(const Caller& caller, ImportAction action, std::string_view source) {
  return may(caller, action_named(action), source);
}

bool may(const Backend& backend, const Request& request, access::Action action) {
  const auto caller = caller_if_any(backend, request);
  return caller && *caller && may(**caller, action);
}

void note_denial(const Backend& backend, const Caller& caller, std::string object,
                 std::string_view note, const Request& request) {
  if (!backend.denials->take(caller.id, access::steady_ms())) return;
  store::AuditEntry entry;
  entry.actor = caller.id;
  entry.role = caller.role;
  entry.action = store::audit::kDenied;
  entry.object = std::move(object);
  entry.note = note;
  entry.request = request.id;
  const auto noted = backend.engine.write([&](store::Writer& writer) {
    writer.leave_published_alone();
    return store::append_audit(writer, entry);
  });
  static_cast<void>(noted);
}

Result<void> check_forgery(const Request& request, bool takes_file) {
  constexpr std::array<std::string_view, 3> kForms{"application/x-www-form-urlencoded",
                                                   "multipart/form-data", "text/plain"};
  if (!request.fetch_site.empty() && request.fetch_site != "same-origin")
    return fail(ErrorCode::kForbidden,
                {"Anropet kommer från en annan webbplats.", "The request is another site's."});
  if (!access::same_secret(request.csrf_token,
                           access::csrf_token_of(request.cookie(kSessionCookie))))
    return fail(ErrorCode::kForbidden,
                {"X-CSRF-Token saknas eller är gammal. Ladda om sidan och försök igen.",
                 "X-CSRF-Token is missing or old. Load the page again and retry."});
  if (!takes_file && std::ranges::find(kForms, request.content_type) != kForms.end())
    return fail(ErrorCode::kUnsupported,
                {"Sänd JSON med Content-Type: application/json, inte ett formulär.",
                 "Send JSON with Content-Type: application/json, not a form."});
  return {};
}

Result<void> authorize(const Backend& backend, const Route& route, const Request& request) {
  std::optional<store::Token> token;
  Caller caller;
  if (has_bearer(request)) {
    auto found = token_of(backend, request);
    if (!found) return tl::unexpected{found.error()};
    token = std::move(*found);
    caller = caller_with(*token);
  } else {
    auto found = caller_of(backend, request);
    if (!found) return tl::unexpected{found.error()};
    caller = std::move(*found);
    if (is_change(route.method))
      if (auto own = check_forgery(request, route.takes_file); !own) return own;
  }
  auto allowed = route.action ? may(caller, *route.action, request.parameter("source").value_or(""))
                              : Result<void>{forbidden()};
  if (!allowed)
    note_denial(backend, caller, fmt::format("{} {}", name_of(route.method), route.pattern),
                request.parameter("source").value_or(""), request);
  if (allowed && token) note_use(backend, *token);
  return allowed;
}

}  // namespace tertil::http
