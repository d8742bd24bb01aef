/// @file collectors/schema.hpp
/// @brief What a record of each target consists of: field names, types, choices.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tertil::collectors {

/// What a source delivers. The names are those of the `type` member in NDJSON.
enum class Target {
  kKeyFigureValue,
  kPopulation,
  kTarget,
  kEnergyReading,
  kMeter,
  kProperty,
  kFuelTransaction,
  kVehicle,
  kTravel,
  kGasMovement,
  kWasteWeight,
  kFactor,      ///< Emission factors, heating values, warming potentials; ours beside the contract.
  kDegreeDays,  ///< Heating degree days of a month and of the normal year; ours too.
};

/// Every target, in the order of the enumeration.
[[nodiscard]] std::span<const Target> all_targets();

/// "keyFigureValue", "energyReading" … as in mapping files, NDJSON and the canonical export.
[[nodiscard]] std::string_view name_of(Target target);
[[nodiscard]] std::optional<Target> target_named(std::string_view name);

enum class FieldType {
  kText,     ///< Trimmed; without control characters but line end and tab.
  kDecimal,  ///< A finite double.
  kInteger,  ///< A whole number within ±2^53.
  kYear,     ///< Four digits, 1900–2100.
  kPeriod,   ///< `2024`, `2024-T1`…`T3`, `2024-Q1`…`Q4`, `2024-01`…`12`, years 1900–2100.
  kChoice,   ///< One of `choices`, spelt exactly so.
  kBoolean,  ///< `true` or `false`; kept as the number 1 or 0.
  kDate,     ///< `YYYY-MM-DD`; kept as ISO text, and as a number: days since 1970-01-01.
  kInstant,  ///< RFC 3339, or local time in Europe/Stockholm (`YYYY-MM-DD[ HH:MM[:SS]]`); kept as
             ///< a number: seconds since 1970 in UTC. A local time in the repeated hour of autumn
             ///< is read as summer time, and its text is then `kRepeatedHour`, else empty.
};

/// The mark beside an instant whose local time comes twice that day: only the rows around it can
/// tell which of the two is meant (contract 2a.6).
inline constexpr std::string_view kRepeatedHour = "repeated-hour";

struct Field {
  std::string_view name;
  FieldType type{FieldType::kText};
  bool required{false};  ///< The column must be there, and filled in every row.
  bool needed{false};    ///< The column must be there, but a rule says when it is filled.
  std::vector<std::string_view> choices{};
};

/// Two fields of which each row fills one, and the id of the rule that says so. One of the two
/// columns at least must be there.
struct Alternative {
  std::string_view first;
  std::string_view second;
  std::string_view rule;
  bool both_allowed{false};
};

struct Schema {
  Target target{};
  std::vector<Field> fields;
  std::vector<Alternative> alternatives;

  /// The place of a field in `fields` and in `RecordBatch::columns`, or nothing.
  [[nodiscard]] std::optional<std::size_t> index_of(std::string_view field) const;
};

/// The schema of a target; lives as long as the program.
[[nodiscard]] const Schema& schema_of(Target target);

/// True for the forms of `FieldType::kPeriod`.
[[nodiscard]] bool is_period(std::string_view text);
/// The year, when `text` is one (1900–2100).
[[nodiscard]] std::optional<int> parse_year(std::string_view text);

}  // namespace tertil::collectors
