/// @file service/reports/printed_table.hpp
/// @brief The comparison as the annual report prints it: "306 (16 av 21)", the target last.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "service/figures/comparison.hpp"

namespace tertil::reports {

/// One cell of the printed table. The class is told in words, never by colour alone.
struct PrintedCell {
  std::string value;  ///< "31,0", or why there is none: "Uppgift saknas".
  bool missing{false};
  std::string place;                             ///< "17 av 21", as printed; else empty.
  std::optional<figures::RankClass> rank_class;  ///< Of the printed place.
  std::string class_words;                       ///< "▼ Sista tredjedelen"
  std::string computed;                          ///< "10 av 21", by today's values; else empty.
  std::optional<figures::RankClass> computed_class;
  std::string computed_words;
};

struct PrintedRow {
  std::string key_figure;
  std::string name;  ///< "Energianvändning i lokaler (kWh/m²)"
  std::vector<PrintedCell> cells;
  std::string target;  ///< "176"; empty without one.
};

struct PrintedTable {
  std::string heading;
  std::vector<std::string> columns;  ///< The years; then comes the target.
  std::string target_heading;        ///< "Mål*"
  std::vector<PrintedRow> rows;
  std::vector<std::string> notes;  ///< The sentences under the table.
};

/// In Swedish, as the annual report is. @param plan_name what the targets are decided in.
[[nodiscard]] PrintedTable printed_table(const figures::Comparison& comparison,
                                         const std::string& plan_name);

}  // namespace tertil::reports
