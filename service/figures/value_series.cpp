#include "service/figures/value_series.hpp"

#include <algorithm>

#include "service/figures/ranking_words.hpp"

namespace tertil::figures {
namespace {

SeriesPoint point(const Snapshot& snapshot, const Figure& figure, Eigen::Index area, int year,
                  std::optional<Series> asked) {
  ChosenCell chosen;
  if (asked) {
    const auto* table = figure.table(*asked);
    chosen = {*asked, table != nullptr ? table->cell(area, year) : nullptr};
  } else {
    chosen = snapshot.choose(figure, area, year);
  }

  SeriesPoint point;
  point.year = year;
  if (chosen.cell == nullptr) {
    point.reason = reason_without_cell(figure, asked, year);
    return point;
  }
  point.value = chosen.cell->value;
  point.reason = chosen.cell->reason;
  point.series = chosen.series;
  point.status = chosen.cell->status;
  return point;
}

std::optional<Band> band(const Snapshot& snapshot, const Figure& figure, int year,
                         std::optional<Series> asked, Scheme scheme) {
  const auto series = asked ? asked : figure.ranking_series(year);
  if (!series) return std::nullopt;
  const auto ranked = ranked_values(snapshot, figure.table(*series), year);
  const auto median = analytics::median(ranked.values);
  if (!median || ranked.values.size() < 2) return std::nullopt;  // one region is no field
  Band band;
  band.year = year;
  band.series = *series;
  band.n = static_cast<int>(ranked.values.size());
  band.median = *median;
  const auto polarity = orientation(figure.definition.polarity);
  const auto limits =
      polarity ? analytics::class_boundaries(ranked.values, *polarity, scheme) : std::nullopt;
  if (limits) {
    band.green_yellow = limits->green_yellow;
    band.yellow_red = limits->yellow_red;
    band.low = std::min(limits->green_yellow, limits->yellow_red);
    band.high = std::max(limits->green_yellow, limits->yellow_red);
  }
  return band;
}

AreaSeries named(const Snapshot& snapshot, Eigen::Index area) {
  if (area == snapshot.country()) return {std::string{kCountry}, "Riket", "Riket", {}};
  const auto& region = snapshot.regions[static_cast<std::size_t>(area)];
  return {region.code, region.name, region.short_name, {}};
}

}  // namespace

Result<ValueSeries> value_series(const Snapshot& snapshot, const ValueSeriesQuery& query) {
  const auto* figure = snapshot.figure(query.key_figure);
  if (figure == nullptr) return unknown_key_figure(query.key_figure);
  std::vector<Eigen::Index> areas;
  for (const auto& code : query.areas) {
    const auto area = snapshot.area(code);
    if (!area) return unknown_area(code);
    areas.push_back(*area);
  }
  if (query.areas.empty())
    for (Eigen::Index area = 0; area < snapshot.country(); ++area) areas.push_back(area);

  ValueSeries answer;
  answer.figure = figure;
  answer.series = query.series;
  answer.as_of = snapshot.as_of;
  const auto span = figure->years();
  answer.from = query.from.value_or(span ? span->first : 0);
  answer.to = query.to.value_or(span ? span->second : -1);
  if (query.from && query.to && *query.from > *query.to)
    return fail(ErrorCode::kInvalidInput, {"from är senare än to.", "from is later than to."});
  if (!span) return answer;
  // Nothing is known outside the span; a question about year 1 to 9999 is no reason to say so
  // ten thousand times.
  answer.from = std::max(answer.from, span->first - 1);
  answer.to = std::min(answer.to, span->second + 1);

  for (const auto area : areas) {
    auto series = named(snapshot, area);
    for (int year = answer.from; year <= answer.to; ++year)
      series.points.push_back(point(snapshot, *figure, area, year, query.series));
    answer.areas.push_back(std::move(series));
    for (const auto& target : figure->targets)
      if (snapshot.area(target.region) == area) answer.targets.push_back(target);
  }
  for (int year = answer.from; year <= answer.to; ++year) {
    if (const auto found = band(snapshot, *figure, year, query.series, query.scheme))
      answer.bands.push_back(*found);
    const auto country = point(snapshot, *figure, snapshot.country(), year, query.series);
    if (country.value) answer.country.push_back(country);
  }
  for (const auto series : kAllSeries)
    if (figure->table(series) != nullptr && (!query.series || *query.series == series))
      answer.sources.emplace_back(series, attribution(*figure, series));
  return answer;
}

}  // namespace tertil::figures
