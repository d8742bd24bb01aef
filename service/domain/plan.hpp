/// @file service/domain/plan.hpp
/// @brief An action plan (handlingsplan) and its measures (åtgärder), as people wrote them.
///
/// Money is in SEK of one year's prices, effects are per year in full operation. Empty is unknown,
/// never zero: a cost that there is none of is 0.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tertil {

/// Where something was taken from: the words it rests on and the document they stand in.
struct DocumentSource {
  std::string text;
  std::string document;
  friend bool operator==(const DocumentSource&, const DocumentSource&) = default;
};

/// A plan: what its measures belong to.
struct Plan {
  std::string id;     ///< "handlingsplan-2023-2026": in the API.
  std::string owner;  ///< The county code of the region that decided it.
  std::string name;
  int from{0};             ///< First year.
  int to{0};               ///< Last year, included.
  std::string decided_by;  ///< "Regionfullmäktige"; empty if unknown.
  std::string reference;   ///< The decision's number (diarienummer); empty if unknown.
  DocumentSource source;
  friend bool operator==(const Plan&, const Plan&) = default;
};

/// From an idea to a proven effect; or given up, or put off.
enum class MeasureState {
  kProposed,
  kInvestigated,
  kDecided,
  kOngoing,
  kDone,
  kVerified,
  kCancelled,
  kPostponed
};
inline constexpr MeasureState kAllMeasureStates[] = {
    MeasureState::kProposed,  MeasureState::kInvestigated, MeasureState::kDecided,
    MeasureState::kOngoing,   MeasureState::kDone,         MeasureState::kVerified,
    MeasureState::kCancelled, MeasureState::kPostponed};

/// How sure an effect is.
enum class Confidence { kHigh, kMedium, kLow };

/// What a measure does to a key figure.
struct MeasureEffect {
  std::string key_figure;
  double change{0.0};  ///< In the key figure's unit, with its sign: -6 kWh/m².
  int from_year{0};    ///< The first year with any of it.
  int full_year{0};    ///< The first year with all of it; evenly in between. Not before from_year.
  Confidence confidence{Confidence::kMedium};
  friend bool operator==(const MeasureEffect&, const MeasureEffect&) = default;
};

/// Whether a measure goes as it should (service/plans/follow_up.hpp computes it).
enum class Timeliness { kNotStarted, kOnPlan, kLate, kDone, kCancelled };
inline constexpr Timeliness kAllTimeliness[] = {Timeliness::kNotStarted, Timeliness::kOnPlan,
                                                Timeliness::kLate, Timeliness::kDone,
                                                Timeliness::kCancelled};

/// What somebody has set instead of what is computed, and why.
struct ManualTimeliness {
  Timeliness status{Timeliness::kOnPlan};
  std::string reason;
  friend bool operator==(const ManualTimeliness&, const ManualTimeliness&) = default;
};

/// Who has to do with a measure, and how.
struct MeasureRole {
  enum class Kind { kPrimary, kCollaborator, kDataProvider, kContact };
  Kind kind{Kind::kPrimary};
  std::string org_unit;  ///< Empty if none is named.
  std::string name;      ///< A person or a group; empty if none is named.
  friend bool operator==(const MeasureRole&, const MeasureRole&) = default;
};
inline constexpr MeasureRole::Kind kAllMeasureRoles[] = {
    MeasureRole::Kind::kPrimary, MeasureRole::Kind::kCollaborator, MeasureRole::Kind::kDataProvider,
    MeasureRole::Kind::kContact};

/// A measure: what somebody may change. Its id, version and author are the store's business.
struct Measure {
  std::string name;
  std::string description;
  MeasureState state{MeasureState::kProposed};
  std::string org_unit;  ///< "RGS"; empty if none is named.
  std::string start;     ///< "2026", "2026-03" or "2026-03-01"; empty if unknown.
  std::string end;
  std::optional<double> investment;     ///< SEK, once.
  std::optional<double> annual_cost;    ///< SEK a year, for running it.
  std::optional<double> annual_saving;  ///< SEK a year.
  std::optional<double> lifetime;       ///< Years.
  std::optional<double> co2e_tonnes;    ///< Avoided a year; below 0 when emissions grow.
  std::string overlap_group;  ///< Measures that act on the same thing share it; empty: on nothing.
  std::vector<MeasureEffect> effects;
  DocumentSource source;
  bool example{false};     ///< "Exempeldata": made up, never a fact.
  std::string code;        ///< What the organisation calls it, "7"; empty if nothing.
  bool rs_mandate{false};  ///< The regional board has asked for it (RS-uppdrag).
  std::vector<MeasureRole> roles;
  std::string funding;             ///< "Klimatinvesteringsstöd"; empty if unknown.
  std::vector<std::string> goals;  ///< Ids of the goals that it serves.
  std::optional<ManualTimeliness> manual_timeliness;
  std::string merged_with;  ///< The id of the measure that took it over; empty if none.
  friend bool operator==(const Measure&, const Measure&) = default;
};

[[nodiscard]] std::string_view to_string(MeasureState state);
[[nodiscard]] std::optional<MeasureState> parse_measure_state(std::string_view text);
[[nodiscard]] std::string_view to_string(Timeliness timeliness);
[[nodiscard]] std::optional<Timeliness> parse_timeliness(std::string_view text);
[[nodiscard]] std::string_view to_string(MeasureRole::Kind role);
[[nodiscard]] std::optional<MeasureRole::Kind> parse_measure_role(std::string_view text);
[[nodiscard]] std::string_view to_string(Confidence confidence);
[[nodiscard]] std::optional<Confidence> parse_confidence(std::string_view text);

}  // namespace tertil
