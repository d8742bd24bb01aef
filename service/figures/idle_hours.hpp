/// @file service/figures/idle_hours.hpp
/// @brief What a building's hours tell: base load at night and at weekends, hours that are missing,
/// meters that stand still, levels that changed ("slöseri att titta på").
///
/// By analytics/hourly_use.hpp and analytics/outliers.hpp. Working hours are 06 to 18, Monday to
/// Friday, local time; holidays are not known. Nothing here is proven waste.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analytics/hourly_use.hpp"
#include "service/figures/energy_sums.hpp"

namespace tertil::figures {

/// Fewer whole hours than this (four weeks) make no hourly meter.
inline constexpr std::size_t kFewestHours = 672;
/// As many equal hours as this (two days) make a flat line; zeros do not count.
inline constexpr std::size_t kFlatHours = 48;

/// Hours after each other, with their local weekday and hour.
struct HourSpan {
  store::Seconds begin{0};
  store::Seconds end{0};
  std::vector<analytics::HourOfUse> hours;  ///< Without use.
};
/// @pre begin and end are whole hours, begin <= end.
[[nodiscard]] HourSpan hour_span(store::Seconds begin, store::Seconds end);

/// One meter's hours in a span; shorter intervals are summed, longer ones left out.
struct MeterHours {
  std::string meter, carrier;
  std::vector<double> kwh;
  std::vector<std::int32_t> seconds;  ///< How much of the hour is read; whole at 3600.
  [[nodiscard]] bool whole(std::size_t hour) const { return seconds[hour] == 3600; }
  [[nodiscard]] std::size_t whole_hours() const;
};
[[nodiscard]] MeterHours meter_hours(const HourSpan& span, const std::vector<Use>& uses);

struct FlatLine {
  store::Seconds begin{0};
  store::Seconds end{0};
  double kwh{0.0};  ///< Of each hour.
};

struct Shift {
  store::Seconds at{0};
  double before{0.0};  ///< kWh a week: medians of the weeks before
  double after{0.0};   ///< and after, at most fifteen in all.
};

struct MeterFindings {
  std::string meter, carrier;
  std::int64_t hours{0};  ///< With readings.
  std::int64_t missing{0};
  std::vector<analytics::Gap> gaps;
  std::vector<FlatLine> flat;
  std::optional<Shift> shift;  ///< Of electricity only: heat follows the weather.
};
[[nodiscard]] MeterFindings findings_of(const HourSpan& span, const MeterHours& meter);

/// A building's electricity outside working hours.
struct IdleLoad {
  analytics::BaseLoad load;
  double base{0.0};  ///< kWh per hour that is not looked at.
  std::optional<double> kronor;
};
/// The hours in which every meter of electricity was read.
/// @param base Stated by whoever asks; without it, what the building itself is below in a tenth of
/// its nights and weekends. @return Empty without such hours.
[[nodiscard]] std::optional<IdleLoad> idle_load(const HourSpan& span,
                                                const std::vector<MeterHours>& meters,
                                                std::optional<double> base);

}  // namespace tertil::figures
