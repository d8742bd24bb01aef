// Compiled with -ffp-contract=off, as random_draws.cpp.
#include "analytics/rank_forecast.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <stdexcept>

#include "analytics/random_draws.hpp"
#include "analytics/rank_tables.hpp"

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

/// Draws of a region's number `which`, 0 to its degrees of freedom.
Eigen::ArrayXf normals(const Contender& contender, int which, const RankSimulation& simulation) {
  const auto draws = static_cast<std::size_t>(simulation.draws);
  std::vector<std::uint32_t> words((draws + kDrawGroup - 1) / kDrawGroup * kDrawGroup);
  draw_words({simulation.seed, contender.stream, static_cast<std::uint32_t>(which)}, 0, words);
  Eigen::ArrayXf numbers(static_cast<Eigen::Index>(words.size()));
  to_normal(words, {numbers.data(), words.size()});
  return numbers.head(simulation.draws);
}

Eigen::ArrayXd drawn(const Contender& contender, const RankSimulation& simulation) {
  const auto& prediction = contender.prediction;
  Eigen::ArrayXd t = normals(contender, 0, simulation).cast<double>();
  if (prediction.degrees > 0) {
    Eigen::ArrayXd squares = Eigen::ArrayXd::Zero(simulation.draws);
    for (int k = 1; k <= prediction.degrees; ++k)
      squares += normals(contender, k, simulation).cast<double>().square();
    t /= (squares / prediction.degrees).sqrt();
  }
  const auto ends = ends_of(prediction.support);
  return (prediction.centre + prediction.spread * t).max(ends.low).min(ends.high);
}

Eigen::MatrixXd draw_tables(std::span<const Contender> contenders,
                            const RankSimulation& simulation) {
  Eigen::MatrixXd tables(static_cast<Eigen::Index>(contenders.size()), simulation.draws);
  for (Eigen::Index i = 0; i < tables.rows(); ++i)
    tables.row(i) = drawn(contenders[static_cast<std::size_t>(i)], simulation).transpose();
  return tables;
}

void require(std::span<const Contender> contenders, RankSimulation simulation) {
  if (simulation.draws < 1) throw std::invalid_argument{"forecast_ranks: at least one draw"};
  if (!(simulation.level > 0.0 && simulation.level < 1.0))
    throw std::invalid_argument{"forecast_ranks: a level is above 0 and below 1"};
  std::set<std::uint32_t> streams;
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
