#include "collectors/header.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>

#include <fmt/format.h>

namespace tertil::collectors {

namespace {

constexpr std::size_t kFarthestHeader = 60;
constexpr double kMostly = 0.65;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "2024-01-31", "31/1 2024", "13:45", "2024-01-31T13:45:00+01:00", "20240131 1345".
bool looks_like_a_time(std::string_view text) {
  if (text.size() < 4 || text.size() > 40 || !is_digit(text.front())) return false;
  std::size_t digits = 0;
  std::size_t marks = 0;
  for (const char c : text) {
    if (is_digit(c)) {
      ++digits;
    } else if (std::string_view("-/:. TZ+").find(c) != std::string_view::npos) {
      ++marks;
    } else {
      return false;
    }
  }
  const bool date = std::count(text.begin(), text.end(), '-') == 2 ||
                    std::count(text.begin(), text.end(), '/') == 2 ||
                    std::count(text.begin(), text.end(), '.') == 2;
  const bool month = text.size() == 7 && text[4] == '-';
  const bool clock = text.find(':') != std::string_view::npos;
  return digits >= 3 && marks >= 1 && (date || month || clock);
}

bool looks_like_a_number(std::string_view text) {
  constexpr std::string_view kMinus = "\xE2\x88\x92";
  if (text.starts_with(kMinus)) text.remove_prefix(kMinus.size());
  if (text.starts_with('$') || text.starts_with('+')) text.remove_prefix(1);
  if (text.ends_with('%')) text = trimmed_cell(text.substr(0, text.size() - 1));
  return !std::holds_alternative<NumberFault>(parse_number(text)) ||
         std::get<NumberFault>(parse_number(text)) == NumberFault::kAmbiguous;
}

std::size_t filled(const TableRow& row) {
  return static_cast<std::size_t>(
      std::count_if(row.cells.begin(), row.cells.end(),
                    [](const TableCell& cell) { return cell.kind != CellKind::kEmpty; }));
}

/// Where the last filled cell stands, from 1.
std::size_t extent(const TableRow& row) {
  std::size_t end = row.cells.size();
  while (end > 0 && row.cells[end - 1].kind == CellKind::kEmpty) --end;
  return end;
}

const TableCell& cell_at(const TableRow& row, std::size_t column) {
  static const TableCell none;
  return column < row.cells.size() ? row.cells[column] : none;
}

/// A year or month as a column's name: "2023", "2023-01", "202301".
bool is_period(const TableCell& cell) {
  const std::string_view text = cell.text;
  if (text.size() != 4 && text.size() != 6 && text.size() != 7) return false;
  if (!text.starts_with("19") && !text.starts_with("20")) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || c == '-'; });
}

bool is_unit(std::string_view text) {
  static const std::set<std::string, std::less<>> units{
      "kwh",   "mwh",    "gwh",     "wh",       "mj",     "gj",     "kw",      "mw",    "m3",
      "m³",    "m2",     "m²",      "%",        "kg",     "ton",    "g",       "l",     "liter",
      "litre", "st",     "antal",   "kr",       "sek",    "tkr",    "°c",      "c",     "km",
      "mil",   "nm3",    "nm³",     "kwh/m2",   "kwh/m²", "kr/kwh", "h",       "tim",   "min",
      "t",     "kgco2e", "kg co2e", "ton co2e", "eur",    "usd",    "öre/kwh", "datum", "text"};
  if (text.size() > 2 && ((text.front() == '(' && text.back() == ')') ||
                          (text.front() == '[' && text.back() == ']'))) {
    text = text.substr(1, text.size() - 2);
  }
  std::string lower(text);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return units.contains(lower);
}

/// Units right below the names, and only where there is a name.
bool is_row_of_units(const TableRow& row, const TableRow& names) {
  std::size_t units = 0;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const TableCell& cell = row.cells[i];
    if (cell.kind == CellKind::kEmpty || cell.text == "-") continue;
    if (!is_unit(cell.text) || cell_at(names, i).kind == CellKind::kEmpty) return false;
    ++units;
  }
  return units > 0;
}

bool all_text_or_periods(const TableRow& row) {
  return std::all_of(row.cells.begin(), row.cells.end(), [](const TableCell& cell) {
    const ColumnKind kind = kind_of_cell(cell);
    return kind == ColumnKind::kUnknown || kind == ColumnKind::kText || is_period(cell);
  });
}

bool has_repeats(const TableRow& row) {
  std::set<std::string_view> seen;
  return std::any_of(row.cells.begin(), row.cells.end(), [&seen](const TableCell& cell) {
    return cell.kind != CellKind::kEmpty && !seen.insert(cell.text).second;
  });
}

/// How wide the table is: the width of most rows, wider ones counting more.
std::size_t usual_width(std::span<const TableRow> rows) {
  std::map<std::size_t, std::size_t> widths;
  for (const TableRow& row : rows) ++widths[extent(row)];
  std::size_t best = 0;
  double most = -1.0;
  for (const auto& [width, count] : widths) {
    if (width == 0) continue;
    const double weight = static_cast<double>(count) * (1.0 - 0.8 / static_cast<double>(width));
    if (weight < most) continue;
    most = weight;
    best = width;
  }
  return best;
}

bool fits(const TableRow& row, const TableShape& shape) {
  std::size_t typed = 0;
  std::size_t right = 0;
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    const bool is_typed =
        shape.columns[i] == ColumnKind::kNumber || shape.columns[i] == ColumnKind::kTime;
    if (!is_typed) continue;
    ++typed;
    const ColumnKind kind = kind_of_cell(cell_at(row, i));
    if (kind == shape.columns[i]) ++right;
    if (kind == ColumnKind::kText) ++wrong;
  }
  const bool sparse = wrong == 0 && row.cells.size() * 2 > shape.columns.size();
  return right > wrong && (2 * right >= typed || sparse);
}

/// The names of wide tables are years or months: numbers, but none of the body's.
bool is_row_of_periods(const TableRow& row, const TableShape& shape) {
  std::set<std::string_view> periods;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const TableCell& cell = row.cells[i];
    const ColumnKind kind = kind_of_cell(cell);
    if (kind == ColumnKind::kUnknown || (kind == ColumnKind::kText && !is_period(cell))) continue;
    if (!is_period(cell) || !periods.insert(cell.text).second) return false;
    if (i < shape.columns.size() && shape.columns[i] == ColumnKind::kTime) return false;
  }
  return periods.size() >= 2;
}

/// Whether the row above belongs to the names: several headings right above them.
bool is_heading_above(const TableRow& upper, const TableRow& lower, std::size_t width) {
  const std::size_t headings = filled(upper);
  if (upper.fault || headings < 2 || !all_text_or_periods(upper)) return false;
  const bool touching =
      lower.row - upper.row <=
      1 + std::count_if(upper.cells.begin(), upper.cells.end(), [](const TableCell& cell) {
        return cell.text.find('\n') != std::string::npos;
      });
  if (!touching) return false;
  for (std::size_t i = 0; i < width; ++i) {
    const bool fills_hole =
        cell_at(lower, i).kind == CellKind::kEmpty && cell_at(upper, i).kind != CellKind::kEmpty;
    if (fills_hole) return true;
  }
  return (2 * headings >= width || has_repeats(lower)) && (extent(upper) > 2 || width <= 2);
}

std::vector<std::string> texts_of(const TableRow& row, std::size_t width, bool spread) {
  std::vector<std::string> texts(width);
  for (std::size_t i = 0; i < width; ++i) {
    texts[i] = cell_at(row, i).text;
    if (spread && texts[i].empty() && i > 0) texts[i] = texts[i - 1];
  }
  return texts;
}

/// The header whose last row of names is `at`, with what belongs to it above.
Header header_ending_at(std::span<const TableRow> rows, std::size_t at, std::size_t below) {
  Header header;
  std::size_t width = std::max(extent(rows[at]), std::size_t{1});
  header.row = rows[at].row;
  header.next = below;
  header.names = texts_of(rows[at], width, false);
  std::size_t top = at;
  const std::size_t table_width = std::max(width, usual_width(rows.subspan(at)));
  while (top > 0 && header.rows < 4 && is_heading_above(rows[top - 1], rows[top], table_width)) {
    --top;
    ++header.rows;
    const auto lower = header.names;
    width = std::max(width, extent(rows[top]));
    header.names.resize(width);
    const bool same = texts_of(rows[top], width, false) == texts_of(rows[at], width, false);
    if (same) continue;
    const auto upper = texts_of(rows[top], width, true);
    for (std::size_t i = 0; i < width; ++i) {
      const bool under_own_name = cell_at(rows[top], i).kind == CellKind::kEmpty && i == 0;
      if (upper[i].empty() || under_own_name || upper[i] == header.names[i]) continue;
      header.names[i] = header.names[i].empty() ? upper[i] : upper[i] + " " + header.names[i];
    }
  }
  header.preamble = top;
  return header;
}

/// Without numbers or dates in the body, the first row as wide as the table is the header.
std::optional<Header> first_wide_row(std::span<const TableRow> rows, std::size_t width) {
  for (std::size_t i = 0; i < std::min(rows.size(), kFarthestHeader); ++i) {
    if (rows[i].fault || filled(rows[i]) * 5 < width * 4) continue;
    if (!all_text_or_periods(rows[i]) || has_repeats(rows[i])) return std::nullopt;
    return header_ending_at(rows, i, i + 1);
  }
  return std::nullopt;
}

std::string folded_name(std::string_view text) {
  std::string out;
  for (const char c : trimmed_cell(text)) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (space && (out.empty() || out.back() == ' ')) continue;
    out += space ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

}  // namespace

std::string_view trimmed_cell(std::string_view text) {
  static constexpr std::array<std::string_view, 9> kWhite{
      " ", "\t", "\r", "\n", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "\xEF\xBB\xBF", "\v"};
  const auto is_plain = [](char c) { return c > ' ' && c <= '~'; };
  if (!text.empty() && is_plain(text.front()) && is_plain(text.back())) return text;
  for (bool again = true; again;) {
    again = false;
    for (const auto white : kWhite) {
      while (text.starts_with(white)) text.remove_prefix(white.size()), again = true;
      while (text.ends_with(white)) text.remove_suffix(white.size()), again = true;
    }
  }
  return text;
}

ColumnKind kind_of_cell(const TableCell& cell) {
  switch (cell.kind) {
    case CellKind::kEmpty: return ColumnKind::kUnknown;
    case CellKind::kNumber: return ColumnKind::kNumber;
    case CellKind::kTime: return ColumnKind::kTime;
    case CellKind::kBoolean: return ColumnKind::kText;
    case CellKind::kError: return ColumnKind::kNumber;
    case CellKind::kText: break;
  }
  if (looks_like_a_time(cell.text)) return ColumnKind::kTime;
  return looks_like_a_number(cell.text) ? ColumnKind::kNumber : ColumnKind::kText;
}

bool begins_with_total(const TableRow& row) {
  const auto first = std::find_if(row.cells.begin(), row.cells.end(), [](const TableCell& cell) {
    return cell.kind != CellKind::kEmpty;
  });
  if (first == row.cells.end()) return false;
  const std::string lower = folded_name(std::string_view(first->text).substr(0, 24));
  for (const std::string_view word : std::array<std::string_view, 14>{
           "summa", "totalt", "total", "totalsumma", "delsumma", "grand total", "subtotal", "sum",
           "medelvärde", "medel", "genomsnitt", "average", "mean", "s:a"}) {
    if (!lower.starts_with(word)) continue;
    const auto after =
        static_cast<unsigned char>(lower.size() > word.size() ? lower[word.size()] : ' ');
    if (std::isalnum(after) == 0 && after < 0x80) return true;
  }
  return false;
}

TableShape shape_of(std::span<const TableRow> rows, std::size_t first) {
  struct Count {
    std::size_t filled{0};
    std::size_t numbers{0};
    std::size_t times{0};
  };
  const std::size_t width = usual_width(rows);
  std::vector<Count> counts(width);
  std::size_t seen = 0;
  for (std::size_t r = first; r < rows.size(); ++r) {
    if (rows[r].fault || 2 * filled(rows[r]) < width || begins_with_total(rows[r])) continue;
    ++seen;
    for (std::size_t i = 0; i < width; ++i) {
      const ColumnKind kind = kind_of_cell(cell_at(rows[r], i));
      if (kind != ColumnKind::kUnknown) ++counts[i].filled;
      if (kind == ColumnKind::kNumber) ++counts[i].numbers;
      if (kind == ColumnKind::kTime) ++counts[i].times;
    }
  }
  TableShape shape;
  for (const Count& count : counts) {
    const double all = static_cast<double>(count.filled);
    ColumnKind kind = count.filled == 0 ? ColumnKind::kUnknown : ColumnKind::kText;
    if (static_cast<double>(count.numbers) > kMostly * all) kind = ColumnKind::kNumber;
    if (static_cast<double>(count.times) > kMostly * all) kind = ColumnKind::kTime;
    shape.columns.push_back(kind);
    shape.always_filled.push_back(seen > 0 && count.filled * 20 >= seen * 17);
  }
  return shape;
}

std::optional<Header> find_header(std::span<const TableRow> rows) {
  if (rows.empty()) return std::nullopt;
  const std::size_t width = usual_width(rows);
  const std::size_t body =
      rows.size() > 6 ? rows.size() / 3 : std::min<std::size_t>(1, rows.size() - 1);
  const TableShape shape = shape_of(rows, body);
  const bool typed = rows.size() > 1 &&
                     std::any_of(shape.columns.begin(), shape.columns.end(), [](ColumnKind kind) {
                       return kind == ColumnKind::kNumber || kind == ColumnKind::kTime;
                     });
  if (!typed) return first_wide_row(rows, width);
  std::size_t data = 0;
  const std::size_t farthest = std::min(rows.size(), kFarthestHeader);
  while (data < farthest &&
         (rows[data].fault || is_row_of_periods(rows[data], shape) || !fits(rows[data], shape))) {
    ++data;
  }
  std::size_t at = data;
  const auto is_names_or_units = [&](std::size_t i) {
    if (rows[i].fault) return false;
    return width == 1 || filled(rows[i]) > 1 || (i > 0 && is_row_of_units(rows[i], rows[i - 1]));
  };
  while (at > 0 && !is_names_or_units(at - 1)) --at;
  if (at == 0) return std::nullopt;
  --at;
  // A damaged row may stand between the names and the first row that fits.
  while (at > 0 && data - at < 4 && !all_text_or_periods(rows[at])) --at;
  const std::size_t below = at + 1;
  std::vector<std::string> units;
  if (at > 0 && is_row_of_units(rows[at], rows[at - 1]) && all_text_or_periods(rows[at - 1])) {
    units = texts_of(rows[at], std::max(extent(rows[at]), extent(rows[at - 1])), false);
    --at;
  }
  if (!all_text_or_periods(rows[at])) return std::nullopt;
  if (2 * filled(rows[at]) < width) return std::nullopt;
  Header header = header_ending_at(rows, at, below);
  header.units = std::move(units);
  if (!header.units.empty()) header.units.resize(header.names.size());
  return header;
}

std::optional<std::size_t> find_row_of_names(std::span<const TableRow> rows,
                                             std::span<const std::string> known) {
  std::set<std::string, std::less<>> names;
  for (const auto& name : known) names.insert(folded_name(name));
  for (std::size_t r = 0; r < std::min(rows.size(), kFarthestHeader); ++r) {
    std::set<std::string> found;
    bool all = !rows[r].fault;
    for (const TableCell& cell : rows[r].cells) {
      if (cell.kind == CellKind::kEmpty || cell.text.starts_with('_')) continue;
      const std::string name = folded_name(cell.text);
      all = all && names.contains(name);
      found.insert(name);
    }
    if (all && !found.empty() && found.size() * 3 >= names.size() * 2) return r;
  }
  return std::nullopt;
}

namespace message {

Text preamble_skipped(std::int64_t rows, std::int64_t header_row) {
  return {fmt::format("{} {} ovanför kolumnrubrikerna på rad {} lästes inte.", rows,
                      rows == 1 ? "rad" : "rader", header_row),
          fmt::format("{} {} above the column names in row {} {} not read.", rows,
                      rows == 1 ? "row" : "rows", header_row, rows == 1 ? "was" : "were")};
}

Text repaired_row() {
  return {
      "Citattecken eller avgränsare stod fel; raden gick att läsa på ett enda sätt som gav "
      "rätt antal celler.",
      "Quotes or delimiters were out of place; the row could be read in one way that gave the "
      "right number of cells."};
}

}  // namespace message

}  // namespace tertil::collectors
