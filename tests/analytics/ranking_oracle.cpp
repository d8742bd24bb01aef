// Reads what ranking_oracle.py wrote (its format is described there) and compares every answer
// with ours. Exit code 1 at the first table that differs.

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <string>

#include "analytics/rank_tables.hpp"
#include "analytics/ranking.hpp"
#include "analytics/thresholds.hpp"

namespace tertil::analytics {
namespace {

struct Table {
  std::string text;
  Scheme scheme{Scheme::kThirds};
  Polarity polarity{Polarity::kLow};
  std::vector<double> values;
};

std::string name(std::optional<RankClass> rank_class) {
  if (!rank_class) return "-";
  switch (*rank_class) {
    case RankClass::kGreen: return "green";
    case RankClass::kYellow: return "yellow";
    case RankClass::kRed: break;
  }
  return "red";
}

// "-" or a number; our answer must be the double that the text reads as.
bool same(std::optional<double> ours, const std::string& theirs) {
  if (theirs == "-") return !ours;
  return ours && *ours == std::strtod(theirs.c_str(), nullptr);
}

bool same(const std::optional<Threshold>& ours, std::istream& theirs) {
  std::string rank_class;
  std::string value;
  std::string distance;
  theirs >> rank_class >> value >> distance;
  if (!ours) return rank_class == "-";
  return name(ours->rank_class) == rank_class && same(ours->value, value) &&
         same(ours->distance, distance);
}

Table read_table(const std::string& line) {
  std::istringstream words(line);
  std::string word;
  std::string scheme;
  std::string polarity;
  words >> word >> scheme >> polarity;
  Table table{line,
              scheme == "thirds" ? Scheme::kThirds : Scheme::kQuartiles,
              polarity == "low" ? Polarity::kLow : Polarity::kHigh,
              {}};
  while (words >> word) {
    if (word != ".") table.values.push_back(std::strtod(word.c_str(), nullptr));
  }
  return table;
}

bool agrees_on_sizes(const Table& table, const std::vector<Placement>& placed,
                     std::istream& words) {
  std::size_t n = 0;
  ClassSizes sizes;
  std::string middle;
  words >> n >> sizes.green >> sizes.yellow >> sizes.red >> middle;
  return words && n == placed.size() && sizes == class_sizes(placed) &&
         same(median(table.values), middle);
}

bool agrees_on_place(const Table& table, const Placement& placed, std::size_t row,
                     std::istream& words) {
  int rank = 0;
  int tied = 0;
  std::string rank_class;
  words >> rank >> tied >> rank_class;
  const auto n = static_cast<Eigen::Index>(table.values.size());
  const auto at_once =
      rank_columns(Eigen::Map<const Eigen::VectorXd>(table.values.data(), n), table.polarity);
  return words && placed.rank == rank && placed.tied == tied &&
         name(placed.rank_class) == rank_class &&
         at_once(static_cast<Eigen::Index>(row), 0) == rank;
}

bool agrees_on_steps(const Table& table, std::istream& words) {
  std::size_t index = 0;
  words >> index;
  const auto found = thresholds_of(table.values, index, table.polarity, table.scheme);
  return same(found.better, words) && same(found.worse, words) && words;
}

int compare(std::istream& input) {
  int tables = 0;
  std::size_t row = 0;
  Table table;
  std::vector<Placement> placed;
  for (std::string line; std::getline(input, line);) {
    std::istringstream words(line);
    std::string kind;
    words >> kind;
    bool agrees = true;
    if (kind == "table") {
      agrees = row == placed.size();
      table = read_table(line);
      placed = place(table.values, table.polarity, table.scheme);
      row = 0;
      ++tables;
    } else if (kind == "sizes") {
      agrees = agrees_on_sizes(table, placed, words);
    } else if (kind == "place") {
      agrees = row < placed.size() && agrees_on_place(table, placed[row], row, words);
      ++row;
    } else {
      agrees = kind == "steps" && agrees_on_steps(table, words);
    }
    if (!agrees) {
      fmt::print("differs in table {}\n  {}\n  {}\n", tables, table.text, line);
      return 1;
    }
  }
  if (row != placed.size()) return 1;
  fmt::print("agreed on {} tables\n", tables);
  return 0;
}

}  // namespace
}  // namespace tertil::analytics

int main() { return tertil::analytics::compare(std::cin); }
