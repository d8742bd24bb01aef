#include "collectors/csv.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "collectors/csv_repair.hpp"
#include "collectors/finding.hpp"

namespace tertil::collectors {

namespace {

constexpr std::size_t kKept = 8192;
constexpr std::size_t kChunk = std::size_t{64} * 1024;
constexpr std::size_t kLooksAtAChunk = 16;
/// So many unclosed quotes are searched for to the end of the record limit; after that a quoted
/// cell must end on its line, or a hostile file could make us read it many times over.
constexpr int kPatience = 16;

bool is_blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\t'; });
}

}  // namespace

CsvReader::CsvReader(TextReader text, const Limits& limits, std::optional<char> delimiter)
    : text_(std::move(text)), limits_(limits) {
  fill();
  dialect_ = sniff_dialect(buffer_, ended_, delimiter);
  skip_sep_line();
}

CsvReader::CsvReader(TextReader text, const Limits& limits, const CsvDialect& dialect)
    : text_(std::move(text)), limits_(limits), dialect_(dialect) {
  fill();
  skip_sep_line();
}

void CsvReader::skip_sep_line() {
  if (const auto said = sep_line(buffer_); said && said->first == dialect_.delimiter) {
    next_ = said->second;
    next_line_ = 2;
  }
}

void CsvReader::fill() {
  buffer_.erase(0, begin_);
  begin_ = 0;
  repair_budget_ += kChunk * kLooksAtAChunk;
  if (!text_.read(buffer_, std::max(kChunk, buffer_.size()))) ended_ = true;
}

bool CsvReader::next(CsvRecord& record) {
  for (;;) {
    begin_ = next_;
    line_ = next_line_;
    record.line = line_;
    record.cells.clear();
    record.fault.reset();
    record.repaired = false;
    if (begin_ == buffer_.size()) {
      if (ended_) return false;
      fill();
      next_ = 0;
      continue;
    }
    read_record(record);
    if (dialect_.tolerant && (record.fault || record.cells.size() != dialect_.columns)) {
      repair(record);
    }
    const bool blank = !record.fault && record.cells.size() == 1 && is_blank(record.raw);
    if (!blank) return true;
  }
}

void CsvReader::read_record(CsvRecord& record) {
  for (;;) {
    const Scan scanned = scan(record);
    if (scanned == Scan::kRecord) return;
    if (buffer_.size() - begin_ > limits_.record_bytes) {
      if (scanned == Scan::kInsideQuote) return give_up_on_quote(record);
      return skip_line(record);
    }
    fill();
  }
}

CsvReader::Scan CsvReader::scan(CsvRecord& record) {
  pieces_.clear();
  scratch_.clear();
  lines_ = 1;
  std::size_t at = begin_;
  for (;;) {
    const std::size_t open = after_spaces(at);
    if (open == buffer_.size() && !ended_) return Scan::kNeedMore;
    if (open < buffer_.size() && buffer_[open] == dialect_.quote) {
      at = open + 1;
      const Scan scanned = scan_quoted(record, at);
      if (scanned != Scan::kRecord || record.fault) return scanned;
    } else {
      scan_plain(at);
      if (at == buffer_.size() && !ended_) return Scan::kNeedMore;
    }
    if (at < buffer_.size() && buffer_[at] == dialect_.delimiter) {
      ++at;
      continue;
    }
    if (at + 1 == buffer_.size() && buffer_[at] == '\r' && !ended_) return Scan::kNeedMore;
    finish(record, at);
    return Scan::kRecord;
  }
}

void CsvReader::scan_plain(std::size_t& at) {
  const std::size_t begin = at;
  const std::size_t scratch = scratch_.size();
  std::size_t copied = begin;
  bool unescaped = false;
  while (at < buffer_.size() && !ends_cell(buffer_[at])) {
    if (escapes(at)) {
      scratch_.append(buffer_, copied, at - copied);
      unescaped = true;
      copied = ++at;
    }
    ++at;
  }
  if (unescaped) {
    scratch_.append(buffer_, copied, at - copied);
    pieces_.push_back({scratch, scratch_.size() - scratch, true});
  } else {
    pieces_.push_back({begin, at - begin, false});
  }
}

CsvReader::Scan CsvReader::scan_quoted(CsvRecord& record, std::size_t& at) {
  const std::size_t begin = at;
  const std::size_t scratch = scratch_.size();
  std::size_t copied = begin;
  bool unescaped = false;
  for (;;) {
    at = find_quote_or_escape(at);
    const bool over_lines =
        lost_quotes_ >= kPatience && end_of_line(begin) < std::min(at, buffer_.size());
    if (over_lines || (at == std::string::npos && ended_)) {
      give_up_on_quote(record);
      return Scan::kRecord;
    }
    if (at == std::string::npos) return Scan::kInsideQuote;
    if (at + 1 == buffer_.size() && !ended_) return Scan::kInsideQuote;
    if (escapes(at)) {
      scratch_.append(buffer_, copied, at - copied);
      unescaped = true;
      copied = at + 1;
      at += 2;
      continue;
    }
    if (at + 1 == buffer_.size() || buffer_[at + 1] != dialect_.quote) break;
    scratch_.append(buffer_, copied, at + 1 - copied);
    unescaped = true;
    at += 2;
    copied = at;
  }
  const std::size_t end = at;
  at = after_spaces(at + 1);
  if (at == buffer_.size() && !ended_) return Scan::kNeedMore;
  const int crossed = lines_between(begin, end);
  if (at < buffer_.size() && !ends_cell(buffer_[at])) {
    if (crossed > 0) {
      give_up_on_quote(record);  // it was another cell's quote that seemed to close this one
    } else {
      fail_line(record, rule::kStrayQuote, message::stray_quote());
    }
    return Scan::kRecord;
  }
  lines_ += crossed;
  if (unescaped) {
    scratch_.append(buffer_, copied, end - copied);
    pieces_.push_back({scratch, scratch_.size() - scratch, true});
  } else {
    pieces_.push_back({begin, end - begin, false});
  }
  return Scan::kRecord;
}

void CsvReader::repair(CsvRecord& record) {
  if (record.fault && record.fault->rule != rule::kUnclosedQuote &&
      record.fault->rule != rule::kStrayQuote) {
    return;
  }
  const std::size_t end = end_of_line(begin_);
  if (end >= buffer_.size() && !ended_) return;  // a line too long to be here as a whole
  const auto line = std::string_view(buffer_).substr(begin_, end - begin_);
  CsvTrouble why = CsvTrouble::kQuotes;
  if (!record.fault && record.raw.size() == line.size()) {
    const bool fewer = record.cells.size() < dialect_.columns;
    why = fewer ? CsvTrouble::kTooFew : CsvTrouble::kTooMany;
  }
  auto cells = repaired_cells(line, dialect_, why, repair_budget_);
  if (!cells) return;
  repaired_ = std::move(*cells);
  record.cells.assign(repaired_.begin(), repaired_.end());
  record.raw = line;
  record.fault.reset();
  record.repaired = true;
  next_ = after_line_end(end);
  next_line_ = line_ + 1;
}

void CsvReader::finish(CsvRecord& record, std::size_t end) {
  record.raw = std::string_view(buffer_).substr(begin_, end - begin_);
  next_ = after_line_end(end);
  next_line_ = line_ + lines_;
  std::size_t largest = 0;
  for (const Piece& piece : pieces_) largest = std::max(largest, piece.size);
  if (record.raw.size() > limits_.record_bytes) {
    record.fault = {rule::kRecordTooLarge, message::record_too_large(limits_.record_bytes)};
  } else if (pieces_.size() > limits_.columns) {
    record.fault = {rule::kTooManyColumns, message::too_many_columns(limits_.columns)};
  } else if (largest > limits_.cell_bytes) {
    record.fault = {rule::kCellTooLarge, message::cell_too_large(limits_.cell_bytes)};
  }
  if (record.fault) return;
  for (const Piece& piece : pieces_) {
    const std::string_view from = piece.unescaped ? scratch_ : buffer_;
    record.cells.push_back(from.substr(piece.begin, piece.size));
  }
}

void CsvReader::give_up_on_quote(CsvRecord& record) {
  ++lost_quotes_;
  fail_line(record, rule::kUnclosedQuote, message::unclosed_quote());
}

void CsvReader::fail_line(CsvRecord& record, std::string_view rule, Text message) {
  std::size_t end = end_of_line(begin_);
  while (end + 1 >= buffer_.size() && !ended_ && buffer_.size() - begin_ <= limits_.record_bytes) {
    fill();
    end = end_of_line(begin_);
  }
  if (end + 1 >= buffer_.size() && !ended_) {
    skip_line(record);
  } else {
    record.raw = std::string_view(buffer_).substr(begin_, end - begin_);
    next_ = after_line_end(end);
    next_line_ = line_ + 1;
  }
  record.cells.clear();
  record.fault = {rule, std::move(message)};
}

void CsvReader::skip_line(CsvRecord& record) {
  scratch_ = buffer_.substr(begin_, std::min(kKept, end_of_line(begin_) - begin_));
  // A cut may fall inside a character; the whole ones are kept.
  scratch_.resize(valid_utf8_prefix(scratch_));
  for (;;) {
    const std::size_t end = end_of_line(begin_);
    if (end + 1 < buffer_.size() || ended_) {
      next_ = after_line_end(end);
      break;
    }
    begin_ = end;  // keeps a last CR, whose LF may follow
    fill();
  }
  next_line_ = line_ + 1;
  record.raw = scratch_;
  record.fault = {rule::kRecordTooLarge, message::record_too_large(limits_.record_bytes)};
}

bool CsvReader::ends_cell(char c) const {
  return c == dialect_.delimiter || c == '\n' || c == '\r';
}

bool CsvReader::escapes(std::size_t at) const {
  if (dialect_.escape == '\0' || buffer_[at] != dialect_.escape || at + 1 >= buffer_.size()) {
    return false;
  }
  const char next = buffer_[at + 1];
  return next == dialect_.quote || next == dialect_.escape || next == dialect_.delimiter;
}

std::size_t CsvReader::find_quote_or_escape(std::size_t from) const {
  if (dialect_.escape == '\0') return buffer_.find(dialect_.quote, from);
  for (;;) {
    from = buffer_.find_first_of(std::array{dialect_.quote, dialect_.escape, '\0'}.data(), from);
    if (from == std::string::npos || buffer_[from] == dialect_.quote || escapes(from)) return from;
    if (from + 1 == buffer_.size()) return ended_ ? std::string::npos : from;
    ++from;
  }
}

std::size_t CsvReader::after_spaces(std::size_t at) const {
  if (dialect_.delimiter == ' ') return at;
  while (at < buffer_.size() && buffer_[at] == ' ') ++at;
  return at;
}

std::size_t CsvReader::end_of_line(std::size_t from) const {
  const std::size_t end = buffer_.find_first_of("\r\n", from);
  return end == std::string::npos ? buffer_.size() : end;
}

std::size_t CsvReader::after_line_end(std::size_t at) const {
  if (at >= buffer_.size()) return buffer_.size();
  const bool pair = buffer_[at] == '\r' && at + 1 < buffer_.size() && buffer_[at + 1] == '\n';
  return at + (pair ? 2 : 1);
}

int CsvReader::lines_between(std::size_t from, std::size_t to) const {
  int lines = 0;
  for (std::size_t at = end_of_line(from); at < to; at = end_of_line(after_line_end(at))) ++lines;
  return lines;
}

}  // namespace tertil::collectors
