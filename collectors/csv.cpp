#include "collectors/csv.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "collectors/finding.hpp"

namespace tertil::collectors {

namespace {

constexpr std::size_t kKept = 8192;
constexpr std::size_t kChunk = std::size_t{64} * 1024;
constexpr std::array<char, 4> kDelimiters{';', ',', '\t', '|'};
constexpr int kSniffedRecords = 20;
/// So many unclosed quotes are searched for to the end of the record limit; after that a quoted
/// cell must end on its line, or a hostile file could make us read it many times over.
constexpr int kPatience = 16;

/// The delimiter of a first line `sep=;`, with the line's length, or nothing.
std::optional<std::pair<char, std::size_t>> sep_line(std::string_view text) {
  const std::string_view all = text;
  const bool quoted = text.starts_with('"');
  if (quoted) text.remove_prefix(1);
  if (!text.starts_with("sep=") && !text.starts_with("Sep=") && !text.starts_with("SEP=")) {
    return std::nullopt;
  }
  text.remove_prefix(4);
  if (text.empty() ||
      std::find(kDelimiters.begin(), kDelimiters.end(), text[0]) == kDelimiters.end()) {
    return std::nullopt;
  }
  const char delimiter = text[0];
  text.remove_prefix(1);
  if (quoted) {
    if (!text.starts_with('"')) return std::nullopt;
    text.remove_prefix(1);
  }
  if (text.starts_with("\r\n")) {
    text.remove_prefix(2);
  } else if (text.starts_with('\n') || text.starts_with('\r')) {
    text.remove_prefix(1);
  } else if (!text.empty()) {
    return std::nullopt;
  }
  return std::pair{delimiter, all.size() - text.size()};
}

bool is_blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\t'; });
}

/// How evenly `delimiter` parts the sample: the share of records with as many cells as the first,
/// and that number. One cell is no parting at all.
std::pair<double, std::size_t> evenness(std::string_view sample, char delimiter) {
  CsvReader reader(TextReader(ByteSource(sample), Encoding::kUtf8), {}, delimiter);
  CsvRecord record;
  int records = 0;
  int even = 0;
  std::size_t cells = 0;
  while (records < kSniffedRecords && reader.next(record)) {
    if (records == 0) cells = record.cells.size();
    ++records;
    if (!record.fault && record.cells.size() == cells) ++even;
  }
  if (records == 0 || cells < 2) return {0.0, 0};
  return {static_cast<double>(even) / records, cells};
}

}  // namespace

char sniff_delimiter(std::string_view sample) {
  if (const auto said = sep_line(sample)) return said->first;
  char best = ',';
  std::pair<double, std::size_t> most{0.0, 0};
  for (const char delimiter : kDelimiters) {
    const auto evenly = evenness(sample, delimiter);
    if (evenly > most) {
      most = evenly;
      best = delimiter;
    }
  }
  return best;
}

CsvReader::CsvReader(TextReader text, const Limits& limits, std::optional<char> delimiter)
    : text_(std::move(text)), limits_(limits) {
  fill();
  delimiter_ = delimiter ? *delimiter : sniff_delimiter(buffer_);
  if (const auto said = sep_line(buffer_); said && said->first == delimiter_) {
    next_ = said->second;
    next_line_ = 2;
  }
}

void CsvReader::fill() {
  buffer_.erase(0, begin_);
  begin_ = 0;
  if (!text_.read(buffer_, std::max(kChunk, buffer_.size()))) ended_ = true;
}

bool CsvReader::next(CsvRecord& record) {
  for (;;) {
    begin_ = next_;
    line_ = next_line_;
    record.line = line_;
    record.cells.clear();
    record.fault.reset();
    if (begin_ == buffer_.size()) {
      if (ended_) return false;
      fill();
      next_ = 0;
      continue;
    }
    read_record(record);
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
    std::size_t open = at;
    while (open < buffer_.size() && buffer_[open] == ' ') ++open;
    if (open == buffer_.size() && !ended_) return Scan::kNeedMore;
    if (open < buffer_.size() && buffer_[open] == '"') {
      at = open + 1;
      const Scan scanned = scan_quoted(record, at);
      if (scanned != Scan::kRecord || record.fault) return scanned;
    } else {
      const std::size_t begin = at;
      while (at < buffer_.size() && !ends_cell(buffer_[at])) ++at;
      if (at == buffer_.size() && !ended_) return Scan::kNeedMore;
      pieces_.push_back({begin, at - begin, false});
    }
    if (at < buffer_.size() && buffer_[at] == delimiter_) {
      ++at;
      continue;
    }
    if (at + 1 == buffer_.size() && buffer_[at] == '\r' && !ended_) return Scan::kNeedMore;
    finish(record, at);
    return Scan::kRecord;
  }
}

CsvReader::Scan CsvReader::scan_quoted(CsvRecord& record, std::size_t& at) {
  const std::size_t begin = at;
  const std::size_t scratch = scratch_.size();
  std::size_t copied = begin;
  bool unescaped = false;
  for (;;) {
    at = buffer_.find('"', at);
    const bool over_lines =
        lost_quotes_ >= kPatience && end_of_line(begin) < std::min(at, buffer_.size());
    if (over_lines || (at == std::string::npos && ended_)) {
      give_up_on_quote(record);
      return Scan::kRecord;
    }
    if (at == std::string::npos) return Scan::kInsideQuote;
    if (at + 1 == buffer_.size() && !ended_) return Scan::kInsideQuote;
    if (at + 1 == buffer_.size() || buffer_[at + 1] != '"') break;
    scratch_.append(buffer_, copied, at + 1 - copied);
    unescaped = true;
    at += 2;
    copied = at;
  }
  const std::size_t end = at;
  ++at;
  while (at < buffer_.size() && buffer_[at] == ' ') ++at;
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
  const std::size_t end = end_of_line(begin_);
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

bool CsvReader::ends_cell(char c) const { return c == delimiter_ || c == '\n' || c == '\r'; }

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
