/// @file service/reports/tables.hpp
/// @brief Results of the figures as tables, one builder for each.
///
/// The words inside the cells are in the language asked for; column keys are always the API's.
#pragma once
#include "service/figures/comparison.hpp"
#include "service/figures/value_series.hpp"
#include "service/reports/table.hpp"

namespace tertil::reports {

/// One row a region, ranked ones first; those without a value have the reason as their value.
[[nodiscard]] Table ranking_table(const figures::Ranking& ranking, Language language);

/// One row a key figure and year, with printed and computed place side by side and the target.
[[nodiscard]] Table comparison_table(const figures::Comparison& comparison, Language language);

/// One row a region and year.
[[nodiscard]] Table series_table(const figures::ValueSeries& series, Language language);

/// The regions with their newest population.
[[nodiscard]] Table regions_table(const figures::Snapshot& snapshot, Language language);

/// The definitions of all key figures.
[[nodiscard]] Table key_figures_table(const figures::Snapshot& snapshot, Language language);

}  // namespace tertil::reports
