/// @file service/store/series_sums.hpp
/// @brief Facts summed by series and period, as the checks on quality look at them.
///
/// A series is what is like itself over time: one key figure of one area, one fuel of one vehicle
/// group, one waste code of one building, one meter. Which columns make a series is said here once
/// for each table; tables without quantities (registers) have none.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/store/facts.hpp"

namespace tertil::store {

/// Everything of one series in one period.
struct PeriodSum {
  double count{0.0};  ///< Rows; for readings, hours covered. `sum / count` is the usual size.
  double sum{0.0};
  double least{0.0};          ///< The smallest magnitude above zero; 0 if there is none.
  double most{0.0};           ///< The largest magnitude.
  std::int64_t first_row{0};  ///< In the file; 0 for sums of the store.

  void add(double quantity, std::int64_t row);
};

struct SeriesOf {
  std::string label;    ///< For people: "energy-use-premises 13".
  int per_year{1};      ///< 1 years, 3 tertials, 4 quarters, 12 months.
  bool keyed{true};     ///< One row is the whole period; else a period has any number of rows.
  bool sampled{false};  ///< Not keyed, but read off all the time: a period's mean says its size.
  std::string whole;    ///< The series it is a part of, as a unit is of its region; or empty.
  std::string unit;     ///< Of its sums, for people: "kWh"; empty where it is not known here.
  std::map<int, PeriodSum> periods;  ///< By number: year * per_year + (0 … per_year − 1).
};

/// By a name that is the same in the file and in the store.
using SeriesSums = std::map<std::string, SeriesOf, std::less<>>;

/// One row's place among the series.
struct SeriesPoint {
  std::string series;
  std::string label;
  int per_year{1};
  bool keyed{true};
  std::string whole;
  std::string unit;
  int period{0};
  double quantity{0.0};
};

/// The series of a point, made if it is not there.
SeriesOf& series_for(SeriesSums& sums, const SeriesPoint& point);

/// The year of a period's number.
[[nodiscard]] constexpr int year_of(int period, int per_year) { return period / per_year; }
/// "2024", "2024-T1", "2024-Q1", "2024-03".
[[nodiscard]] std::string period_text(int period, int per_year);
/// Whether facts of the table make series at all.
[[nodiscard]] bool has_series(const FactTable& table);
/// Where the fact belongs; nothing for facts without a quantity and tables without series.
[[nodiscard]] std::optional<SeriesPoint> series_point(const FactTable& table, const Fact& fact);
/// The year that a fact speaks of, for tables with a date, period or year.
[[nodiscard]] std::optional<int> year_in(const FactTable& table, const Fact& fact);

/// The open rows of an owner from a year on, summed. Only series that are in `wanted` are given,
/// and their parts; computed key-figure values are left out, being no delivery.
[[nodiscard]] Result<SeriesSums> series_sums(Reader& reader, const FactTable& table,
                                             std::string_view owner, int from_year,
                                             const SeriesSums& wanted);

/// Whose facts a batch brought.
[[nodiscard]] Result<std::vector<std::string>> owners_of(Reader& reader, const FactTable& table,
                                                         std::string_view batch);

}  // namespace tertil::store
