#include "service/domain/plan.hpp"

namespace tertil {

std::string_view to_string(MeasureState state) {
  switch (state) {
    case MeasureState::kProposed: return "proposed";
    case MeasureState::kInvestigated: return "investigated";
    case MeasureState::kDecided: return "decided";
    case MeasureState::kOngoing: return "ongoing";
    case MeasureState::kDone: return "done";
    case MeasureState::kVerified: return "verified";
    case MeasureState::kCancelled: return "cancelled";
    case MeasureState::kPostponed: return "postponed";
  }
  return "proposed";
}

std::optional<MeasureState> parse_measure_state(std::string_view text) {
  for (const auto state : kAllMeasureStates)
    if (to_string(state) == text) return state;
  return std::nullopt;
}

std::string_view to_string(Confidence confidence) {
  switch (confidence) {
    case Confidence::kHigh: return "high";
    case Confidence::kMedium: return "medium";
    case Confidence::kLow: return "low";
  }
  return "low";
}

std::optional<Confidence> parse_confidence(std::string_view text) {
  for (const auto confidence : {Confidence::kHigh, Confidence::kMedium, Confidence::kLow})
    if (to_string(confidence) == text) return confidence;
  return std::nullopt;
}

}  // namespace tertil
