#include "service/figures/certainty.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <tuple>

#include "analytics/decimals.hpp"
#include "service/figures/ranking_words.hpp"

namespace tertil::figures {
namespace {

using analytics::RevisionKind;

bool is_share(const KeyFigure& definition) { return definition.unit == "%"; }

std::uint32_t number_of(const Region& region) {
  std::uint32_t number = 0;
  std::from_chars(region.code.data(), region.code.data() + region.code.size(), number);
  return number;
}

double half_unit(const RankedValues& ranked) {
  int most = 0;
  for (const double value : ranked.values) most = std::max(most, analytics::decimals(value));
  return analytics::round_to(0.5 * std::pow(10.0, -most), most + 1);
}

/// A distance in the key figure's unit; of per cent, percentage points.
std::string distance(double size, const KeyFigure& definition, Language language) {
  const Text points{"procentenheter", "percentage points"};
  return spoken_as_stored(size, language) + "\u00a0" +
         (is_share(definition) ? points.in(language) : definition.unit);
}

Text rounding_words(const RankErrors& errors, const KeyFigure& definition) {
  return {
      fmt::format("Avrundning: ±{}.", distance(errors.rounding, definition, Language::kSwedish)),
      fmt::format("Rounding: ±{}.", distance(errors.rounding, definition, Language::kEnglish))};
}

Text revision_words(const RankErrors& errors, std::size_t settled, const KeyFigure& definition) {
  Text text;
  if (errors.revision) {
    const auto& revision = *errors.revision;
    const bool relative = revision.kind == RevisionKind::kRelative;
    const auto size = [&](Language language) {
      return relative ? spoken(revision.scale * 100, 1, language) + "\u00a0%"
                      : spoken(revision.scale, definition.decimals + 1, language) + "\u00a0" +
                            definition.unit;
    };
    text = {fmt::format("Slutliga värden har skilt sig från de preliminära med {} "
                        "(standardavvikelse, {} värden).",
                        size(Language::kSwedish), revision.pairs),
            fmt::format("Final values have differed from the preliminary ones by {} (standard "
                        "deviation, {} values).",
                        size(Language::kEnglish), revision.pairs)};
  } else {
    text = {fmt::format("Preliminära värden som har blivit slutliga: {}. Minst {} behövs för att "
                        "säga något om revideringar, så inget fel räknas för dem.",
                        settled, analytics::kFewestRevisions),
            fmt::format("Preliminary values that have become final: {}. At least {} are needed to "
                        "say anything of revisions, so no error is counted for them.",
                        settled, analytics::kFewestRevisions)};
  }
  text.sv += errors.preliminary == 0 ? " Inget av årets värden är preliminärt."
                                     : fmt::format(" Preliminära i år: {}.", errors.preliminary);
  text.en += errors.preliminary == 0
                 ? " None of this year's values is preliminary."
                 : fmt::format(" Preliminary this year: {}.", errors.preliminary);
  return text;
}

/// The errors of the table; what each value gets of them is put into `values`.
RankErrors errors_of(const Figure& figure, Series series, int year, const RankedValues& ranked,
                     std::vector<analytics::UncertainValue>& values) {
  const auto& settled = figure.history[static_cast<std::size_t>(series)].settled;
  const auto kind = is_share(figure.definition) ? RevisionKind::kAbsolute : RevisionKind::kRelative;
  RankErrors errors;
  errors.rounding = half_unit(ranked);
  if (const auto spread = analytics::learn_revisions(settled, kind))
    errors.revision = {static_cast<int>(spread->revisions.size()), spread->scale, kind};
  for (std::size_t i = 0; i < values.size(); ++i) {
    auto& error = values[i].error;
    error.half_unit = errors.rounding;
    if (figure.table(series)->cell(ranked.areas[i], year)->status != Status::kPreliminary) continue;
    ++errors.preliminary;
    if (!errors.revision) continue;
    error.revision_scale = errors.revision->scale;
    error.revision_kind = kind;
  }
  const auto rounding = rounding_words(errors, figure.definition);
  const auto revision = revision_words(errors, settled.size(), figure.definition);
  errors.text = {rounding.sv + " " + revision.sv + " Källan anger inget mätfel.",
                 rounding.en + " " + revision.en + " The source states no measurement error."};
  return errors;
}

std::string percent(double probability, Language language) {
  const bool swedish = language == Language::kSwedish;
  if (probability > 0 && probability < 0.005) return swedish ? "under 1\u00a0%" : "below 1\u00a0%";
  if (probability < 1 && probability >= 0.995)
    return swedish ? "över 99\u00a0%" : "above 99\u00a0%";
  return fmt::format("{:.0f}\u00a0%", probability * 100);
}

/// "gul 98 %, röd 2 %": the colours that came up.
std::string colours(const analytics::ClassProbability& probability, Language language) {
  const std::tuple<double, Text> all[] = {{probability.green, {"grön", "green"}},
                                          {probability.yellow, {"gul", "yellow"}},
                                          {probability.red, {"röd", "red"}}};
  std::string list;
  for (const auto& [share, name] : all)
    if (share > 0)
      list += fmt::format("{}{} {}", list.empty() ? "" : ", ", name.in(language),
                          percent(share, language));
  return list;
}

Text places(const analytics::RankCertainty& place, double level) {
  if (place.rank_low == place.rank_high)
    return {fmt::format("ligger kvar på plats {}", place.rank_low),
            fmt::format("stays at rank {}", place.rank_low)};
  return {fmt::format("ligger med {:.0f}\u00a0% sannolikhet på plats {}–{}", level * 100,
                      place.rank_low, place.rank_high),
          fmt::format("lies at rank {}–{} with a probability of {:.0f}\u00a0%", place.rank_low,
                      place.rank_high, level * 100)};
}

Text in_words(const RankCertainties& answer, const Region& region) {
  const auto& definition = answer.figure->definition;
  if (!orientation(definition.polarity))
    return {"Nyckeltalet har ingen bästa ände och rangordnas inte.",
            "The key figure has no best end and is not ranked."};
  if (answer.rows.empty())
    return {fmt::format("Färre än två regioner har ett värde för {}, så ingen plats kan beräknas.",
                        answer.year),
            fmt::format("Fewer than two regions have a value for {}, so no rank can be computed.",
                        answer.year)};
  const auto own = std::ranges::find(answer.rows, region.code, &CertainRow::region);
  if (own == answer.rows.end())
    return {fmt::format("{} har inget värde för {}.", region.name, answer.year),
            fmt::format("{} has no value for {}.", region.name, answer.year)};
  const auto& place = own->place;
  const auto where = places(place, answer.level);
  Text text{
      fmt::format("{} har plats {} av {} och {}.", region.name, place.rank, answer.n, where.sv),
      fmt::format("{} is {} of {} and {}.", region.name, place.rank, answer.n, where.en)};
  if (!place.probability) {
    text.sv += " För få uppgifter för färgklasser: minst nio behövs.";
    text.en += " Too few values for colour classes: at least nine are needed.";
    return text;
  }
  text.sv += fmt::format(" {} färg: {}.", place.sure ? "Säker" : "Osäker",
                         colours(*place.probability, Language::kSwedish));
  text.en += fmt::format(" {} colour: {}.", place.sure ? "Sure" : "Unsure",
                         colours(*place.probability, Language::kEnglish));
  return text;
}

/// Best first, ties by region code, as in the ranking.
void set_rows(const Snapshot& snapshot, const SeriesTable& table, const RankedValues& ranked,
              const analytics::Certainty& found, RankCertainties& answer) {
  for (std::size_t i = 0; i < found.rows.size(); ++i) {
    const auto area = ranked.areas[i];
    const auto& region = snapshot.regions[static_cast<std::size_t>(area)];
    answer.rows.push_back({region.code, region.name, ranked.values[i],
                           table.cell(area, answer.year)->status, found.rows[i].value()});
  }
  std::ranges::stable_sort(answer.rows, {}, [](const CertainRow& row) { return row.place.rank; });
}

}  // namespace

std::string_view to_string(RevisionKind kind) {
  return kind == RevisionKind::kRelative ? "relative" : "absolute";
}

Result<RankCertainties> rank_certainty(const Snapshot& snapshot, const CertaintyQuery& query) {
  const auto* figure = snapshot.figure(query.key_figure);
  if (figure == nullptr) return unknown_key_figure(query.key_figure);
  const auto* region = snapshot.region(query.region);
  if (region == nullptr) return unknown_area(query.region);
  const auto& definition = figure->definition;

  analytics::CertaintyRules rules;
  RankCertainties answer;
  answer.figure = figure;
  answer.year = query.year;
  answer.series = query.series ? query.series : figure->ranking_series(query.year);
  answer.scheme = query.scheme;
  answer.as_of = snapshot.as_of;
  answer.draws = rules.draws;
  answer.seed = rules.seed;
  answer.level = rules.level;

  const auto* table = answer.series ? figure->table(*answer.series) : nullptr;
  const auto ranked = ranked_values(snapshot, table, query.year);
  answer.n = static_cast<int>(ranked.values.size());
  std::vector<analytics::UncertainValue> values;
  for (std::size_t i = 0; i < ranked.values.size(); ++i)
    values.push_back({number_of(snapshot.regions[static_cast<std::size_t>(ranked.areas[i])]),
                      ranked.values[i],
                      {}});
  if (table != nullptr)
    answer.errors = errors_of(*figure, *answer.series, query.year, ranked, values);

  const auto polarity = orientation(definition.polarity);
  if (polarity && answer.n > 1) {
    rules.polarity = *polarity;
    rules.scheme = query.scheme;
    if (definition.minimum) rules.bounds.least = *definition.minimum;
    if (definition.maximum) rules.bounds.most = *definition.maximum;
    set_rows(snapshot, *table, ranked, analytics::rank_certainty(values, rules), answer);
  }
  answer.text = in_words(answer, *region);
  return answer;
}

}  // namespace tertil::figures
