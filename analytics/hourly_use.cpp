#include "analytics/hourly_use.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace tertil::analytics {
namespace {

constexpr int kSaturday = 5;

void require(const HourOfUse& hour) {
  if (hour.weekday < 0 || hour.weekday > 6 || hour.hour < 0 || hour.hour > 23 ||
      !std::isfinite(hour.kwh))
    throw std::invalid_argument{"base_load: a weekday, an hour or a use is none"};
}

void add(HourSum& sum, double kwh) {
  ++sum.hours;
  sum.kwh += kwh;
}

std::optional<double> share_of(const HourSum& part, const HourSum& whole) {
  const auto own = part.mean();
  const auto working = whole.mean();
  if (!own || !working || *working <= 0.0) return std::nullopt;
  return *own / *working;
}

}  // namespace

std::vector<Gap> missing_hours(std::span<const std::int64_t> starts, std::int64_t from,
                               std::int64_t to, std::int64_t step) {
  if (step <= 0) throw std::invalid_argument{"missing_hours: a step is above 0"};
  if (!std::ranges::is_sorted(starts))
    throw std::invalid_argument{"missing_hours: times come in order"};
  std::vector<Gap> gaps;
  std::int64_t expected = from;
  const auto note_gap = [&](std::int64_t found) {
    if (found > expected) gaps.push_back({expected, found, (found - expected) / step});
  };
  for (const auto start : starts) {
    if (start < from || start >= to) continue;
    const std::int64_t slot = from + (start - from) / step * step;
    note_gap(slot);
    expected = slot + step;
  }
  const std::int64_t slots = to > from ? (to - from) / step : 0;
  note_gap(from + slots * step);
  return gaps;
}

std::optional<double> HourSum::mean() const {
  if (hours == 0) return std::nullopt;
  return kwh / hours;
}

BaseLoad base_load(std::span<const HourOfUse> hours, double base, WorkingHours working) {
  if (working.first < 0 || working.last > 24 || working.first > working.last)
    throw std::invalid_argument{"base_load: working hours are from 0 to 24"};
  if (!(base >= 0.0 && std::isfinite(base)))
    throw std::invalid_argument{"base_load: a base is finite and not negative"};
  BaseLoad found;
  for (const auto& hour : hours) {
    require(hour);
    const bool weekend = hour.weekday >= kSaturday;
    if (!weekend && hour.hour >= working.first && hour.hour < working.last) {
      add(found.working, hour.kwh);
      continue;
    }
    add(weekend ? found.weekend : found.night, hour.kwh);
    found.above_base += std::max(0.0, hour.kwh - base);
  }
  found.night_share = share_of(found.night, found.working);
  found.weekend_share = share_of(found.weekend, found.working);
  return found;
}

}  // namespace tertil::analytics
