#include "service/reports/plan_tables.hpp"

#include <fmt/format.h>

#include "service/figures/ranking_words.hpp"
#include "service/plans/measure_costs.hpp"
#include "service/reports/table_parts.hpp"

namespace tertil::reports {
namespace {

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

/// A number that somebody has stated, or that it is missing.
TableCell known_cell(const std::optional<double>& value) { return value_cell(value, {}); }

Column number_column(std::string key, Text header, std::string unit, int decimals = -1) {
  return {std::move(key), std::move(header), Role::kMeasure, std::move(unit), decimals};
}

std::string effects_of(const Measure& measure, const figures::Snapshot& snapshot,
                       Language language) {
  std::string all;
  for (const auto& effect : measure.effects) {
    const auto* figure = snapshot.figure(effect.key_figure);
    const auto name = figure != nullptr ? figure->definition.name.in(language) : effect.key_figure;
    auto unit = figure != nullptr ? figure->definition.unit : std::string{};
    if (unit == "%") unit = Text{"procentenheter", "percentage points"}.in(language);
    if (!all.empty()) all += "; ";
    all += fmt::format("{}: {}{} {} ({}–{})", name, effect.change > 0 ? "+" : "",
                       figures::spoken_as_stored(effect.change, language), unit, effect.from_year,
                       effect.full_year);
  }
  return all;
}

std::string missing_of(const plans::MeasureCosts& costs, Language language) {
  std::string all;
  for (const auto& text : costs.missing) all += (all.empty() ? "" : " ") + text.in(language);
  return all;
}

}  // namespace

Table measures_table(const MeasureList& list, const figures::Snapshot& snapshot,
                     Language language) {
  Table table;
  table.name = fmt::format("atgarder-{}", list.plan.id);
  table.title = {fmt::format("Åtgärder: {}", list.plan.name),
                 fmt::format("Measures: {}", list.plan.name)};
  table.language = language;
  table.as_of = list.as_of;
  table.source = {list.plan.source.document, list.plan.source.document};
  table.processing = figures::own_processing();
  table.notes = {
      {{"Kalkylränta", "Discount rate"},
       {figures::spoken_as_stored(list.rate, Language::kSwedish),
        figures::spoken_as_stored(list.rate, Language::kEnglish)}},
      {{"Kostnad per år", "Cost a year"},
       {"Investeringen fördelad på livslängden med kalkylräntan, plus drift, minus besparing. "
        "Okänt räknas aldrig som noll.",
        "The investment spread over its lifetime at the discount rate, plus running cost, minus "
        "saving. Unknown never counts as zero."}}};
  table.columns = {
      {"id", {"Id", "Id"}, Role::kDimension, {}, -1},
      text_column("name", {"Åtgärd", "Measure"}),
      text_column("state", {"Läge", "State"}),
      text_column("orgUnit", {"Ansvarig enhet", "Responsible unit"}),
      text_column("start", {"Börjar", "Starts"}),
      text_column("end", {"Slutar", "Ends"}),
      number_column("investment", {"Investering", "Investment"}, "SEK"),
      number_column("annualCost", {"Drift per år", "Running cost a year"}, "SEK"),
      number_column("annualSaving", {"Besparing per år", "Saving a year"}, "SEK"),
      number_column("lifetime", {"Livslängd", "Lifetime"}, {"år"}),
      number_column("co2eTonnes", {"Undvikna ton CO₂e per år", "Tonnes of CO₂e avoided a year"},
                    "ton"),
      number_column("annualised", {"Kostnad per år", "Cost a year"}, "SEK", 0),
      number_column("costPerTonne", {"Kostnad per ton CO₂e", "Cost per tonne of CO₂e"}, "SEK/ton",
                    0),
      text_column("missing", {"Saknas för en kostnad", "Missing for a cost"}),
      text_column("effects", {"Effekter", "Effects"}),
      text_column("overlapGroup", {"Grupp som överlappar", "Overlap group"}),
      text_column("sourceDocument", {"Dokument", "Document"}),
      text_column("example", {"Exempeldata", "Example data"})};
  for (const auto& version : list.measures) {
    const auto& measure = version.measure;
    const auto costs = plans::costs_of(measure, snapshot, list.rate);
    table.rows.push_back(
        {version.id, measure.name, word(measure.state).in(language), text_cell(measure.org_unit),
         text_cell(measure.start), text_cell(measure.end), known_cell(measure.investment),
         known_cell(measure.annual_cost), known_cell(measure.annual_saving),
         known_cell(measure.lifetime), known_cell(measure.co2e_tonnes),
         known_cell(costs.annualised), known_cell(costs.per_tonne),
         text_cell(missing_of(costs, language)), text_cell(effects_of(measure, snapshot, language)),
         text_cell(measure.overlap_group), text_cell(measure.source.document),
         text_cell(measure.example ? "Exempeldata" : "")});
  }
  return table;
}

}  // namespace tertil::reports
