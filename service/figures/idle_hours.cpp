#include "service/figures/idle_hours.hpp"

#include <algorithm>
#include <span>

#include "analytics/change_point.hpp"
#include "analytics/outliers.hpp"
#include "collectors/calendar.hpp"

namespace tertil::figures {
namespace {

using store::Seconds;

constexpr Seconds kHour = 3600;
constexpr Seconds kDay = 24 * kHour;
constexpr std::size_t kWeek = 168;
constexpr std::size_t kShiftWeeks = 6;
constexpr std::string_view kElectricity = "electricity";

/// Weeks read in every hour, in order, so that the days of the week make no difference.
struct Weeks {
  std::vector<double> kwh;
  std::vector<Seconds> begin;
};

Weeks weeks_of(const HourSpan& span, const MeterHours& meter) {
  Weeks weeks;
  for (std::size_t first = 0; first + kWeek <= meter.kwh.size(); first += kWeek) {
    double sum = 0.0;
    bool whole = true;
    for (std::size_t i = first; i < first + kWeek && whole; ++i) {
      whole = meter.whole(i);
      sum += meter.kwh[i];
    }
    if (!whole) continue;
    weeks.kwh.push_back(sum);
    weeks.begin.push_back(span.begin + static_cast<Seconds>(first) * kHour);
  }
  return weeks;
}

/// That there is a step is for medians of six weeks to say; in which week it is, for ranks.
std::optional<Shift> shift_of(const HourSpan& span, const MeterHours& meter) {
  const auto weeks = weeks_of(span, meter);
  const auto at = analytics::level_shift(weeks.kwh, kShiftWeeks);
  if (!at) return std::nullopt;
  const std::size_t first = *at - kShiftWeeks;
  const std::size_t count = std::min(weeks.kwh.size() - first, 2 * kShiftWeeks + kShiftWeeks / 2);
  const auto change = analytics::pettitt(std::span{weeks.kwh}.subspan(first, count));
  if (!change) return std::nullopt;
  return Shift{weeks.begin[first + change->place], change->before, change->after};
}

/// Flat lines within stretches without a gap.
std::vector<FlatLine> flat_lines(const HourSpan& span, const MeterHours& meter) {
  std::vector<FlatLine> lines;
  const std::span<const double> all{meter.kwh};
  for (std::size_t i = 0; i < all.size();) {
    std::size_t end = i;
    while (end < all.size() && meter.whole(end)) ++end;
    for (const auto& run : analytics::flat_runs(all.subspan(i, end - i), kFlatHours))
      lines.push_back({span.begin + static_cast<Seconds>(i + run.begin) * kHour,
                       span.begin + static_cast<Seconds>(i + run.end) * kHour, all[i + run.begin]});
    i = end + 1;
  }
  return lines;
}

bool is_working(const analytics::HourOfUse& hour) {
  constexpr int kSaturday = 5;
  const analytics::WorkingHours working;
  return hour.weekday < kSaturday && hour.hour >= working.first && hour.hour < working.last;
}

/// What a tenth of the hours outside working hours are below.
double lowest_tenth(const std::vector<analytics::HourOfUse>& hours) {
  std::vector<double> idle;
  for (const auto& hour : hours)
    if (!is_working(hour)) idle.push_back(std::max(hour.kwh, 0.0));
  if (idle.empty()) return 0.0;
  const auto tenth = idle.begin() + static_cast<std::ptrdiff_t>(idle.size() / 10);
  std::ranges::nth_element(idle, tenth);
  return *tenth;
}

}  // namespace

HourSpan hour_span(Seconds begin, Seconds end) {
  constexpr Seconds kThursday = 3;  // 1970-01-01
  HourSpan span{begin, end, {}};
  span.hours.reserve(static_cast<std::size_t>((end - begin) / kHour));
  for (Seconds at = begin; at < end; at += kHour) {
    const Seconds local = at + collectors::local_offset(at);
    span.hours.push_back({static_cast<int>((local / kDay + kThursday) % 7),
                          static_cast<int>(local % kDay / kHour), 0.0});
  }
  return span;
}

std::size_t MeterHours::whole_hours() const {
  return static_cast<std::size_t>(std::ranges::count(seconds, static_cast<std::int32_t>(kHour)));
}

MeterHours meter_hours(const HourSpan& span, const std::vector<Use>& uses) {
  MeterHours meter;
  meter.kwh.resize(span.hours.size());
  meter.seconds.resize(span.hours.size());
  for (const auto& use : uses) {
    if (use.start < span.begin || use.end > span.end || use.end <= use.start || !use.is_energy)
      continue;
    const auto hour = static_cast<std::size_t>((use.start - span.begin) / kHour);
    if ((use.end - 1 - span.begin) / kHour != static_cast<Seconds>(hour)) continue;
    meter.kwh[hour] += use.quantity;
    meter.seconds[hour] += static_cast<std::int32_t>(use.end - use.start);
  }
  return meter;
}

MeterFindings findings_of(const HourSpan& span, const MeterHours& meter) {
  MeterFindings found;
  found.meter = meter.meter;
  found.carrier = meter.carrier;
  std::vector<Seconds> starts;
  for (std::size_t i = 0; i < meter.kwh.size(); ++i)
    if (meter.whole(i)) starts.push_back(span.begin + static_cast<Seconds>(i) * kHour);
  found.hours = std::ssize(starts);
  found.gaps = analytics::missing_hours(starts, span.begin, span.end, kHour);
  for (const auto& gap : found.gaps) found.missing += gap.missing;
  found.flat = flat_lines(span, meter);
  if (meter.carrier == kElectricity) found.shift = shift_of(span, meter);
  return found;
}

std::optional<IdleLoad> idle_load(const HourSpan& span, const std::vector<MeterHours>& meters,
                                  std::optional<double> base) {
  std::vector<const MeterHours*> electricity;
  for (const auto& meter : meters)
    if (meter.carrier == kElectricity) electricity.push_back(&meter);
  if (electricity.empty()) return std::nullopt;
  std::vector<analytics::HourOfUse> hours;
  for (std::size_t i = 0; i < span.hours.size(); ++i) {
    if (!std::ranges::all_of(electricity, [i](const auto* meter) { return meter->whole(i); }))
      continue;
    auto hour = span.hours[i];
    for (const auto* meter : electricity) hour.kwh += meter->kwh[i];
    hours.push_back(hour);
  }
  if (hours.empty()) return std::nullopt;
  IdleLoad idle;
  idle.base = base.value_or(lowest_tenth(hours));
  idle.load = analytics::base_load(hours, idle.base);
  return idle;
}

}  // namespace tertil::figures
