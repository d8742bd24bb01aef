#include "collectors/csv_dialect.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "collectors/csv.hpp"

namespace tertil::collectors {

namespace {

constexpr int kSniffedRecords = 250;
constexpr std::string_view kStrangeMarks = ";\t|";

/// A delimiter we try, and how much we expect to find it where two explain a file equally well.
struct Candidate {
  char delimiter;
  double trust;
};
constexpr std::array<Candidate, 8> kCandidates{{{';', 1.0},
                                                {',', 1.0},
                                                {'\t', 1.0},
                                                {'|', 1.0},
                                                {'^', 0.9},
                                                {'~', 0.9},
                                                {':', 0.6},
                                                {' ', 0.5}}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool ends_line(char c) { return c == '\n' || c == '\r'; }

/// Digits with signs and the marks of numbers, dates, times and zones between them.
bool looks_like_a_quantity(std::string_view cell) {
  std::size_t digits = 0;
  std::size_t letters = 0;
  int commas = 0;
  int colons = 0;
  int points = 0;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const char c = cell[i];
    if (is_digit(c)) {
      ++digits;
    } else if (c == ',') {
      ++commas;
    } else if (c == ':') {
      ++colons;
    } else if (c == '.') {
      ++points;
    } else if (c == 'T' || c == 'Z' || c == 'e' || c == 'E') {
      ++letters;
    } else if (std::string_view("+-/ '%$").find(c) == std::string_view::npos &&
               static_cast<unsigned char>(c) < 0x80) {
      return false;
    }
  }
  if (digits == 0 || letters > 2) return false;
  if (cell.front() == ',' || cell.back() == ',' || cell.back() == ':') return false;
  return commas == 0 || (colons == 0 && (commas == 1 || points <= 1));
}

struct Tally {
  double even{0.0};    ///< From 0 to 1: how many records have the usual number of cells.
  double likely{0.0};  ///< From 0 to 1: how much the cells of those look like something.
  std::size_t columns{0};
  int broken{0};           ///< Records that could not be read.
  bool header_too{false};  ///< The first record has as many cells as most.
};

std::vector<std::vector<std::string>> records_of(std::string_view sample, bool complete,
                                                 const CsvDialect& dialect, int& broken) {
  CsvReader reader(TextReader(ByteSource(sample), Encoding::kUtf8), {}, dialect);
  CsvRecord record;
  std::vector<std::vector<std::string>> records;
  while (static_cast<int>(records.size()) < kSniffedRecords && reader.next(record)) {
    if (record.fault) ++broken;
    records.emplace_back(record.cells.begin(), record.cells.end());
  }
  const bool cut = !complete && static_cast<int>(records.size()) < kSniffedRecords;
  if (cut && records.size() > 1) records.pop_back();
  return records;
}

Tally tally(const std::vector<std::vector<std::string>>& records) {
  Tally out;
  std::map<std::size_t, int> sizes;
  for (const auto& record : records) ++sizes[record.size()];
  double most = 0.0;
  for (const auto& [size, count] : sizes) {
    if (size < 2) continue;
    const double weight = count * (1.0 - 1.0 / static_cast<double>(size));
    if (weight <= most) continue;
    most = weight;
    out.columns = size;
  }
  if (out.columns == 0) return out;
  const auto usual = [&out](const auto& record) { return record.size() == out.columns; };
  const auto first = std::find_if(records.begin(), records.end(), usual);
  const auto last = std::find_if(records.rbegin(), records.rend(), usual);
  const double span = static_cast<double>(last.base() - first);
  const double support = sizes[out.columns];
  out.even = 0.5 * support / span + 0.5 * support / static_cast<double>(records.size());
  out.header_too = first == records.begin();
  double likely = 0.0;
  std::size_t cells = 0;
  for (const auto& record : records) {
    if (!usual(record)) continue;
    for (const auto& cell : record) likely += cell_likelihood(cell);
    cells += record.size();
  }
  out.likely = likely / static_cast<double>(cells);
  return out;
}

double score(const Tally& found, double trust) {
  if (found.columns < 2) return 0.0;
  const bool weak = trust < 0.8;
  // Spaces and colons stand in every text: only a file that they part throughout is theirs.
  if (weak && (!found.header_too || found.even < 0.8)) return 0.0;
  return found.even * found.likely * found.likely * trust *
         (1.0 - 1.0 / static_cast<double>(found.columns));
}

/// Whether cells are quoted by apostrophes: one opens after a delimiter and one closes before it.
bool has_quoted_cells(std::string_view sample, char quote) {
  for (std::size_t at = sample.find(quote); at != std::string_view::npos;
       at = sample.find(quote, at + 1)) {
    const bool opens = at == 0 || ends_line(sample[at - 1]) ||
                       std::string_view(",;\t|:^~ ").find(sample[at - 1]) != std::string_view::npos;
    if (opens) return true;
  }
  return false;
}

/// Whether reading `\"` as a quote leaves fewer records broken or of unusual length.
bool escapes_by_backslash(std::string_view sample, bool complete, const CsvDialect& dialect) {
  const std::string pair{'\\', dialect.quote};
  if (sample.find(pair) == std::string_view::npos) return false;
  const auto bad = [&](char escape) {
    CsvDialect tried = dialect;
    tried.escape = escape;
    int broken = 0;
    const auto records = records_of(sample, complete, tried, broken);
    return broken + std::count_if(records.begin(), records.end(), [&](const auto& record) {
             return !record.empty() && record.size() != dialect.columns;
           });
  };
  return bad('\\') < bad('\0');
}

}  // namespace

std::optional<std::pair<char, std::size_t>> sep_line(std::string_view text) {
  const std::string_view all = text;
  const bool quoted = text.starts_with('"');
  if (quoted) text.remove_prefix(1);
  if (!text.starts_with("sep=") && !text.starts_with("Sep=") && !text.starts_with("SEP=")) {
    return std::nullopt;
  }
  text.remove_prefix(4);
  const auto known = [&text](const Candidate& one) { return one.delimiter == text[0]; };
  if (text.empty() || std::none_of(kCandidates.begin(), kCandidates.end(), known)) {
    return std::nullopt;
  }
  const char delimiter = text[0];
  text.remove_prefix(1);
  if (quoted) {
    if (!text.starts_with('"')) return std::nullopt;
    text.remove_prefix(1);
  }
  while (text.starts_with(delimiter)) text.remove_prefix(1);  // a line of a padded table
  if (text.starts_with("\r\n")) {
    text.remove_prefix(2);
  } else if (text.starts_with('\n') || text.starts_with('\r')) {
    text.remove_prefix(1);
  } else if (!text.empty()) {
    return std::nullopt;
  }
  return std::pair{delimiter, all.size() - text.size()};
}

double cell_likelihood(std::string_view cell) {
  const std::size_t begin = cell.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return 1.0;
  cell = cell.substr(begin, cell.find_last_not_of(" \t") - begin + 1);
  if (looks_like_a_quantity(cell)) return 1.0;
  if (cell.find("://") != std::string_view::npos) return 1.0;
  const bool quoted = cell.size() >= 2 && cell.front() == cell.back() &&
                      (cell.front() == '"' || cell.front() == '\'');
  if (quoted) return 0.3;
  double likely = 1.0;
  if (cell.find_first_of(kStrangeMarks) != std::string_view::npos) likely *= 0.3;
  if (std::string_view(",;:^~|").find(cell.front()) != std::string_view::npos) likely *= 0.5;
  if (std::string_view(",;^~|\\").find(cell.back()) != std::string_view::npos) likely *= 0.5;
  if (std::count(cell.begin(), cell.end(), '"') % 2 != 0) likely *= 0.6;
  if (cell.front() == '\'' || cell.back() == '\'') likely *= 0.5;
  // "12,5 kWh" is a quantity; "Bo,12" and "2024-01-01,5" are two cells.
  const std::size_t comma = cell.find(',');
  if (comma != std::string_view::npos && comma + 1 < cell.size() && cell[comma + 1] != ' ') {
    likely *= 0.6;
  }
  return likely;
}

CsvDialect sniff_dialect(std::string_view sample, bool complete, std::optional<char> given) {
  CsvDialect best;
  if (given) best.delimiter = *given;
  const auto said = sep_line(sample);
  if (said && !given) {
    given = said->first;
    best.delimiter = said->first;
  }
  if (said) sample.remove_prefix(said->second);
  std::string quotes = "\"";
  if (has_quoted_cells(sample, '\'')) quotes += '\'';
  double highest = 0.0;
  std::vector<Candidate> candidates(kCandidates.begin(), kCandidates.end());
  if (given) candidates.assign(1, {*given, 1.0});
  for (const Candidate& one : candidates) {
    if (sample.find(one.delimiter) == std::string_view::npos) continue;
    for (const char quote : quotes) {
      CsvDialect tried{.delimiter = one.delimiter, .quote = quote};
      const auto look = [&](char escape) {
        tried.escape = escape;
        int broken = 0;
        Tally found = tally(records_of(sample, complete, tried, broken));
        found.broken = broken;
        return found;
      };
      Tally found = look('\0');
      tried.columns = found.columns;
      if (found.columns > 1 && escapes_by_backslash(sample, complete, tried)) found = look('\\');
      const double reached = score(found, one.trust) * (quote == '\'' ? 0.98 : 1.0);
      if (reached <= highest) continue;
      highest = reached;
      best.delimiter = one.delimiter;
      best.quote = quote;
      best.escape = tried.escape;
      best.columns = found.columns;
    }
  }
  return best;
}

}  // namespace tertil::collectors
