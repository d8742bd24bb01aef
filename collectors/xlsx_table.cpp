#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "collectors/header.hpp"
#include "collectors/table_formats.hpp"
#include "collectors/workbook_fault.hpp"
#include "collectors/xlsx_workbook.hpp"

namespace tertil::collectors {

namespace {

using Event = XmlPull::Event;
constexpr double kWholeInText = 1e15;
constexpr std::size_t kLongestValue = std::size_t{1} << 20U;
constexpr std::size_t kMostCells = 16384;  // a sheet's own width

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// "AB12" → 27; nothing when no letters lead.
std::optional<std::size_t> column_of(std::string_view reference) {
  std::size_t column = 0;
  std::size_t letters = 0;
  for (char c : reference) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
    if (++letters > 3) return std::nullopt;
  }
  if (letters == 0) return std::nullopt;
  return column - 1;
}

/// "_x000D_" stands for a character that XML cannot hold; "_x005F_" for the underscore itself.
std::string without_escapes(std::string_view text) {
  std::string out;
  for (std::size_t at = text.find("_x"); at != std::string_view::npos; at = text.find("_x")) {
    const bool whole = at + 7 <= text.size() && text[at + 6] == '_';
    unsigned code = 0;
    const char* digits = text.data() + at + 2;
    const bool hex = whole && std::from_chars(digits, digits + 4, code, 16).ptr == digits + 4;
    out.append(text.substr(0, hex ? at : at + 2));
    if (hex && code < 0x80) out += static_cast<char>(code);
    if (hex && code >= 0x80) {
      out += decoded_entities("&#" + std::to_string(code) + ";").value_or("");
    }
    text.remove_prefix(hex ? at + 7 : at + 2);
  }
  return out.append(text);
}

/// What stands in one `c` element.
struct RawCell {
  std::size_t column{0};
  std::string type;
  std::size_t style{0};
  std::string value;
  bool has_value{false};
};

/// Rows of one sheet, straight from the archive.
class SheetRows {
 public:
  SheetRows(const Workbook& book, const std::string& part) : xml_(part_of(book, part)) {}

  enum class Step { kRow, kEnd, kBad };
  /// The next `row` element, with the cells that have a value.
  Step next(std::int64_t& row, bool& hidden, std::vector<RawCell>& cells);
  [[nodiscard]] const XmlPull& xml() const { return xml_; }

 private:
  Step read_cells(std::vector<RawCell>& cells);
  bool read_cell(RawCell& cell);

  XmlPull xml_;
  std::int64_t row_{0};
  bool in_data_{false};
  bool ended_{false};
};

SheetRows::Step SheetRows::next(std::int64_t& row, bool& hidden, std::vector<RawCell>& cells) {
  while (!ended_) {
    const Event event = xml_.next();
    if (event == Event::kBad) return Step::kBad;
    if (event == Event::kDone) break;
    if (event == Event::kStart && xml_.name() == "sheetData") in_data_ = true;
    if (event == Event::kEnd && xml_.name() == "sheetData") break;
    if (event != Event::kStart || !in_data_ || xml_.name() != "row") continue;
    const auto number = whole_number(xml_.attribute("r").value_or(""));
    row_ = number ? *number : row_ + 1;
    row = row_;
    const auto is_hidden = xml_.attribute("hidden");
    hidden = is_hidden == "1" || is_hidden == "true";
    return read_cells(cells);
  }
  ended_ = true;
  return Step::kEnd;
}

SheetRows::Step SheetRows::read_cells(std::vector<RawCell>& cells) {
  cells.clear();
  std::size_t column = 0;
  const int outside = xml_.depth() - 1;
  for (;;) {
    const Event event = xml_.next();
    if (event == Event::kBad || event == Event::kDone) return Step::kBad;
    if (event == Event::kEnd && xml_.depth() == outside) return Step::kRow;
    if (event != Event::kStart || xml_.name() != "c") continue;
    RawCell cell;
    cell.column = column_of(xml_.attribute("r").value_or("")).value_or(column);
    column = cell.column + 1;
    cell.type = xml_.attribute("t").value_or("n");
    const auto style = whole_number(xml_.attribute("s").value_or("0"));
    cell.style = style && *style >= 0 ? static_cast<std::size_t>(*style) : 0;
    if (!read_cell(cell)) return Step::kBad;
    if (!cell.has_value) continue;
    if (cells.size() == kMostCells) return Step::kBad;
    cells.push_back(std::move(cell));
  }
}

bool SheetRows::read_cell(RawCell& cell) {
  const int outside = xml_.depth() - 1;
  bool in_value = false;
  for (;;) {
    const Event event = xml_.next();
    if (event == Event::kBad || event == Event::kDone) return false;
    if (event == Event::kStart && xml_.name() == "is") {
      auto text = string_item(xml_);
      if (!text) return false;
      cell.value = std::move(*text);
      cell.has_value = !cell.value.empty();
      continue;
    }
    if (event == Event::kStart) in_value = xml_.name() == "v";
    if (event == Event::kText && in_value && cell.value.size() < kLongestValue) {
      cell.value += xml_.text();
      cell.has_value = true;
    }
    if (event != Event::kEnd) continue;
    in_value = false;
    if (xml_.depth() == outside) return true;
  }
}

class XlsxTable final : public TableReader {
 public:
  XlsxTable(std::unique_ptr<Workbook> book, std::size_t sheet, const Limits& limits)
      : book_(std::move(book)), limits_(limits), rows_(*book_, book_->sheets[sheet].part) {}

  bool next(TableRow& row) override;
  [[nodiscard]] const std::vector<std::string>& names() const override { return names_; }
  [[nodiscard]] std::vector<FileFinding> notes() const override;
  void add_note(FileFinding note) { notes_.push_back(std::move(note)); }

 private:
  void take(RawCell& raw, TableRow& row);
  void take_number(const RawCell& raw, TableCell& cell);

  std::unique_ptr<Workbook> book_;
  Limits limits_;
  SheetRows rows_;
  std::vector<RawCell> raw_;
  std::vector<std::string> names_;
  std::vector<FileFinding> notes_;
  std::int64_t hidden_{0};
  std::int64_t first_hidden_{0};
  std::int64_t percent_{0};
  std::int64_t first_percent_{0};
  bool row_has_percent_{false};
};

bool XlsxTable::next(TableRow& row) {
  bool hidden = false;
  while (rows_.next(row.row, hidden, raw_) == SheetRows::Step::kRow) {
    row.cells.clear();
    row.fault.reset();
    row_has_percent_ = false;
    for (RawCell& raw : raw_) {
      take(raw, row);
      if (row.fault) break;
    }
    while (!row.cells.empty() && row.cells.back().kind == CellKind::kEmpty) row.cells.pop_back();
    if (row.cells.empty() && !row.fault) continue;
    if (row.fault) row.cells.clear();
    if (hidden && hidden_++ == 0) first_hidden_ = row.row;
    if (row_has_percent_ && percent_++ == 0) first_percent_ = row.row;
    return true;
  }
  return false;
}

void XlsxTable::take(RawCell& raw, TableRow& row) {
  TableCell cell;
  if (raw.type == "s") {
    const auto index = whole_number(trimmed_cell(raw.value));
    const bool there =
        index && *index >= 0 && static_cast<std::size_t>(*index) < book_->strings.size();
    cell.kind = there ? CellKind::kText : CellKind::kError;
    cell.text = there ? std::string(book_->strings.at(static_cast<std::size_t>(*index))) : "#REF!";
  } else if (raw.type == "b") {
    cell.kind = CellKind::kBoolean;
    cell.text = trimmed_cell(raw.value) == "1" || raw.value == "true" ? "true" : "false";
  } else if (raw.type == "e") {
    cell.kind = CellKind::kError;
    cell.text = trimmed_cell(raw.value);
  } else if (raw.type == "d") {
    cell.kind = CellKind::kTime;
    cell.text = trimmed_cell(raw.value);
    if (cell.text.size() > 10 && cell.text[10] == 'T') cell.text[10] = ' ';
    if (cell.text.ends_with(" 00:00:00")) cell.text.resize(10);
  } else if (raw.type == "str" || raw.type == "inlineStr") {
    cell.kind = CellKind::kText;
    cell.text = std::move(raw.value);
  } else {
    take_number(raw, cell);
  }
  if (cell.kind == CellKind::kText) {
    if (cell.text.find("_x") != std::string::npos) cell.text = without_escapes(cell.text);
    cell.text = std::string(trimmed_cell(cell.text));
    if (cell.text.empty()) return;
  }
  const bool far = raw.column >= limits_.columns;
  const bool large = cell.text.size() > limits_.cell_bytes;
  if (far || large) {
    row.fault = RowFault{.row = row.row,
                         .column = {},
                         .raw = {},
                         .rule = std::string(far ? rule::kTooManyColumns : rule::kCellTooLarge),
                         .message = far ? message::too_many_columns(limits_.columns)
                                        : message::cell_too_large(limits_.cell_bytes),
                         .record = {}};
    return;
  }
  if (row.cells.size() <= raw.column) row.cells.resize(raw.column + 1);
  row.cells[raw.column] = std::move(cell);
}

void XlsxTable::take_number(const RawCell& raw, TableCell& cell) {
  const auto text = trimmed_cell(raw.value);
  if (text.empty()) return;
  double number = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number)) {
    cell.kind = CellKind::kText;
    cell.text = text;
    return;
  }
  const CellFormat format =
      raw.style < book_->formats.size() ? book_->formats[raw.style] : CellFormat{};
  const bool is_time = format.form == NumberForm::kDate || format.form == NumberForm::kDateTime ||
                       format.form == NumberForm::kTime || format.form == NumberForm::kDuration;
  cell.number = number;
  if (is_time) {
    auto written = time_text(number, format.form, book_->from_1904);
    cell.kind = written ? CellKind::kTime : CellKind::kError;
    cell.text = written ? std::move(*written) : "#DATE " + std::string(text);
    return;
  }
  cell.kind = CellKind::kNumber;
  cell.text = text;
  row_has_percent_ = row_has_percent_ || format.form == NumberForm::kPercent;
  const bool whole = std::trunc(number) == number && std::abs(number) < kWholeInText;
  if (whole && text.find_first_of("eE.") != std::string_view::npos) {
    cell.text = std::to_string(static_cast<std::int64_t>(number));
  }
  if (whole && number >= 0 && cell.text.size() < format.zeros) {
    cell.text.insert(0, format.zeros - cell.text.size(), '0');
  }
}

std::vector<FileFinding> XlsxTable::notes() const {
  auto notes = notes_;
  const auto add = [&notes](std::string_view rule, std::int64_t rows, std::int64_t first,
                            Text text) {
    if (rows == 0) return;
    notes.push_back({.rule = std::string(rule),
                     .severity = Severity::kInfo,
                     .column = {},
                     .rows = rows,
                     .first_row = first,
                     .message = std::move(text)});
  };
  add(rule::kHiddenRows, hidden_, first_hidden_, message::hidden_rows());
  add(rule::kPercentCells, percent_, first_percent_, message::percent_cells());
  return notes;
}

/// Reads a whole sheet without keeping it: whether it has a value anywhere, and that it can be
/// read to its end, so that no broken file is taken halfway. `first_only` stops at a value.
std::variant<bool, Refusal> look_through(const Workbook& book, const Sheet& sheet, bool first_only,
                                         const Limits& limits) {
  SheetRows rows(book, sheet.part);
  std::int64_t row = 0;
  bool hidden = false;
  bool found = false;
  std::vector<RawCell> cells;
  for (;;) {
    const auto step = rows.next(row, hidden, cells);
    if (step == SheetRows::Step::kBad) return fault_of(book, rows.xml(), sheet.part, limits);
    if (step == SheetRows::Step::kEnd) {
      const bool whole = !book.archive.over_limit() && !book.archive.damaged();
      if (!whole) return fault_of(book, rows.xml(), sheet.part, limits);
      return found;
    }
    found = found || !cells.empty();
    if (found && first_only) return true;
  }
}

std::optional<std::size_t> sheet_named(const Workbook& book, std::string_view wanted) {
  for (std::size_t i = 0; i < book.sheets.size(); ++i) {
    if (trimmed_cell(book.sheets[i].name) == trimmed_cell(wanted)) return i;
  }
  const auto number = whole_number(wanted);
  if (number && *number >= 1 && static_cast<std::size_t>(*number) <= book.sheets.size()) {
    return static_cast<std::size_t>(*number) - 1;
  }
  return std::nullopt;
}

std::vector<std::string> names_of(const Workbook& book) {
  std::vector<std::string> names;
  names.reserve(book.sheets.size());
  for (const Sheet& sheet : book.sheets) names.push_back(sheet.name);
  return names;
}

/// The first shown sheet with rows, else the first hidden one; and the names of the others.
struct Choice {
  std::optional<std::size_t> sheet;
  std::vector<std::string> others;
};

std::variant<Choice, Refusal> choose(const Workbook& book, const Limits& limits) {
  Choice choice;
  for (const bool hidden : {false, true}) {
    for (std::size_t i = 0; i < book.sheets.size(); ++i) {
      if (book.sheets[i].hidden != hidden) continue;
      const auto filled = look_through(book, book.sheets[i], true, limits);
      if (const auto* refusal = std::get_if<Refusal>(&filled)) return *refusal;
      if (!std::get<bool>(filled)) continue;
      if (choice.sheet) {
        choice.others.push_back(book.sheets[i].name);
      } else {
        choice.sheet = i;
      }
    }
  }
  return choice;
}

}  // namespace

OpenedTable open_xlsx_table(const ByteSource& bytes, const TableOptions& options,
                            const Limits& limits, FileForm& form) {
  auto opened = open_workbook(bytes, limits, form);
  if (auto* refusal = std::get_if<Refusal>(&opened)) return std::move(*refusal);
  auto book = std::move(std::get<std::unique_ptr<Workbook>>(opened));
  if (auto refusal = read_shared_parts(*book, limits)) return std::move(*refusal);
  Choice choice;
  if (options.sheet.empty()) {
    auto chosen = choose(*book, limits);
    if (auto* refusal = std::get_if<Refusal>(&chosen)) return std::move(*refusal);
    choice = std::move(std::get<Choice>(chosen));
    if (!choice.sheet) return refuse(rule::kEmptyFile, 1, message::no_rows());
  } else {
    choice.sheet = sheet_named(*book, options.sheet);
    if (!choice.sheet) {
      return refuse(rule::kNoSuchSheet, 1, message::no_such_sheet(options.sheet, names_of(*book)));
    }
  }
  const auto filled = look_through(*book, book->sheets[*choice.sheet], false, limits);
  if (const auto* refusal = std::get_if<Refusal>(&filled)) return *refusal;
  if (!std::get<bool>(filled)) return refuse(rule::kEmptyFile, 1, message::no_rows());
  const std::string name = book->sheets[*choice.sheet].name;
  auto table = std::make_unique<XlsxTable>(std::move(book), *choice.sheet, limits);
  if (!choice.others.empty()) {
    table->add_note({.rule = std::string(rule::kSheetsSkipped),
                     .severity = Severity::kInfo,
                     .column = {},
                     .rows = 0,
                     .first_row = 0,
                     .message = message::sheets_skipped(name, choice.others)});
  }
  return table;
}

std::vector<std::string> sheet_names(const ByteSource& bytes, const Limits& limits) {
  FileForm form;
  const auto opened = open_workbook(bytes, limits, form);
  const auto* book = std::get_if<std::unique_ptr<Workbook>>(&opened);
  return book == nullptr ? std::vector<std::string>{} : names_of(**book);
}

}  // namespace tertil::collectors
