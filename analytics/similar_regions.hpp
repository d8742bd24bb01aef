/// @file analytics/similar_regions.hpp
/// @brief Which regions are most like one's own, by features such as size, premises and climate.
///
/// Features are numbers for which a difference is a difference: a population comes as its
/// logarithm, premises as m² per inhabitant, climate as heating degree days. Each is divided by
/// its standard deviation over the regions that have it, so that no unit outweighs another.
/// The distance between two regions is the root of the mean square of those differences over the
/// features that *both* have:
///   d(a, b)² = 1/|F| · sum over f in F of ((a_f − b_f) / s_f)²,  F what both have, s_f > 0.
///
/// Leaving a feature out for the pairs that lack it, and dividing by how many are left, is
/// J. C. Gower's way ("A general coefficient of similarity and some of its properties",
/// Biometrics 27, 1971); he divides by the range, here it is the standard deviation (n, not
/// n − 1), which one odd region moves less. A feature that is the same for all tells nothing and
/// is never used. A distance of few features is less to go by than one of many, so each answer
/// says which were used. For that reason too, distances need not obey the triangle inequality.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace tertil::analytics {

/// The features of one region, in the same order for all; empty where it is not known.
using RegionFeatures = std::vector<std::optional<double>>;

/// One neighbour.
struct SimilarRegion {
  std::size_t index{0};               ///< Into the regions as given.
  double distance{0};                 ///< In standard deviations, >= 0.
  std::vector<std::size_t> features;  ///< What the distance is made of, ascending, never none.

  bool operator==(const SimilarRegion&) const = default;
};

/// The `count` regions nearest to the one at `own`, nearest first, equal distances in the order
/// given. Regions that share no telling feature with it are left out, so there may be fewer.
/// @throws std::invalid_argument if a value is not finite or the regions do not have equally many
/// features; std::out_of_range if there is no region at `own`.
[[nodiscard]] std::vector<SimilarRegion> similar_regions(std::span<const RegionFeatures> regions,
                                                         std::size_t own, std::size_t count);

}  // namespace tertil::analytics
