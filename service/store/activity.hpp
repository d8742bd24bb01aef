/// @file service/store/activity.hpp
/// @brief What own key figures are computed from, as tables of facts: registers, transactions,
/// factors, degree days.
///
/// Registers (meters, properties, vehicles) are keyed by the thing and `valid_from`: a row holds
/// until its `valid_to` or the next row of the same thing. Transactions are keyed by what tells
/// two of them apart and `occurrence`, the n-th identical one within its file, so that the store
/// keeps the highest count seen in one file (contract 2a.4).
#pragma once
#include <array>
#include <initializer_list>
#include <string>
#include <string_view>

#include "service/store/facts.hpp"

namespace tertil::store {

extern const FactTable kMeters;
extern const FactTable kProperties;
extern const FactTable kFuelTransactions;
extern const FactTable kVehicles;
extern const FactTable kTravels;
extern const FactTable kGasMovements;
extern const FactTable kWasteWeights;
extern const FactTable kFactors;
extern const FactTable kDegreeDays;

/// A column and the field of the import and the export that it is (contract 5).
struct ActivityField {
  std::string_view column;
  std::string_view field;
  bool truth{false};  ///< 0 or 1 stands for false or true.
};

/// One kind of activity: its name in the contract, its table, and its fields in the contract's
/// order. Columns that no field names (what was given before conversion) are not exported.
struct ActivityType {
  std::string_view name;
  const FactTable& table;
  std::span<const ActivityField> fields;
};

/// Every kind, sorted by name.
[[nodiscard]] std::span<const ActivityType> activity_types();

/// What tells one transaction from another where the sender numbers them, and where not: all that
/// identifies it. Quantities come as `exact_text` in the kept unit, so that 1 ton and 1000 kg are
/// the same weighing.
[[nodiscard]] std::string transaction_key(std::string_view transaction_id,
                                          std::initializer_list<std::string_view> identifying);

/// The shortest decimal text that reads back as the number.
[[nodiscard]] std::string exact_text(double number);

}  // namespace tertil::store
