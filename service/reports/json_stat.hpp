/// @file service/reports/json_stat.hpp
/// @brief A table as a JSON-stat 2.0 dataset (https://json-stat.org/full/).
#pragma once
#include <string>

#include "service/reports/table.hpp"

namespace tertil::reports {

/// Dimensions are the table's in order, then "measure" with the numeric columns. `value` is the
/// whole cube, null where there is no number; `status` has the reason of each missing value by its
/// place. Words about facts (class, status) stand in `extension.attributes`, one array each over
/// the cube without its last dimension. When two rows name the same place in the cube, a first
/// dimension "row" numbers them.
[[nodiscard]] std::string write_json_stat(const Table& table);

}  // namespace tertil::reports
