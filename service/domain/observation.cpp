#include "service/domain/observation.hpp"

namespace tertil {

std::string_view to_string(Status status) {
  switch (status) {
    case Status::kPreliminary: return "preliminary";
    case Status::kFinal: return "final";
    case Status::kRevised: return "revised";
    case Status::kEstimated: return "estimated";
  }
  return "final";
}

std::optional<Status> parse_status(std::string_view text) {
  for (const auto status :
       {Status::kPreliminary, Status::kFinal, Status::kRevised, Status::kEstimated})
    if (to_string(status) == text) return status;
  return std::nullopt;
}

std::string_view to_string(MissingReason reason) {
  switch (reason) {
    case MissingReason::kMissing: return "missing";
    case MissingReason::kNotApplicable: return "notApplicable";
    case MissingReason::kConfidential: return "confidential";
    case MissingReason::kNotPublished: return "notPublished";
    case MissingReason::kNotSubmitted: return "notSubmitted";
    case MissingReason::kTooFew: return "tooFew";
  }
  return "missing";
}

std::optional<MissingReason> parse_missing_reason(std::string_view text) {
  for (const auto reason :
       {MissingReason::kMissing, MissingReason::kNotApplicable, MissingReason::kConfidential,
        MissingReason::kNotPublished, MissingReason::kNotSubmitted, MissingReason::kTooFew})
    if (to_string(reason) == text) return reason;
  return std::nullopt;
}

}  // namespace tertil
