/// @file service/reports/reference_json.hpp
/// @brief Regions and definitions of key figures as the API answers them.
#pragma once
#include <string>
#include <string_view>

#include "service/figures/snapshot.hpp"
#include "service/reports/paging.hpp"

namespace tertil::reports {

/// A page of the regions, each with its newest population.
[[nodiscard]] std::string regions_to_json(const figures::Snapshot& snapshot, Page page);

/// One key figure: definition, and which series have values for which years. `site_region` is the
/// region of this installation: `fetch` says how to get the others' values when only it has any.
[[nodiscard]] std::string key_figure_to_json(const figures::Figure& figure,
                                             const figures::Snapshot& snapshot,
                                             std::string_view site_region);

/// A page of all key figures.
[[nodiscard]] std::string key_figures_to_json(const figures::Snapshot& snapshot, Page page,
                                              std::string_view site_region);

}  // namespace tertil::reports
