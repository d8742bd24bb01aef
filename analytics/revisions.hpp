/// @file analytics/revisions.hpp
/// @brief How far final values use to lie from the preliminary ones that came before them.
///
/// The spread is 1.4826 × the median distance from the median revision (robust_spread() of
/// analytics/outliers.hpp), which a few large corrections cannot move. Where more than half of the
/// values were never revised that is zero, though some were: then it is √(π/2) = 1.2533 × the
/// mean distance, which also is the standard deviation of normal ones, so that a spread of zero
/// always means that all revisions were alike.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "analytics/certainty.hpp"

namespace tertil::analytics {

/// A value as first published, and the final one for the same key.
struct RevisionPair {
  double preliminary{0};
  double final_value{0};
};

/// Fewer pairs say too little about a spread.
inline constexpr std::size_t kFewestRevisions = 8;

/// What the pairs say, in the key figure's unit or as shares of the preliminary value.
struct RevisionSpread {
  RevisionKind kind{RevisionKind::kAbsolute};
  double middle{0};  ///< The median revision; far from 0 when preliminary values lean one way.
  double scale{0};   ///< The spread as a standard deviation; for ValueError::revision_scale.
  std::size_t revised{0};         ///< How many of the values changed at all.
  std::vector<double> revisions;  ///< All of them, ascending; for ValueError::revisions.
};

/// Learns the spread of one key figure. Pairs whose preliminary value is zero say nothing about
/// relative revisions and are left out. Empty when fewer than `fewest` pairs are left.
/// @throws std::invalid_argument if a value is not finite.
[[nodiscard]] std::optional<RevisionSpread> learn_revisions(std::span<const RevisionPair> pairs,
                                                            RevisionKind kind,
                                                            std::size_t fewest = kFewestRevisions);

}  // namespace tertil::analytics
