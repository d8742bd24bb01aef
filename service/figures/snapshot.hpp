/// @file service/figures/snapshot.hpp
/// @brief Every published figure, as it stood at one moment, ready to be asked.
///
/// A snapshot never changes: a request keeps the one that was current when it came, and a commit
/// meanwhile disturbs nobody. It is built from the store by one reading, so it holds whole batches
/// only. The same function builds the past: `as_of` gives what was known then.
#pragma once
#include <Eigen/Core>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analytics/revisions.hpp"
#include "service/domain/instant.hpp"
#include "service/domain/key_figure.hpp"
#include "service/domain/observation.hpp"
#include "service/domain/region.hpp"
#include "service/domain/result.hpp"
#include "service/domain/target.hpp"
#include "service/store/populations.hpp"

namespace tertil::figures {

/// What is known of one area in one year. Exactly one of `value` and `reason` is given.
struct Cell {
  std::optional<double> value;
  std::optional<MissingReason> reason;
  Status status{Status::kFinal};
  std::optional<int> printed_rank;
  std::optional<int> printed_of;
};

/// The yearly totals of one key figure in one series: areas × years.
class SeriesTable {
 public:
  SeriesTable(int first_year, int last_year, Eigen::Index areas);

  [[nodiscard]] int first_year() const { return first_year_; }
  [[nodiscard]] int last_year() const { return first_year_ + static_cast<int>(values_.cols()) - 1; }
  /// The cell, or nothing when nobody has said anything about it. Years outside are empty too.
  [[nodiscard]] const Cell* cell(Eigen::Index area, int year) const;
  void set(Eigen::Index area, int year, const Cell& cell);
  /// How many regions have a value that year; the country does not count.
  [[nodiscard]] int regions_with_value(int year) const;
  /// Values as a matrix, areas × years. Where `known` is false the number means nothing.
  [[nodiscard]] const Eigen::MatrixXd& values() const { return values_; }
  [[nodiscard]] const Eigen::Array<bool, Eigen::Dynamic, Eigen::Dynamic>& known() const {
    return known_;
  }
  /// The newest year in which any region has a value; empty if there is none.
  [[nodiscard]] std::optional<int> newest_year() const;

 private:
  int first_year_;
  Eigen::MatrixXd values_;
  Eigen::Array<bool, Eigen::Dynamic, Eigen::Dynamic> known_;
  std::vector<std::optional<Cell>> cells_;  ///< Column-major like the matrices.
};

/// A region's yearly value that was first published as another than today's.
struct FirstPublished {
  Eigen::Index area{0};
  int year{0};
  std::optional<double> value;  ///< Empty: that there is none was published first.
};

/// What the store remembers of one series beside what holds now. Values that the program computes
/// itself are no publications and count in neither list; nor do batches that were taken back.
struct SeriesHistory {
  std::vector<FirstPublished> revised;           ///< By area and year.
  std::vector<analytics::RevisionPair> settled;  ///< First preliminary value and the final one.
};

/// One key figure with everything that is known of it.
struct Figure {
  KeyFigure definition;
  std::array<std::optional<SeriesTable>, 3> series;  ///< Indexed by `Series`.
  std::array<SeriesHistory, 3> history;              ///< Indexed by `Series`.
  std::vector<Target> targets;
  std::array<Instant, 3> recorded_at;  ///< When each series last got a value.
  /// Where the values of each series were taken from, in the sources' own words, each once.
  std::array<std::vector<std::string>, 3> origins;
  [[nodiscard]] const SeriesTable* table(Series which) const;
  /// What was first published of a region and year; today's value where nothing was revised.
  [[nodiscard]] std::optional<double> first_published(Series which, Eigen::Index area,
                                                      int year) const;
  /// The series a ranking of that year takes when none is named (contract 2a.3): the one with
  /// most regions, in the order kolada, printed, own. Empty when no region has a value.
  [[nodiscard]] std::optional<Series> ranking_series(int year) const;
  /// The newest year in which any region has a value in that series, or in any; empty if none has.
  [[nodiscard]] std::optional<int> newest_year(std::optional<Series> which) const;
  /// First and last year with anything in any series; empty when there is nothing at all.
  [[nodiscard]] std::optional<std::pair<int, int>> years() const;
};

/// A cell together with the series it was taken from.
struct ChosenCell {
  Series series{Series::kOwn};
  const Cell* cell{nullptr};
};

class Snapshot {
 public:
  std::optional<Instant> as_of;  ///< Empty for the present.
  std::uint64_t version{0};      ///< Counts the snapshots of this process; 0 for the past.
  Instant recorded_at;           ///< The newest fact in it.
  std::vector<Region> regions;   ///< By code. Area index i < regions.size() is regions[i].
  std::vector<Figure> figures;   ///< In the order of the definitions.
  std::vector<store::Population> populations;  ///< By area and year; the country too.
  bool example_data{false};                    ///< True when the store holds "Exempeldata".

  /// The row of an area in every SeriesTable: a county code, or "riket" (the last row).
  [[nodiscard]] std::optional<Eigen::Index> area(std::string_view code) const;
  [[nodiscard]] Eigen::Index country() const { return static_cast<Eigen::Index>(regions.size()); }
  /// By id or by slug; null if there is none.
  [[nodiscard]] const Figure* figure(std::string_view id) const;
  [[nodiscard]] const Region* region(std::string_view code) const;
  /// The value a comparison cell, a value series and a target choose (contract 2a.3): the printed
  /// one where there is one, else kolada, else own; a cell with a reason only if no series has a
  /// value. `cell` is null when nobody has said anything.
  [[nodiscard]] ChosenCell choose(const Figure& figure, Eigen::Index area, int year) const;
};

/// Reads everything once. O(facts).
[[nodiscard]] Result<std::shared_ptr<const Snapshot>> build_snapshot(
    store::Reader& reader, std::optional<Instant> as_of = std::nullopt);

/// Why a region without a cell has no value: not published yet if the year is newer than the
/// newest the series has (or, with none named, any series), else missing.
[[nodiscard]] MissingReason reason_without_cell(const Figure& figure, std::optional<Series> series,
                                                int year);

}  // namespace tertil::figures
