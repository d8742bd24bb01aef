/// @file analytics/ranking.hpp
/// @brief Gives values their places and sorts the places into classes.
///
/// The default rule is the one behind Region Halland's yearly comparison ("Region Hallands
/// nyckeltalsjämförelse med Sveriges alla regioner"): of 21 regions the best seven are green,
/// the worst seven red and the seven between them yellow. A class says where a value stands
/// among the others, not whether it is good.
///
/// Only numbers come in and go out. Region, unit and series are the caller's knowledge, and so
/// is the promise that one call holds one key figure, one year and one series.
///
/// Ties: equal values share rank and class, and the order of the input never matters. Values are
/// compared as stored, never rounded first.
/// Missing values: a region without one is left out of the call; n is the number of values.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace tertil::analytics {

/// Which end of the scale is best: `kLow` for kWh/m², `kHigh` for waste recycled (%). Key
/// figures without a best end are never ranked, so the type has no word for them.
enum class Polarity { kLow, kHigh };

/// How the places are cut into classes: three equal parts, or 25/50/25 %.
enum class Scheme { kThirds, kQuartiles };

/// Relative standing, best first. Not a target status: the two are never shown by one mark.
enum class RankClass { kGreen, kYellow, kRed };

/// Below this many values places are given, but no class.
inline constexpr std::size_t kFewestForClasses = 9;

/// The last ranks of green (K1) and of yellow (K2); every later rank is red.
struct ClassLimits {
  int green{0};   ///< K1
  int yellow{0};  ///< K2 = n - K1
};

/// K1 = floor(n/3 + 1/2) (quartiles: n/4) and K2 = n - K1; empty below kFewestForClasses.
[[nodiscard]] std::optional<ClassLimits> class_limits(std::size_t n, Scheme scheme);

/// The class of a rank (1 is best). The rank alone decides, so a tie is never split.
[[nodiscard]] RankClass class_of(int rank, ClassLimits limits);

/// Where one value stands.
struct Placement {
  int rank{0};  ///< 1 is best: 1 + how many are strictly better, so 1, 2, 2, 4.
  int tied{0};  ///< How many share the rank, itself included.
  std::optional<RankClass> rank_class;  ///< Empty below kFewestForClasses values.

  bool operator==(const Placement&) const = default;
};

/// Places every value; element i of the answer belongs to value i, whatever their order.
///
/// Green when rank <= K1, red when rank > K2, else yellow (class_limits). A tie may make the
/// classes uneven (8/6/7). 21 distinct values give exactly 7/7/7.
///
/// @pre Every value is finite: a region without a value is left out, not sent as NaN.
/// @throws std::invalid_argument if one is not, because NaN has no place in an order.
/// Complexity: O(n log n).
[[nodiscard]] std::vector<Placement> place(std::span<const double> values, Polarity polarity,
                                           Scheme scheme = Scheme::kThirds);

/// How many values each class holds; always shown, because ties move them. All zero below
/// kFewestForClasses values.
struct ClassSizes {
  int green{0};
  int yellow{0};
  int red{0};

  bool operator==(const ClassSizes&) const = default;
};

[[nodiscard]] ClassSizes class_sizes(std::span<const Placement> placements);

/// The values at the class limits: a value is green when it is not worse than `green_yellow` (the
/// K1-th best), and red when it is worse than `yellow_red` (the K2-th best). Both are values of
/// the table: those of the last green row and of the last row that is not red.
struct ClassBoundaries {
  double green_yellow{0};
  double yellow_red{0};

  bool operator==(const ClassBoundaries&) const = default;
};

/// Empty below kFewestForClasses values.
/// @throws std::invalid_argument as place().
[[nodiscard]] std::optional<ClassBoundaries> class_boundaries(std::span<const double> values,
                                                              Polarity polarity,
                                                              Scheme scheme = Scheme::kThirds);

/// The middle value; of an even number the middle of the two middle ones, rounded to the most
/// decimals among them (analytics/decimals.hpp). Empty when there are none. Unweighted: small
/// and large regions count alike.
/// @throws std::invalid_argument as place().
[[nodiscard]] std::optional<double> median(std::span<const double> values);

/// Whether `a` is strictly better than `b`.
[[nodiscard]] constexpr bool is_better(double a, double b, Polarity polarity) {
  return polarity == Polarity::kLow ? a < b : a > b;
}

/// The values in order, best first.
/// @throws std::invalid_argument as place().
[[nodiscard]] std::vector<double> best_first(std::span<const double> values, Polarity polarity);

}  // namespace tertil::analytics
