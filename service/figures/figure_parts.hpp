/// @file service/figures/figure_parts.hpp
/// @brief Which key figures are computed here, from what, and for which years.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "service/figures/fleet.hpp"
#include "service/figures/parts.hpp"
#include "service/store/activity_rows.hpp"

namespace tertil::figures {

/// The ids of the key figures that an activity feeds.
[[nodiscard]] std::span<const std::string_view> figures_fed_by(Activity activity);
/// The activities a key figure is computed from; none for one that is not computed.
[[nodiscard]] std::vector<Activity> activities_of(std::string_view key_figure);

/// The fleet that was read last: several figures of one owner and year are made from it. For one
/// reader and one `as_of`.
struct ReadFleet {
  int year{0};
  FleetInput fleet;
};

/// Everything a key figure of one owner and year is made from; empty for one that is not computed
/// here. `as_of` asks for what was known then; `last` spares a reading, where the caller keeps it.
[[nodiscard]] Result<std::optional<FigureParts>> parts_of(store::Reader& reader,
                                                          std::string_view key_figure,
                                                          std::string_view owner, int year,
                                                          store::AsOf as_of = {},
                                                          ReadFleet* last = nullptr);

/// The years for which an owner has activity of a kind. Registers of vehicles count from the first
/// date in them, at most ten years back, to `this_year`.
[[nodiscard]] Result<std::vector<int>> years_with(store::Reader& reader, Activity activity,
                                                  std::string_view owner, int this_year);

}  // namespace tertil::figures
