/// @file service/http/import_batch.hpp
/// @brief The import that a path names.
#pragma once
#include "service/access/permissions.hpp"
#include "service/http/answer.hpp"
#include "service/http/backend.hpp"
#include "service/http/import_access.hpp"
#include "service/store/batches.hpp"

namespace tertil::http {

/// The batch `{id}` of the path, if the caller may do this with its source. One that it may not
/// see does not exist for it, so that ids cannot be tried out.
[[nodiscard]] Parsed<store::Batch> batch_for(const Backend& backend, const Request& request,
                                             const Caller& caller, access::Action action);

}  // namespace tertil::http
