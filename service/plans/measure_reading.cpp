#include "service/plans/measure_reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace tertil::plans {
namespace {

using nlohmann::json;

constexpr std::size_t kMostEffects = 50;
constexpr double kMostMoney = 1e13;  // as analytics/investment_choice.hpp
constexpr double kMostTonnes = 1e9;
constexpr double kMostYears = 200;
constexpr double kMostChange = 1e12;
constexpr std::size_t kMostRoles = 50;
constexpr std::size_t kMostGoals = 50;

constexpr std::array<std::string_view, 23> kMembers{"name",         "description",
                                                    "state",        "orgUnit",
                                                    "start",        "end",
                                                    "investment",   "annualCost",
                                                    "annualSaving", "lifetime",
                                                    "co2eTonnes",   "overlapGroup",
                                                    "effects",      "source",
                                                    "example",      "plan",
                                                    "code",         "rsMandate",
                                                    "roles",        "funding",
                                                    "goals",        "manualTimeliness",
                                                    "mergedWith"};
/// What answers add.
constexpr std::array<std::string_view, 16> kPassedOver{
    "id",         "version",   "annualised", "costPerTonne", "costPerUnit", "missing",
    "recordedAt", "actor",     "restores",   "timeliness",   "lastUpdate",  "activities",
    "column",     "changedAt", "changedBy",  "nextUpdateDue"};
constexpr std::array<std::string_view, 3> kRoleMembers{"role", "orgUnit", "name"};
constexpr std::array<std::string_view, 4> kRoles{"primary", "collaborator", "dataProvider",
                                                 "contact"};
constexpr std::array<std::string_view, 2> kManualMembers{"status", "reason"};
constexpr std::array<std::string_view, 5> kTimeliness{"notStarted", "onPlan", "late", "done",
                                                      "cancelled"};
constexpr std::array<std::string_view, 5> kEffectMembers{"keyFigure", "change", "fromYear",
                                                         "fullYear", "confidence"};

void read_dates(const Members& members, Measure& measure) {
  measure.start = members.text("start", 10);
  measure.end = members.text("end", 10);
  bool dates = true;
  for (const auto& [member, text] :
       {std::pair{"start", &measure.start}, std::pair{"end", &measure.end}}) {
    if (text->empty() || is_date(*text)) continue;
    dates = false;
    members.fault(member, "not-a-date",
                  {"Ska vara ett datum: 2026, 2026-03 eller 2026-03-01.",
                   "Must be a date: 2026, 2026-03 or 2026-03-01."});
  }
  if (!dates || measure.start.empty() || measure.end.empty()) return;
  const auto common = std::min(measure.start.size(), measure.end.size());
  if (measure.end.substr(0, common) < measure.start.substr(0, common))
    members.fault("end", "out-of-range",
                  {"Slutet ligger före början.", "The end is before the start."});
}

MeasureEffect read_effect(const Members& members, const KnowsKeyFigure& knows) {
  MeasureEffect effect;
  effect.key_figure = members.text("keyFigure", 100, true);
  if (!effect.key_figure.empty() && !knows(effect.key_figure))
    members.fault("keyFigure", "unknown-key-figure",
                  {"Det finns inget sådant nyckeltal.", "There is no such key figure."});
  const auto change = members.number("change", -kMostChange, kMostChange);
  if (!change)
    members.fault("change", "missing-member",
                  {"Ange förändringen i nyckeltalets enhet, eller utelämna effekten.",
                   "Give the change in the key figure's unit, or leave the effect out."});
  effect.change = change.value_or(0.0);
  const auto from = members.year("fromYear");
  if (!from && members.find("fromYear") == nullptr)
    members.fault(
        "fromYear", "missing-member",
        {"Ange det första året med någon effekt.", "Give the first year with an effect."});
  effect.from_year = from.value_or(0);
  effect.full_year = members.year("fullYear").value_or(effect.from_year);
  if (from && effect.full_year < *from)
    members.fault("fullYear", "out-of-range",
                  {"Full effekt kan inte komma före den första.",
                   "The full effect cannot come before the first."});
  const auto word = members.text("confidence", 20);
  const auto confidence = word.empty() ? Confidence::kMedium : parse_confidence(word);
  if (!confidence)
    members.fault("confidence", "unknown-value",
                  {"Ska vara high, medium eller low.", "Must be high, medium or low."});
  effect.confidence = confidence.value_or(Confidence::kMedium);
  members.refuse_others(kEffectMembers);
  return effect;
}

void read_effects(const Members& members, const KnowsKeyFigure& knows, Measure& measure,
                  std::vector<MeasureFault>& faults) {
  const auto* list = members.find("effects");
  if (list == nullptr) return;
  if (!list->is_array() || list->size() > kMostEffects) {
    members.fault("effects", "wrong-type",
                  {fmt::format("Ska vara en lista med högst {} effekter.", kMostEffects),
                   fmt::format("Must be a list of at most {} effects.", kMostEffects)});
    return;
  }
  for (std::size_t i = 0; i < list->size(); ++i) {
    const auto path = fmt::format("/effects/{}", i);
    const Members effect{(*list)[i], path, faults};
    if (!(*list)[i].is_object()) {
      effect.fault("", "wrong-type", {"Ska vara ett objekt.", "Must be an object."});
      continue;
    }
    auto read = read_effect(effect, knows);
    if (std::ranges::any_of(measure.effects, [&](const MeasureEffect& before) {
          return before.key_figure == read.key_figure;
        }))
      effect.fault("keyFigure", "repeated",
                   {"Nyckeltalet har redan en effekt.", "The key figure has an effect already."});
    measure.effects.push_back(std::move(read));
  }
}

void read_source(const Members& members, Measure& measure, std::vector<MeasureFault>& faults) {
  const auto* source = members.find("source");
  if (source == nullptr) return;
  if (!source->is_object()) {
    members.fault("source", "wrong-type", {"Ska vara ett objekt.", "Must be an object."});
    return;
  }
  const Members inner{*source, "/source", faults};
  measure.source.text = inner.text("text", 10'000);
  measure.source.document = inner.text("document", 1'000);
  inner.refuse_others(std::array<std::string_view, 2>{"text", "document"});
}

void read_roles(const Members& members, Measure& measure) {
  const auto* list = members.list("roles", kMostRoles);
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const auto inner = members.item(*list, "roles", i);
    if (!inner) continue;
    MeasureRole role;
    role.kind =
        parse_measure_role(inner->word("role", kRoles, true)).value_or(MeasureRole::Kind::kContact);
    role.org_unit = inner->text("orgUnit", 100);
    role.name = inner->text("name", 1'000);
    if (role.org_unit.empty() && role.name.empty())
      inner->fault("orgUnit", "missing-member",
                   {"Ange förvaltning eller namn.", "Give an administration or a name."});
    inner->refuse_others(kRoleMembers);
    measure.roles.push_back(std::move(role));
  }
}

void read_follow_up(const Members& members, Measure& measure) {
  measure.code = members.text("code", 100);
  measure.rs_mandate = members.truth("rsMandate");
  read_roles(members, measure);
  measure.funding = members.text("funding", 10'000);
  measure.goals = members.texts("goals", kMostGoals, 200);
  measure.merged_with = members.text("mergedWith", 200);
  const auto manual = members.object("manualTimeliness");
  if (!manual) return;
  ManualTimeliness read;
  read.status =
      parse_timeliness(manual->word("status", kTimeliness, true)).value_or(Timeliness::kOnPlan);
  read.reason = manual->text("reason", 50'000, true);
  manual->refuse_others(kManualMembers);
  measure.manual_timeliness = std::move(read);
}

}  // namespace

tl::expected<Measure, std::vector<MeasureFault>> read_measure(const json& body,
                                                              const KnowsKeyFigure& knows) {
  std::vector<MeasureFault> faults;
  if (!body.is_object()) {
    faults.push_back({"", "wrong-type", {"Ska vara ett JSON-objekt.", "Must be a JSON object."}});
    return tl::unexpected{std::move(faults)};
  }
  const Members members{body, "", faults};
  Measure measure;
  measure.name = members.text("name", 500, true);
  measure.description = members.text("description", 50'000);
  const auto word = members.text("state", 20);
  const auto state = word.empty() ? MeasureState::kProposed : parse_measure_state(word);
  if (!state)
    members.fault("state", "unknown-value",
                  {"Ska vara proposed, investigated, decided, ongoing, done, verified, cancelled "
                   "eller postponed.",
                   "Must be proposed, investigated, decided, ongoing, done, verified, cancelled or "
                   "postponed."});
  measure.state = state.value_or(MeasureState::kProposed);
  measure.org_unit = members.text("orgUnit", 100);
  read_dates(members, measure);
  measure.investment = members.number("investment", 0, kMostMoney);
  measure.annual_cost = members.number("annualCost", 0, kMostMoney);
  measure.annual_saving = members.number("annualSaving", 0, kMostMoney);
  measure.lifetime = members.number("lifetime", 0.1, kMostYears);
  measure.co2e_tonnes = members.number("co2eTonnes", -kMostTonnes, kMostTonnes);
  measure.overlap_group = members.text("overlapGroup", 200);
  read_effects(members, knows, measure, faults);
  read_source(members, measure, faults);
  read_follow_up(members, measure);
  members.refuse_others(kMembers, kPassedOver);
  if (!faults.empty()) return tl::unexpected{std::move(faults)};
  return measure;
}

}  // namespace tertil::plans
