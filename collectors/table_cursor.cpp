#include "collectors/table_cursor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace tertil::collectors {

namespace {

constexpr std::size_t kLooked = 120;  ///< Rows among which the header is looked for.

std::vector<std::string> names_in(const TableRow& row) {
  std::vector<std::string> names;
  names.reserve(row.cells.size());
  for (const auto& cell : row.cells) names.push_back(cell.text);
  while (!names.empty() && names.back().empty()) names.pop_back();
  return names;
}

bool holds(const std::vector<std::string>& names, std::string_view column) {
  const auto wanted = folded(column);
  return std::any_of(names.begin(), names.end(),
                     [&wanted](const auto& one) { return folded(one) == wanted; });
}

std::vector<std::string> missing_in(const std::vector<std::string>& names,
                                    const std::vector<std::string>& required) {
  std::vector<std::string> missing;
  for (const auto& column : required) {
    if (!column.starts_with('#') && !holds(names, column)) missing.push_back(column);
  }
  return missing;
}

/// "#3" → 2.
std::optional<std::size_t> numbered(std::string_view column) {
  if (column.size() < 2 || column.front() != '#') return std::nullopt;
  std::size_t number = 0;
  const auto [end, error] =
      std::from_chars(column.data() + 1, column.data() + column.size(), number);
  if (error != std::errc{} || end != column.data() + column.size() || number == 0) {
    return std::nullopt;
  }
  return number - 1;
}

Refusal no_header(std::int64_t row) {
  return refuse(rule::kMissingColumn, row,
                {fmt::format("Mappningen säger att rubriken står på rad {}, men den raden är tom "
                             "eller finns inte.",
                             row),
                 fmt::format("The mapping says that the header is in row {}, but that row is blank "
                             "or missing.",
                             row)});
}

}  // namespace

bool fits(std::string_view text, const Condition& condition) {
  const auto is = [text](const std::string& one) { return folded(one) == folded(text); };
  if (condition.empty && *condition.empty != text.empty()) return false;
  if (!condition.any_of.empty() &&
      std::none_of(condition.any_of.begin(), condition.any_of.end(), is)) {
    return false;
  }
  if (std::any_of(condition.none_of.begin(), condition.none_of.end(), is)) return false;
  if (condition.matches && !condition.matches->matches(text)) return false;
  return !condition.not_matches || !condition.not_matches->matches(text);
}

void append_json_text(std::string& out, std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') out += '\\';
    if (byte < 0x20U) {
      out += "\\u00";
      out += kDigits[byte >> 4U];
      out += kDigits[byte & 0xFU];
    } else {
      out += c;
    }
  }
  out += '"';
}

std::variant<TableCursor, Refusal> TableCursor::open(const ByteSource& bytes, const Layout& layout,
                                                     const std::vector<std::string>& required,
                                                     const Limits& limits, FileForm& form) {
  TableCursor cursor(layout);
  if (auto refusal = cursor.find_header(bytes, required, limits, form)) return *refusal;
  return cursor;
}

std::optional<Refusal> TableCursor::find_header(const ByteSource& bytes,
                                                const std::vector<std::string>& required,
                                                const Limits& limits, FileForm& form) {
  TableOptions options{layout_.delimiter, std::nullopt, layout_.sheet, layout_.records};
  if (layout_.encoding != "auto") options.encoding = layout_.encoding;
  auto opened = open_table(bytes, options, limits, form);
  if (auto* refusal = std::get_if<Refusal>(&opened)) return std::move(*refusal);
  table_ = std::move(std::get<std::unique_ptr<TableReader>>(opened));
  has_header_ = form.format == "csv" || form.format == "xlsx";
  const bool same_kind = layout_.format.empty() || layout_.format == form.format ||
                         (layout_.format == "json" && form.format == "ndjson") ||
                         (layout_.format == "ndjson" && form.format == "json");
  if (!same_kind && layout_.format != "csv" && layout_.format != "xlsx") {
    return refuse(
        rule::kUnsupportedFormat, 1,
        {fmt::format("Källan väntar {}, men filen är {}.", layout_.format, form.format),
         fmt::format("The source expects {}, but the file is {}.", layout_.format, form.format)});
  }
  if (!has_header_) return std::nullopt;
  if (layout_.header_rows == std::vector<std::int64_t>{0}) return std::nullopt;
  if (layout_.header_rows.size() > 1) {
    if (auto refusal = read_headers()) return refusal;
  } else {
    std::int64_t row = layout_.header_rows.empty() ? 0 : layout_.header_rows.front();
    TableRow at;
    std::int64_t best_row = 0;
    std::size_t fewest = required.size() + 1;
    std::vector<std::string> best;
    for (std::size_t i = 0; row == 0 && i < kLooked && table_->next(at); ++i) {
      auto names = names_in(at);
      const auto missing = missing_in(names, required);
      if (missing.empty() && !names.empty()) row = at.row;
      if (best_row == 0 || missing.size() < fewest) {
        fewest = missing.size();
        best_row = at.row;
        best = std::move(names);
      }
    }
    if (row == 0 && best_row == 0) return refuse(rule::kEmptyFile, 1, message::empty_file());
    if (row == 0) {
      const auto missing = missing_in(best, required);
      if (missing.empty()) return refuse(rule::kEmptyFile, best_row, message::empty_file());
      auto refusal = refuse(rule::kMissingColumn, best_row, message::missing_column(missing, best));
      refusal.fault.column = missing.front();
      return refusal;
    }
    auto again = open_table(bytes, options, limits, form);
    if (auto* refusal = std::get_if<Refusal>(&again)) return std::move(*refusal);
    headered_ = std::make_unique<HeaderedTable>(
        std::move(std::get<std::unique_ptr<TableReader>>(again)), row);
    table_.reset();
    if (!headered_->header()) return no_header(row);
    header_row_ = row;
    name_columns(headered_->header()->names);
  }
  const auto missing = missing_in(names_, required);
  if (!missing.empty()) {
    auto refusal =
        refuse(rule::kMissingColumn, header_row_, message::missing_column(missing, names_));
    refusal.fault.column = missing.front();
    return refusal;
  }
  for (const auto& column : required) {
    const auto wanted = folded(column);
    const auto times = std::count_if(names_.begin(), names_.end(),
                                     [&wanted](const auto& one) { return folded(one) == wanted; });
    if (times < 2) continue;
    auto refusal = refuse(rule::kDuplicateColumn, header_row_, message::duplicate_column(column));
    refusal.fault.column = column;
    return refusal;
  }
  return std::nullopt;
}

/// Several rows make the names; a name in an upper row reaches to the next one on its right.
std::optional<Refusal> TableCursor::read_headers() {
  std::vector<std::string> names;
  TableRow row;
  const auto last = layout_.header_rows.back();
  bool reached = false;
  while (!reached && table_->next(row)) {
    const bool header = std::find(layout_.header_rows.begin(), layout_.header_rows.end(),
                                  row.row) != layout_.header_rows.end();
    reached = row.row >= last;
    if (!header) continue;
    names.resize(std::max(names.size(), row.cells.size()));
    std::string reaching;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto text = i < row.cells.size() ? row.cells[i].text : std::string();
      if (!text.empty() || row.row == last) reaching = text;
      if (reaching.empty()) continue;
      if (!names[i].empty()) names[i] += layout_.header_join;
      names[i] += reaching;
    }
  }
  if (names.empty()) return no_header(layout_.header_rows.front());
  header_row_ = last;
  name_columns(std::move(names));
  return std::nullopt;
}

void TableCursor::name_columns(std::vector<std::string> names) { names_ = std::move(names); }

const std::vector<std::string>& TableCursor::names() const {
  return has_header_ ? names_ : table_->names();
}

std::optional<std::size_t> TableCursor::place_of(std::string_view column) const {
  if (auto number = numbered(column)) return number;
  const auto& all = names();
  for (; placed_ < all.size(); ++placed_) places_.emplace(folded(all[placed_]), placed_);
  if (!has_header_ && column.starts_with('/')) column.remove_prefix(1);
  if (const auto known = places_.find(column); known != places_.end()) return known->second;
  const auto found = places_.find(folded(column));
  if (found == places_.end()) return std::nullopt;
  const auto place = found->second;
  places_.emplace(column, place);  // as it was asked for, so that it is not folded for every row
  return place;
}

const TableCell& TableCursor::cell(const TableRow& row, std::string_view column) const {
  static const TableCell none;
  const auto place = place_of(column);
  return place && *place < row.cells.size() ? row.cells[*place] : none;
}

bool TableCursor::fits(const TableRow& row, const Condition& condition) const {
  return collectors::fits(cell(row, condition.column).text, condition);
}

DecimalMark TableCursor::mark() const {
  if (layout_.decimal) return *layout_.decimal;
  return headered_ ? headered_->table().mark() : table_->mark();
}

bool TableCursor::next_raw(TableRow& row) {
  for (;;) {
    RowKind kind = RowKind::kData;
    if (!(headered_ ? headered_->next(row, kind) : table_->next(row))) return false;
    if (layout_.first_row && row.row < *layout_.first_row) continue;
    if (kind == RowKind::kData || row.fault) return true;
    if (++skipped_ == 1) first_skipped_ = row.row;
  }
}

void TableCursor::clean(TableRow& row) {
  for (auto& cell : row.cells) {
    const bool missing = std::find(layout_.missing_values.begin(), layout_.missing_values.end(),
                                   cell.text) != layout_.missing_values.end();
    if (missing) cell = {};
  }
  for (const auto& column : layout_.fill_columns) {
    const auto place = place_of(column);
    if (!place) continue;
    if (row.cells.size() <= *place) row.cells.resize(*place + 1);
    if (above_.size() <= *place) above_.resize(*place + 1);
    auto& cell = row.cells[*place];
    if (cell.kind == CellKind::kEmpty && !above_[*place].empty()) {
      cell = {CellKind::kText, above_[*place], 0.0};
    } else {
      above_[*place] = cell.text;
    }
  }
}

bool TableCursor::next_kept(TableRow& row) {
  while (!ended_ && next_raw(row)) {
    if (row.fault) return true;
    clean(row);
    const auto suits = [&](const Condition& one) { return fits(row, one); };
    if (std::any_of(layout_.stop_at.begin(), layout_.stop_at.end(), suits)) {
      if (++skipped_ == 1) first_skipped_ = row.row;
      break;
    }
    if (std::none_of(layout_.skip_rows.begin(), layout_.skip_rows.end(), suits)) return true;
    if (++skipped_ == 1) first_skipped_ = row.row;
  }
  ended_ = true;
  return false;
}

bool TableCursor::next(TableRow& row) {
  if (layout_.footer_rows == 0) return next_kept(row);
  TableRow fresh;
  while (static_cast<std::int64_t>(waiting_.size()) <= layout_.footer_rows && next_kept(fresh)) {
    waiting_.push_back(std::move(fresh));
  }
  if (static_cast<std::int64_t>(waiting_.size()) <= layout_.footer_rows) {
    if (skipped_ == 0 && !waiting_.empty()) first_skipped_ = waiting_.front().row;
    skipped_ += static_cast<std::int64_t>(waiting_.size());
    waiting_.clear();
    return false;
  }
  row = std::move(waiting_.front());
  waiting_.pop_front();
  return true;
}

std::vector<FileFinding> TableCursor::notes() const {
  auto notes = headered_ ? headered_->table().notes() : table_->notes();
  if (skipped_ > 0) {
    notes.push_back(
        {.rule = std::string(rule::kRowsSkipped),
         .severity = Severity::kInfo,
         .column = {},
         .rows = skipped_,
         .first_row = first_skipped_,
         .message = {"Rader som inte är data (summor, rubriker, fotnoter, överhoppade enligt "
                     "mappningen) lästes inte.",
                     "Rows that are no data (totals, headings, footnotes, passed over by the "
                     "mapping) were not read."}});
  }
  return notes;
}

}  // namespace tertil::collectors
