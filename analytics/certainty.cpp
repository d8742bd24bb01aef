#include "analytics/certainty.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include "analytics/clones.hpp"
#include "analytics/random_draws.hpp"
#include "analytics/rank_tables.hpp"

namespace tertil::analytics {
namespace {

constexpr std::size_t kBlock = 256;  // draws: tables and ranks of 21 regions stay in the cache
enum Purpose : std::uint32_t { kRounding = 0, kNormal = 1, kListed = 2 };

void require(bool holds, const char* otherwise) {
  if (!holds) throw std::invalid_argument(otherwise);
}

bool is_size(double value) { return std::isfinite(value) && value >= 0; }

void check(const UncertainValue& region) {
  const auto& error = region.error;
  require(std::isfinite(*region.value), "a value to be ranked is not a finite number");
  require(
      is_size(error.half_unit) && is_size(error.revision_scale) && is_size(error.standard_error),
      "an error is a finite number, zero or more");
  require(std::ranges::all_of(error.revisions, [](double r) { return std::isfinite(r); }),
          "a revision is not a finite number");
}

// What is drawn for one region, with everything that does not change between draws worked out.
struct Draws {
  std::uint32_t region{0};
  double value{0};
  double rounding{0};  // the whole unit
  double normal{0};
  std::span<const double> revisions;
  double per_revision{1};
  ValueBounds bounds;

  [[nodiscard]] bool certain() const { return rounding == 0 && normal == 0 && revisions.empty(); }
};

Draws draws_of(const UncertainValue& region, ValueBounds bounds) {
  const auto& error = region.error;
  const double value = *region.value;
  const bool relative = error.revision_kind == RevisionKind::kRelative;
  const bool listed = !error.revisions.empty();
  const double revision = listed ? 0.0 : error.revision_scale * (relative ? std::abs(value) : 1.0);
  return {region.region,
          value,
          2 * error.half_unit,
          std::sqrt(revision * revision + error.standard_error * error.standard_error),
          error.revisions,
          relative ? value : 1.0,
          {std::min(bounds.least, value), std::max(bounds.most, value)}};
}

std::vector<Draws> all_draws(std::span<const UncertainValue> regions, ValueBounds bounds) {
  require(bounds.least < bounds.most, "the bounds of a value are not in order");
  std::vector<Draws> draws;
  std::vector<std::uint32_t> numbers;
  for (const auto& region : regions) {
    if (!region.value) continue;
    check(region);
    draws.push_back(draws_of(region, bounds));
    numbers.push_back(region.region);
  }
  std::ranges::sort(numbers);
  require(std::ranges::adjacent_find(numbers) == numbers.end(),
          "two regions have the same number, so they would have the same errors");
  return draws;
}

TERTIL_CLONES void add(const float* noise, double size, std::size_t count, double* values) {
  for (std::size_t i = 0; i < count; ++i) values[i] += size * static_cast<double>(noise[i]);
}

TERTIL_CLONES void fold(ValueBounds bounds, std::size_t count, double* values) {
  for (std::size_t i = 0; i < count; ++i) {
    const double drawn = values[i];
    double inside = drawn > bounds.most ? bounds.most - (drawn - bounds.most) : drawn;
    inside = drawn < bounds.least ? bounds.least + (bounds.least - drawn) : inside;
    inside = inside > bounds.most ? bounds.most : inside;
    values[i] = inside < bounds.least ? bounds.least : inside;
  }
}

// One region's values in a block of draws.
class Block {
 public:
  explicit Block(std::uint64_t seed) : seed_(seed) {}

  [[nodiscard]] std::span<const double> fill(const Draws& draws, std::uint64_t first,
                                             std::size_t count) {
    values_.fill(draws.value);
    const std::span words(words_.data(), count);
    const std::span noise(noise_.data(), count);
    const auto draw = [&](Purpose purpose) {
      draw_words({seed_, draws.region, purpose}, first, words);
    };
    if (draws.rounding > 0) {
      draw(kRounding);
      to_uniform(words, noise);
      add(noise_.data(), draws.rounding, count, values_.data());
    }
    if (!draws.revisions.empty()) {
      draw(kListed);
      for (std::size_t i = 0; i < count; ++i) {
        const auto at = (words_[i] * std::uint64_t{draws.revisions.size()}) >> 32;
        values_[i] += draws.per_revision * draws.revisions[at];
      }
    }
    if (draws.normal > 0) {
      draw(kNormal);
      to_normal(words, noise);
      add(noise_.data(), draws.normal, count, values_.data());
    }
    if (!draws.certain()) fold(draws.bounds, count, values_.data());
    return {values_.data(), count};
  }

 private:
  std::uint64_t seed_;
  alignas(64) std::array<double, kBlock> values_{};
  alignas(64) std::array<std::uint32_t, kBlock> words_{};
  alignas(64) std::array<float, kBlock> noise_{};
};

RankCertainty judge(const Placement& placed, const Eigen::Ref<const Eigen::RowVectorXi>& counts,
                    const CertaintyRules& rules) {
  const auto n = static_cast<int>(counts.size());
  // At least one draw: a rank that never came up is no end of an interval. And a hair less than
  // computed, because half of 1 - 0.7 is 0.15000000000000002.
  const double tail = std::max(1.0, (1.0 - rules.level) / 2 * rules.draws - 1e-6);
  RankCertainty result{placed.rank, 1, n, placed.rank_class, std::nullopt, false};
  for (int better = counts[0]; better < tail; better += counts[result.rank_low++]) continue;
  for (int worse = counts[n - 1]; worse < tail; worse += counts[--result.rank_high - 1]) continue;

  const auto limits = class_limits(static_cast<std::size_t>(n), rules.scheme);
  if (!limits) return result;
  const auto share = [&](int from, int to) {
    return counts.segment(from, to - from).sum() / static_cast<double>(rules.draws);
  };
  const std::array shares{share(0, limits->green), share(limits->green, limits->yellow),
                          share(limits->yellow, n)};
  result.probability = ClassProbability{shares[0], shares[1], shares[2]};
  result.sure = shares[static_cast<std::size_t>(*placed.rank_class)] >= kSureFrom;
  return result;
}

}  // namespace

Eigen::MatrixXi simulate_ranks(std::span<const UncertainValue> regions, const CertaintyRules& rules,
                               DrawRange range) {
  const auto all = all_draws(regions, rules.bounds);
  const auto n = static_cast<Eigen::Index>(all.size());
  Eigen::MatrixXi counts = Eigen::MatrixXi::Zero(n, n);
  if (n == 0) return counts;

  Block block(rules.seed);
  Eigen::MatrixXd tables(n, static_cast<Eigen::Index>(kBlock));
  TableRanks ranks;
  const std::uint64_t end = range.first + static_cast<std::uint64_t>(std::max(range.count, 0));
  for (std::uint64_t at = range.first; at < end;) {
    // Draws are made in whole groups; those outside of the range are left out.
    const std::uint64_t from = at / kDrawGroup * kDrawGroup;
    const std::uint64_t to = std::min(from + kBlock, end);
    const auto made =
        static_cast<std::size_t>((to - from + kDrawGroup - 1) / kDrawGroup) * kDrawGroup;
    const auto skip = static_cast<std::size_t>(at - from);
    const auto used = static_cast<std::size_t>(to - at);
    for (Eigen::Index i = 0; i < n; ++i) {
      const auto values = block.fill(all[static_cast<std::size_t>(i)], from, made);
      double* cell = tables.data() + i;
      for (std::size_t g = 0; g < used; ++g, cell += n) *cell = values[skip + g];
    }
    rank_columns(tables.leftCols(static_cast<Eigen::Index>(used)), rules.polarity, ranks);
    counts += count_ranks(ranks);
    at = to;
  }
  return counts;
}

Certainty rank_certainty(std::span<const UncertainValue> regions, const CertaintyRules& rules) {
  require(rules.draws > 0, "a simulation needs at least one draw");
  require(rules.level > 0 && rules.level <= 1, "the level of an interval is above 0, at most 1");
  const auto counts = simulate_ranks(regions, rules, {0, rules.draws});

  std::vector<double> values;
  for (const auto& region : regions) {
    if (region.value) values.push_back(*region.value);
  }
  const auto placed = place(values, rules.polarity, rules.scheme);
  Certainty certainty{static_cast<int>(values.size()), rules.draws, rules.seed, {}};
  Eigen::Index row = 0;
  for (const auto& region : regions) {
    auto& answer = certainty.rows.emplace_back();
    if (!region.value) continue;
    answer = judge(placed[static_cast<std::size_t>(row)], counts.row(row), rules);
    ++row;
  }
  return certainty;
}

}  // namespace tertil::analytics
