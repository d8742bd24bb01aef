/// @file collectors/synonyms.hpp
/// @brief What real exports call our fields and values, in Swedish and English.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/schema.hpp"

namespace tertil::collectors {

/// How well a column's name fits a field of a target: 0 not at all, 1 it is the field's own name.
/// The name comes without its unit.
[[nodiscard]] double likeness(std::string_view column, Target target, std::string_view field);

/// Our word for a sender's word in a field of choices ("Fjärrvärme" → "districtHeating").
[[nodiscard]] std::optional<std::string> likely_choice(const Field& field, std::string_view word);

/// A column's name taken apart: "Förbrukning (MWh)" → "Förbrukning" and "MWh".
struct NameAndUnit {
  std::string name;
  std::string unit;  ///< Empty when there is none that we know.
};
[[nodiscard]] NameAndUnit unit_in_name(std::string_view column);

/// The number of the month that a word names in Swedish or English, or nothing.
[[nodiscard]] std::optional<int> month_named(std::string_view word);

}  // namespace tertil::collectors
