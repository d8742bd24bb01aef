#include "service/cli/upload_sweep.hpp"

#include <condition_variable>
#include <mutex>

#include "service/cli/logging.hpp"
#include "service/ingest/cron.hpp"
#include "service/ingest/retention.hpp"

namespace tertil::cli {
namespace {

constexpr std::int64_t kSecond = 1'000'000;

void sweep(Installation& installation, std::int64_t days) {
  const auto swept =
      ingest::sweep_uploads(installation.engine(), installation.raw(), days, system_clock().now());
  if (!swept) {
    log::warn("uploads not swept",
              {{"error", swept.error().message.en}, {"where", swept.error().where}});
  } else if (*swept > 0) {
    log::info("uploads swept", {{"deleted", static_cast<int>(*swept)}});
  }
}

}  // namespace

void sweep_uploads_at_night(const Configuration& configuration, Installation& installation,
                            const std::stop_token& stop) {
  const auto days = configuration.integer("uploads.retention_days");
  if (days == 0) return;
  const auto night = ingest::Cron::parse("30 2 * * *");
  std::mutex mutex;
  std::condition_variable_any stopped;
  while (!stop.stop_requested()) {
    sweep(installation, days);
    const auto now = system_clock().now().microseconds / kSecond;
    const std::chrono::seconds wait{night->next_after(now) - now};
    std::unique_lock lock{mutex};
    stopped.wait_for(lock, stop, wait, [] { return false; });
  }
}

}  // namespace tertil::cli
