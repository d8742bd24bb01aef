/// @file service/figures/energy_sums.hpp
/// @brief Keeps what each meter used each month: readings as given, made kWh by the register.
///
/// Blocks hold quantities and units as given; here unit, factor (m³ to kWh) and rollover apply
/// (contract 2a.6). Sums of decimals are exact, so the order of arrival does not show in them. A
/// reading that covers several months is shared out by time. Counter readings are differences
/// between neighbours, shared out the same way:
///
/// - a counter that went back has rolled over if the register has its modulus and the use is at
///   most half of it;
/// - else it was replaced where a row of the register begins in between, or was reset: nothing is
///   known of that time, and it is a gap. Use is never negative.
/// - where there are readings of use for the same time, those count.
#pragma once
#include <set>
#include <span>
#include <string_view>
#include <vector>

#include "service/domain/result.hpp"
#include "service/store/activity_rows.hpp"
#include "service/store/month_sums.hpp"

namespace tertil::figures {

/// What the register says of one meter, by valid_from.
using MeterRegister = std::span<const store::MeterRow>;

/// One stretch of use, of a reading or between two counter readings.
struct Use {
  store::Seconds start{0};
  store::Seconds end{0};
  double quantity{0.0};  ///< kWh, or m³ without a factor.
  bool is_energy{true};
  bool estimated{false};
  std::int64_t batch{0};
};

/// The uses that readings and counter readings of one meter make, in order of time. Both must hold,
/// and be in order of time. @param flags what was met on the way (store::MonthFlag).
[[nodiscard]] std::vector<Use> uses_of(const std::vector<store::StoredReading>& readings,
                                       const std::vector<store::StoredReading>& counters,
                                       MeterRegister entries, std::int64_t& flags);

/// The sums of some months of one meter from what holds; months without readings are given with
/// none. The counter readings must reach beyond the span to the nearest ones outside it.
[[nodiscard]] std::vector<store::MonthSum> sums_of(
    store::MonthSpan span, const std::vector<store::StoredReading>& readings,
    const std::vector<store::StoredReading>& counters, MeterRegister entries);

/// Brings the sums of touched months up to date; in the transaction that touched them. Gives the
/// years of the sums that were made anew: a counter reading of New Year changes December's too.
[[nodiscard]] Result<std::set<int>> update_sums(store::Writer& writer, std::string_view owner,
                                                std::span<const store::TouchedMonth> touched);

/// Makes the sums anew of every meter whose rows in the register are not those its sums were made
/// with. To be called when the register may have changed; costs little when it has not. Gives the
/// number of meters concerned.
[[nodiscard]] Result<int> follow_register(store::Writer& writer, std::string_view owner);

/// The kWh, or m³, that a reading of use stands for, and its place among what the register says.
[[nodiscard]] double kept_quantity(const store::StoredReading& reading, MeterRegister entries,
                                   bool& is_energy);

}  // namespace tertil::figures
