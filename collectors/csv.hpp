/// @file collectors/csv.hpp
/// @brief Reads delimited text record by record, whatever the size of the file.
///
/// RFC 4180 and what is sent instead of it: `;`, tab or `|` for the comma, CRLF, LF or CR, blank
/// lines, a `sep=;` line, spaces before an opening quote, no line end after the last record. A
/// quote inside a cell that did not start with one is a character like others. Lines that begin
/// with `#` are records like others.
///
/// A record that cannot be read tells why and where, and reading goes on after it. When a quote is
/// never closed, only the line it stands on is lost: reading goes on at the next line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
};

/// The delimiter of a file that begins with `sample`: the one of `;` `,` tab `|` that parts the
/// first records most evenly, by `sep=` if the first line says so, else `,`.
[[nodiscard]] char sniff_delimiter(std::string_view sample);

/// Reads records from text. Memory stays below `Limits::record_bytes` and a few chunks.
class CsvReader {
 public:
  /// Reads the beginning at once, to know the delimiter. An empty `delimiter` means: find out.
  explicit CsvReader(TextReader text, const Limits& limits = {},
                     std::optional<char> delimiter = std::nullopt);

  /// Gives the next record that is not a blank line; false at the end.
  bool next(CsvRecord& record);

  [[nodiscard]] char delimiter() const { return delimiter_; }

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
  void finish(CsvRecord& record, std::size_t end);
  void give_up_on_quote(CsvRecord& record);
  void fail_line(CsvRecord& record, std::string_view rule, Text message);
  void skip_line(CsvRecord& record);
  [[nodiscard]] bool ends_cell(char c) const;
  [[nodiscard]] std::size_t end_of_line(std::size_t from) const;
  [[nodiscard]] std::size_t after_line_end(std::size_t at) const;
  [[nodiscard]] int lines_between(std::size_t from, std::size_t to) const;

  TextReader text_;
  Limits limits_;
  char delimiter_{','};
  std::string buffer_;
  std::string scratch_;
  std::vector<Piece> pieces_;
  std::size_t begin_{0};  ///< Where the record being read starts in `buffer_`.
  std::size_t next_{0};   ///< Where the record after it starts.
  std::int64_t line_{1};  ///< Line number of `begin_`.
  std::int64_t next_line_{1};
  int lines_{1};  ///< Physical lines of the record being read.
  int lost_quotes_{0};
  bool ended_{false};
};

}  // namespace tertil::collectors
