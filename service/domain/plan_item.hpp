/// @file service/domain/plan_item.hpp
/// @brief The parts of an action plan besides its measures, and the units of the organisation.
///
/// A plan has focus areas (fokusområden), these have goals (mål), goals have indicators
/// (målindikatorer), indicators have targets (målvärden). Measures have activities (aktiviteter)
/// and dated status updates; goals have assessments (bedömningar) for each reporting occasion.
/// All of them are kept in one way (service/store/plan_items.hpp).
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace tertil {

enum class PlanItemKind {
  kFocusArea,
  kGoal,
  kIndicator,
  kTarget,
  kActivity,
  kUpdate,
  kAssessment,
  kOrgUnit  ///< Belongs to no plan.
};
inline constexpr PlanItemKind kAllPlanItemKinds[] = {
    PlanItemKind::kFocusArea,  PlanItemKind::kGoal,     PlanItemKind::kIndicator,
    PlanItemKind::kTarget,     PlanItemKind::kActivity, PlanItemKind::kUpdate,
    PlanItemKind::kAssessment, PlanItemKind::kOrgUnit};

/// "focusArea": in the store and in the audit log.
[[nodiscard]] std::string_view to_string(PlanItemKind kind);
[[nodiscard]] std::optional<PlanItemKind> parse_plan_item_kind(std::string_view text);

/// "focus-areas": in addresses.
[[nodiscard]] std::string_view collection_of(PlanItemKind kind);

/// What a person thinks of a goal at an occasion (måluppfyllelse).
enum class Verdict { kFull, kPartial, kNone, kNotAssessed };
inline constexpr Verdict kAllVerdicts[] = {Verdict::kFull, Verdict::kPartial, Verdict::kNone,
                                           Verdict::kNotAssessed};
[[nodiscard]] std::string_view to_string(Verdict verdict);
[[nodiscard]] std::optional<Verdict> parse_verdict(std::string_view text);

/// The three times a year that are reported: "2026-UR1", "2026-UR2", "2026-AR".
struct Occasion {
  enum class Kind { kFirst, kSecond, kYear };
  int year{0};
  Kind kind{Kind::kFirst};
  friend bool operator==(const Occasion&, const Occasion&) = default;
};
[[nodiscard]] std::string to_string(const Occasion& occasion);
[[nodiscard]] std::optional<Occasion> parse_occasion(std::string_view text);

}  // namespace tertil
