/// @file service/http/import_access.hpp
/// @brief The one door: who is asking, by a machine key or by a login, and what they may do.
///
/// Deny by default. What each role may do stands in service/access/permissions.cpp and nowhere
/// else. A machine key comes as `Authorization: Bearer tertil_…`, a person's session in the cookie
/// `__Host-tertil-session`; a change that a session asks for must carry the session's token in
/// `X-CSRF-Token`, come from our own pages and be no form.
///
/// An answer that depends on who asks must never be `cacheable`.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/access/permissions.hpp"
#include "service/domain/result.hpp"
#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

enum class CallerKind { kKey, kPerson };

/// Who is asking.
struct Caller {
  std::string id;  ///< The key's public part, or the account's name: the actor in receipts and log.
  std::string role;
  std::vector<std::string> sources;  ///< Of a key; a person has none of their own.
  std::string name{};                ///< What to show for a person; empty for a key.
  CallerKind kind{CallerKind::kKey};
  std::string org_unit{};  ///< A person's administration; empty if none.
};

/// The rights of importing by their older names.
enum class ImportAction { kSend, kRead, kRetract };

/// The caller behind the request's key or session: kUnauthorized if there is none, or it is
/// unknown, wrong, expired or revoked (all told alike). Reads the store: blocks.
[[nodiscard]] Result<Caller> caller_of(const Backend& backend, const Request& request);

/// The same for a route that is open to all: nobody if there is no good key or session.
[[nodiscard]] Result<std::optional<Caller>> caller_if_any(const Backend& backend,
                                                          const Request& request);

/// Whether the caller may do this with data of the source; kForbidden if not. An empty source
/// stands for "any at all", as in a list, which is then cut to what the caller may see. Where own
/// is about administrations, whoever has one may do it with some of them, and own_unit.hpp says
/// which.
[[nodiscard]] Result<void> may(const Caller& caller, access::Action action,
                               std::string_view source = {});
[[nodiscard]] Result<void> may(const Caller& caller, ImportAction action, std::string_view source);

/// Whether whoever asks on an open route may do this as well. Blocks.
[[nodiscard]] bool may(const Backend& backend, const Request& request, access::Action action);

/// Writes into the audit log that the caller was denied this; some each minute.
void note_denial(const Backend& backend, const Caller& caller, std::string object,
                 std::string_view note, const Request& request);

/// For a change that a session asks for: kForbidden if its token is missing or wrong or the request
/// comes from another site, kUnsupported for a form that any site could send.
[[nodiscard]] Result<void> check_forgery(const Request& request, bool takes_file);

/// For Site::authorize: checks the key or session and the right to Route::action, where the
/// request names a source the right to that one too, before any body is read. A denial goes into
/// the audit log. Notes at most once an hour that a key was used.
[[nodiscard]] Result<void> authorize(const Backend& backend, const Route& route,
                                     const Request& request);

}  // namespace tertil::http
