#include "analytics/investment_choice.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>
#include <map>
#include <stdexcept>
#include <utility>

namespace tertil::analytics {
namespace {

constexpr double kMostInvestment = 1e13;
constexpr double kMostFrame = 1e15;
constexpr double kMostTonnes = 1e9;
constexpr double kOere = 100.0;
constexpr double kGrams = 1e6;

std::int64_t whole(double amount, double parts) {
  return static_cast<std::int64_t>(std::llround(amount * parts));
}

// A set of measures to choose from. `order` has a bit for each, the first given highest: of sets
// with equally many measures the larger number is the one that comes first. All four add up when
// sets without a common measure are joined.
struct Set {
  std::int64_t oere{0};
  std::int64_t grams{0};
  int count{0};
  std::uint64_t order{0};

  friend Set operator+(const Set& a, const Set& b) {
    return {a.oere + b.oere, a.grams + b.grams, a.count + b.count, a.order | b.order};
  }
};

// Better at the same or a higher price.
bool is_better(const Set& a, const Set& b) {
  if (a.grams != b.grams) return a.grams > b.grams;
  if (a.oere != b.oere) return a.oere < b.oere;
  if (a.count != b.count) return a.count < b.count;
  return a.order > b.order;
}

bool is_cheaper(const Set& a, const Set& b) {
  return a.oere != b.oere ? a.oere < b.oere : is_better(a, b);
}

using Sets = std::vector<Set>;  // ascending in öre and in grams, both strictly

// Joins each set with at most one of the alternatives; keeps what nothing cheaper equals. That
// loses no best set: whatever is added to both, the better one stays the better.
Sets join(const Sets& sets, const Sets& alternatives, std::int64_t frame) {
  Sets all = sets;
  for (const auto& alternative : alternatives) {
    Sets shifted;
    for (const auto& set : sets) {
      if (set.oere + alternative.oere > frame) break;
      shifted.push_back(set + alternative);
    }
    Sets merged;
    merged.reserve(all.size() + shifted.size());
    std::ranges::merge(all, shifted, std::back_inserter(merged), is_cheaper);
    all.clear();
    for (const auto& set : merged) {
      if (all.empty() || set.grams > all.back().grams) all.push_back(set);
    }
  }
  return all;
}

// For each set of one half the best of the other that fits: with ever dearer sets, ever cheaper.
Set best_of(const Sets& one, const Sets& other, std::int64_t frame) {
  Set best;
  auto last = other.end();
  for (const auto& set : one) {
    while (last != other.begin() && std::prev(last)->oere > frame - set.oere) --last;
    if (last == other.begin()) break;
    const Set joined = set + *std::prev(last);
    if (is_better(joined, best)) best = joined;
  }
  return best;
}

// The best set, one measure of each list of alternatives at most.
Set solve(std::vector<Sets> lists, std::int64_t frame) {
  std::ranges::stable_sort(lists, std::ranges::greater{}, &Sets::size);
  std::array<Sets, 2> halves{Sets{Set{}}, Sets{Set{}}};
  std::array<double, 2> bits{};
  for (const auto& list : lists) {
    const std::size_t half = bits[0] <= bits[1] ? 0 : 1;
    bits[half] += std::log2(static_cast<double>(list.size() + 1));
    halves[half] = join(halves[half], list, frame);
  }
  return best_of(halves[0], halves[1], frame);
}

void require_sound(std::span<const Investable> measures, double frame) {
  if (!(frame >= 0.0 && frame <= kMostFrame)) throw std::invalid_argument("not a frame");
  for (const auto& measure : measures) {
    if (!(measure.investment >= 0.0 && measure.investment <= kMostInvestment)) {
      throw std::invalid_argument("not an investment");
    }
    if (!(std::abs(measure.tonnes) <= kMostTonnes)) throw std::invalid_argument("not tonnes");
  }
}

// Grams that the mandatory measures of each group avoid already.
std::map<std::size_t, double> decided(std::span<const Investable> measures) {
  std::map<std::size_t, double> tonnes;
  for (const auto& measure : measures) {
    if (!measure.mandatory || !measure.group) continue;
    auto& most = tonnes[*measure.group];
    most = std::max(most, measure.tonnes);
  }
  return tonnes;
}

// The measures that are left to choose from, as alternatives: those of one group together.
class Choice {
 public:
  Choice(std::span<const Investable> measures, std::int64_t left, const GroupLimits& limits)
      : decided_{decided(measures)}, limits_{limits} {
    std::map<std::size_t, std::size_t> place_of;
    for (std::size_t i = 0; i < measures.size(); ++i) {
      const auto& measure = measures[i];
      const auto oere = whole(measure.investment, kOere);
      const auto grams = adds(measure);
      if (measure.mandatory || grams <= 0 || oere > left) continue;
      if (indices_.size() == kMostToChooseFrom) throw std::length_error("too many measures");
      const std::uint64_t bit = std::uint64_t{1} << (kMostToChooseFrom - 1 - indices_.size());
      indices_.push_back(i);
      auto place = lists_.size();
      if (measure.group) place = place_of.try_emplace(*measure.group, place).first->second;
      if (place == lists_.size()) lists_.emplace_back();
      lists_[place].push_back({oere, grams, 1, bit});
    }
  }

  [[nodiscard]] const std::vector<Sets>& lists() const { return lists_; }

  [[nodiscard]] std::vector<std::size_t> measures_in(const Set& set) const {
    std::vector<std::size_t> result;
    for (std::size_t k = 0; k < indices_.size(); ++k) {
      if ((set.order >> (kMostToChooseFrom - 1 - k) & 1U) != 0) result.push_back(indices_[k]);
    }
    return result;
  }

 private:
  [[nodiscard]] std::int64_t adds(const Investable& measure) const {
    if (!measure.group) return whole(measure.tonnes, kGrams);
    const auto limit = limits_.find(*measure.group);
    const double most = limit == limits_.end() ? kMostTonnes : std::min(limit->second, kMostTonnes);
    const auto before = decided_.find(*measure.group);
    const double already = before == decided_.end() ? 0.0 : before->second;
    return whole(std::min(measure.tonnes, most), kGrams) - whole(std::min(already, most), kGrams);
  }

  std::map<std::size_t, double> decided_;
  const GroupLimits& limits_;
  std::vector<std::size_t> indices_;
  std::vector<Sets> lists_;
};

}  // namespace

InvestmentChoice choose_investments(std::span<const Investable> measures, double frame,
                                    const GroupLimits& limits) {
  require_sound(measures, frame);
  static_cast<void>(combined_effect({}, limits));  // throws at a limit that is none
  InvestmentChoice result;
  std::int64_t left = whole(frame, kOere);
  for (std::size_t i = 0; i < measures.size(); ++i) {
    if (!measures[i].mandatory) continue;
    result.chosen.push_back(i);
    left -= whole(measures[i].investment, kOere);
  }
  result.within_frame = left >= 0;
  if (result.within_frame) {
    const Choice choice{measures, left, limits};
    const auto more = choice.measures_in(solve(choice.lists(), left));
    result.chosen.insert(result.chosen.end(), more.begin(), more.end());
    std::ranges::sort(result.chosen);
  }
  std::int64_t oere = 0;
  std::vector<Effect> effects;
  for (const auto i : result.chosen) {
    oere += whole(measures[i].investment, kOere);
    effects.push_back({measures[i].tonnes, measures[i].group});
  }
  result.investment = static_cast<double>(oere) / kOere;
  result.tonnes = combined_effect(effects, limits).total;
  return result;
}

}  // namespace tertil::analytics
