/// @file service/http/import_access.hpp
/// @brief Who may send, read and retract imports. Deny by default.
///
/// | role        | POST import | read receipts      | retract |
/// |-------------|-------------|--------------------|---------|
/// | importer    | own sources | of its own sources | –       |
/// | contributor | any source  | –                  | –       |
/// | coordinator | any source  | all                | yes     |
/// | admin       | –           | all                | –       |
/// | viewer, editor | –        | –                  | –       |
///
/// Admin deliberately cannot change figures. A machine key comes as `Authorization: Bearer
/// tertil_…` and nowhere else.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/result.hpp"
#include "service/http/backend.hpp"
#include "service/http/router.hpp"

namespace tertil::http {

/// Whose key it is.
struct Caller {
  std::string id;  ///< The key's public part.
  std::string role;
  std::vector<std::string> sources;
};

enum class ImportAction { kSend, kRead, kRetract };

/// The caller behind the request's key: kUnauthorized if there is none, or it is unknown, wrong,
/// expired or revoked (all told alike). Reads the store: blocks.
[[nodiscard]] Result<Caller> caller_of(const Backend& backend, const Request& request);

/// Whether the caller may do this with data of the source; kForbidden if not. An empty source
/// stands for "any at all", as in a list, which is then cut to what the caller may see.
[[nodiscard]] Result<void> may(const Caller& caller, ImportAction action, std::string_view source);

/// For Site::authorize: checks the key and, where the request names a source, the right to it,
/// before any body is read. Notes at most once an hour that the key was used.
[[nodiscard]] Result<void> authorize(const Backend& backend, const Route& route,
                                     const Request& request);

}  // namespace tertil::http
