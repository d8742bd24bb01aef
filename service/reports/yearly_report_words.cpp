#include "service/reports/yearly_report_forms.hpp"

namespace tertil::reports {

const Text& word(store::ReportState state) {
  static const Text draft{"Utkast", "Draft"};
  static const Text ready{"Klarmarkerad", "Ready"};
  static const Text adopted{"Fastställd", "Adopted"};
  switch (state) {
    case store::ReportState::kDraft: return draft;
    case store::ReportState::kReady: return ready;
    case store::ReportState::kAdopted: return adopted;
  }
  return draft;
}

const Text& word(MeasureState state) {
  static const Text proposed{"Föreslagen", "Proposed"};
  static const Text investigated{"Utredd", "Investigated"};
  static const Text decided{"Beslutad", "Decided"};
  static const Text ongoing{"Pågår", "Ongoing"};
  static const Text done{"Genomförd", "Done"};
  static const Text verified{"Verifierad", "Verified"};
  static const Text cancelled{"Avbruten", "Cancelled"};
  static const Text postponed{"Uppskjuten", "Postponed"};
  switch (state) {
    case MeasureState::kProposed: return proposed;
    case MeasureState::kInvestigated: return investigated;
    case MeasureState::kDecided: return decided;
    case MeasureState::kOngoing: return ongoing;
    case MeasureState::kDone: return done;
    case MeasureState::kVerified: return verified;
    case MeasureState::kCancelled: return cancelled;
    case MeasureState::kPostponed: return postponed;
  }
  return proposed;
}

const Text& word(Timeliness timeliness) {
  static const Text not_started{"Ej påbörjad", "Not started"};
  static const Text on_plan{"Enligt plan", "On plan"};
  static const Text late{"Försenad", "Late"};
  static const Text done{"Klar", "Done"};
  static const Text cancelled{"Avbruten", "Cancelled"};
  switch (timeliness) {
    case Timeliness::kNotStarted: return not_started;
    case Timeliness::kOnPlan: return on_plan;
    case Timeliness::kLate: return late;
    case Timeliness::kDone: return done;
    case Timeliness::kCancelled: return cancelled;
  }
  return not_started;
}

const Text& verdict_word(std::string_view verdict) {
  static const Text full{"Uppfylls helt", "Met in full"};
  static const Text partial{"Uppfylls delvis", "Met in part"};
  static const Text none{"Uppfylls ej", "Not met"};
  static const Text not_assessed{"Ej bedömd", "Not assessed"};
  static const Text open{"Ännu inte bedömt", "Not assessed yet"};
  if (verdict == "full") return full;
  if (verdict == "partial") return partial;
  if (verdict == "none") return none;
  return verdict == "notAssessed" ? not_assessed : open;
}

}  // namespace tertil::reports
