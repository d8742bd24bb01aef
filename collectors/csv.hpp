/// @file collectors/csv.hpp
/// @brief Reads delimited text record by record, whatever the size of the file.
///
/// RFC 4180 and what is sent instead of it: other delimiters, quotes and escapes (csv_dialect.hpp),
/// CRLF, LF or CR, blank lines, a `sep=;` line, spaces before an opening quote, no line end after
/// the last record. A quote inside a cell that did not start with one is a character like others.
/// Lines that begin with `#` are records like others.
///
/// A record that cannot be read tells why and where, and reading goes on after it. When a quote is
/// never closed, only the line it stands on is lost: reading goes on at the next line. A tolerant
/// reader first tries whether that line can be read in one other way (csv_repair.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/csv_dialect.hpp"
#include "collectors/encoding.hpp"
#include "collectors/limits.hpp"
#include "collectors/text.hpp"

namespace tertil::collectors {

/// Why a record has no cells: a rule of finding.hpp and its message.
struct CsvFault {
  std::string_view rule;
  Text message;
};

/// One record. All views hold until the reader is asked for the next one.
struct CsvRecord {
  std::int64_t line{0};                 ///< Where it starts, from 1, as an editor counts.
  std::vector<std::string_view> cells;  ///< Without quotes; not trimmed.
  std::string_view raw;                 ///< As in the file, without the line end.
  std::optional<CsvFault> fault;        ///< Set when the record cannot be read; cells are empty.
  bool repaired{false};                 ///< Read in another way than the rest of the file.
};

/// Reads records from text. Memory stays below `Limits::record_bytes` and a few chunks.
class CsvReader {
 public:
  /// Reads the beginning at once and finds out the dialect, but for a `delimiter` that is given.
  explicit CsvReader(TextReader text, const Limits& limits = {},
                     std::optional<char> delimiter = std::nullopt);
  /// Reads in the dialect given.
  CsvReader(TextReader text, const Limits& limits, const CsvDialect& dialect);

  /// Gives the next record that is not a blank line; false at the end.
  bool next(CsvRecord& record);

  [[nodiscard]] char delimiter() const { return dialect_.delimiter; }
  [[nodiscard]] const CsvDialect& dialect() const { return dialect_; }
  /// From now on, records that do not come out right are mended where there is one way to.
  void be_tolerant() { dialect_.tolerant = true; }

 private:
  enum class Scan { kRecord, kNeedMore, kInsideQuote };
  struct Piece {
    std::size_t begin;
    std::size_t size;
    bool unescaped;  ///< Lies in `scratch_`, not in `buffer_`.
  };

  void fill();
  void read_record(CsvRecord& record);
  Scan scan(CsvRecord& record);
  Scan scan_quoted(CsvRecord& record, std::size_t& at);
  void scan_plain(std::size_t& at);
  void repair(CsvRecord& record);
  void skip_sep_line();
  void finish(CsvRecord& record, std::size_t end);
  void give_up_on_quote(CsvRecord& record);
  void fail_line(CsvRecord& record, std::string_view rule, Text message);
  void skip_line(CsvRecord& record);
  [[nodiscard]] bool ends_cell(char c) const;
  [[nodiscard]] bool escapes(std::size_t at) const;
  [[nodiscard]] std::size_t find_quote_or_escape(std::size_t from) const;
  [[nodiscard]] std::size_t after_spaces(std::size_t at) const;
  [[nodiscard]] std::size_t end_of_line(std::size_t from) const;
  [[nodiscard]] std::size_t after_line_end(std::size_t at) const;
  [[nodiscard]] int lines_between(std::size_t from, std::size_t to) const;

  TextReader text_;
  Limits limits_;
  CsvDialect dialect_;
  std::string buffer_;
  std::string scratch_;
  std::vector<Piece> pieces_;
  std::vector<std::string> repaired_;
  std::size_t repair_budget_{std::size_t{64} << 20U};  ///< Grows with what is read.
  std::size_t begin_{0};  ///< Where the record being read starts in `buffer_`.
  std::size_t next_{0};   ///< Where the record after it starts.
  std::int64_t line_{1};  ///< Line number of `begin_`.
  std::int64_t next_line_{1};
  int lines_{1};  ///< Physical lines of the record being read.
  int lost_quotes_{0};
  bool ended_{false};
};

}  // namespace tertil::collectors
