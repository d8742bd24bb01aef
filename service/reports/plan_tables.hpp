/// @file service/reports/plan_tables.hpp
/// @brief The measures of a plan as a table, for CSV, XLSX and JSON-stat.
#pragma once
#include "service/reports/plan_json.hpp"
#include "service/reports/table.hpp"

namespace tertil::reports {

/// One row a measure, in the order of the list, with its cost at the list's rate and its effects in
/// words. What is unknown says so and is never 0; `missing` says what a cost per tonne lacks.
[[nodiscard]] Table measures_table(const MeasureList& list, const figures::Snapshot& snapshot,
                                   Language language);

}  // namespace tertil::reports
