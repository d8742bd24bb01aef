/// @file analytics/outliers.hpp
/// @brief Finds what does not look like the rest of a series, without being misled by it.
///
/// All tests are robust: they compare with medians, which a few faulty values cannot move, where a
/// mean and a standard deviation would be drawn towards the fault they should find. They say that
/// something looks odd, never that it is wrong. Values come in order of time, evenly spaced.
///
/// Hampel's identifier is what signal processing knows by that name: a moving window, its median,
/// and a threshold in median distances times 1.4826 = 1 / (√2 erf⁻¹(1/2)), which makes them the
/// standard deviation of a normal distribution (Hampel filter; R. K. Pearson, "Mining Imperfect
/// Data", calls three of them the three-sigma edit rule made robust). The limits for mistaken
/// units are our own (promise R22: a factor 1000 within 20 %).
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace tertil::analytics {

/// 1.4826 × the median distance from the median: the standard deviation, were they normal. The
/// medians here are unrounded, other than the published one of ranking.hpp. Nothing of nothing.
[[nodiscard]] std::optional<double> robust_spread(std::span<const double> values);

/// Hampel's identifier: x_i is odd when |x_i − m_i| > threshold × S_i, with m_i the median and S_i
/// the robust spread of the values from i − half_window to i + half_window. At the ends the window
/// is cut. S_i is at least a millionth of |m_i|, so that values that differ by rounding alone are
/// never odd. Series of fewer than three values have none.
[[nodiscard]] std::vector<bool> hampel(std::span<const double> values, std::size_t half_window = 3,
                                       double threshold = 3.0);

/// The same for series with a season: the differences d_i = x_i − x_(i − season) are compared with
/// their own median and robust spread, so winter is held against winter. A value is odd when its
/// difference is; the first `season` values never are, and a series needs season + 5 values.
[[nodiscard]] std::vector<bool> seasonal_outliers(std::span<const double> values,
                                                  std::size_t season, double threshold = 5.0);

/// Values from `begin` to before `end` that are all equal.
struct FlatRun {
  std::size_t begin{0};
  std::size_t end{0};
};
/// Runs of at least `fewest` equal values. Zeros count only if `zeros`: a building may stand empty.
[[nodiscard]] std::vector<FlatRun> flat_runs(std::span<const double> values, std::size_t fewest,
                                             bool zeros = false);

/// Where the level changes for good: the place with the largest distance between the medians of
/// the `side` values before it and the `side` values from it on, if that is more than `threshold`
/// robust spreads of those values around their own medians. Nothing if there is no such place.
[[nodiscard]] std::optional<std::size_t> level_shift(std::span<const double> values,
                                                     std::size_t side = 6, double threshold = 6.0);

/// How large a series' sizes were in one period: typical, smallest, largest; all above zero.
struct SizeRange {
  double typical{0.0};
  double least{0.0};
  double most{0.0};
};
/// How large the values of a series usually are, in powers of ten.
struct UsualSize {
  double middle{0.0};  ///< log10 of the median of the typical sizes.
  double reach{0.0};   ///< How far from it nine of ten periods' smallest and largest lie.
};
/// Periods whose sizes are not above zero are passed over; nothing if none is left.
[[nodiscard]] std::optional<UsualSize> usual_size(std::span<const SizeRange> periods);

/// The whole power of a thousand by which `size` seems to be off: +1 for a thousand times too
/// large (kWh given as MWh), −1 for a thousandth; nothing if it seems right.
///
/// With r = log10(size) − middle, the unit is suspected when |r| ≥ 3 − t and |r| > reach + 0.7,
/// where t = log10(1.2) + 1.25 × reach, at most 1: the more a series varies by itself, the wider
/// the net, but what has been seen before within a factor five is never suspected.
/// @pre size > 0.
[[nodiscard]] std::optional<int> unit_mistake(double size, const UsualSize& usual);

}  // namespace tertil::analytics
