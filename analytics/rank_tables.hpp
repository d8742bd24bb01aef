/// @file analytics/rank_tables.hpp
/// @brief Ranks very many league tables at once, for simulations.
///
/// The rule is that of analytics/ranking.hpp, and so are ties and classes; a property test holds
/// the two together. A table is a column (n regions down, G tables across), which Eigen keeps
/// side by side in memory, so 100,000 simulated tables of 21 regions are one call.
///
/// Up to 24 values a rank is found by counting the better ones, all pairs: 441 comparisons
/// without a branch beat sorting, and ties need no thought. The loop is compiled for AVX-512,
/// AVX2 and the baseline, and the machine chooses. Longer tables are sorted.
///
/// Missing values: all columns have the same regions. A region without a value is left out of
/// the matrix, never sent as NaN.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <optional>

#include "analytics/ranking.hpp"

namespace tertil::analytics {

/// Element (i, g) is the rank of region i in table g; 1 is best.
using TableRanks = Eigen::Matrix<std::int16_t, Eigen::Dynamic, Eigen::Dynamic>;

/// Element (i, g) is the class of region i in table g, a RankClass as a number.
using TableClasses = Eigen::Matrix<std::uint8_t, Eigen::Dynamic, Eigen::Dynamic>;

/// Competition ranks ("1224") of every column.
/// @throws std::invalid_argument if a value is not finite or a table has more than 32,767 rows.
[[nodiscard]] TableRanks rank_columns(const Eigen::Ref<const Eigen::MatrixXd>& tables,
                                      Polarity polarity);

/// The same into `ranks`, which is resized if need be: for callers that rank block after block
/// and want no new memory each time. `ranks` has no defined content after a throw.
void rank_columns(const Eigen::Ref<const Eigen::MatrixXd>& tables, Polarity polarity,
                  TableRanks& ranks);

/// The classes of every column of ranks; empty below kFewestForClasses rows.
[[nodiscard]] std::optional<TableClasses> class_columns(const Eigen::Ref<const TableRanks>& ranks,
                                                        Scheme scheme = Scheme::kThirds);

/// How often each region had each rank: element (i, r - 1) counts the tables in which region i
/// had rank r. Every row sums to the number of tables. The class probabilities are sums of it:
/// ranks 1…K1 are green, K1+1…K2 yellow, the rest red.
[[nodiscard]] Eigen::MatrixXi count_ranks(const Eigen::Ref<const TableRanks>& ranks);

}  // namespace tertil::analytics
