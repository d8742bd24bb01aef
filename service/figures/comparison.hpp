/// @file service/figures/comparison.hpp
/// @brief One region, the national key figures, some years: the table of the annual report.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "analytics/progress.hpp"
#include "service/figures/ranking.hpp"

namespace tertil::figures {

/// The place today's values give, among all regions that have one.
struct Computed {
  Series series{Series::kKolada};
  double value{0.0};
  int rank{0};
  int of{0};
  int tied{0};
  std::optional<RankClass> rank_class;
};

/// One year of one key figure. Without a value, `reason` says why.
struct ComparisonCell {
  int year{0};
  std::optional<double> value;
  std::optional<Series> series;
  std::optional<Status> status;
  std::optional<MissingReason> reason;
  std::optional<Printed> printed;
  std::optional<Computed> computed;
};

/// A target and how far it is; status words are never mixed with rank colours.
struct TargetOutlook {
  Target target;
  std::optional<int> current_year;
  std::optional<double> current_value;
  analytics::Progress progress;
  Text text;
};

struct ComparisonRow {
  const Figure* figure{nullptr};
  std::vector<ComparisonCell> cells;  ///< One for each year asked for.
  std::optional<TargetOutlook> target;
  std::optional<Text> note;  ///< Why printed and computed ranks differ, where they do.
};

/// One line above the table: "5 av 6 nyckeltal i sista tredjedelen, 0 har nått målet."
struct YearSummary {
  int year{0};
  int ranked{0};
  ClassSizes classes;
  int with_value{0};
  int achieved{0};
  Text text;
};

struct Comparison {
  const Region* region{nullptr};
  std::vector<int> years;
  Scheme scheme{Scheme::kThirds};
  std::optional<Instant> as_of;
  std::vector<YearSummary> summary;
  std::vector<ComparisonRow> rows;
  std::vector<std::pair<Series, Text>> sources;
};

struct ComparisonQuery {
  std::string region;
  std::vector<int> years;  ///< Empty: the years with printed values, else the last four.
  Scheme scheme{Scheme::kThirds};
};

/// The years in which the area has a value of a compared key figure, ascending.
[[nodiscard]] std::vector<int> years_with_values(const Snapshot& snapshot, Eigen::Index area);

/// Fails with kNotFound for an unknown region.
[[nodiscard]] Result<Comparison> comparison(const Snapshot& snapshot, const ComparisonQuery& query);

/// The newest target of a region for a key figure, judged against the newest chosen value; empty
/// where there is none, or the key figure has no best end.
[[nodiscard]] std::optional<TargetOutlook> target_outlook(const Snapshot& snapshot,
                                                          const Figure& figure,
                                                          std::string_view region);

/// The series that the comparison shows for a region: of its newest column with a value, the one
/// that ranks the region among others, else the one its value is taken from. Empty without one.
[[nodiscard]] std::optional<Series> shown_series(const Snapshot& snapshot, const Figure& figure,
                                                 Eigen::Index area);

[[nodiscard]] std::string_view to_string(analytics::TargetStatus status);

}  // namespace tertil::figures
