#include "service/figures/forecast_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "analytics/decimals.hpp"
#include "service/figures/ranking_words.hpp"

namespace tertil::figures {
namespace {

constexpr int kTestedAhead = static_cast<int>(analytics::kTestedYearsAhead);

void append(Text& text, const Text& more) {
  text.sv += ' ' + more.sv;
  text.en += ' ' + more.en;
}

/// Rounded as pages show it: a forecast has no more decimals than that.
std::string shown(double value, const KeyFigure& definition, Language language) {
  return spoken(analytics::round_to(value, definition.decimals), definition.decimals, language);
}

std::string percent(double probability, Language language) {
  const bool swedish = language == Language::kSwedish;
  if (probability < 0.01) return swedish ? "under 1\u00a0%" : "below 1\u00a0%";
  if (probability > 0.99) return swedish ? "över 99\u00a0%" : "above 99\u00a0%";
  constexpr double kTellDecimalBelow = 0.2;
  const int decimals = probability < kTellDecimalBelow ? 1 : 0;
  const auto rounded = analytics::round_to(probability * 100, decimals);
  // What is below a limit of the rule must not be told as the limit.
  const bool just_below = std::ranges::any_of(
      std::array{analytics::kVeryUnlikely, analytics::kLikely}, [&](double limit) {
        return probability < limit && rounded >= analytics::round_to(limit * 100, 0);
      });
  const std::string_view almost = swedish ? "knappt " : "just under ";
  return fmt::format("{}{}\u00a0%", just_below ? almost : "", spoken(rounded, 0, language));
}

Text value_words(const FigureForecast& answer) {
  const auto& definition = answer.figure->definition;
  const auto& made = *answer.forecast;
  const auto said = [&](Language language, std::string_view between) {
    return fmt::format(
        "{}\u00a0{} {} ({}–{} {} {:.0f}\u00a0%)", shown(made.value, definition, language),
        definition.unit, answer.year, shown(made.interval.low, definition, language),
        shown(made.interval.high, definition, language), between, made.interval.level * 100);
  };
  return {fmt::format("Prognos för {}: {}.", answer.region->name,
                      said(Language::kSwedish, "med sannolikheten")),
          fmt::format("Forecast for {}: {}.", answer.region->name,
                      said(Language::kEnglish, "with a probability of"))};
}

Text target_words(const FigureForecast& answer) {
  const auto& definition = answer.figure->definition;
  const auto& target = *answer.target;
  const auto goal = [&](Language language) {
    return spoken_as_stored(target.value, language) + "\u00a0" + definition.unit;
  };
  Text text;
  if (answer.target_probability)
    text = {fmt::format("Målet {} {} nås med sannolikheten {}.", goal(Language::kSwedish),
                        target.year, percent(*answer.target_probability, Language::kSwedish)),
            fmt::format("The target of {} in {} is met with a probability of {}.",
                        goal(Language::kEnglish), target.year,
                        percent(*answer.target_probability, Language::kEnglish))};
  else
    text = {fmt::format("Målet är {} {}.", goal(Language::kSwedish), target.year),
            fmt::format("The target is {} in {}.", goal(Language::kEnglish), target.year)};
  if (answer.outlook && *answer.outlook != analytics::Outlook::kNotAssessable)
    append(text, {fmt::format("Utsikt: {}.", word(*answer.outlook).sv),
                  fmt::format("Outlook: {}.", word(*answer.outlook).en)});
  if (answer.outlook == analytics::Outlook::kAchieved) {
    const auto& latest = answer.history.back();
    const auto today = [&](Language language) {
      return spoken_as_stored(latest.value, language) + "\u00a0" + definition.unit;
    };
    append(text, {fmt::format("Det är nått redan i dag, med {} {}.", today(Language::kSwedish),
                              latest.year),
                  fmt::format("It is met already today, with {} in {}.", today(Language::kEnglish),
                              latest.year)});
  }
  if (answer.required_pace) {
    const Text unit = definition.unit == "%" ? Text{"procentenheter", "percentage points"}
                                             : Text{definition.unit, definition.unit};
    const auto pace = [&](Language language) {
      return fmt::format("{}{}\u00a0{}", *answer.required_pace > 0 ? "+" : "",
                         spoken(analytics::round_to(*answer.required_pace, definition.decimals + 1),
                                definition.decimals, language),
                         unit.in(language));
    };
    append(text, {fmt::format("Det kräver {} per år från {}.", pace(Language::kSwedish),
                              answer.history.back().year),
                  fmt::format("It takes {} a year from {}.", pace(Language::kEnglish),
                              answer.history.back().year)});
  }
  return text;
}

Text method_words(const FigureForecast& answer) {
  const auto& choice = answer.choice;
  const auto& name = name_of(choice.method);
  if (!answer.compared_on)
    return {fmt::format("Metod: {}. Färre än {} regioner har serier att pröva metoder på, så den "
                        "enklaste används.",
                        name.sv, analytics::kFewestSeriesToCompare),
            fmt::format("Method: {}. Fewer than {} regions have series to test methods on, so the "
                        "simplest is used.",
                        name.en, analytics::kFewestSeriesToCompare)};
  Text verdict{"ingen annan metod har varit säkert bättre än det senaste värdet",
               "no other method has been surely better than the last value"};
  if (choice.beats_last_value && choice.beats_straight_line)
    verdict = {"den har haft mindre fel än både det senaste värdet och den räta linjen",
               "its errors have been less than those of the last value and the straight line"};
  else if (choice.beats_last_value)
    verdict = {"den har haft mindre fel än det senaste värdet, och ingen metod har slagit den",
               "its errors have been less than those of the last value, and no method has beaten "
               "it"};
  const auto& basis = *answer.compared_on;
  return {fmt::format("Metod: {}; {}, i {} prognoser för {} regioner {}–{}.", name.sv, verdict.sv,
                      basis.forecasts, basis.series, basis.first_year, basis.last_year),
          fmt::format("Method: {}; {}, in {} forecasts for {} regions {}–{}.", name.en, verdict.en,
                      basis.forecasts, basis.series, basis.first_year, basis.last_year)};
}

Text series_words(const FigureForecast& answer) {
  const auto& name = word(*answer.series);
  const auto n = answer.history.size();
  const auto first = answer.history.front().year;
  const auto last = answer.history.back().year;
  return {fmt::format("Serie: {}, {} värden {}–{}.", name.sv, n, first, last),
          fmt::format("Series: {}, {} values {}–{}.", name.en, n, first, last)};
}

Text rank_words(const RankOutlook& rank, int year) {
  return {fmt::format("När alla regioner får en prognos blir platsen {} {} av {} ({}–{}).", year,
                      rank.rank, rank.n, rank.low, rank.high),
          fmt::format("With every region forecast, the rank in {} is {} of {} ({}–{}).", year,
                      rank.rank, rank.n, rank.low, rank.high)};
}

}  // namespace

const Text& name_of(analytics::ForecastMethod method) {
  static const Text last{"senaste värdet", "last value"};
  static const Text line{"rät linje", "straight line"};
  static const Text half{"halva lutningen", "half slope"};
  static const Text robust{"robust linje", "robust line"};
  switch (method) {
    case analytics::ForecastMethod::kLastValue: return last;
    case analytics::ForecastMethod::kStraightLine: return line;
    case analytics::ForecastMethod::kHalfSlope: return half;
    case analytics::ForecastMethod::kRobustLine: return robust;
  }
  return last;
}

const Text& word(analytics::Outlook outlook) {
  static const Text achieved{"Uppnått", "Achieved"};
  static const Text on_track{"På väg", "On track"};
  static const Text at_risk{"Risk", "At risk"};
  static const Text will_not{"Når inte målet", "Will not reach the target"};
  static const Text unknown{"Kan inte bedömas", "Cannot be assessed"};
  switch (outlook) {
    case analytics::Outlook::kAchieved: return achieved;
    case analytics::Outlook::kOnTrack: return on_track;
    case analytics::Outlook::kAtRisk: return at_risk;
    case analytics::Outlook::kWillNotReach: return will_not;
    case analytics::Outlook::kNotAssessable: return unknown;
  }
  return unknown;
}

const Text& outlook_rule() {
  static const Text rule{
      "Utsikten följer sannolikheten att nå målet i dess år: minst 67\u00a0% är På väg, "
      "10–67\u00a0% Risk, "
      "under 10\u00a0% Når inte målet. Uppnått är ett värde som redan når målet. Finns ingen "
      "prognos "
      "avgör hur stor del av vägen som är gjord.",
      "The outlook follows the probability of meeting the target in its year: at least 67\u00a0% "
      "is On "
      "track, 10–67\u00a0% At risk, below 10\u00a0% Will not reach the target. Achieved is a value "
      "that "
      "meets the target already. Without a forecast, the share of the way that is done decides."};
  return rule;
}

Text why_refused(const FigureForecast& answer, analytics::ForecastRefusal refusal) {
  const auto& name = answer.region->name;
  switch (refusal) {
    case analytics::ForecastRefusal::kTooFewPoints:
      return {fmt::format("Ingen prognos: {} har {} värden och minst {} behövs.", name,
                          answer.history.size(), analytics::kFewestForForecast),
              fmt::format("No forecast: {} has {} values and at least {} are needed.", name,
                          answer.history.size(), analytics::kFewestForForecast)};
    case analytics::ForecastRefusal::kTooFewSinceBreak:
      return {fmt::format("Ingen prognos: serien bryts {} och minst {} värden behövs efter det.",
                          answer.series_break.value_or(0), analytics::kFewestForForecast),
              fmt::format("No forecast: the series is broken in {} and at least {} values are "
                          "needed after that.",
                          answer.series_break.value_or(0), analytics::kFewestForForecast)};
    case analytics::ForecastRefusal::kNotAhead:
      return {fmt::format("Ingen prognos: {} är inte efter det senaste värdet ({}).", answer.year,
                          answer.history.back().year),
              fmt::format("No forecast: {} is not after the latest value ({}).", answer.year,
                          answer.history.back().year)};
    case analytics::ForecastRefusal::kOutsideSupport:
      return {"Ingen prognos: ett värde ligger utanför det som nyckeltalet kan vara.",
              "No forecast: a value lies outside of what the key figure can be."};
  }
  return {"Ingen prognos.", "No forecast."};
}

Text describe(const FigureForecast& answer) {
  auto text = answer.refused ? *answer.refused : value_words(answer);
  if (answer.target) append(text, target_words(answer));
  if (answer.series && !answer.history.empty()) append(text, series_words(answer));
  if (answer.refused) return text;
  append(text, method_words(answer));
  if (answer.series_break)
    append(text,
           {fmt::format("Värden före {} är inte jämförbara och är inte med.", *answer.series_break),
            fmt::format("Values before {} cannot be compared and take no part.",
                        *answer.series_break)});
  if (answer.compared_on && answer.year - answer.forecast->latest.year > kTestedAhead)
    append(text, {fmt::format("Metoden är prövad högst {} år framåt.", kTestedAhead),
                  fmt::format("The method has been tested {} years ahead at most.", kTestedAhead)});
  if (answer.rank) append(text, rank_words(*answer.rank, answer.year));
  return text;
}

}  // namespace tertil::figures
