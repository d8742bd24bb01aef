/// @file analytics/investment_choice.hpp
/// @brief Which measures give most for an investment frame: the best set, not a good one.
///
/// Among all sets whose investments fit the frame: the one that avoids most tonnes of CO2e a year,
/// with overlap as in analytics/combined_effect.hpp; of equal ones the cheapest to invest in, then
/// the one of fewest measures, then the one whose measures come first in the order given. So a
/// measure that adds nothing is never chosen unless it is mandatory. Taking measures by cost per
/// tonne until the money is spent is not the same, and gives less.
///
/// This is the knapsack problem with alternatives. It is solved exactly by halving (E. Horowitz,
/// S. Sahni, "Computing partitions with applications to the knapsack problem", J. ACM 21, 1974):
/// the sets of each half that nothing cheaper equals, and for each set of one half the best of the
/// other that fits. Sums are of whole öre and grams, so that equal means equal.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "analytics/combined_effect.hpp"

namespace tertil::analytics {

/// How many measures the choice can be between: 2^20 sets to a half.
inline constexpr std::size_t kMostToChooseFrom = 40;

/// A measure to choose or not. One whose investment or effect is unknown cannot be: leave it out.
struct Investable {
  double investment{0};              ///< SEK, 0 to 10^13, rounded to öre.
  double tonnes{0};                  ///< CO2e avoided a year, at most 10^9, rounded to grams.
  std::optional<std::size_t> group;  ///< Overlap group, as in Effect.
  bool mandatory{false};             ///< Decided already: always chosen, and paid by the frame.
};

/// The best set.
struct InvestmentChoice {
  std::vector<std::size_t> chosen;  ///< Into the measures as given, ascending.
  double investment{0};             ///< SEK, of all chosen.
  double tonnes{0};                 ///< Their combined effect.
  bool within_frame{true};  ///< False: what is mandatory costs more, and it alone is chosen.

  bool operator==(const InvestmentChoice&) const = default;
};

/// @throws std::invalid_argument if an amount is not in its range or not finite, the frame below 0
/// or above 10^15, or a limit below 0; std::length_error if more than kMostToChooseFrom measures
/// are left to choose from when those are set aside that are mandatory, add nothing to what is, or
/// alone cost more than what is left of the frame.
/// Complexity: O(2^(n/2)) time and memory at worst, usually far less.
[[nodiscard]] InvestmentChoice choose_investments(std::span<const Investable> measures,
                                                  double frame, const GroupLimits& limits = {});

}  // namespace tertil::analytics
