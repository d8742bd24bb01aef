#include "service/figures/what_if.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "service/figures/ranking_words.hpp"

namespace tertil::figures {
namespace {

Text in_words(const WhatIf& answer) {
  const auto& definition = answer.figure->definition;
  const auto said = [&](Language language) {
    return spoken_as_stored(answer.value, language) + "\u00a0" + definition.unit;
  };
  Text text{fmt::format("Med {} hade {} fått plats {} av {}.", said(Language::kSwedish),
                        answer.region->name, answer.rank, answer.n),
            fmt::format("With {}, {} would have been {} of {}.", said(Language::kEnglish),
                        answer.region->name, answer.rank, answer.n)};
  if (answer.tied > 1) {
    text.sv += fmt::format(" Platsen delas av {}.", answer.tied);
    text.en += fmt::format(" The rank is shared by {}.", answer.tied);
  }
  return text;
}

tl::unexpected<Error> out_of_bounds(const KeyFigure& definition, double value) {
  const auto range = [&](Language language) {
    const auto low = definition.minimum ? spoken_as_stored(*definition.minimum, language) : "−∞";
    const auto high = definition.maximum ? spoken_as_stored(*definition.maximum, language) : "∞";
    return low + "–" + high;
  };
  return fail(ErrorCode::kRefused,
              {fmt::format("{}\u00a0{} ligger utanför {}, som nyckeltalet kan ha.",
                           spoken_as_stored(value, Language::kSwedish), definition.unit,
                           range(Language::kSwedish)),
               fmt::format("{}\u00a0{} is outside {}, the range of the key figure.",
                           spoken_as_stored(value, Language::kEnglish), definition.unit,
                           range(Language::kEnglish))});
}

}  // namespace

Result<WhatIf> what_if(const Snapshot& snapshot, const WhatIfQuery& query) {
  const auto* figure = snapshot.figure(query.key_figure);
  if (figure == nullptr) return unknown_key_figure(query.key_figure);
  const auto area = snapshot.area(query.region);
  const auto* region = snapshot.region(query.region);
  if (!area || region == nullptr) return unknown_area(query.region);
  const auto& definition = figure->definition;
  if ((definition.minimum && query.value < *definition.minimum) ||
      (definition.maximum && query.value > *definition.maximum))
    return out_of_bounds(definition, query.value);

  const auto series = query.series ? query.series : figure->ranking_series(query.year);
  const auto* table = series ? figure->table(*series) : nullptr;
  const auto ranked = ranked_values(snapshot, table, query.year);
  const auto own = std::ranges::find(ranked.areas, *area);
  const bool has_value = own != ranked.areas.end();
  const auto polarity = orientation(definition.polarity);
  if (!polarity || ranked.values.size() < (has_value ? 2U : 1U))
    return fail(
        ErrorCode::kRefused,
        {fmt::format("Ingen annan region har något värde att jämföra med för {}.", query.year),
         fmt::format("No other region has a value to compare with for {}.", query.year)});

  const auto index = has_value ? std::optional{static_cast<std::size_t>(own - ranked.areas.begin())}
                               : std::nullopt;
  const auto found = analytics::what_if(ranked.values, index, query.value, *polarity, query.scheme);
  WhatIf answer;
  answer.figure = figure;
  answer.region = region;
  answer.year = query.year;
  answer.series = *series;
  answer.scheme = query.scheme;
  answer.value = query.value;
  answer.n = static_cast<int>(found.n);
  answer.rank = found.after.rank;
  answer.tied = found.after.tied;
  answer.rank_class = found.after.rank_class;
  answer.to_better_class = to_step(found.thresholds.better);
  answer.to_worse_class = to_step(found.thresholds.worse);
  answer.median = found.median;
  if (found.before)
    answer.today =
        WhatIf::Today{ranked.values[*index], found.before->rank, found.before->rank_class};
  for (const auto& shift : found.others) {
    const auto& other = snapshot.regions[static_cast<std::size_t>(ranked.areas[shift.index])];
    answer.others.push_back({other.code, other.name, shift.from, shift.to});
  }
  answer.text = in_words(answer);
  return answer;
}

}  // namespace tertil::figures
