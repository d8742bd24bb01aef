/// @file service/figures/ranking.hpp
/// @brief One key figure, one year, one series: who stands where, and what it takes to move.
///
/// The rules are contract section 2; the arithmetic is analytics/ranking.hpp and thresholds.hpp.
/// Here domain types become vectors and the results domain types again.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "analytics/ranking.hpp"
#include "analytics/thresholds.hpp"
#include "service/figures/snapshot.hpp"

namespace tertil::figures {

using analytics::ClassSizes;
using analytics::RankClass;
using analytics::Scheme;

[[nodiscard]] std::string_view to_string(Scheme scheme);
[[nodiscard]] std::optional<Scheme> parse_scheme(std::string_view text);
[[nodiscard]] std::string_view to_string(RankClass rank_class);

/// A place that a report printed: a fact of its own, never replaced by a computed one.
struct Printed {
  std::optional<double> value;
  int rank{0};
  int of{0};
  std::optional<RankClass> rank_class;  ///< By the scheme asked for, from rank and `of`.
};

/// A class that can be reached or lost, and the value at which it happens.
struct ClassStep {
  RankClass rank_class{RankClass::kYellow};
  double value{0.0};
  double distance{0.0};  ///< |value - own|, rounded to the most decimals of the two.
};

struct Previous {
  int year{0};
  double value{0.0};
  int rank{0};
};

struct RankedRow {
  std::string region;
  std::string name;
  std::string short_name;
  double value{0.0};
  Status status{Status::kFinal};
  int rank{0};
  int tied{0};
  std::optional<RankClass> rank_class;
  std::optional<ClassStep> to_better_class;
  std::optional<ClassStep> to_worse_class;
  std::optional<Previous> previous;  ///< The year before, in the same series.
  std::optional<double> change;      ///< value - previous value.
  std::optional<Printed> printed;
};

struct UnrankedRow {
  std::string region;
  std::string name;
  std::string short_name;
  MissingReason reason{MissingReason::kMissing};
  std::optional<Printed> printed;
};

struct YearWithValues {
  int year{0};
  Series series{Series::kKolada};
  int n{0};
};

struct Ranking {
  const Figure* figure{nullptr};  ///< Lives as long as the snapshot.
  int year{0};
  std::optional<Series> series;  ///< Empty when no series was named and no region has a value.
  Scheme scheme{Scheme::kThirds};
  std::optional<Instant> as_of;
  int n{0};
  bool ranked{true};  ///< False for a key figure without a best end: then no ranks, no classes.
  std::optional<ClassSizes> class_sizes;            ///< Empty below nine values.
  std::optional<std::pair<int, int>> class_limits;  ///< K1, K2.
  std::optional<double> median;
  std::optional<double> green_yellow;  ///< The value of the last green row.
  std::optional<double> yellow_red;    ///< The value of the last yellow row.
  std::optional<Cell> country;         ///< Shown beside the regions, never among them.
  std::vector<RankedRow> rows;         ///< Best first, ties by region code.
  std::vector<UnrankedRow> missing;    ///< By region code.
  std::vector<YearWithValues> available_years;
  std::vector<Series> available_series;
  std::optional<Text> differs;  ///< Why a printed and a computed rank are not the same.
  Text text;                    ///< Direction, n and median in a sentence.
  Text source;                  ///< "Källa: Kolada U60496".
};

struct RankingQuery {
  std::string key_figure;
  int year{0};
  std::optional<Series> series;
  Scheme scheme{Scheme::kThirds};
};

/// Fails with kNotFound for an unknown key figure.
[[nodiscard]] Result<Ranking> ranking(const Snapshot& snapshot, const RankingQuery& query);

/// What analytics found, with `rank_class` and `distance` in the words of this folder.
[[nodiscard]] std::optional<ClassStep> to_step(const std::optional<analytics::Threshold>& found);

/// Which end is best, in the words of analytics; empty for a key figure without a best end.
[[nodiscard]] std::optional<analytics::Polarity> orientation(Polarity polarity);

/// The values that one ranking compares, region by region.
struct RankedValues {
  std::vector<Eigen::Index> areas;  ///< Areas[i] has values[i]; regions only, in code order.
  std::vector<double> values;
};
[[nodiscard]] RankedValues ranked_values(const Snapshot& snapshot, const SeriesTable* table,
                                         int year);

/// The printed place in a cell, if one was printed.
[[nodiscard]] std::optional<Printed> printed_in(const Cell* cell, Scheme scheme);

/// The class a printed place had, by the scheme asked for; empty below nine.
[[nodiscard]] std::optional<RankClass> printed_class(int rank, int of, Scheme scheme);

/// The answers to names nobody knows.
[[nodiscard]] tl::unexpected<Error> unknown_key_figure(std::string_view id);
[[nodiscard]] tl::unexpected<Error> unknown_area(std::string_view code);

}  // namespace tertil::figures
