#include "analytics/outlook.hpp"

#include <stdexcept>

namespace tertil::analytics {
namespace {

Outlook by_status(TargetStatus status) {
  switch (status) {
    case TargetStatus::kAchieved: return Outlook::kAchieved;
    case TargetStatus::kOnTrack: return Outlook::kOnTrack;
    case TargetStatus::kAtRisk: return Outlook::kAtRisk;
    case TargetStatus::kOffTrack: return Outlook::kWillNotReach;
    case TargetStatus::kNotAssessable: return Outlook::kNotAssessable;
  }
  return Outlook::kNotAssessable;
}

}  // namespace

Outlook outlook(const Progress& progress, std::optional<double> probability) {
  if (probability && !(*probability >= 0.0 && *probability <= 1.0))
    throw std::invalid_argument{"outlook: a probability is from 0 to 1"};
  if (progress.achieved) return Outlook::kAchieved;
  if (progress.due) return Outlook::kWillNotReach;
  if (!probability) return by_status(progress.status);
  if (*probability >= kLikely) return Outlook::kOnTrack;
  return *probability >= kVeryUnlikely ? Outlook::kAtRisk : Outlook::kWillNotReach;
}

}  // namespace tertil::analytics
