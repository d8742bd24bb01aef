// Reads what certainty_oracle.py wrote (its format is described there) and compares every answer
// with ours. Exit code 1 at the first table that differs.

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <iostream>
#include <list>
#include <sstream>
#include <string>

#include "analytics/certainty.hpp"

namespace tertil::analytics {
namespace {

struct Table {
  CertaintyRules rules;
  std::vector<UncertainValue> regions;
  std::list<std::vector<double>> revisions;  // what the regions point to
  std::vector<std::string> rows;
};

double number(const std::string& word) { return std::strtod(word.c_str(), nullptr); }

CertaintyRules read_rules(std::istream& words) {
  CertaintyRules rules;
  std::string polarity;
  std::string scheme;
  std::string least;
  std::string most;
  words >> polarity >> scheme >> least >> most >> rules.level >> rules.draws >> rules.seed;
  rules.polarity = polarity == "low" ? Polarity::kLow : Polarity::kHigh;
  rules.scheme = scheme == "thirds" ? Scheme::kThirds : Scheme::kQuartiles;
  rules.bounds = {number(least), number(most)};
  return rules;
}

void read_region(std::istream& words, Table& table) {
  UncertainValue region;
  std::string value;
  std::string kind;
  words >> region.region >> value >> region.error.half_unit >> region.error.revision_scale >>
      kind >> region.error.standard_error;
  if (value != ".") region.value = number(value);
  if (kind == "relative") region.error.revision_kind = RevisionKind::kRelative;
  auto& list = table.revisions.emplace_back();
  for (double revision = 0; words >> revision;) list.push_back(revision);
  region.error.revisions = list;
  table.regions.push_back(region);
}

std::string row_of(const RankCertainty& row, int draws) {
  const char* name = "-";
  if (row.rank_class == RankClass::kGreen) name = "green";
  if (row.rank_class == RankClass::kYellow) name = "yellow";
  if (row.rank_class == RankClass::kRed) name = "red";
  const auto [green, yellow, red] = row.probability.value_or(ClassProbability{});
  const auto count = [draws](double share) { return std::lround(share * draws); };
  return fmt::format("row {} {} {} {} {} {} {} {}", row.rank, row.rank_low, row.rank_high, name,
                     count(green), count(yellow), count(red), row.sure ? "yes" : "no");
}

bool agrees(const Table& table, int index) {
  const auto found = rank_certainty(table.regions, table.rules);
  for (std::size_t i = 0; i < table.regions.size(); ++i) {
    const auto& row = found.rows[i];
    const auto ours = row ? row_of(*row, table.rules.draws) : "row -";
    if (i < table.rows.size() && ours == table.rows[i]) continue;
    fmt::print("differs in table {}, region {}\n  ours   {}\n  theirs {}\n", index, i, ours,
               i < table.rows.size() ? table.rows[i] : "nothing");
    return false;
  }
  return table.rows.size() == table.regions.size();
}

int compare(std::istream& input) {
  std::list<Table> tables;
  for (std::string line; std::getline(input, line);) {
    std::istringstream words(line);
    std::string kind;
    words >> kind;
    if (kind == "rules") {
      tables.emplace_back().rules = read_rules(words);
    } else if (kind == "region") {
      read_region(words, tables.back());
    } else {
      tables.back().rows.push_back(line);
    }
  }
  int index = 0;
  for (const auto& table : tables) {
    if (!agrees(table, ++index)) return 1;
  }
  fmt::print("agreed on {} tables\n", index);
  return 0;
}

}  // namespace
}  // namespace tertil::analytics

int main() { return tertil::analytics::compare(std::cin); }
