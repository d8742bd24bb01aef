#include <algorithm>
#include <utility>

#include "collectors/csv.hpp"
#include "collectors/rows.hpp"

namespace tertil::collectors {

namespace {

constexpr std::string_view kWhite = " \t\r\n";
std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kWhite);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kWhite) - begin + 1);
}

/// Appends text as a string in JSON. It is UTF-8 already.
void append_json(std::string& out, std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += "\\u00";
      out += kDigits[byte >> 4U];
      out += kDigits[byte & 0xFU];
    } else {
      out += c;
    }
  }
  out += '"';
}

class CsvRows final : public RowReader {
 public:
  CsvRows(CsvReader reader, const Schema& schema) : reader_(std::move(reader)), schema_(schema) {}

  /// Reads the header; a refusal when it does not suit the schema.
  std::optional<Refusal> read_header();
  /// How many rows are left, without looking at them.
  std::int64_t count_rows();

  bool next(Row& row) override;
  [[nodiscard]] DecimalMark mark() const override {
    if (reader_.delimiter() == ';') return DecimalMark::kCommaLikely;
    return reader_.delimiter() == ',' ? DecimalMark::kPointLikely : DecimalMark::kUnknown;
  }

 private:
  std::optional<Refusal> place_columns(const std::vector<std::string>& names, std::int64_t line);
  std::optional<Refusal> check_columns(const std::vector<std::string>& names, std::int64_t line);
  bool next_filled();
  void fail(Row& row, std::string_view rule, Text message);

  CsvReader reader_;
  const Schema& schema_;
  CsvRecord record_;
  std::size_t columns_{0};  ///< Named columns; what follows them must be empty.
  std::vector<std::optional<std::size_t>> field_of_;  ///< By column; nothing for a note.
};

std::optional<Refusal> CsvRows::read_header() {
  if (!next_filled()) return refuse(rule::kEmptyFile, 1, message::empty_file());
  const std::int64_t line = record_.line;
  if (record_.fault) return refuse(record_.fault->rule, line, record_.fault->message);
  std::vector<std::string> names;
  names.reserve(record_.cells.size());
  for (const auto cell : record_.cells) names.emplace_back(trimmed(cell));
  while (!names.empty() && names.back().empty()) names.pop_back();
  columns_ = names.size();
  if (auto refusal = place_columns(names, line)) return refusal;
  return check_columns(names, line);
}

std::optional<Refusal> CsvRows::place_columns(const std::vector<std::string>& names,
                                              std::int64_t line) {
  std::vector<std::string> unknown;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto index = schema_.index_of(names[i]);
    const bool twice =
        index && std::find(field_of_.begin(), field_of_.end(), index) != field_of_.end();
    if (twice) {
      auto refusal = refuse(rule::kDuplicateColumn, line, message::duplicate_column(names[i]));
      refusal.fault.column = names[i];
      return refusal;
    }
    field_of_.push_back(index);
    if (index) continue;
    if (!names[i].starts_with('_')) unknown.push_back(names[i]);
  }
  // A header without one known name is no header of ours: say what is missing, not what is odd.
  const bool some_known = std::any_of(field_of_.begin(), field_of_.end(),
                                      [](const auto& index) { return index.has_value(); });
  if (unknown.empty() || !some_known) return std::nullopt;
  const auto likely = likely_field(schema_, unknown.front());
  auto refusal = refuse(rule::kUnknownColumn, line,
                        message::unknown_column(unknown.front(), likely, field_names(schema_)));
  refusal.fault.column = shortened(unknown.front(), 100);
  refusal.fault.raw = refusal.fault.column;
  return refusal;
}

std::optional<Refusal> CsvRows::check_columns(const std::vector<std::string>& names,
                                              std::int64_t line) {
  const auto has = [&names](std::string_view field) {
    return std::find(names.begin(), names.end(), field) != names.end();
  };
  std::vector<std::string> missing;
  for (const Field& field : schema_.fields) {
    if ((field.required || field.needed) && !has(field.name)) missing.emplace_back(field.name);
  }
  for (const Alternative& pair : schema_.alternatives) {
    if (!has(pair.first) && !has(pair.second)) missing.emplace_back(pair.first);
  }
  if (missing.empty()) return std::nullopt;
  auto refusal = refuse(rule::kMissingColumn, line, message::missing_column(missing, names));
  refusal.fault.column = missing.front();
  return refusal;
}

/// The next record with anything in it.
bool CsvRows::next_filled() {
  while (reader_.next(record_)) {
    const bool filled =
        record_.fault || std::any_of(record_.cells.begin(), record_.cells.end(),
                                     [](auto cell) { return !trimmed(cell).empty(); });
    if (filled) return true;
  }
  return false;
}

std::int64_t CsvRows::count_rows() {
  std::int64_t rows = 0;
  while (next_filled()) ++rows;
  return rows;
}

bool CsvRows::next(Row& row) {
  if (!next_filled()) return false;
  row.row = record_.line;
  row.faults.clear();
  row.cells.resize(schema_.fields.size());
  for (Cell& cell : row.cells) cell.text.clear();
  row.record.clear();
  if (record_.fault) {
    row.record = record_.raw;
    fail(row, record_.fault->rule, record_.fault->message);
    return true;
  }
  auto& cells = record_.cells;
  while (cells.size() > columns_ && trimmed(cells.back()).empty()) cells.pop_back();
  for (std::size_t i = 0; i < std::min(cells.size(), columns_); ++i) {
    if (!field_of_[i]) continue;
    const auto text = trimmed(cells[i]);
    row.cells[*field_of_[i]].text = text;
    if (text.empty()) continue;
    row.record += row.record.empty() ? '{' : ',';
    append_json(row.record, schema_.fields[*field_of_[i]].name);
    row.record += ':';
    append_json(row.record, text);
  }
  row.record += row.record.empty() ? "{}" : "}";
  if (cells.size() > columns_) {
    fail(row, rule::kTooManyCells, message::too_many_cells(cells.size(), columns_));
  } else if (cells.size() < columns_) {
    fail(row, rule::kTooFewCells, message::too_few_cells(cells.size(), columns_));
  }
  return true;
}

void CsvRows::fail(Row& row, std::string_view rule, Text message) {
  row.faults.push_back({.row = row.row,
                        .column = {},
                        .raw = {},
                        .rule = std::string(rule),
                        .message = std::move(message),
                        .record = {}});
}

}  // namespace

OpenedRows open_csv(const TextReader& text, const Schema& schema, const Limits& limits) {
  auto rows = std::make_unique<CsvRows>(CsvReader(text, limits), schema);
  if (auto refusal = rows->read_header()) {
    refusal->rows = rows->count_rows();
    return *refusal;
  }
  return rows;
}

}  // namespace tertil::collectors
