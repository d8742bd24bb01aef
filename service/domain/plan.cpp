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

std::string_view to_string(Timeliness timeliness) {
  switch (timeliness) {
    case Timeliness::kNotStarted: return "notStarted";
    case Timeliness::kOnPlan: return "onPlan";
    case Timeliness::kLate: return "late";
    case Timeliness::kDone: return "done";
    case Timeliness::kCancelled: return "cancelled";
  }
  return "notStarted";
}

std::optional<Timeliness> parse_timeliness(std::string_view text) {
  for (const auto timeliness : kAllTimeliness)
    if (to_string(timeliness) == text) return timeliness;
  return std::nullopt;
}

std::string_view to_string(MeasureRole::Kind role) {
  switch (role) {
    case MeasureRole::Kind::kPrimary: return "primary";
    case MeasureRole::Kind::kCollaborator: return "collaborator";
    case MeasureRole::Kind::kDataProvider: return "dataProvider";
    case MeasureRole::Kind::kContact: return "contact";
  }
  return "contact";
}

std::optional<MeasureRole::Kind> parse_measure_role(std::string_view text) {
  for (const auto role : kAllMeasureRoles)
    if (to_string(role) == text) return role;
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
