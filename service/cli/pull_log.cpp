#include "service/cli/pull_log.hpp"

#include "service/cli/logging.hpp"

namespace tertil::cli {

void log_pull(const std::string& source, const Result<ingest::PullResult>& result) {
  if (!result) {
    log::warn("pull", {{"source", source},
                       {"error", result.error().message.en},
                       {"where", result.error().where}});
    return;
  }
  log::info("pull", {{"source", source},
                     {"unchanged", result->unchanged},
                     {"bytes", result->bytes},
                     {"batch", result->import ? result->import->id : std::string{}}});
}

}  // namespace tertil::cli
