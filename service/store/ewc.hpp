/// @file service/store/ewc.hpp
/// @brief The European waste codes (EWC; in Sweden avfallskoder), as a list of what exists.
///
/// 842 codes of six digits, from the list of wastes (decision 2000/532/EC). Written "20 01 01"
/// here; files also have "200101", "20-01-01", "20.01.01", and a star behind what is hazardous.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace tertil::store {

struct EwcCode {
  std::string_view code;         ///< "20 01 01"
  bool hazardous{false};         ///< Written with a star in Sweden.
  std::string_view description;  ///< English.
};

/// A code as written, taken apart.
struct WrittenEwc {
  std::string code;     ///< "20 01 01"
  bool starred{false};  ///< The writer says it is hazardous.
};

/// Six digits in pairs, however parted; empty if it is anything else.
[[nodiscard]] std::optional<WrittenEwc> parse_ewc(std::string_view text);

/// The code, or null if there is no such waste.
[[nodiscard]] const EwcCode* find_ewc(std::string_view code);

/// Waste that the recycling degree leaves out: construction and demolition (chapter 17) and garden
/// waste (20 02 01).
[[nodiscard]] bool outside_recycling_degree(std::string_view code);

}  // namespace tertil::store
