// Reads what movement_oracle.py wrote (its format is described there) and compares every answer
// with ours. Exit code 1 at the first that differs.

#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <string>

#include "analytics/movement.hpp"

namespace tertil::analytics {
namespace {

std::optional<double> read_value(const std::string& word) {
  if (word == ".") return std::nullopt;
  return std::strtod(word.c_str(), nullptr);
}

std::string answer(const std::string& line) {
  std::istringstream words(line);
  std::string word;
  std::string polarity;
  std::size_t own = 0;
  words >> word >> polarity >> own;
  std::vector<MovingValue> regions;
  for (std::array<std::string, 4> four; words >> four[0] >> four[1] >> four[2] >> four[3];) {
    regions.push_back(
        {read_value(four[0]), read_value(four[1]), read_value(four[2]), read_value(four[3])});
  }
  const auto found =
      explain_movement(regions, own, polarity == "low" ? Polarity::kLow : Polarity::kHigh);
  if (!found) return "parts -";
  const auto parts = [](const MovementParts& p) {
    return fmt::format("{} {} {} {}", p.own, p.others, p.revisions, p.membership);
  };
  return fmt::format("parts {} {} {} {}", found->rank_from, found->rank_to,
                     parts(found->parts_24ths), parts(found->parts));
}

int compare(std::istream& input) {
  int moves = 0;
  std::string line;
  for (std::string theirs; std::getline(input, line) && std::getline(input, theirs); ++moves) {
    const auto ours = answer(line);
    if (ours == theirs) continue;
    fmt::print("differs in move {}\n  {}\n  ours   {}\n  theirs {}\n", moves + 1, line, ours,
               theirs);
    return 1;
  }
  fmt::print("agreed on {} moves\n", moves);
  return 0;
}

}  // namespace
}  // namespace tertil::analytics

int main() { return tertil::analytics::compare(std::cin); }
