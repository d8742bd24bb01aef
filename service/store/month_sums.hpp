/// @file service/store/month_sums.hpp
/// @brief What each meter used each month, kept beside its readings (figures/energy_sums.hpp).
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "service/store/engine.hpp"
#include "service/store/readings.hpp"

namespace tertil::store {

/// Things worth knowing of a sum, as bits.
enum MonthFlag : std::int64_t {
  kCounterReset = 1,   ///< A counter went back, and nothing in the register says why: a gap.
  kMeterReplaced = 2,  ///< A counter went back where the register has a new row: a gap.
  kNoFactor = 4,       ///< Cubic metres that no factor makes kWh; in `quantity` only if all are.
  kFromCounter = 8,    ///< Made of counter readings.
};

struct MonthSum {
  MonthNumber month{0};
  double quantity{0.0};
  bool is_energy{true};  ///< kWh; else m³.
  std::int64_t readings{0};
  std::int64_t estimated{0};
  Seconds seconds{0};  ///< How much of the month is covered.
  Seconds estimated_seconds{0};
  Seconds first{0};
  Seconds last{0};
  std::int64_t flags{0};
  friend bool operator==(const MonthSum&, const MonthSum&) = default;
};

/// Replaces sums of one owner, many at a time. A sum of no readings is taken away, unless a counter
/// went back: then the month is kept with its flags, and is no month with readings to any figure.
class MonthSumWriter {
 public:
  MonthSumWriter(Writer& writer, std::string_view owner) : writer_{writer}, owner_{owner} {}

  /// Of the same month the last one counts.
  [[nodiscard]] Result<void> put(std::int64_t meter, const MonthSum& sum);
  /// Writes what is left. Without it that is lost.
  [[nodiscard]] Result<void> finish();

 private:
  [[nodiscard]] Result<void> take_away(std::int64_t meter, MonthNumber month);

  Writer& writer_;
  std::string owner_;
  std::map<std::pair<std::int64_t, MonthNumber>, MonthSum> waiting_;
};

/// Notes what of the register a meter's sums were made with.
[[nodiscard]] Result<void> put_register_seen(Writer& writer, const ReadingMeter& meter,
                                             std::string_view seen);
/// The sums of one meter, by month.
[[nodiscard]] Result<std::vector<MonthSum>> month_sums(Reader& reader, const ReadingMeter& meter,
                                                       MonthSpan span);

/// As much of a month's sum as is compared with others.
struct MonthUse {
  MonthNumber month{0};
  double quantity{0.0};
  std::int64_t readings{0};
  Seconds seconds{0};
  std::string unit;  ///< "kWh"; "m³" for a meter without a factor.
};
/// The use of several meters of one owner, given by rising number, in few questions; by meter and
/// month. Meters without any are left out.
[[nodiscard]] Result<std::map<std::int64_t, std::vector<MonthUse>>> month_uses(
    Reader& reader, std::string_view owner, std::span<const std::int64_t> meters, MonthSpan span);

}  // namespace tertil::store
