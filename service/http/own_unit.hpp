/// @file service/http/own_unit.hpp
/// @brief Whether a thing is the caller's own: of the administration they work for, or below it.
///
/// The one place where rights to single things of a plan are decided (object-level rights). The
/// table of service/access/permissions.hpp says how far a role's right goes; a thing of no
/// administration is nobody's own.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "service/http/import_access.hpp"
#include "service/http/query.hpp"
#include "service/store/engine.hpp"

namespace tertil::http {

/// Whether the caller's administration is `unit` or above it in the organisation.
[[nodiscard]] Result<bool> is_own(store::Reader& reader, const Caller& caller,
                                  std::string_view unit);

/// kForbidden unless the caller may do this with what belongs to `unit`.
[[nodiscard]] Result<void> may_edit(store::Reader& reader, const Caller& caller,
                                    access::Action action, std::string_view unit);

/// The fault of a write that failed; a denial is noted in the audit log.
[[nodiscard]] tl::unexpected<Fault> denied(const Backend& backend, const Caller& caller,
                                           const Request& request, const Error& error);

}  // namespace tertil::http
