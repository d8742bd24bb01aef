#include "analytics/rank_tables.hpp"

#include <array>
#include <cstddef>
#include <cstring>
#include <limits>
#include <stdexcept>

#include "analytics/clones.hpp"

namespace tertil::analytics {
namespace {

constexpr std::ptrdiff_t kWidth = 24;  // 21 regions, filled up to whole registers

using Lanes = std::array<double, kWidth>;

// Counts for kWidth values how many of the first n are better. Lanes from n on hold anything
// finite; their counts mean nothing. `poison` becomes NaN when a lane ever was not finite.
template <bool kHighIsBest>
[[gnu::always_inline]] inline void rank_one(const double* values, std::ptrdiff_t n, Lanes& poison,
                                            std::int16_t* ranks) {
  alignas(64) Lanes own{};
  alignas(64) std::array<std::int64_t, kWidth> rank{};
  for (std::size_t i = 0; i < kWidth; ++i) {
    own[i] = values[i];
    rank[i] = 1;
    poison[i] += own[i] * 0.0;
  }
  for (std::ptrdiff_t j = 0; j < n; ++j) {
    const double other = values[j];
    // Written as a choice, not as a sum with a truth value: that is one masked addition.
    for (std::size_t i = 0; i < kWidth; ++i) {
      rank[i] = (kHighIsBest ? other > own[i] : other < own[i]) ? rank[i] + 1 : rank[i];
    }
  }
  // In two steps, each of which is one instruction a register.
  alignas(64) std::array<std::int32_t, kWidth> narrow{};
  for (std::size_t i = 0; i < kWidth; ++i) narrow[i] = static_cast<std::int32_t>(rank[i]);
  for (std::size_t i = 0; i < kWidth; ++i) ranks[i] = static_cast<std::int16_t>(narrow[i]);
}

// Ranks `count` tables that lie end to end. Reading and writing goes on kWidth - n elements
// beyond a table's end: into the next table, which is ranked after it. False when a value is not
// finite.
TERTIL_CLONES bool rank_block(const double* tables, std::ptrdiff_t n, std::ptrdiff_t count,
                              bool high_is_best, std::int16_t* ranks) {
  alignas(64) Lanes poison{};
  if (high_is_best) {
    for (std::ptrdiff_t g = 0; g < count; ++g) {
      rank_one<true>(tables + g * n, n, poison, ranks + g * n);
    }
  } else {
    for (std::ptrdiff_t g = 0; g < count; ++g) {
      rank_one<false>(tables + g * n, n, poison, ranks + g * n);
    }
  }
  double sum = 0;
  for (const double lane : poison) sum += lane;
  return sum == 0.0;
}

bool rank_by_counting(const Eigen::Ref<const Eigen::MatrixXd>& tables, Polarity polarity,
                      TableRanks& ranks) {
  const std::ptrdiff_t n = tables.rows();
  const std::ptrdiff_t count = tables.cols();
  const bool high = polarity == Polarity::kHigh;

  // Tables whose kWidth elements all lie inside the matrix are ranked where they are …
  std::ptrdiff_t direct = 0;
  if (tables.outerStride() == n && n * count >= kWidth) direct = (n * count - kWidth) / n + 1;
  bool finite = rank_block(tables.data(), n, direct, high, ranks.data());
  // … the last one or two, or all when the columns lie apart, in a copy.
  const auto size = static_cast<std::size_t>(n);
  for (std::ptrdiff_t g = direct; g < count; ++g) {
    alignas(64) Lanes values{};
    alignas(64) std::array<std::int16_t, kWidth> placed{};
    std::memcpy(values.data(), tables.col(g).data(), size * sizeof(double));
    finite = rank_block(values.data(), n, 1, high, placed.data()) && finite;
    std::memcpy(ranks.col(g).data(), placed.data(), size * sizeof(std::int16_t));
  }
  return finite;
}

void rank_by_sorting(const Eigen::Ref<const Eigen::MatrixXd>& tables, Polarity polarity,
                     TableRanks& ranks) {
  const auto size = static_cast<std::size_t>(tables.rows());
  for (std::ptrdiff_t g = 0; g < tables.cols(); ++g) {
    const auto placed = place(std::span(tables.col(g).data(), size), polarity);
    for (std::size_t i = 0; i < size; ++i) {
      ranks(static_cast<std::ptrdiff_t>(i), g) = static_cast<std::int16_t>(placed[i].rank);
    }
  }
}

}  // namespace

void rank_columns(const Eigen::Ref<const Eigen::MatrixXd>& tables, Polarity polarity,
                  TableRanks& ranks) {
  if (tables.rows() > std::numeric_limits<std::int16_t>::max()) {
    throw std::invalid_argument("a league table has more than 32,767 values");
  }
  ranks.resize(tables.rows(), tables.cols());
  if (tables.size() == 0) return;
  if (tables.rows() > kWidth) {
    rank_by_sorting(tables, polarity, ranks);
  } else if (!rank_by_counting(tables, polarity, ranks)) {
    throw std::invalid_argument("a value to be ranked is not a finite number");
  }
}

TableRanks rank_columns(const Eigen::Ref<const Eigen::MatrixXd>& tables, Polarity polarity) {
  TableRanks ranks;
  rank_columns(tables, polarity, ranks);
  return ranks;
}

std::optional<TableClasses> class_columns(const Eigen::Ref<const TableRanks>& ranks,
                                          Scheme scheme) {
  const auto limits = class_limits(static_cast<std::size_t>(ranks.rows()), scheme);
  if (!limits) return std::nullopt;
  return ranks.unaryExpr([limits = *limits](std::int16_t rank) {
    // Counted, not chosen: green is 0, and each limit that is passed adds one.
    return static_cast<std::uint8_t>((rank > limits.green ? 1 : 0) +
                                     (rank > limits.yellow ? 1 : 0));
  });
}

Eigen::MatrixXi count_ranks(const Eigen::Ref<const TableRanks>& ranks) {
  Eigen::MatrixXi counts = Eigen::MatrixXi::Zero(ranks.rows(), ranks.rows());
  for (std::ptrdiff_t g = 0; g < ranks.cols(); ++g) {
    for (std::ptrdiff_t i = 0; i < ranks.rows(); ++i) ++counts(i, ranks(i, g) - 1);
  }
  return counts;
}

}  // namespace tertil::analytics
