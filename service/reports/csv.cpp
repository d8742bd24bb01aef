#include "service/reports/csv.hpp"

#include <algorithm>
#include <string_view>

#include "service/reports/number_text.hpp"
#include "service/reports/words.hpp"

namespace tertil::reports {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Whether a spreadsheet might take the text for a formula or a command.
bool looks_like_formula(std::string_view text) {
  if (text.empty()) return false;
  constexpr std::string_view kStarts{"=+-@\t\r\0", 7};
  if (kStarts.find(text.front()) != std::string_view::npos) return true;
  for (const std::string_view wide : {"＝", "＋", "－", "＠"})
    if (text.starts_with(wide)) return true;
  return false;
}

class Writer {
 public:
  explicit Writer(CsvDialect dialect)
      : separator_{dialect == CsvDialect::kSwedish ? ';' : ','},
        decimal_mark_{dialect == CsvDialect::kSwedish ? ',' : '.'} {
    if (dialect == CsvDialect::kSwedish) out_ = kByteOrderMark;
  }

  void text(std::string_view text) {
    begin_cell();
    const bool guarded = looks_like_formula(text);
    const bool quoted = text.find_first_of("\"\r\n;,\t") != std::string_view::npos ||
                        (!text.empty() && (text.front() == ' ' || text.back() == ' '));
    if (quoted) out_ += '"';
    if (guarded) out_ += '\'';
    for (const char c : text) {
      if (c == '"') out_ += '"';
      out_ += c;
    }
    if (quoted) out_ += '"';
  }

  void number(double value) {
    begin_cell();
    const auto from = out_.size();
    append_number(out_, value);
    std::replace(out_.begin() + static_cast<std::ptrdiff_t>(from), out_.end(), '.', decimal_mark_);
  }

  void nothing() { begin_cell(); }

  void end_row() {
    out_ += "\r\n";
    first_ = true;
  }

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void begin_cell() {
    if (!first_) out_ += separator_;
    first_ = false;
  }

  std::string out_;
  char separator_;
  char decimal_mark_;
  bool first_{true};
};

}  // namespace

std::string write_csv(const Table& table, CsvDialect dialect) {
  Writer csv{dialect};
  for (const auto& column : table.columns)
    csv.text(dialect == CsvDialect::kSwedish ? column.header.in(table.language) : column.key);
  csv.end_row();
  for (const auto& row : table.rows) {
    for (const auto& cell : row) {
      if (const auto* number = std::get_if<double>(&cell))
        csv.number(*number);
      else if (const auto* text = std::get_if<std::string>(&cell))
        csv.text(*text);
      else if (const auto* reason = std::get_if<MissingReason>(&cell))
        csv.text(word(*reason).in(table.language));
      else
        csv.nothing();
    }
    csv.end_row();
  }
  return csv.take();
}

}  // namespace tertil::reports
