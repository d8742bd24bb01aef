/// @file service/cli/pull_log.hpp
/// @brief What the service's log says of a scheduled pull.
#pragma once
#include <string>

#include "service/domain/result.hpp"
#include "service/ingest/pulls.hpp"

namespace tertil::cli {

/// A line for how the pull of a source ended.
void log_pull(const std::string& source, const Result<ingest::PullResult>& result);

}  // namespace tertil::cli
