// Compiled with -ffp-contract=off, as random_draws.cpp.
#include "analytics/rank_forecast.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <stdexcept>

#include "analytics/clones.hpp"
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

constexpr std::size_t kBlock = 16 * kDrawGroup;  // what fits the nearest cache, twice

TERTIL_CLONES void add_squares(const float* numbers, std::size_t count, double* sums) {
  for (std::size_t i = 0; i < count; ++i) {
    const auto number = static_cast<double>(numbers[i]);
    sums[i] += number * number;
  }
}

TERTIL_CLONES void widen(const float* numbers, std::size_t count, double* values) {
  for (std::size_t i = 0; i < count; ++i) values[i] = static_cast<double>(numbers[i]);
}

TERTIL_CLONES void over_root_of_mean(const double* sums, double n, std::size_t count,
                                     double* values) {
  for (std::size_t i = 0; i < count; ++i) values[i] /= std::sqrt(sums[i] / n);
}

TERTIL_CLONES void place_between(const Prediction& prediction, Ends ends, std::size_t count,
                                 double* values) {
  const double centre = prediction.centre;
  const double spread = prediction.spread;
  for (std::size_t i = 0; i < count; ++i) {
    const double drawn = centre + spread * values[i];
    const double above = drawn < ends.low ? ends.low : drawn;
    values[i] = above > ends.high ? ends.high : above;
  }
}

// One region's values in a block of draws.
class Block {
 public:
  explicit Block(std::uint64_t seed) : seed_{seed} {}

  [[nodiscard]] std::span<const double> fill(const Contender& contender, std::uint64_t first,
                                             std::size_t count) {
    const auto& prediction = contender.prediction;
    widen(normals(contender, 0, first, count), count, values_.data());
    if (prediction.degrees > 0) {
      sums_.fill(0.0);
      for (int k = 1; k <= prediction.degrees; ++k)
        add_squares(normals(contender, k, first, count), count, sums_.data());
      over_root_of_mean(sums_.data(), prediction.degrees, count, values_.data());
    }
    place_between(prediction, ends_of(prediction.support), count, values_.data());
    return {values_.data(), count};
  }

 private:
  /// Draws of a region's number `which`, 0 to its degrees of freedom.
  const float* normals(const Contender& contender, int which, std::uint64_t first,
                       std::size_t count) {
    const std::span words{words_.data(), count};
    draw_words({seed_, contender.stream, static_cast<std::uint32_t>(which)}, first, words);
    to_normal(words, {numbers_.data(), count});
    return numbers_.data();
  }

  std::uint64_t seed_;
  alignas(64) std::array<std::uint32_t, kBlock> words_{};
  alignas(64) std::array<float, kBlock> numbers_{};
  alignas(64) std::array<double, kBlock> values_{};
  alignas(64) std::array<double, kBlock> sums_{};
};

/// How often each contender, a row, had each rank, a column.
Eigen::MatrixXi simulate(std::span<const Contender> contenders, Polarity polarity,
                         const RankSimulation& simulation) {
  const auto n = static_cast<Eigen::Index>(contenders.size());
  const auto draws = static_cast<std::size_t>(simulation.draws);
  Eigen::MatrixXi counts = Eigen::MatrixXi::Zero(n, n);
  Block block{simulation.seed};
  Eigen::MatrixXd tables(n, static_cast<Eigen::Index>(kBlock));
  TableRanks ranks;
  for (std::size_t first = 0; first < draws; first += kBlock) {
    const auto used = static_cast<Eigen::Index>(std::min(kBlock, draws - first));
    const auto made = (static_cast<std::size_t>(used) + kDrawGroup - 1) / kDrawGroup * kDrawGroup;
    for (Eigen::Index i = 0; i < n; ++i) {
      const auto values = block.fill(contenders[static_cast<std::size_t>(i)], first, made);
      for (Eigen::Index draw = 0; draw < used; ++draw)
        tables(i, draw) = values[static_cast<std::size_t>(draw)];
    }
    rank_columns(tables.leftCols(used), polarity, ranks);
    counts += count_ranks(ranks);
  }
  return counts;
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
  const auto counts = simulate(contenders, polarity, simulation);
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
