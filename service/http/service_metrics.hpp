/// @file service/http/service_metrics.hpp
/// @brief What /metrics says besides requests: store, imports, freshness, pulls, backup, process.
#pragma once
#include <string>

#include "service/http/backend.hpp"

namespace tertil::http {

/// Prometheus' text format 0.0.4. Reads the store: call from the blocking pool. What cannot be
/// read is left out, and `tertil_store_readable` is 0 then.
[[nodiscard]] std::string service_metrics(const Backend& backend);

}  // namespace tertil::http
