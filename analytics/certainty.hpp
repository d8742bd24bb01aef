/// @file analytics/certainty.hpp
/// @brief How sure a rank and its colour are, by simulation.
///
/// Every value is what was published, and may be wrong by what is known about it: it was rounded,
/// it is preliminary and will be revised, it has a stated standard error. We draw many tables that
/// could as well be the true one, rank each by the rule of analytics/ranking.hpp (the same ties,
/// the same class limits) and count. What is not stated counts as no error: with none anywhere
/// every table is the given one, and every answer has probability 1. (On how wide such intervals
/// are among the states of the USA: R. B. Gerzoff and G. D. Williamson, "Who's number one?", Public
/// Health Reports 116, 2001, 158–164.)
///
/// One draw is value + rounding + revision + measurement, each drawn on its own:
///  - rounding: evenly between -half_unit and +half_unit (0.05 for a value of one decimal);
///  - revision: normal with standard deviation `revision_scale`, or one of `revisions`, all
///    equally likely, where there are such (analytics/revisions.hpp learns both); relative ones
///    are multiplied by the value, the scale by its size;
///  - measurement: normal with standard deviation `standard_error`.
/// Regions are independent. Errors that regions share (a new method for all) are not described.
///
/// Bounds: a draw beyond a bound is folded back: 100.03 becomes 99.97 where 100 is the most. So a
/// value of 100.0 with one decimal lies evenly between 99.95 and 100, which is what was rounded to
/// it. Setting it to 100 would invent ties that nobody measured. A draw so far out that folding
/// passes the other bound is set there. A given value outside of the bounds widens them for its
/// region, and a value without any error is never touched.
///
/// The same seed gives the same answer on every machine, for any order of the regions and however
/// the draws are split among threads (analytics/random_draws.hpp). The streams: 0 rounding,
/// 1 revision and measurement where both are normal (their variances are added), or measurement,
/// 2 revision from a list: element floor(word * size / 2^32).
///
/// Missing values: such a region is outside, as if it were not there, and its row is empty.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "analytics/class_probability.hpp"
#include "analytics/ranking.hpp"

namespace tertil::analytics {

/// Whether a revision is in the key figure's unit or a share of the value (0.02 is 2 %).
enum class RevisionKind { kAbsolute, kRelative };

/// What is known about how wrong a value may be. Nothing known: all zero.
struct ValueError {
  double half_unit{0};       ///< Half of the last decimal's unit; 0 for a value not rounded.
  double revision_scale{0};  ///< Spread of final - preliminary; 0 for a final value.
  RevisionKind revision_kind{RevisionKind::kAbsolute};
  std::span<const double> revisions{};  ///< Instead of `revision_scale`, when not empty.
  double standard_error{0};
};

/// One region.
struct UncertainValue {
  std::uint32_t region{0};  ///< Whose draws these are: the county code as a number, or any other.
  std::optional<double> value{};
  ValueError error{};
};

/// The least and the most that a value can be: 0 and 100 for a share in per cent.
struct ValueBounds {
  double least{-std::numeric_limits<double>::infinity()};
  double most{std::numeric_limits<double>::infinity()};
};

/// How the tables are drawn and judged.
struct CertaintyRules {
  Polarity polarity{Polarity::kLow};
  Scheme scheme{Scheme::kThirds};
  ValueBounds bounds{};
  double level{0.8};  ///< Of the rank interval, above 0, at most 1.
  int draws{100'000};
  std::uint64_t seed{1};
};

/// A class is sure from this probability on.
inline constexpr double kSureFrom = 0.95;

/// What can be said about one region's place.
struct RankCertainty {
  int rank{0};  ///< Of the given values, by place().
  /// The central interval: at most (1 - level)/2 of the tables have a better rank than `rank_low`,
  /// and at most as many a worse one than `rank_high`; a level of 1 spans all that came up.
  /// `rank` itself may lie outside: of eleven regions at 100.0 each is first now, but of what was
  /// rounded to 100.0 each is first in one table of eleven only.
  int rank_low{0};
  int rank_high{0};
  std::optional<RankClass> rank_class;  ///< Of the given values; empty below kFewestForClasses.
  std::optional<ClassProbability> probability;  ///< Empty when `rank_class` is.
  /// The class given has probability kSureFrom or more. False where there are no classes.
  bool sure{false};

  bool operator==(const RankCertainty&) const = default;
};

/// The whole table. `rows` belongs to the regions in the order given.
struct Certainty {
  int n{0};  ///< How many have a value.
  int draws{0};
  std::uint64_t seed{0};
  std::vector<std::optional<RankCertainty>> rows;
};

/// Draws rules.draws tables and says how sure each place is.
/// @throws std::invalid_argument if a number is not finite, an error is negative, two regions with
/// values have the same number, the bounds are not in order, the level is not above 0 and at most
/// 1, or there is not at least one draw.
[[nodiscard]] Certainty rank_certainty(std::span<const UncertainValue> regions,
                                       const CertaintyRules& rules);

/// Which draws: `first` to before first + count.
struct DrawRange {
  std::uint64_t first{0};
  int count{0};
};

/// How often each region with a value had each rank in these draws, as count_ranks() of
/// analytics/rank_tables.hpp: one row for each of them, in the order given. The counts of ranges
/// that lie end to end add up to those of the whole; rules.draws and rules.level are not used.
/// @throws std::invalid_argument as rank_certainty().
[[nodiscard]] Eigen::MatrixXi simulate_ranks(std::span<const UncertainValue> regions,
                                             const CertaintyRules& rules, DrawRange range);

}  // namespace tertil::analytics
