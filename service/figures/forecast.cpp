#include "service/figures/forecast.hpp"

#include <algorithm>
#include <charconv>

#include "analytics/rank_forecast.hpp"
#include "analytics/target_path.hpp"
#include "service/figures/comparison.hpp"
#include "service/figures/forecast_words.hpp"
#include "service/figures/ranking_words.hpp"

namespace tertil::figures {
namespace {

using analytics::OutcomeSeries;

/// A region's values in one series, with the breaks of the definition.
OutcomeSeries series_of(const Figure& figure, Series series, Eigen::Index area,
                        std::optional<int> from) {
  OutcomeSeries outcome;
  const auto* table = figure.table(series);
  if (table == nullptr) return outcome;
  const int first = std::max(table->first_year(), from.value_or(table->first_year()));
  for (int year = first; year <= table->last_year(); ++year)
    if (const auto* cell = table->cell(area, year); cell != nullptr && cell->value)
      outcome.points.push_back({year, *cell->value});
  for (const auto& found : figure.definition.breaks) outcome.breaks.push_back(found.year);
  return outcome;
}

/// A new series with a value or two must not hide the one that the comparison tells of.
std::optional<Series> default_series(const Snapshot& snapshot, const Figure& figure,
                                     Eigen::Index area, std::optional<int> from) {
  const auto usable_of = [&](Series series) {
    return analytics::since_last_break(series_of(figure, series, area, from));
  };
  const auto shown = shown_series(snapshot, figure, area);
  if (shown && usable_of(*shown).size() >= analytics::kFewestForForecast) return shown;
  std::optional<Series> chosen;
  std::pair<std::size_t, int> best{};
  for (const auto series : kAllSeries) {
    const auto usable = usable_of(series);
    if (usable.empty()) continue;
    const std::pair rating{usable.size(), usable.back().year};
    if (chosen && rating <= best) continue;
    chosen = series;
    best = rating;
  }
  return chosen;
}

/// Of the year asked for, else the next one after it, else the newest.
std::optional<Target> target_for(const Figure& figure, std::string_view region,
                                 std::optional<int> year) {
  std::vector<Target> targets;
  for (const auto& target : figure.targets)
    if (target.region == region) targets.push_back(target);
  if (targets.empty()) return std::nullopt;
  std::ranges::sort(targets, {}, &Target::year);
  const auto next = std::ranges::find_if(
      targets, [&](const Target& target) { return year && target.year >= *year; });
  return next != targets.end() ? *next : targets.back();
}

std::uint32_t stream_of(const Region& region) {
  std::uint32_t number = 0;
  std::from_chars(region.code.data(), region.code.data() + region.code.size(), number);
  return number;
}

/// One way of forecasting, for the region and for all the others.
class Method {
 public:
  Method(const FigureForecast& answer, analytics::Support support) : support_{support} {
    method_ = answer.choice.method;
    for (const auto& error : answer.choice.errors)
      if (error.method == method_) widening_ = error.widening;
  }
  [[nodiscard]] analytics::ForecastResult operator()(const OutcomeSeries& series, int year) const {
    return analytics::forecast(series, year, method_, support_, 0.8, widening_);
  }
  /// Of the region itself, moved by what is assumed.
  [[nodiscard]] std::optional<analytics::Forecast> own(const OutcomeSeries& series, int year,
                                                       const ForecastQuery& query) const {
    auto found = made(series, year);
    if (found && query.moved) {
      found->prediction = query.moved(found->prediction, year);
      found->value = found->prediction.value();
      found->interval = found->prediction.interval(found->interval.level);
    }
    return found;
  }
  [[nodiscard]] std::optional<analytics::Forecast> made(const OutcomeSeries& series,
                                                        int year) const {
    const auto result = (*this)(series, year);
    const auto* found = std::get_if<analytics::Forecast>(&result);
    return found != nullptr ? std::optional{*found} : std::nullopt;
  }

 private:
  analytics::ForecastMethod method_{analytics::ForecastMethod::kLastValue};
  analytics::Support support_;
  double widening_{1.0};
};

void choose(const std::vector<OutcomeSeries>& all, analytics::Support support,
            FigureForecast& answer) {
  answer.choice = analytics::choose_method(all, support);
  if (!answer.choice.compared) return;
  const auto& tested = answer.choice.errors.front();
  MethodBasis basis{static_cast<int>(tested.scaled_by_series.size()), tested.all.tests, 9999, 0};
  for (const auto& series : all)
    for (const auto& point : series.points) {
      basis.first_year = std::min(basis.first_year, point.year);
      basis.last_year = std::max(basis.last_year, point.year);
    }
  answer.compared_on = basis;
}

void set_history(const OutcomeSeries& own, FigureForecast& answer) {
  answer.history = own.points;
  const auto usable = analytics::since_last_break(own);
  for (const int years : {3, 5})
    answer.means.push_back({years, analytics::trailing_means(usable, years)});
  if (usable.empty() || usable.size() == own.points.size()) return;
  for (const int year : own.breaks)
    if (year <= usable.back().year)
      answer.series_break = std::max(year, answer.series_break.value_or(year));
}

void set_path(const OutcomeSeries& own, const Method& method, const ForecastQuery& query,
              FigureForecast& answer) {
  for (int year = answer.forecast->latest.year + 1; year <= answer.year; ++year)
    if (const auto step = method.own(own, year, query))
      answer.path.push_back({year, step->value, step->interval.low, step->interval.high});
}

void set_target(const OutcomeSeries& own, const Method& method, const ForecastQuery& query,
                FigureForecast& answer) {
  if (!answer.target) return;
  const auto& target = *answer.target;
  const auto polarity = orientation(answer.figure->definition.polarity);
  if (polarity)
    if (const auto there = method.own(own, target.year, query))
      answer.target_probability = there->prediction.probability_of_meeting(target.value, *polarity);
  if (answer.history.empty()) return;
  const auto& latest = answer.history.back();
  const analytics::YearValue goal{target.year, target.value};
  answer.required_pace = analytics::required_pace(latest, goal);
  if (!polarity) return;
  // Of the series that is forecast: another one may have a newer value, and be measured otherwise.
  std::optional<analytics::YearValue> baseline;
  if (target.baseline_year && target.baseline_value)
    baseline = analytics::YearValue{*target.baseline_year, *target.baseline_value};
  const auto path = target.path == TargetPath::kStep ? analytics::TargetPath::kStep
                                                     : analytics::TargetPath::kLinear;
  answer.outlook =
      analytics::outlook(analytics::assess_progress(baseline, goal, latest, *polarity, path),
                         answer.target_probability);
  if (answer.outlook == analytics::Outlook::kAchieved) answer.required_pace.reset();
}

void set_rank(const Snapshot& snapshot, const std::vector<OutcomeSeries>& all, Eigen::Index own,
              const Method& method, const ForecastQuery& query, FigureForecast& answer) {
  const auto polarity = orientation(answer.figure->definition.polarity);
  if (!polarity) return;
  std::vector<analytics::Contender> contenders;
  std::optional<std::size_t> index;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool is_own = static_cast<Eigen::Index>(i) == own;
    const auto made =
        is_own ? method.own(all[i], answer.year, query) : method.made(all[i], answer.year);
    if (!made) continue;
    if (is_own) index = contenders.size();
    contenders.push_back({made->prediction, stream_of(snapshot.regions[i])});
  }
  if (!index || contenders.size() < 2) return;
  const auto found = analytics::forecast_ranks(contenders, *polarity, answer.scheme)[*index];
  RankOutlook rank{found.rank, found.rank_low, found.rank_high, static_cast<int>(contenders.size()),
                   {},         found.classes};
  if (const auto limits = analytics::class_limits(contenders.size(), answer.scheme))
    rank.rank_class = analytics::class_of(found.rank, *limits);
  answer.rank = rank;
}

/// The year asked for; else that of the target if it is ahead; else the one after the latest value.
int year_for(const FigureForecast& answer, const ForecastQuery& query) {
  if (query.year) return *query.year;
  const int next = answer.history.empty() ? 0 : answer.history.back().year + 1;
  return answer.target ? std::max(answer.target->year, next) : next;
}

}  // namespace

std::string_view to_string(analytics::ForecastMethod method) {
  switch (method) {
    case analytics::ForecastMethod::kLastValue: return "lastValue";
    case analytics::ForecastMethod::kStraightLine: return "straightLine";
    case analytics::ForecastMethod::kHalfSlope: return "halfSlope";
    case analytics::ForecastMethod::kRobustLine: return "robustLine";
  }
  return "lastValue";
}

std::string_view to_string(analytics::Outlook outlook) {
  switch (outlook) {
    case analytics::Outlook::kAchieved: return "achieved";
    case analytics::Outlook::kOnTrack: return "onTrack";
    case analytics::Outlook::kAtRisk: return "atRisk";
    case analytics::Outlook::kWillNotReach: return "willNotReach";
    case analytics::Outlook::kNotAssessable: return "notAssessable";
  }
  return "notAssessable";
}

analytics::Support support_of(const KeyFigure& definition) {
  if (definition.unit == "%" && definition.minimum == 0.0 && definition.maximum == 100.0)
    return analytics::Support::kShare;
  return definition.minimum && *definition.minimum >= 0 ? analytics::Support::kNotNegative
                                                        : analytics::Support::kAnyNumber;
}

Result<FigureForecast> figure_forecast(const Snapshot& snapshot, const ForecastQuery& query) {
  const auto* figure = snapshot.figure(query.key_figure);
  if (figure == nullptr) return unknown_key_figure(query.key_figure);
  const auto area = snapshot.area(query.region);
  const auto* region = snapshot.region(query.region);
  if (!area || region == nullptr) return unknown_area(query.region);

  FigureForecast answer;
  answer.figure = figure;
  answer.region = region;
  answer.scheme = query.scheme;
  answer.as_of = snapshot.as_of;
  answer.series =
      query.series ? query.series : default_series(snapshot, *figure, *area, query.from);
  answer.target = target_for(*figure, region->code, query.year);
  std::vector<OutcomeSeries> all(snapshot.regions.size());
  if (answer.series)
    for (Eigen::Index i = 0; i < snapshot.country(); ++i)
      all[static_cast<std::size_t>(i)] = series_of(*figure, *answer.series, i, query.from);
  const auto& own = all[static_cast<std::size_t>(*area)];
  set_history(own, answer);
  answer.year = year_for(answer, query);

  const auto support = support_of(figure->definition);
  choose(all, support, answer);
  const Method method{answer, support};
  const auto result = method(own, answer.year);
  set_target(own, method, query, answer);
  if (std::holds_alternative<analytics::Forecast>(result)) {
    answer.forecast = method.own(own, answer.year, query);
    set_path(own, method, query, answer);
    set_rank(snapshot, all, *area, method, query, answer);
  } else {
    answer.refused = why_refused(answer, std::get<analytics::ForecastRefusal>(result));
  }
  answer.text = describe(answer);
  if (answer.series) answer.source = attribution(*figure, *answer.series);
  return answer;
}

}  // namespace tertil::figures
