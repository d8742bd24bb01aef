// Compiled with -ffp-contract=off, as seeded_normal.cpp.
#include "analytics/rank_forecast.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <stdexcept>

#include "analytics/rank_tables.hpp"
#include "analytics/seeded_normal.hpp"

namespace tertil::analytics {
namespace {

struct Ends {
  double low{-std::numeric_limits<double>::max()};
  double high{std::numeric_limits<double>::max()};
};

// Cut on the scale: a draw then needs no exp(), which differs between machines.
Ends ends_of(Support support) {
  Ends ends;
  if (support != Support::kAnyNumber) ends.low = to_scale(0.0, support);
  if (support == Support::kShare) ends.high = to_scale(100.0, support);
  return ends;
}

double drawn(const Prediction& prediction, const SeededNormal& random, std::uint64_t draw) {
  const auto degrees = static_cast<std::uint64_t>(prediction.degrees);
  const std::uint64_t first = draw * (degrees + 1);
  double t = random.normal(first);
  if (degrees > 0) {
    double squares = 0.0;
    for (std::uint64_t k = 1; k <= degrees; ++k) {
      const double normal = random.normal(first + k);
      squares += normal * normal;
    }
    t /= std::sqrt(squares / prediction.degrees);
  }
  return prediction.centre + prediction.spread * t;
}

Eigen::MatrixXd draw_tables(std::span<const Contender> contenders, RankSimulation simulation) {
  Eigen::MatrixXd tables(static_cast<Eigen::Index>(contenders.size()), simulation.draws);
  for (Eigen::Index i = 0; i < tables.rows(); ++i) {
    const auto& contender = contenders[static_cast<std::size_t>(i)];
    const SeededNormal random{simulation.seed, contender.stream};
    const auto ends = ends_of(contender.prediction.support);
    for (Eigen::Index draw = 0; draw < tables.cols(); ++draw)
      tables(i, draw) =
          std::clamp(drawn(contender.prediction, random, static_cast<std::uint64_t>(draw)),
                     ends.low, ends.high);
  }
  return tables;
}

void require(std::span<const Contender> contenders, RankSimulation simulation) {
  if (simulation.draws < 1) throw std::invalid_argument{"forecast_ranks: at least one draw"};
  if (!(simulation.level > 0.0 && simulation.level < 1.0))
    throw std::invalid_argument{"forecast_ranks: a level is above 0 and below 1"};
  std::set<std::uint64_t> streams;
  for (const auto& contender : contenders) {
    if (!streams.insert(contender.stream).second)
      throw std::invalid_argument{"forecast_ranks: two regions have the same stream"};
    if (contender.prediction.support != contenders.front().prediction.support)
      throw std::invalid_argument{"forecast_ranks: one key figure has one support"};
  }
}

ClassProbability by_class(const Eigen::ArrayXd& probability, ClassLimits limits) {
  const auto n = probability.size();
  return {probability.head(limits.green).sum(),
          probability.segment(limits.green, limits.yellow - limits.green).sum(),
          probability.tail(n - limits.yellow).sum()};
}

// Whole counts, so that no rounding moves an end of the interval.
void set_interval(RankForecast& row, const Eigen::ArrayXi& counts, RankSimulation simulation) {
  const double outside = (1.0 - simulation.level) / 2.0 * simulation.draws;
  Eigen::Index low = 0;
  for (int below = counts[0]; below <= outside && low + 1 < counts.size(); below += counts[low])
    ++low;
  Eigen::Index high = counts.size() - 1;
  for (int above = counts[high]; above <= outside && high > 0; above += counts[high]) --high;
  row.rank_low = static_cast<int>(low) + 1;
  row.rank_high = static_cast<int>(high) + 1;
}

}  // namespace

std::vector<RankForecast> forecast_ranks(std::span<const Contender> contenders, Polarity polarity,
                                         Scheme scheme, RankSimulation simulation) {
  std::vector<RankForecast> rows(contenders.size());
  if (contenders.empty()) return rows;
  require(contenders, simulation);
  std::vector<double> middles;
  for (const auto& contender : contenders) middles.push_back(contender.prediction.value());
  const auto placements = place(middles, polarity, scheme);
  const auto counts = count_ranks(rank_columns(draw_tables(contenders, simulation), polarity));
  const auto limits = class_limits(contenders.size(), scheme);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Eigen::ArrayXi own = counts.row(static_cast<Eigen::Index>(i)).transpose().array();
    rows[i].rank = placements[i].rank;
    rows[i].probability = own.cast<double>() / simulation.draws;
    if (limits) rows[i].classes = by_class(rows[i].probability, *limits);
    set_interval(rows[i], own, simulation);
  }
  return rows;
}

}  // namespace tertil::analytics
