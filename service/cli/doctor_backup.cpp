#include "service/cli/doctor_backup.hpp"

#include <fmt/format.h>

namespace tertil::cli {
namespace {

constexpr std::int64_t kHour = 3'600'000'000;
constexpr std::int64_t kOldAfter = 48 * kHour;

}  // namespace

Finding backup_finding(const std::optional<store::LastBackup>& last, Instant now) {
  Finding finding{"backup", Verdict::kDoubtful, {}, {}};
  finding.remedy = {
      "kör: tertil backup --directory /var/backups/tertil --keep 14; varje natt: systemctl enable "
      "--now tertil-backup.timer",
      "run: tertil backup --directory /var/backups/tertil --keep 14; every night: systemctl enable "
      "--now tertil-backup.timer"};
  if (!last) {
    finding.found = {"ingen säkerhetskopia är gjord", "no backup has been made"};
    return finding;
  }
  const auto age = now.microseconds - last->at.microseconds;
  const auto at = to_rfc3339({last->at.microseconds - last->at.microseconds % 1'000'000});
  finding.found = {fmt::format("senaste säkerhetskopia {} ({} timmar sedan)", at, age / kHour),
                   fmt::format("last backup {} ({} hours ago)", at, age / kHour)};
  if (age <= kOldAfter) {
    finding.verdict = Verdict::kGood;
    finding.remedy = {};
  }
  return finding;
}

Finding check_backup(store::Engine& engine) {
  std::optional<store::LastBackup> last;
  const auto read = engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = store::last_backup(reader);
    if (!found) return tl::unexpected{found.error()};
    last = *found;
    return {};
  });
  if (!read) return {"backup", Verdict::kBad, read.error().message};
  return backup_finding(last, system_clock().now());
}

}  // namespace tertil::cli
