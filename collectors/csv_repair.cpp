#include "collectors/csv_repair.hpp"

#include <algorithm>
#include <array>

namespace tertil::collectors {

namespace {

constexpr std::size_t kLongestLine = std::size_t{64} * 1024;
constexpr std::size_t kLooksAtALine = 100;  // times over, before we give up on it
constexpr std::size_t kFewestForOtherDelimiter = 3;

/// How far a reading may bend the rules: a mark out of place for each step.
constexpr int kMostBends = 2;

/// Finds cells by trying, at each quote, where the cell may end.
class Search {
 public:
  /// `own_quote` is the file's, where the dialect tried has another.
  Search(std::string_view line, const CsvDialect& dialect, char own_quote, std::size_t& budget)
      : line_(line), dialect_(dialect), own_quote_(own_quote), budget_(budget) {}

  /// The one reading with the fewest bends, at most `most`; nothing when there are two.
  std::optional<std::vector<std::string>> run(int most);

 private:
  void from(std::size_t at, int bends);
  void go_on_after(std::string cell, std::size_t end, int bends);
  [[nodiscard]] bool spans_cells(std::string_view text) const;
  [[nodiscard]] std::string unescaped(std::string_view text) const;
  [[nodiscard]] std::size_t after_spaces(std::size_t at) const;
  [[nodiscard]] bool done() const { return left_ == 0 || found_.size() > 1; }
  void look_at(std::size_t characters) { left_ -= std::min(left_, characters + 1); }

  std::string_view line_;
  const CsvDialect& dialect_;
  char own_quote_;
  std::vector<std::string> cells_;
  std::vector<std::vector<std::string>> found_;
  std::size_t& budget_;
  std::size_t left_{0};
};

std::optional<std::vector<std::string>> Search::run(int most) {
  const std::size_t allowed = std::min(budget_, kLooksAtALine * (line_.size() + 100));
  left_ = allowed;
  for (int bends = 0; bends <= most && !done() && found_.empty(); ++bends) from(0, bends);
  budget_ -= allowed - left_;
  if (left_ == 0 || found_.size() != 1) return std::nullopt;
  return std::move(found_.front());
}

std::size_t Search::after_spaces(std::size_t at) const {
  if (dialect_.delimiter == ' ') return at;
  while (at < line_.size() && line_[at] == ' ') ++at;
  return at;
}

/// `end` is where a delimiter or the line's end stands; `bends` are still to be used up.
void Search::go_on_after(std::string cell, std::size_t end, int bends) {
  if (bends < 0 || done()) return;
  cells_.push_back(std::move(cell));
  const bool last = end >= line_.size();
  if (!last && cells_.size() < dialect_.columns) from(end + 1, bends);
  const bool whole = last && bends == 0 && cells_.size() == dialect_.columns;
  if (whole && (found_.empty() || found_.front() != cells_)) found_.push_back(cells_);
  cells_.pop_back();
}

void Search::from(std::size_t at, int bends) {
  look_at(0);
  if (done()) return;
  const std::size_t open = after_spaces(at);
  const bool quoted = open < line_.size() && line_[open] == dialect_.quote;
  if (quoted) {
    for (std::size_t close = line_.find(dialect_.quote, open + 1);
         close != std::string_view::npos && !done();
         close = line_.find(dialect_.quote, close + 1)) {
      look_at(0);
      const std::size_t end = after_spaces(close + 1);
      if (end < line_.size() && line_[end] != dialect_.delimiter) continue;
      if (line_[close - 1] == '\\' && close - 1 > open) continue;
      const auto inside = line_.substr(open + 1, close - open - 1);
      look_at(inside.size());
      go_on_after(unescaped(inside), end, spans_cells(inside) ? bends - 1 : bends);
    }
  }
  const std::size_t end = std::min(line_.find(dialect_.delimiter, at), line_.size());
  const auto plain = line_.substr(at, end - at);
  look_at(plain.size());
  const bool bent = quoted || plain.ends_with(dialect_.quote) || plain.ends_with(own_quote_) ||
                    plain.starts_with(own_quote_);
  go_on_after(std::string(plain), end, bent ? bends - 1 : bends);
}

/// Whether quotes stand beside delimiters in what would be one cell.
bool Search::spans_cells(std::string_view text) const {
  const std::string opening{dialect_.delimiter, dialect_.quote};
  const std::string closing{dialect_.quote, dialect_.delimiter};
  return text.find(opening) != std::string_view::npos ||
         text.find(closing) != std::string_view::npos;
}

/// Half of the quotes in a row are the text's own, and a lone one is; `\"` is a quote.
std::string Search::unescaped(std::string_view text) const {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\\' && at + 1 < text.size() && text[at + 1] == dialect_.quote) {
      out += dialect_.quote;
      at += 2;
      continue;
    }
    if (text[at] != dialect_.quote) {
      out += text[at++];
      continue;
    }
    std::size_t run = 0;
    while (at < text.size() && text[at] == dialect_.quote) ++at, ++run;
    out.append((run + 1) / 2, dialect_.quote);
  }
  return out;
}

std::size_t count(std::string_view text, char c) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), c));
}

/// A free text in the last column whose own delimiters are followed by a space, as in prose.
std::optional<std::vector<std::string>> with_joined_text(std::string_view line,
                                                         const CsvDialect& dialect) {
  if (dialect.delimiter == ' ' || line.find(dialect.quote) != std::string_view::npos) {
    return std::nullopt;
  }
  std::vector<std::string> cells;
  while (cells.size() + 1 < dialect.columns) {
    const std::size_t end = line.find(dialect.delimiter);
    if (end == std::string_view::npos || line.starts_with(' ')) return std::nullopt;
    cells.emplace_back(line.substr(0, end));
    line.remove_prefix(end + 1);
  }
  if (line.starts_with(' ') || line.find(dialect.delimiter) == std::string_view::npos) {
    return std::nullopt;
  }
  for (std::size_t at = line.find(dialect.delimiter); at != std::string_view::npos;
       at = line.find(dialect.delimiter, at + 1)) {
    const bool prose = at + 2 < line.size() && line[at + 1] == ' ' && line[at + 2] != ' ';
    if (!prose || (line[at + 2] >= '0' && line[at + 2] <= '9')) return std::nullopt;
  }
  cells.emplace_back(line);
  return cells;
}

/// A line without the file's delimiter that another one parts into the right number of cells.
std::optional<std::vector<std::string>> by_other_delimiter(std::string_view line,
                                                           const CsvDialect& dialect,
                                                           std::size_t& budget) {
  if (dialect.columns < kFewestForOtherDelimiter) return std::nullopt;
  for (const char delimiter : std::array{';', ',', '\t', '|'}) {
    const std::string prose{delimiter, ' '};
    if (delimiter == dialect.delimiter || count(line, delimiter) + 1 < dialect.columns) continue;
    CsvDialect other = dialect;
    other.delimiter = delimiter;
    auto cells = Search(line, other, other.quote, budget).run(kMostBends);
    if (!cells) continue;
    const bool sentence = line.find(dialect.quote) == std::string_view::npos &&
                          line.find(prose) != std::string_view::npos;
    if (!sentence) return cells;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::vector<std::string>> repaired_cells(std::string_view line,
                                                       const CsvDialect& dialect, CsvTrouble why,
                                                       std::size_t& budget) {
  if (dialect.columns < 2 || line.size() > kLongestLine || budget == 0) return std::nullopt;
  const int most = why == CsvTrouble::kQuotes ? kMostBends : 0;
  for (const char quote : std::array{dialect.quote, dialect.quote == '"' ? '\'' : '"'}) {
    const bool same = quote == dialect.quote;
    if ((same && why == CsvTrouble::kTooMany) || line.find(quote) == std::string_view::npos) {
      continue;
    }
    if (count(line, dialect.delimiter) + 1 < dialect.columns) continue;
    CsvDialect tried = dialect;
    tried.quote = quote;
    if (auto cells = Search(line, tried, dialect.quote, budget).run(same ? most : 0)) return cells;
  }
  if (why == CsvTrouble::kTooMany) return with_joined_text(line, dialect);
  return by_other_delimiter(line, dialect, budget);
}

}  // namespace tertil::collectors
