#include "service/cli/nearest.hpp"

#include <algorithm>
#include <vector>

namespace tertil::cli {

std::size_t slips_between(std::string_view a, std::string_view b) {
  // Optimal string alignment: three rows are enough to see a swap of neighbours.
  std::vector<std::size_t> two_back(b.size() + 1);
  std::vector<std::size_t> previous(b.size() + 1);
  std::vector<std::size_t> current(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) previous[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
      current[j] = std::min({previous[j] + 1, current[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        current[j] = std::min(current[j], two_back[j - 2] + 1);
    }
    std::swap(two_back, previous);
    std::swap(previous, current);
  }
  return previous[b.size()];
}

std::string nearest(std::string_view typed, std::span<const std::string> known) {
  std::string best;
  std::size_t fewest = std::max<std::size_t>(2, typed.size() / 3) + 1;
  for (const auto& word : known) {
    const auto slips = slips_between(typed, word);
    if (slips >= fewest || slips >= word.size()) continue;
    fewest = slips;
    best = word;
  }
  return best;
}

}  // namespace tertil::cli
