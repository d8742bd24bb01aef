#include "service/http/import_access.hpp"

#include <algorithm>

#include "service/http/machine_key.hpp"
#include "service/http/negotiate.hpp"
#include "service/store/tokens.hpp"

namespace tertil::http {
namespace {

constexpr std::int64_t kHour = 3'600'000'000;

tl::unexpected<Error> unauthorized() {
  return fail(ErrorCode::kUnauthorized, {"En giltig nyckel behövs: Authorization: Bearer tertil_…",
                                         "A valid key is needed: Authorization: Bearer tertil_…"});
}

tl::unexpected<Error> forbidden() {
  return fail(ErrorCode::kForbidden, {"Nyckelns roll får inte göra detta med den källan.",
                                      "The key's role may not do this with that source."});
}

std::optional<MachineKey> key_in(const Request& request) {
  if (!request.authorization) return std::nullopt;
  std::string_view text{*request.authorization};
  constexpr std::string_view kScheme = "Bearer ";
  if (text.size() <= kScheme.size() ||
      !equals_ignoring_case(text.substr(0, kScheme.size()), kScheme))
    return std::nullopt;
  text.remove_prefix(kScheme.size());
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

/// A receipt for the owner of the key, not a condition of the answer: a store that cannot be
/// written is no reason to turn a reader away.
void note_use(const Backend& backend, const store::Token& token) {
  const auto now = backend.clock.now();
  if (token.last_used_at && now.microseconds - token.last_used_at->microseconds < kHour) return;
  const auto noted = backend.engine.write(
      [&](store::Writer& writer) { return store::touch_token(writer, token.id, now); });
  static_cast<void>(noted);
}

ImportAction action_of(const Route& route) {
  if (route.method == Method::kGet) return ImportAction::kRead;
  return route.pattern.ends_with("/retract") ? ImportAction::kRetract : ImportAction::kSend;
}

}  // namespace

Result<Caller> caller_of(const Backend& backend, const Request& request) {
  auto token = token_of(backend, request);
  if (!token) return tl::unexpected{std::move(token.error())};
  return Caller{std::move(token->id), std::move(token->role), std::move(token->sources)};
}

Result<void> may(const Caller& caller, ImportAction action, std::string_view source) {
  const bool own =
      source.empty() || std::ranges::find(caller.sources, source) != caller.sources.end();
  bool allowed = false;
  if (caller.role == "coordinator")
    allowed = true;
  else if (caller.role == "importer")
    allowed = own && action != ImportAction::kRetract;
  else if (caller.role == "contributor")
    allowed = action == ImportAction::kSend;
  else if (caller.role == "admin")
    allowed = action == ImportAction::kRead;
  if (!allowed) return forbidden();
  return {};
}

Result<void> authorize(const Backend& backend, const Route& route, const Request& request) {
  const auto token = token_of(backend, request);
  if (!token) return tl::unexpected{token.error()};
  const Caller caller{token->id, token->role, token->sources};
  auto allowed = may(caller, action_of(route), request.parameter("source").value_or(""));
  if (allowed) note_use(backend, *token);
  return allowed;
}

}  // namespace tertil::http
