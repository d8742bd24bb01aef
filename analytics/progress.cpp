#include "analytics/progress.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "analytics/decimals.hpp"

namespace tertil::analytics {
namespace {

void require_finite(YearValue given) {
  if (!std::isfinite(given.value)) {
    throw std::invalid_argument("a value on the way to a target is not a finite number");
  }
}

double share_of_years(YearValue baseline, YearValue target, int year) {
  return std::clamp(share_of_way(baseline.year, target.year, year), 0.0, 1.0);
}

TargetStatus judge(const Progress& found) {
  if (found.achieved) return TargetStatus::kAchieved;
  if (!found.progress) return TargetStatus::kNotAssessable;
  if (*found.progress >= *found.elapsed) return TargetStatus::kOnTrack;
  if (*found.progress >= *found.elapsed / 2) return TargetStatus::kAtRisk;
  return TargetStatus::kOffTrack;
}

}  // namespace

Progress assess_progress(std::optional<YearValue> baseline, YearValue target, YearValue current,
                         Polarity polarity, TargetPath path) {
  require_finite(target);
  require_finite(current);
  Progress result;
  result.achieved = !is_better(target.value, current.value, polarity);
  result.due = current.year >= target.year;
  result.gap = polarity == Polarity::kHigh ? difference(target.value, current.value)
                                           : difference(current.value, target.value);
  if (baseline) require_finite(*baseline);
  if (baseline && baseline->year < target.year) {
    result.elapsed = path == TargetPath::kLinear ? share_of_years(*baseline, target, current.year)
                                                 : (result.due ? 1.0 : 0.0);
    result.expected_now = std::lerp(baseline->value, target.value, *result.elapsed);
    if (is_better(target.value, baseline->value, polarity) && current.year >= baseline->year) {
      result.progress = share_of_way(baseline->value, target.value, current.value);
    }
  }
  result.status = judge(result);
  return result;
}

}  // namespace tertil::analytics
