/// @file service/ingest/cron.hpp
/// @brief When something is due: five fields as cron writes them, on Swedish clocks.
#pragma once
#include <bitset>
#include <optional>
#include <string_view>

#include "collectors/calendar.hpp"

namespace tertil::ingest {

/// "30 3 * * 1-5": minute, hour, day of the month, month, day of the week (0 and 7 are Sunday).
/// Each is `*`, a number, a range, a list of them, any with a step (`*/15`). Where both kinds of
/// day are given, either is enough, as in cron. Times that the clocks jump over in spring come
/// when the jump is done; those that come twice in autumn come once.
class Cron {
 public:
  /// Nothing if `text` is not five such fields, or names a day that never comes (30 February).
  [[nodiscard]] static std::optional<Cron> parse(std::string_view text);

  /// The first time after `now`, in UTC.
  [[nodiscard]] collectors::Seconds next_after(collectors::Seconds now) const;

 private:
  [[nodiscard]] bool is_day(collectors::Days day) const;
  [[nodiscard]] std::optional<collectors::Seconds> first_on(collectors::Days day,
                                                            collectors::Seconds after) const;

  std::bitset<60> minutes_;
  std::bitset<24> hours_;
  std::bitset<32> days_;
  std::bitset<13> months_;
  std::bitset<7> weekdays_;
  bool any_day_{true};
  bool any_weekday_{true};
};

}  // namespace tertil::ingest
