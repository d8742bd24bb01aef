#include "service/reports/words.hpp"

#include "service/figures/ranking_words.hpp"

namespace tertil::reports {

using analytics::TargetStatus;
using figures::RankClass;
using figures::Scheme;

const Text& word(MissingReason reason) {
  static const Text missing{"Uppgift saknas", "No data"};
  static const Text not_applicable{"Ej tillämplig", "Not applicable"};
  static const Text confidential{"Sekretess", "Confidential"};
  static const Text not_published{"Ännu ej publicerad", "Not yet published"};
  static const Text not_submitted{"Ej inlämnad", "Not submitted"};
  static const Text too_few{"Underlag för litet", "Too few cases"};
  switch (reason) {
    case MissingReason::kMissing: return missing;
    case MissingReason::kNotApplicable: return not_applicable;
    case MissingReason::kConfidential: return confidential;
    case MissingReason::kNotPublished: return not_published;
    case MissingReason::kNotSubmitted: return not_submitted;
    case MissingReason::kTooFew: return too_few;
  }
  return missing;
}

const Text& word(Status status) {
  static const Text preliminary{"Preliminär", "Preliminary"};
  static const Text final_value{"Slutlig", "Final"};
  static const Text revised{"Reviderad", "Revised"};
  static const Text estimated{"Uppskattad", "Estimated"};
  switch (status) {
    case Status::kPreliminary: return preliminary;
    case Status::kFinal: return final_value;
    case Status::kRevised: return revised;
    case Status::kEstimated: return estimated;
  }
  return final_value;
}

const Text& word(Series series) { return figures::word(series); }

const Text& word(Polarity polarity) {
  static const Text low{"Lägre är bättre", "Lower is better"};
  static const Text high{"Högre är bättre", "Higher is better"};
  static const Text none{"Ingen bästa ände", "No best end"};
  switch (polarity) {
    case Polarity::kLow: return low;
    case Polarity::kHigh: return high;
    case Polarity::kNone: return none;
  }
  return none;
}

const Text& word(Scheme scheme) {
  static const Text thirds{"Tredjedelar", "Thirds"};
  static const Text quartiles{"Kvartiler", "Quartiles"};
  return scheme == Scheme::kThirds ? thirds : quartiles;
}

const Text& word(TargetStatus status) {
  static const Text achieved{"Uppnått", "Achieved"};
  static const Text on_track{"På väg", "On track"};
  static const Text at_risk{"Risk", "At risk"};
  static const Text off_track{"Når inte målet", "Off track"};
  static const Text not_assessable{"Kan inte bedömas", "Cannot be assessed"};
  switch (status) {
    case TargetStatus::kAchieved: return achieved;
    case TargetStatus::kOnTrack: return on_track;
    case TargetStatus::kAtRisk: return at_risk;
    case TargetStatus::kOffTrack: return off_track;
    case TargetStatus::kNotAssessable: return not_assessable;
  }
  return not_assessable;
}

const Text& word(RankClass rank_class, Scheme scheme) {
  static const Text best_third{"Bästa tredjedelen", "Best third"};
  static const Text middle_third{"Mellersta tredjedelen", "Middle third"};
  static const Text last_third{"Sista tredjedelen", "Last third"};
  static const Text best_quarter{"Bästa fjärdedelen", "Best quarter"};
  static const Text middle_half{"Mellersta hälften", "Middle half"};
  static const Text last_quarter{"Sista fjärdedelen", "Last quarter"};
  const bool thirds = scheme == Scheme::kThirds;
  switch (rank_class) {
    case RankClass::kGreen: return thirds ? best_third : best_quarter;
    case RankClass::kYellow: return thirds ? middle_third : middle_half;
    case RankClass::kRed: return thirds ? last_third : last_quarter;
  }
  return middle_third;
}

std::string_view symbol(RankClass rank_class) {
  switch (rank_class) {
    case RankClass::kGreen: return "▲";
    case RankClass::kYellow: return "●";
    case RankClass::kRed: return "▼";
  }
  return "●";
}

const Text& not_ranked_yet() {
  static const Text text{"Ej rangordnad ännu", "Not ranked yet"};
  return text;
}

}  // namespace tertil::reports
