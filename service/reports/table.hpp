/// @file service/reports/table.hpp
/// @brief A result as rows and columns, ready to be written as CSV, XLSX or JSON-stat.
///
/// Rows are tidy: one fact each, so that a program can read the file without knowing how it looks
/// on paper. A value is as stored, never rounded; a missing one is its reason, never 0 and never
/// blank. Where values come from and whose processing they are stands in columns of every row,
/// not in comment lines that stop other programs' parsers.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "service/domain/instant.hpp"
#include "service/domain/observation.hpp"
#include "service/domain/text.hpp"

namespace tertil::reports {

/// Nothing to say here (no place was printed). `monostate` is never used for a missing value.
using TableCell = std::variant<std::monostate, std::string, double, MissingReason>;

/// What a column is in a cube (JSON-stat).
enum class Role {
  kDimension,  ///< Says which fact it is: region, year, key figure.
  kTime,       ///< A dimension that is time.
  kGeo,        ///< A dimension that is a place.
  kMeasure,    ///< A number.
  kAttribute,  ///< Words about the fact: status, class, source.
};

struct Column {
  std::string key;  ///< The field's name in the API: "printedRank".
  Text header;      ///< "Tryckt plats".
  Role role{Role::kAttribute};
  std::string unit;
  int decimals{-1};  ///< How a sheet shows the numbers; -1: as they are, e.g. years.
};

/// A line of the sheet "Om uppgifterna": "Definition" – "Andel av …".
struct Note {
  Text label;
  Text text;
};

struct Table {
  std::string name;  ///< The file's name without ending: "rangordning-fornybart-2023".
  Text title;
  Language language{Language::kSwedish};  ///< Of the words inside the cells.
  std::vector<Note> notes;
  Text source;      ///< "Källa: Kolada U60496"; may be several, parted by "; ".
  Text processing;  ///< "Egen bearbetning", or empty when nothing is computed.
  std::optional<Instant> as_of;
  std::optional<Instant> updated;  ///< When the newest of it was recorded.
  std::vector<Column> columns;
  std::vector<std::vector<TableCell>> rows;  ///< Each as long as `columns`.
};

/// Appends the columns "källa" and "bearbetning" with what the table says of them, so that every
/// row of an export carries its origin.
void add_origin_columns(Table& table);

}  // namespace tertil::reports
