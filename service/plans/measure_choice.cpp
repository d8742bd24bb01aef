#include "service/plans/measure_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "analytics/investment_choice.hpp"
#include "service/figures/ranking_words.hpp"
#include "service/plans/measure_costs.hpp"

namespace tertil::plans {
namespace {

using store::MeasureVersion;

constexpr double kTenthOfMillion = 100'000.0;

Text overlapped() {
  return {"Överlappar en åtgärd som ger mer", "Overlaps a measure that gives more"};
}

bool takes_part(const Measure& measure) { return measure.state != MeasureState::kCancelled; }

bool can_be_chosen(const Measure& measure) {
  return takes_part(measure) && measure.state != MeasureState::kDone &&
         measure.state != MeasureState::kVerified;
}

std::string whole(double number, Language language) {
  return figures::spoken_as_stored(std::round(number), language);
}

/// "8 mnkr", "19,5 mnkr".
std::string millions(double sek, Language language) {
  const double shown = std::round(sek / kTenthOfMillion) / 10.0;
  return figures::spoken_as_stored(shown, language) +
         (language == Language::kSwedish ? "\u00a0mnkr" : "\u00a0MSEK");
}

Text describe(const CostCurve& curve) {
  if (curve.steps.empty())
    return {"Ingen åtgärd har både kostnad och minskade utsläpp att räkna med.",
            "No measure has both a cost and avoided emissions to reckon with."};
  const auto free = std::ranges::count_if(
      curve.steps, [](const analytics::CurveStep& step) { return step.cost_per_tonne <= 0; });
  const auto tonnes = curve.steps.back().to;
  return {
      fmt::format("{} åtgärder minskar utsläppen med {}\u00a0ton CO2e per år; {} av dem sparar "
                  "minst så mycket som de kostar.",
                  curve.steps.size(), whole(tonnes, Language::kSwedish), free),
      fmt::format("{} measures avoid {}\u00a0tonnes of CO2e a year; {} of them save at least what "
                  "they cost.",
                  curve.steps.size(), whole(tonnes, Language::kEnglish), free)};
}

std::vector<Text> why_apart(analytics::ApartReason reason, const Measure& measure) {
  if (!takes_part(measure)) return {{"Avbruten", "Cancelled"}};
  auto missing = missing_for_cost(measure);
  if (!missing.empty()) return missing;
  if (reason == analytics::ApartReason::kOverlap) return {overlapped()};
  return {{"Har ingen egen minskning", "Has no reduction of its own"}};
}

/// What stands in the way of choosing a measure; nothing if it can be chosen.
std::vector<Text> hindrances(const Measure& measure) {
  if (!takes_part(measure)) return {{"Avbruten", "Cancelled"}};
  if (!can_be_chosen(measure)) return {{"Redan genomförd", "Done already"}};
  std::vector<Text> missing;
  if (!measure.investment) missing.push_back({"Investering (kr)", "Investment (SEK)"});
  if (!measure.co2e_tonnes)
    missing.push_back(
        {"Minskade utsläpp per år (ton CO2e)", "Emissions avoided a year (tonnes of CO2e)"});
  return missing;
}

Text describe(const BestSet& best, const ChoiceQuery& query) {
  const auto say = [&](Language language) {
    return std::pair{millions(best.investment, language), whole(best.tonnes, language)};
  };
  const auto [sek_sv, tonnes_sv] = say(Language::kSwedish);
  const auto [sek_en, tonnes_en] = say(Language::kEnglish);
  Text text{
      fmt::format("{} åtgärder för {} av ramen {} minskar utsläppen med {}\u00a0ton CO2e per år; "
                  "ingen annan uppsättning inom ramen ger mer.",
                  best.chosen.size(), sek_sv, millions(query.frame, Language::kSwedish), tonnes_sv),
      fmt::format("{} measures for {} of the frame {} avoid {}\u00a0tonnes of CO2e a year; no "
                  "other set within the frame gives more.",
                  best.chosen.size(), sek_en, millions(query.frame, Language::kEnglish),
                  tonnes_en)};
  if (!best.within_frame)
    text = {fmt::format("Det som måste vara med kostar {} och ryms inte i ramen {}.", sek_sv,
                        millions(query.frame, Language::kSwedish)),
            fmt::format("What must be chosen costs {} and does not fit the frame {}.", sek_en,
                        millions(query.frame, Language::kEnglish))};
  return text;
}

Result<void> check_must(const std::vector<MeasureVersion>& measures, const ChoiceQuery& query) {
  for (const auto& id : query.must) {
    const auto found = std::ranges::find(measures, id, &MeasureVersion::id);
    if (found == measures.end())
      return fail(ErrorCode::kNotFound, {"Det finns ingen sådan åtgärd i must.",
                                         "There is no such measure as one in must."});
    const auto missing = hindrances(found->measure);
    if (!missing.empty())
      return fail(ErrorCode::kRefused,
                  {fmt::format("En åtgärd i must kan inte väljas: {}.", missing.front().sv),
                   fmt::format("A measure in must cannot be chosen: {}.", missing.front().en)});
  }
  return {};
}

/// The sum of what the chosen cost a year, per tonne they give together.
std::optional<double> cost_per_tonne(const BestSet& best,
                                     const std::vector<MeasureVersion>& measures,
                                     const figures::Snapshot& snapshot, double rate) {
  double annual = 0;
  for (const auto index : best.chosen) {
    const auto cost = costs_of(measures[index].measure, snapshot, rate).annualised;
    if (!cost) return std::nullopt;
    annual += *cost;
  }
  return best.tonnes > 0 ? std::optional{annual / best.tonnes} : std::nullopt;
}

}  // namespace

std::optional<std::size_t> OverlapGroups::number_of(const std::string& name) {
  if (name.empty()) return std::nullopt;
  const auto found = std::ranges::find(names_, name);
  if (found == names_.end()) {
    names_.push_back(name);
    return names_.size() - 1;
  }
  return static_cast<std::size_t>(found - names_.begin());
}

CostCurve cost_curve(const std::vector<MeasureVersion>& measures, const figures::Snapshot& snapshot,
                     double rate) {
  OverlapGroups groups;
  std::vector<analytics::CurveMeasure> given;
  for (const auto& version : measures) {
    const auto& measure = version.measure;
    if (!takes_part(measure)) {
      given.emplace_back();
      continue;
    }
    given.push_back({costs_of(measure, snapshot, rate).annualised, measure.co2e_tonnes,
                     groups.number_of(measure.overlap_group)});
  }
  const auto found = analytics::abatement_curve(given);
  CostCurve curve;
  curve.steps = found.steps;
  for (const auto& apart : found.apart)
    curve.apart.push_back({apart.index, why_apart(apart.reason, measures[apart.index].measure)});
  curve.text = describe(curve);
  return curve;
}

Result<BestSet> best_set(const std::vector<MeasureVersion>& measures,
                         const figures::Snapshot& snapshot, const ChoiceQuery& query) {
  if (auto checked = check_must(measures, query); !checked) return tl::unexpected{checked.error()};
  OverlapGroups groups;
  BestSet best;
  std::vector<analytics::Investable> candidates;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < measures.size(); ++i) {
    const auto& measure = measures[i].measure;
    auto missing = hindrances(measure);
    if (!missing.empty()) {
      best.not_chosen.push_back({i, std::move(missing)});
      continue;
    }
    const bool must = std::ranges::find(query.must, measures[i].id) != query.must.end();
    candidates.push_back(
        {*measure.investment, *measure.co2e_tonnes, groups.number_of(measure.overlap_group), must});
    places.push_back(i);
  }
  try {
    const auto choice = analytics::choose_investments(candidates, query.frame);
    for (const auto index : choice.chosen) best.chosen.push_back(places[index]);
    best.investment = choice.investment;
    best.tonnes = choice.tonnes;
    best.within_frame = choice.within_frame;
  } catch (const std::length_error&) {
    return fail(
        ErrorCode::kRefused,
        {fmt::format("Det är fler än {} åtgärder att välja mellan.", analytics::kMostToChooseFrom),
         fmt::format("There are more than {} measures to choose between.",
                     analytics::kMostToChooseFrom)});
  }
  for (const auto place : places)
    if (std::ranges::find(best.chosen, place) == best.chosen.end())
      best.not_chosen.push_back(
          {place, {{"Ger mindre för pengarna än de valda", "Gives less for the money"}}});
  std::ranges::sort(best.not_chosen, {}, &SetAside::index);
  best.cost_per_tonne = cost_per_tonne(best, measures, snapshot, query.rate);
  best.text = describe(best, query);
  return best;
}

}  // namespace tertil::plans
