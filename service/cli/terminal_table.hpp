/// @file service/cli/terminal_table.hpp
/// @brief A table that reads well in a terminal of 80 columns, in colour or without.
///
///     Plats   Region               Värde  Tredjedel
///     ─────   ──────────────────   ─────  ──────────
///        12   Region Halland       98,33  ● mellersta
///
/// Numbers stand to the right under each other. Where the lines are too wide, the columns that
/// may be shortened are, the widest first; a number never is. No line ends in spaces.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace tertil::cli {

/// Colour is never the only bearer of a meaning: words and marks say the same.
enum class Colour { kPlain, kGreen, kYellow, kRed, kFaint, kBold };

struct Cell {
  std::string text;  ///< Made printable when it is added.
  Colour colour{Colour::kPlain};
};

enum class Align { kLeft, kRight };

struct Column {
  std::string heading;
  Align align{Align::kLeft};
  bool may_shorten{false};
};

/// What the terminal can do.
struct Look {
  std::size_t columns{80};
  bool colour{false};
};

/// Rows of cells under headings.
class TerminalTable {
 public:
  explicit TerminalTable(std::vector<Column> columns);

  /// Adds a row; missing cells at its end are empty.
  /// @throws std::invalid_argument if it has more cells than there are columns.
  void add(std::vector<Cell> row);

  /// A line across, before the next row: the boundary between two classes.
  void add_rule();

  /// The whole table, each line with its end.
  [[nodiscard]] std::string render(const Look& look) const;

  [[nodiscard]] std::size_t rows() const { return rows_.size(); }

 private:
  [[nodiscard]] std::vector<std::size_t> widths(std::size_t columns) const;

  std::vector<Column> columns_;
  std::vector<std::vector<Cell>> rows_;  ///< An empty row is a rule.
};

}  // namespace tertil::cli
