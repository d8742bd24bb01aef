// Reads what decomposition_oracle.py wrote (its format is described there) and compares every
// answer with ours. Exit code 1 at the first case that differs.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <string>

#include "analytics/decomposition.hpp"

namespace {

Eigen::ArrayXd read(std::istream& in, int items) {
  Eigen::ArrayXd numbers(items);
  for (auto& number : numbers) in >> number;
  return numbers;
}

bool close(double ours, double theirs, double scale) {
  return std::abs(ours - theirs) <= 1e-9 * scale;
}

}  // namespace

int main() {
  std::string word;
  int cases = 0;
  while (std::cin >> word) {
    int items = 0;
    std::cin >> items;
    tertil::analytics::Emissions before;
    tertil::analytics::Emissions after;
    before.quantity = read(std::cin, items);
    before.factor = read(std::cin, items);
    after.quantity = read(std::cin, items);
    after.factor = read(std::cin, items);
    const auto theirs = read(std::cin, 4);
    if (!std::cin) return 1;
    const auto ours = tertil::analytics::decompose(before, after);
    const double scale = std::max({1.0, ours.before, ours.after});
    if (!close(ours.activity, theirs[0], scale) || !close(ours.mix, theirs[1], scale) ||
        !close(ours.factor, theirs[2], scale) || !close(ours.change, theirs[3], scale)) {
      fmt::print(stderr, "case {}: ours {} {} {}, theirs {} {} {}\n", cases, ours.activity,
                 ours.mix, ours.factor, theirs[0], theirs[1], theirs[2]);
      return 1;
    }
    ++cases;
  }
  fmt::print("{} cases agree\n", cases);
  return cases > 0 ? 0 : 1;
}
