/// @file analytics/movement.hpp
/// @brief Why a region's rank moved between two years, in parts that add up.
///
/// change = rank in the to-year with today's data - rank in the from-year as it was published
/// then. A rank is a place, 1 is best: a change below 0 is for the better. Four things lie between
/// the two tables, and each is turned from "from" to "to" on its own:
///  - own: the region's own value goes from the from-year to the to-year;
///  - others: so do the values of all others;
///  - revisions: every value, of either year, goes from what was first published for its year to
///    what today's data say. Nothing was revised: this part is 0;
///  - membership: those who take part go from the regions with a published from-year value to
///    those with a to-year value today. The same regions: this part is 0.
/// A caller that compares two years by today's data alone gives it as published too; revisions
/// are then 0, and rank_from is today's.
///
/// What is turned last gets what is left, so the order matters; each part is its mean over all 24
/// orders (L. S. Shapley, "A value for n-person games", 1953). These are 24ths, kept as whole
/// numerators, and they sum to the change exactly. The parts in whole places are as near to them as
/// whole numbers with that sum can be (largest remainder); of equally near ones those with the
/// smallest sum of sizes, and of these the ones that give most to own, then others, revisions,
/// membership. Turning the question round (from for to, published for today) negates all parts.
///
/// Missing values: a region without a value for the wanted year and data takes part, where it does,
/// with its other value of that year, else with the wanted data of the other year, else with the
/// value that is left. So one that comes or goes stands still apart from that, and its coming or
/// going is membership.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "analytics/ranking.hpp"

namespace tertil::analytics {

/// One region's values in the two years, as first published and by today's data; empty where it
/// is not ranked.
struct MovingValue {
  std::optional<double> from_published;
  std::optional<double> from_today;
  std::optional<double> to_published;
  std::optional<double> to_today;
};

/// One number for each cause.
struct MovementParts {
  int own{0};
  int others{0};
  int revisions{0};
  int membership{0};

  bool operator==(const MovementParts&) const = default;
};

/// The move of one region. Lists hold indices into the regions as given, ascending;
/// change = overtaken_by + joined_ahead - overtook - left_ahead, each counted.
struct Movement {
  int rank_from{0};
  int rank_to{0};
  int change{0};
  int n_from{0};                          ///< How many took part in the from-year.
  int n_to{0};                            ///< And in the to-year.
  MovementParts parts_24ths;              ///< Sum to 24 × change.
  MovementParts parts;                    ///< Sum to change.
  std::vector<std::size_t> overtook;      ///< Was better, is not any more (equal suffices).
  std::vector<std::size_t> overtaken_by;  ///< Was not better, is now.
  std::vector<std::size_t> joined_ahead;  ///< Took no part, does now, and is better.
  std::vector<std::size_t> left_ahead;    ///< Was better, and takes no part any more.
};

/// Explains the move of the region at `own`. Empty when it is not ranked in both years.
/// @throws std::invalid_argument if a value is not finite; std::out_of_range if there is no such
/// region.
[[nodiscard]] std::optional<Movement> explain_movement(std::span<const MovingValue> regions,
                                                       std::size_t own, Polarity polarity);

/// What each set of turned causes makes: bit 0 own, 1 others, 2 revisions, 3 membership.
using WorthOfSets = std::array<int, 16>;

/// The Shapley value of each of four causes in 24ths; they sum to 24 (worth[15] - worth[0]).
[[nodiscard]] MovementParts shapley_24ths(const WorthOfSets& worth);

/// Whole numbers for 24ths whose sum is a multiple of 24, by the rule above.
/// @throws std::invalid_argument if the sum is not.
[[nodiscard]] MovementParts whole_parts(const MovementParts& parts_24ths);

}  // namespace tertil::analytics
