#include "service/figures/similar_regions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analytics/decimals.hpp"
#include "analytics/similar_regions.hpp"
#include "service/figures/ranking_words.hpp"

namespace tertil::figures {
namespace {

constexpr int kDistanceDecimals = 4;
constexpr int kYearsBack = 5;  ///< How far back the text looks for where a green region came from.

/// The newest year up to `year` in which the region's inhabitants are known; else the first known.
std::optional<int> population_year(const Snapshot& snapshot, const Region& region, int year) {
  std::optional<int> chosen;
  for (const auto& population : snapshot.populations) {
    if (population.region != region.code) continue;
    if (!chosen || (population.year <= year && population.year > *chosen)) chosen = population.year;
  }
  return chosen;
}

std::vector<analytics::RegionFeatures> features_of(const Snapshot& snapshot,
                                                   std::optional<int> year) {
  std::vector<analytics::RegionFeatures> features(snapshot.regions.size(),
                                                  analytics::RegionFeatures(1));
  for (const auto& population : snapshot.populations) {
    const auto area = snapshot.area(population.region);
    if (!area || *area == snapshot.country() || population.year != year || population.value <= 0)
      continue;
    features[static_cast<std::size_t>(*area)][0] = std::log(population.value);
  }
  return features;
}

int newest_year(const Figure& figure) {
  const auto span = figure.years();
  if (!span) return 0;
  for (int year = span->second; year >= span->first; --year)
    if (const auto series = figure.ranking_series(year);
        series && figure.table(*series)->regions_with_value(year) > 1)
      return year;
  return span->second;
}

/// Value, rank and series of each region, asked for one at a time.
class Standing {
 public:
  Standing(const Snapshot& snapshot, const LikeRegions& answer)
      : snapshot_{snapshot},
        table_{answer.series ? answer.figure->table(*answer.series) : nullptr},
        ranked_{ranked_values(snapshot, table_, answer.year)} {
    if (const auto polarity = orientation(answer.figure->definition.polarity);
        polarity && ranked_.values.size() > 1)
      placements_ = analytics::place(ranked_.values, *polarity, answer.scheme);
  }

  [[nodiscard]] LikeRegion of(std::size_t index, double distance) const {
    const auto& region = snapshot_.regions[index];
    LikeRegion found{region.code, region.name, distance, {}, {}, {}, {}};
    const auto area = static_cast<Eigen::Index>(index);
    if (const auto at = std::ranges::find(ranked_.areas, area); at != ranked_.areas.end()) {
      const auto i = static_cast<std::size_t>(at - ranked_.areas.begin());
      found.value = ranked_.values[i];
      if (!placements_.empty()) {
        found.rank = placements_[i].rank;
        found.rank_class = placements_[i].rank_class;
      }
    }
    if (table_ == nullptr) return found;
    for (int year = table_->first_year(); year <= table_->last_year(); ++year)
      if (const auto* cell = table_->cell(area, year); cell != nullptr && cell->value)
        found.history.push_back({year, *cell->value});
    return found;
  }

 private:
  const Snapshot& snapshot_;
  const SeriesTable* table_;
  RankedValues ranked_;
  std::vector<analytics::Placement> placements_;
};

/// "Region Kalmar län (70,1 till 87,6 % sedan 2018)".
std::string with_way(const LikeRegion& region, const LikeRegions& answer, Language language) {
  const auto& definition = answer.figure->definition;
  const auto now = spoken(*region.value, definition.decimals, language);
  const analytics::YearValue* earlier = nullptr;
  for (const auto& point : region.history)
    if (point.year >= answer.year - kYearsBack && point.year < answer.year) {
      earlier = &point;
      break;
    }
  if (earlier == nullptr) return fmt::format("{} ({}\u00a0{})", region.name, now, definition.unit);
  const bool swedish = language == Language::kSwedish;
  return fmt::format("{} ({} {} {}\u00a0{} {} {})", region.name,
                     spoken(earlier->value, definition.decimals, language), swedish ? "till" : "to",
                     now, definition.unit, swedish ? "sedan" : "since", earlier->year);
}

const Text& colour(RankClass rank_class) {
  static const Text green{"grön", "green"};
  static const Text yellow{"gul", "yellow"};
  static const Text red{"röd", "red"};
  if (rank_class == RankClass::kGreen) return green;
  return rank_class == RankClass::kYellow ? yellow : red;
}

Text in_words(const LikeRegions& answer) {
  if (answer.regions.empty())
    return {"Inga uppgifter att jämföra regioner efter finns i lagret.",
            "The store has nothing to compare regions by."};
  std::string names;
  for (const auto& region : answer.regions) names += (names.empty() ? "" : ", ") + region.name;
  const int counted = answer.features.front().year.value_or(0);
  Text text{
      fmt::format("Närmast {} i antal invånare {}: {}.", answer.region->name, counted, names),
      fmt::format("Nearest {} in inhabitants in {}: {}.", answer.region->name, counted, names)};
  if (!answer.own.rank_class) {
    text.sv +=
        fmt::format(" Ingen färgklass kan beräknas för {} {}.", answer.region->name, answer.year);
    text.en += fmt::format(" No colour class can be computed for {} in {}.", answer.region->name,
                           answer.year);
    return text;
  }
  std::string sv;
  std::string en;
  for (const auto& region : answer.regions) {
    if (region.rank_class != RankClass::kGreen || !region.value) continue;
    sv += (sv.empty() ? "" : ", ") + with_way(region, answer, Language::kSwedish);
    en += (en.empty() ? "" : ", ") + with_way(region, answer, Language::kEnglish);
  }
  const auto& own = colour(*answer.own.rank_class);
  text.sv += fmt::format(" {} är {} {}.", answer.region->name, own.sv, answer.year);
  text.en += fmt::format(" {} is {} in {}.", answer.region->name, own.en, answer.year);
  text.sv += sv.empty() ? " Ingen av dem är grön." : fmt::format(" Gröna av dem: {}.", sv);
  text.en += en.empty() ? " None of them is green." : fmt::format(" Green of them: {}.", en);
  return text;
}

}  // namespace

Result<LikeRegions> similar_regions(const Snapshot& snapshot, const LikeRegionsQuery& query) {
  const auto* figure = snapshot.figure(query.key_figure);
  if (figure == nullptr) return unknown_key_figure(query.key_figure);
  const auto area = snapshot.area(query.region);
  const auto* region = snapshot.region(query.region);
  if (!area || region == nullptr) return unknown_area(query.region);

  LikeRegions answer;
  answer.figure = figure;
  answer.region = region;
  answer.year = query.year.value_or(newest_year(*figure));
  answer.series = query.series ? query.series : figure->ranking_series(answer.year);
  answer.scheme = query.scheme;
  answer.as_of = snapshot.as_of;
  answer.missing_features = {
      {"premisesPerInhabitant", {"Lokalyta per invånare", "Premises per inhabitant"}, {}},
      {"heatingClimate", {"Uppvärmningsklimat (graddagar)", "Heating climate (degree days)"}, {}}};
  const LikenessFeature population{"population",
                                   {"Antal invånare", "Inhabitants"},
                                   population_year(snapshot, *region, answer.year)};
  (population.year ? answer.features : answer.missing_features).push_back(population);

  const auto own = static_cast<std::size_t>(*area);
  const Standing standing{snapshot, answer};
  answer.own = standing.of(own, 0.0);
  for (const auto& like :
       analytics::similar_regions(features_of(snapshot, population.year), own, query.count))
    answer.regions.push_back(
        standing.of(like.index, analytics::round_to(like.distance, kDistanceDecimals)));
  answer.text = in_words(answer);
  if (answer.series) answer.source = attribution(*figure, *answer.series);
  return answer;
}

}  // namespace tertil::figures
