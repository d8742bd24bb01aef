/// @file service/plans/suggestion.hpp
/// @brief What the machine would say of a goal at an occasion, rule by rule. A person decides.
///
/// Four of the six criteria of Mål och budget can be computed; external factors and supplementary
/// material are for the person and never suggested.
///  - outcome (utfall): the strategic indicators against the region's targets.
///  - activities (aktiviteter): the share done of those that are due by the occasion: all is full,
///    at least half partial, fewer none.
///  - subgoals (nedbrutna mål): the targets of single administrations.
///  - quality (kvalitetsindikatorer): the tactical and operative indicators.
/// Of indicators: good (met, or on track) everywhere is full, bad (off track, wrong direction)
/// everywhere is none, anything between is partial; those that cannot be judged do not count.
///
/// Together: the outcome decides. A full one becomes partial when another criterion is none; a
/// none one becomes partial when another is full. Without an outcome the others decide as
/// indicators do, but never full: what has not been measured is not fulfilled.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/plan_item.hpp"
#include "service/domain/text.hpp"

namespace tertil::plans {

enum class Criterion { kOutcome, kActivities, kSubgoals, kExternal, kSupplementary, kQuality };
[[nodiscard]] std::string_view to_string(Criterion criterion);

/// Where an indicator stands against one target.
enum class Standing { kGood, kHalf, kBad, kUnknown };

struct IndicatorStanding {
  Criterion criterion{Criterion::kOutcome};  ///< kOutcome, kSubgoals or kQuality.
  std::string name;
  Standing standing{Standing::kUnknown};
  Text why;  ///< "28 % mot 40 % år 2026", or why it cannot be judged.
};

/// All that counts.
struct GoalEvidence {
  std::vector<IndicatorStanding> indicators;
  int activities_due{0};   ///< By the occasion.
  int activities_done{0};  ///< Of those.
};

struct SuggestedRule {
  Criterion criterion{Criterion::kOutcome};
  Verdict verdict{Verdict::kNotAssessed};
  Text text;
};

struct Suggestion {
  Verdict verdict{Verdict::kNotAssessed};
  std::vector<SuggestedRule> rules;  ///< The four that are computed, in their order.
};

[[nodiscard]] Suggestion suggest(const GoalEvidence& evidence);

}  // namespace tertil::plans
