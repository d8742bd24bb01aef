/// @file analytics/rank_forecast.hpp
/// @brief Which rank a region will have, when all the others move too, each with its uncertainty.
///
/// Every region's coming value is drawn from its own prediction, the values are ranked as
/// analytics/ranking.hpp ranks them, and again, many times. Regions are drawn independently: what
/// moves all alike (a mild winter, a new law) hardly moves ranks, and is left out.
///
/// The same seed gives the same ranks on every machine (analytics/random_draws.hpp), and a
/// region's draws belong to its stream, so neither the order of regions nor who else is there
/// changes them. Student's t with v degrees is drawn as a normal (purpose 0) over the root of the
/// mean of v squared normals (purposes 1 to v), which is what it is.
///
/// Missing values: a region without a prediction is left out, and n is smaller. Shares and numbers
/// that cannot be negative are cut at their ends, where they tie.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "analytics/class_probability.hpp"
#include "analytics/prediction.hpp"
#include "analytics/ranking.hpp"

namespace tertil::analytics {

struct Contender {
  Prediction prediction;
  std::uint32_t stream{0};  ///< The region's own, e.g. its county code as a number.
};

struct RankSimulation {
  int draws{10'000};  ///< A probability is then known to within half a percentage point (one sd).
  std::uint64_t seed{1};
  double level{0.8};  ///< Of the interval of ranks.
};

/// What one region's rank will be.
struct RankForecast {
  int rank{0};       ///< If every value comes out in its middle.
  int rank_low{0};   ///< The least rank with more than half of what `level` leaves at or below it.
  int rank_high{0};  ///< The largest, likewise from above.
  Eigen::ArrayXd probability;  ///< Element r - 1 is the probability of rank r; they sum to 1.
  std::optional<ClassProbability> classes;  ///< Empty below kFewestForClasses regions.
};

/// Element i belongs to contender i.
/// @throws std::invalid_argument if two have the same stream, if predictions are of different
/// supports, if `draws` is below 1 or `level` not above 0 and below 1.
[[nodiscard]] std::vector<RankForecast> forecast_ranks(std::span<const Contender> contenders,
                                                       Polarity polarity, Scheme scheme,
                                                       RankSimulation simulation = {});

}  // namespace tertil::analytics
