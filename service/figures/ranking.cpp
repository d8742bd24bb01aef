#include "service/figures/ranking.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "analytics/decimals.hpp"
#include "service/figures/ranking_words.hpp"

namespace tertil::figures {
namespace {

const Region& region_at(const Snapshot& snapshot, Eigen::Index area) {
  return snapshot.regions[static_cast<std::size_t>(area)];
}

const Cell* cell_in(const Figure& figure, Series series, Eigen::Index area, int year) {
  const auto* table = figure.table(series);
  return table != nullptr ? table->cell(area, year) : nullptr;
}

std::vector<YearWithValues> years_with_values(const Figure& figure) {
  std::vector<YearWithValues> years;
  const auto span = figure.years();
  if (!span) return years;
  for (int year = span->first; year <= span->second; ++year)
    if (const auto series = figure.ranking_series(year))
      years.push_back({year, *series, figure.table(*series)->regions_with_value(year)});
  return years;
}

/// Ranks of the year before in the same series, by area; for "what changed" beside each row.
struct YearBefore {
  RankedValues ranked;
  std::vector<analytics::Placement> placements;
  [[nodiscard]] std::optional<Previous> of(Eigen::Index area, int year) const {
    const auto at = std::ranges::find(ranked.areas, area);
    if (at == ranked.areas.end()) return std::nullopt;
    const auto i = static_cast<std::size_t>(at - ranked.areas.begin());
    return Previous{year - 1, ranked.values[i], placements.empty() ? 0 : placements[i].rank};
  }
};

void set_boundaries(Ranking& ranking) {
  for (const auto& row : ranking.rows) {
    if (!row.rank_class) return;
    if (*row.rank_class == RankClass::kGreen) ranking.green_yellow = row.value;
    if (*row.rank_class != RankClass::kRed) ranking.yellow_red = row.value;
  }
}

/// Best first, ties by region code; without ranks by region code alone.
void set_rows(const Snapshot& snapshot, const Figure& figure, const RankedValues& ranked,
              Ranking& ranking) {
  const auto polarity = orientation(figure.definition.polarity);
  std::vector<analytics::Placement> placements;
  std::vector<analytics::Thresholds> steps;
  YearBefore before{ranked_values(snapshot, figure.table(*ranking.series), ranking.year - 1), {}};
  if (polarity) {
    placements = analytics::place(ranked.values, *polarity, ranking.scheme);
    steps = analytics::thresholds(ranked.values, *polarity, ranking.scheme);
    before.placements = analytics::place(before.ranked.values, *polarity, ranking.scheme);
    if (const auto limits = analytics::class_limits(ranked.values.size(), ranking.scheme)) {
      ranking.class_limits = {limits->green, limits->yellow};
      ranking.class_sizes = analytics::class_sizes(placements);
    }
  }

  std::vector<std::size_t> order(ranked.values.size());
  std::iota(order.begin(), order.end(), 0);
  if (polarity)
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return placements[i].rank; });

  for (const auto i : order) {
    const auto area = ranked.areas[i];
    const auto& region = region_at(snapshot, area);
    RankedRow row;
    row.region = region.code;
    row.name = region.name;
    row.short_name = region.short_name;
    row.value = ranked.values[i];
    row.status = cell_in(figure, *ranking.series, area, ranking.year)->status;
    row.previous = before.of(area, ranking.year);
    if (row.previous) row.change = analytics::difference(row.value, row.previous->value);
    row.printed = printed_in(cell_in(figure, Series::kPrinted, area, ranking.year), ranking.scheme);
    if (polarity) {
      row.rank = placements[i].rank;
      row.tied = placements[i].tied;
      row.rank_class = placements[i].rank_class;
      row.to_better_class = to_step(steps[i].better);
      row.to_worse_class = to_step(steps[i].worse);
      if (row.printed && !ranking.differs && ranking.n > 1)  // alone, a rank means nothing
        ranking.differs =
            why_different(figure, *row.printed, row.value, row.rank, ranking.n, *ranking.series);
    }
    ranking.rows.push_back(std::move(row));
  }
  set_boundaries(ranking);
}

void set_missing(const Snapshot& snapshot, const Figure& figure, const RankedValues& ranked,
                 Ranking& ranking) {
  const auto* table = ranking.series ? figure.table(*ranking.series) : nullptr;
  for (Eigen::Index area = 0; area < snapshot.country(); ++area) {
    if (std::ranges::find(ranked.areas, area) != ranked.areas.end()) continue;
    const auto& region = region_at(snapshot, area);
    const auto* cell = table != nullptr ? table->cell(area, ranking.year) : nullptr;
    UnrankedRow row;
    row.region = region.code;
    row.name = region.name;
    row.short_name = region.short_name;
    row.reason = cell != nullptr && cell->reason
                     ? *cell->reason
                     : reason_without_cell(figure, ranking.series, ranking.year);
    row.printed = printed_in(cell_in(figure, Series::kPrinted, area, ranking.year), ranking.scheme);
    ranking.missing.push_back(std::move(row));
  }
}

}  // namespace

std::string_view to_string(Scheme scheme) {
  return scheme == Scheme::kThirds ? "thirds" : "quartiles";
}

std::optional<Scheme> parse_scheme(std::string_view text) {
  if (text == "thirds") return Scheme::kThirds;
  if (text == "quartiles") return Scheme::kQuartiles;
  return std::nullopt;
}

std::string_view to_string(RankClass rank_class) {
  switch (rank_class) {
    case RankClass::kGreen: return "green";
    case RankClass::kYellow: return "yellow";
    case RankClass::kRed: return "red";
  }
  return "red";
}

std::optional<analytics::Polarity> orientation(Polarity polarity) {
  switch (polarity) {
    case Polarity::kLow: return analytics::Polarity::kLow;
    case Polarity::kHigh: return analytics::Polarity::kHigh;
    case Polarity::kNone: return std::nullopt;
  }
  return std::nullopt;
}

std::optional<ClassStep> to_step(const std::optional<analytics::Threshold>& found) {
  if (!found) return std::nullopt;
  return ClassStep{found->rank_class, found->value, found->distance};
}

RankedValues ranked_values(const Snapshot& snapshot, const SeriesTable* table, int year) {
  RankedValues ranked;
  if (table == nullptr) return ranked;
  for (Eigen::Index area = 0; area < snapshot.country(); ++area) {
    const auto* cell = table->cell(area, year);
    if (cell == nullptr || !cell->value) continue;
    ranked.areas.push_back(area);
    ranked.values.push_back(*cell->value);
  }
  return ranked;
}

std::optional<RankClass> printed_class(int rank, int of, Scheme scheme) {
  const auto limits = analytics::class_limits(static_cast<std::size_t>(of), scheme);
  if (!limits) return std::nullopt;
  return analytics::class_of(rank, *limits);
}

std::optional<Printed> printed_in(const Cell* cell, Scheme scheme) {
  if (cell == nullptr || !cell->printed_rank || !cell->printed_of) return std::nullopt;
  return Printed{cell->value, *cell->printed_rank, *cell->printed_of,
                 printed_class(*cell->printed_rank, *cell->printed_of, scheme)};
}

Result<Ranking> ranking(const Snapshot& snapshot, const RankingQuery& query) {
  const auto* figure = snapshot.figure(query.key_figure);
  if (figure == nullptr) return unknown_key_figure(query.key_figure);

  Ranking ranking;
  ranking.figure = figure;
  ranking.year = query.year;
  ranking.scheme = query.scheme;
  ranking.as_of = snapshot.as_of;
  ranking.series = query.series ? query.series : figure->ranking_series(query.year);
  ranking.ranked = figure->definition.polarity != Polarity::kNone;
  ranking.available_years = years_with_values(*figure);
  for (const auto series : kAllSeries)
    if (figure->table(series) != nullptr) ranking.available_series.push_back(series);

  const auto* table = ranking.series ? figure->table(*ranking.series) : nullptr;
  const auto ranked = ranked_values(snapshot, table, query.year);
  ranking.n = static_cast<int>(ranked.values.size());
  ranking.median = analytics::median(ranked.values);
  if (ranking.n > 0) set_rows(snapshot, *figure, ranked, ranking);
  set_missing(snapshot, *figure, ranked, ranking);
  if (table != nullptr)
    if (const auto* cell = table->cell(snapshot.country(), query.year)) ranking.country = *cell;
  ranking.text = describe(ranking);
  if (ranking.series) ranking.source = attribution(*figure, *ranking.series);
  return ranking;
}

tl::unexpected<Error> unknown_key_figure(std::string_view id) {
  return fail(ErrorCode::kNotFound,
              {fmt::format("Nyckeltalet ”{}” finns inte. Alla nyckeltal: /api/v1/key-figures", id),
               fmt::format("There is no key figure “{}”. All of them: /api/v1/key-figures", id)});
}

tl::unexpected<Error> unknown_area(std::string_view code) {
  return fail(
      ErrorCode::kNotFound,
      {fmt::format("Regionen ”{}” finns inte. Koderna är länskoder, t.ex. 13 för Halland.", code),
       fmt::format("There is no region “{}”. Codes are county codes, e.g. 13 for Halland.", code)});
}

}  // namespace tertil::figures
