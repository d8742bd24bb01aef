/// @file collectors/meter_reading.hpp
/// @brief One meter reading, small enough that ten million of them pass in a second.
///
/// The quantity is kept as it was written, as decimal digits: sums of them are exact, whatever the
/// order of arrival.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "collectors/calendar.hpp"

namespace tertil::collectors {

/// The units of `energyReading`, as given; the number is part of stored blocks.
enum class ReadingUnit : std::uint8_t { kWh, kKwh, kMwh, kGwh, kMj, kGj, kCubicMetre };

/// "Wh", "kWh", "MWh", "GWh", "MJ", "GJ", "m³".
[[nodiscard]] std::string_view name_of(ReadingUnit unit);
/// As the schema spells them; "m3" is "m³".
[[nodiscard]] std::optional<ReadingUnit> reading_unit_named(std::string_view name);

/// What flows through a meter, as the reading says; the number is part of stored blocks.
enum class Carrier : std::uint8_t {
  kUnsaid,
  kElectricity,
  kDistrictHeating,
  kDistrictCooling,
  kGas,
  kOil,
  kBiofuel,
  kSolar,
};

/// "electricity" …; empty for kUnsaid.
[[nodiscard]] std::string_view name_of(Carrier carrier);
[[nodiscard]] std::optional<Carrier> carrier_named(std::string_view name);

/// A number as decimal digits: digits / 10^decimals. What no 15 digits can say is kept as the bits
/// of a double, and `decimals` is kBinary.
struct Quantity {
  static constexpr std::uint8_t kBinary = 255;
  static constexpr std::uint8_t kMostDecimals = 18;

  std::int64_t digits{0};
  std::uint8_t decimals{0};

  /// The shortest decimal form of a finite double.
  [[nodiscard]] static Quantity of(double value);
  /// Correctly rounded: the double that the written number reads as.
  [[nodiscard]] double value() const;
  friend bool operator==(const Quantity&, const Quantity&) = default;
};

/// One row. Times are seconds since 1970 in UTC.
struct MeterReading {
  Seconds start{0};  ///< Of a counter reading: `end`.
  Seconds end{0};    ///< Exclusive.
  Quantity quantity;
  std::uint32_t meter{0};  ///< Number in the stream's list of names.
  ReadingUnit unit{ReadingUnit::kKwh};
  Carrier carrier{Carrier::kUnsaid};
  bool estimated : 1 {false};
  bool counter : 1 {false};         ///< The meter's counter at `end`, not what was used.
  bool start_repeated : 1 {false};  ///< Written in local time, in the hour that comes twice, and
  bool end_repeated : 1 {false};    ///< read as the first of the two (summer time).
  std::int64_t row{0};              ///< As RowFault::row.
};

}  // namespace tertil::collectors
