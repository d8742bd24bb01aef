/// @file analytics/hourly_use.hpp
/// @brief What hourly readings tell: missing hours, and what is used when nobody is there.
///
/// A building that uses as much at night as by day is worth a look: ventilation that never rests,
/// light, compressed air. Hospitals do work at night; the hours of work are the caller's knowledge,
/// and so are calendar, holidays and time zone. Nothing here says that use is wrong.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tertil::analytics {

/// Hours that are not there, from `begin` to before `end`, in seconds as the readings are.
struct Gap {
  std::int64_t begin{0};
  std::int64_t end{0};
  std::int64_t missing{0};  ///< How many readings would have fitted.

  bool operator==(const Gap&) const = default;
};

/// Where readings are missing between `from` and before `to`, `step` seconds apart. Times in UTC,
/// so that no hour is missing in March and none is double in October. A reading that is late but
/// within its step fills it.
/// @param starts In order of time; those outside the span are passed over.
/// @throws std::invalid_argument if `step` is not above 0 or times are not in order.
[[nodiscard]] std::vector<Gap> missing_hours(std::span<const std::int64_t> starts,
                                             std::int64_t from, std::int64_t to,
                                             std::int64_t step = 3600);

/// When somebody is there: local hours `first` to before `last`, Monday to Friday.
struct WorkingHours {
  int first{6};
  int last{18};
};

/// An hour's use, with its local weekday (0 is Monday) and hour (0 to 23).
struct HourOfUse {
  int weekday{0};
  int hour{0};
  double kwh{0};
};

/// A sum and how many hours it is of.
struct HourSum {
  int hours{0};
  double kwh{0};
  /// kWh per hour, that is mean kW. Empty without hours.
  [[nodiscard]] std::optional<double> mean() const;
};

/// The use by working hours, nights of working days, and weekends.
struct BaseLoad {
  HourSum working;
  HourSum night;
  HourSum weekend;
  /// The mean power at night as a share of that in working hours: 1 is no rest at all. Empty when
  /// there are no hours of either, or nothing is used in working hours.
  std::optional<double> night_share;
  std::optional<double> weekend_share;  ///< Likewise.
  /// What nights and weekends used above the stated base, hour by hour; an hour below it gives
  /// nothing back. It is use to look at ("slöseri att titta på"), not proven waste.
  double above_base{0};
};

/// @param base kWh per hour that the building is known to need when nobody is there.
/// @throws std::invalid_argument if a weekday or an hour is none, if working hours are not within
/// 0 to 24 or end before they begin, if `base` is negative or a number is not finite.
[[nodiscard]] BaseLoad base_load(std::span<const HourOfUse> hours, double base,
                                 WorkingHours working = {});

}  // namespace tertil::analytics
