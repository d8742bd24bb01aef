#include "service/figures/movement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "service/figures/movement_words.hpp"
#include "service/figures/ranking_words.hpp"

namespace tertil::figures {
namespace {

constexpr std::array kPreferred{Series::kKolada, Series::kPrinted, Series::kOwn};

std::optional<double> today_of(const Figure& figure, Series series, Eigen::Index area, int year) {
  const auto* table = figure.table(series);
  const auto* cell = table != nullptr ? table->cell(area, year) : nullptr;
  return cell != nullptr ? cell->value : std::nullopt;
}

/// Every region's values, by area.
std::vector<analytics::MovingValue> moving_values(const Snapshot& snapshot, const Figure& figure,
                                                  Series series, int from, int to) {
  std::vector<analytics::MovingValue> values;
  for (Eigen::Index area = 0; area < snapshot.country(); ++area)
    values.push_back(
        {figure.first_published(series, area, from), today_of(figure, series, area, from),
         figure.first_published(series, area, to), today_of(figure, series, area, to)});
  return values;
}

/// The rank among the values that one column of the table has.
std::optional<int> rank_among(const std::vector<analytics::MovingValue>& values, std::size_t own,
                              std::optional<double> analytics::MovingValue::*column,
                              analytics::Polarity polarity) {
  const auto mine = values[own].*column;
  if (!mine) return std::nullopt;
  return 1 + static_cast<int>(std::ranges::count_if(values, [&](const auto& value) {
           return value.*column && analytics::is_better(*(value.*column), *mine, polarity);
         }));
}

std::vector<NamedRegion> named(const Snapshot& snapshot, const std::vector<std::size_t>& indices) {
  std::vector<NamedRegion> regions;
  regions.reserve(indices.size());
  for (const auto i : indices)
    regions.push_back({snapshot.regions[i].code, snapshot.regions[i].name});
  return regions;
}

void set_revised(const Snapshot& snapshot, const std::vector<analytics::MovingValue>& values,
                 RankMovement& answer) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto& region = snapshot.regions[i];
    const auto& value = values[i];
    if (value.from_published != value.from_today)
      answer.revised.push_back(
          {region.code, region.name, answer.from, value.from_published, value.from_today});
    if (value.to_published != value.to_today)
      answer.revised.push_back(
          {region.code, region.name, answer.to, value.to_published, value.to_today});
  }
}

/// Explains the move by the values of one series; false when it does not rank the region twice.
bool explain(const Snapshot& snapshot, Series series, std::size_t own, analytics::Polarity polarity,
             RankMovement& answer) {
  const auto values = moving_values(snapshot, *answer.figure, series, answer.from, answer.to);
  const auto found = analytics::explain_movement(values, own, polarity);
  if (!found || found->n_from < 2 || found->n_to < 2) return false;
  using Value = analytics::MovingValue;
  answer.series = series;
  answer.rank_from = found->rank_from;
  answer.rank_to = found->rank_to;
  answer.change = found->change;
  answer.n_from = found->n_from;
  answer.n_to = found->n_to;
  answer.value_from = values[own].from_published;
  answer.value_to = values[own].to_today;
  answer.parts = found->parts;
  answer.parts_24ths = found->parts_24ths;
  answer.overtook = named(snapshot, found->overtook);
  answer.overtaken_by = named(snapshot, found->overtaken_by);
  answer.joined = named(snapshot, found->joined_ahead);
  answer.left = named(snapshot, found->left_ahead);
  set_revised(snapshot, values, answer);
  answer.as_published = {rank_among(values, own, &Value::from_published, polarity),
                         rank_among(values, own, &Value::to_published, polarity)};
  answer.today = {rank_among(values, own, &Value::from_today, polarity),
                  rank_among(values, own, &Value::to_today, polarity)};
  return true;
}

std::optional<Printed> printed_of(const RankMovement& answer, Eigen::Index area, int year) {
  const auto* table = answer.figure->table(Series::kPrinted);
  return table != nullptr ? printed_in(table->cell(area, year), answer.scheme) : std::nullopt;
}

/// Takes the printed ranks where both years have one.
bool compare_printed(const std::optional<Printed>& from, const std::optional<Printed>& to,
                     RankMovement& answer) {
  if (!from || !to) return false;
  answer.series = Series::kPrinted;
  answer.rank_from = from->rank;
  answer.rank_to = to->rank;
  answer.change = to->rank - from->rank;
  answer.n_from = from->of;
  answer.n_to = to->of;
  answer.value_from = from->value;
  answer.value_to = to->value;
  return true;
}

tl::unexpected<Error> nothing_to_compare(const Region& region, int from, int to) {
  return fail(ErrorCode::kRefused,
              {fmt::format("{} har ingen plats i båda åren {} och {} i samma serie, så ingen "
                           "flytt kan förklaras.",
                           region.name, from, to),
               fmt::format("{} is not ranked in both {} and {} in the same series, so no move can "
                           "be explained.",
                           region.name, from, to)});
}

/// Whether one of the series, in order of preference, explains the move by values.
bool explained(const Snapshot& snapshot, const MovementQuery& query, std::size_t own,
               analytics::Polarity polarity, RankMovement& answer) {
  if (query.series) return explain(snapshot, *query.series, own, polarity, answer);
  const auto most = answer.figure->ranking_series(query.to);
  if (most && explain(snapshot, *most, own, polarity, answer)) return true;
  return std::ranges::any_of(kPreferred, [&](Series series) {
    return series != most && explain(snapshot, series, own, polarity, answer);
  });
}

}  // namespace

Result<RankMovement> rank_movement(const Snapshot& snapshot, const MovementQuery& query) {
  const auto* figure = snapshot.figure(query.key_figure);
  if (figure == nullptr) return unknown_key_figure(query.key_figure);
  const auto area = snapshot.area(query.region);
  const auto* region = snapshot.region(query.region);
  if (!area || region == nullptr) return unknown_area(query.region);
  if (query.from >= query.to)
    return fail(ErrorCode::kInvalidInput, {"Det första året ska vara före det andra.",
                                           "The first year must be before the second."});
  const auto polarity = orientation(figure->definition.polarity);
  if (!polarity)
    return fail(ErrorCode::kRefused, {"Nyckeltalet har ingen bästa ände och rangordnas inte.",
                                      "The key figure has no best end and is not ranked."});

  RankMovement answer;
  answer.figure = figure;
  answer.region = region;
  answer.from = query.from;
  answer.to = query.to;
  answer.scheme = query.scheme;
  answer.as_of = snapshot.as_of;
  const auto from = printed_of(answer, *area, query.from);
  const auto to = printed_of(answer, *area, query.to);
  if (from || to)
    answer.printed = RankPair{from ? std::optional{from->rank} : std::nullopt,
                              to ? std::optional{to->rank} : std::nullopt};
  const bool may_be_printed = query.series.value_or(Series::kPrinted) == Series::kPrinted;
  if (!explained(snapshot, query, static_cast<std::size_t>(*area), *polarity, answer) &&
      !(may_be_printed && compare_printed(from, to, answer)))
    return nothing_to_compare(*region, query.from, query.to);

  answer.class_from = printed_class(answer.rank_from, answer.n_from, query.scheme);
  answer.class_to = printed_class(answer.rank_to, answer.n_to, query.scheme);
  answer.text = describe(answer);
  answer.source = attribution(*figure, answer.series);
  return answer;
}

}  // namespace tertil::figures
