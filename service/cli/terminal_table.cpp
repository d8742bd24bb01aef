#include "service/cli/terminal_table.hpp"

#include <algorithm>
#include <stdexcept>
#include <string_view>

#include "service/cli/terminal_text.hpp"

namespace tertil::cli {
namespace {

constexpr std::string_view kGap = "  ";
constexpr std::string_view kLine = "─";
constexpr std::size_t kNarrowest = 6;  ///< A shortened column still says something.

std::string_view escape_of(Colour colour) {
  switch (colour) {
    case Colour::kPlain: return "";
    case Colour::kGreen: return "\x1b[32m";
    case Colour::kYellow: return "\x1b[33m";
    case Colour::kRed: return "\x1b[31m";
    case Colour::kFaint: return "\x1b[2m";
    case Colour::kBold: return "\x1b[1m";
  }
  return "";
}

std::string coloured(const std::string& text, Colour colour, const Look& look) {
  if (!look.colour || colour == Colour::kPlain || text.empty()) return text;
  return std::string{escape_of(colour)} + text + "\x1b[0m";
}

std::string lines(std::size_t columns) {
  std::string result;
  for (std::size_t i = 0; i < columns; ++i) result += kLine;
  return result;
}

}  // namespace

TerminalTable::TerminalTable(std::vector<Column> columns) : columns_{std::move(columns)} {}

void TerminalTable::add(std::vector<Cell> row) {
  if (row.size() > columns_.size()) throw std::invalid_argument{"more cells than columns"};
  row.resize(columns_.size());
  for (auto& cell : row) cell.text = printable(cell.text);
  rows_.push_back(std::move(row));
}

void TerminalTable::add_rule() { rows_.emplace_back(); }

std::vector<std::size_t> TerminalTable::widths(std::size_t columns) const {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    auto width = width_of(columns_[i].heading);
    for (const auto& row : rows_)
      if (!row.empty()) width = std::max(width, width_of(row[i].text));
    result.push_back(width);
  }
  auto total = kGap.size() * (columns_.size() - 1);
  for (const auto width : result) total += width;
  while (total > columns) {
    std::size_t widest = columns_.size();
    for (std::size_t i = 0; i < columns_.size(); ++i)
      if (columns_[i].may_shorten && result[i] > kNarrowest &&
          (widest == columns_.size() || result[i] > result[widest]))
        widest = i;
    if (widest == columns_.size()) break;
    --result[widest];
    --total;
  }
  return result;
}

std::string TerminalTable::render(const Look& look) const {
  const auto widths_of = widths(look.columns);
  std::string result;
  const auto put = [&](const std::vector<Cell>& row) {
    std::string line;
    std::size_t owed = 0;  // spaces that are written only if something follows
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto text = shortened(row[i].text, widths_of[i]);
      const auto padding = widths_of[i] - width_of(text);
      const bool right = columns_[i].align == Align::kRight;
      if (!text.empty()) {
        line.append(owed + (right ? padding : 0), ' ');
        line += coloured(text, row[i].colour, look);
        owed = right ? 0 : padding;
      } else {
        owed += padding;
      }
      owed += kGap.size();
    }
    result += line + '\n';
  };
  std::vector<Cell> headings;
  std::vector<Cell> rule;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    headings.push_back({columns_[i].heading, Colour::kBold});
    rule.push_back({lines(widths_of[i]), Colour::kFaint});
  }
  put(headings);
  put(rule);
  for (const auto& row : rows_) put(row.empty() ? rule : row);
  return result;
}

}  // namespace tertil::cli
