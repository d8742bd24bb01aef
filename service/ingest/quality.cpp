#include "service/ingest/quality.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "analytics/outliers.hpp"
#include "service/ingest/quality_words.hpp"

namespace tertil::ingest {
namespace {

using store::PeriodSum;
using store::SeriesOf;
using store::SeriesSums;

constexpr std::size_t kFewestPeriods = 3;  ///< Of history, to know what is usual; 1 for years.

double size_of(const PeriodSum& period) {
  return period.count > 0.0 ? std::abs(period.sum) / period.count : 0.0;
}

/// What a series usually is, as far as the store knew it before; where that is too little, with
/// what the file itself says of other periods.
std::optional<analytics::UsualSize> usual_of(const SeriesOf* before, const SeriesOf* now,
                                             std::optional<int> without) {
  const auto collect = [&](const SeriesOf* series) {
    std::vector<analytics::SizeRange> sizes;
    if (series == nullptr) return sizes;
    for (const auto& [period, sum] : series->periods) {
      if (period == without) continue;
      if (series->keyed || series->sampled) {
        sizes.push_back({size_of(sum), size_of(sum), size_of(sum)});
      } else {
        sizes.push_back({size_of(sum), sum.least, sum.most});
      }
    }
    return sizes;
  };
  const bool yearly = now != nullptr && now->per_year == 1;
  const auto fewest = yearly ? 1 : kFewestPeriods;
  auto sizes = collect(before);
  if (sizes.size() < fewest) sizes = collect(now);
  if (sizes.size() < fewest) return std::nullopt;
  return analytics::usual_size(sizes);
}

const SeriesOf* find(const SeriesSums& sums, std::string_view series) {
  const auto found = sums.find(series);
  return found == sums.end() ? nullptr : &found->second;
}

/// Looks at one series, period by period of the file.
class SeriesCheck {
 public:
  SeriesCheck(std::span<const QualityRule> rules, const SeriesSums& before, const SeriesSums& after,
              Verdict& verdict)
      : rules_{rules}, before_{before}, after_{after}, verdict_{verdict} {
    for (const auto& [name, series] : after)
      if (!series.whole.empty()) parts_[series.whole].push_back(&series);
  }

  void check(const std::string& name, const SeriesOf& in_file) {
    const auto* series = find(after_, name);
    if (series == nullptr) return;
    name_ = &name;
    series_ = series;
    std::set<int> years;
    for (const auto& [period, rows] : in_file.periods) {
      if (!series->periods.contains(period)) continue;
      period_ = period;
      rows_ = &rows;
      if (series->keyed || series->sampled) check_unit();
      check_change(series->per_year == 1 ? "change-from-last-year" : "change-from-same-month");
      if (series->per_year > 1) check_gap();
      if (series->keyed) check_flat_line();
      if (series->keyed) check_outlier();
      if (series->keyed) check_level();
      check_sum();
      check_overlap();
      if (series->per_year == 12 && years.insert(store::year_of(period, 12)).second) check_months();
    }
  }

 private:
  [[nodiscard]] const PeriodSum* at(int period) const {
    const auto found = series_->periods.find(period);
    return found == series_->periods.end() ? nullptr : &found->second;
  }
  [[nodiscard]] double value() const { return at(period_)->sum; }
  [[nodiscard]] std::string where() const { return quality_words::where(*series_, period_); }

  const QualityRule* looked(std::string_view id, bool possible) {
    const auto* rule = find_rule(rules_, id);
    if (rule == nullptr || !possible) return nullptr;
    ++verdict_.looked[rule->id];
    return rule;
  }
  void suspect(const QualityRule& rule, Text message, std::optional<double> expected = {}) {
    verdict_.suspicions.push_back({rule.id, rule.severity, *name_, period_, rows_->first_row,
                                   std::max<std::int64_t>(1, std::llround(rows_->count)),
                                   std::move(message), expected});
  }

  /// Against all that is known of the series, and against the same time of the year before: a
  /// series may have a strong season, or have grown for years.
  void check_unit() {
    constexpr double kYearlyReach = 0.1;
    const double size = size_of(*at(period_));
    if (find_rule(rules_, "unit-suspect") == nullptr || size <= 0.0) return;
    std::vector<analytics::UsualSize> known;
    const auto* earlier = at(period_ - series_->per_year);
    if (earlier != nullptr && size_of(*earlier) > 0.0)
      known.push_back({std::log10(size_of(*earlier)), kYearlyReach});
    if (const auto usual = usual_of(find(before_, *name_), series_, period_))
      known.push_back(*usual);
    const auto* rule = looked("unit-suspect", !known.empty());
    if (rule == nullptr) return;
    for (const auto& usual : known) {
      const auto powers = analytics::unit_mistake(size, usual);
      if (!powers) continue;
      const double expected = std::pow(10.0, usual.middle) * at(period_)->count;
      return suspect(
          *rule, quality_words::unit_suspect(where(), value(), expected, *powers, series_->unit),
          expected);
    }
  }

  void check_change(std::string_view id) {
    const auto* earlier = at(period_ - series_->per_year);
    const auto* rule = looked(id, earlier != nullptr && earlier->sum != 0.0);
    if (rule == nullptr) return;
    const double share = std::abs(value() - earlier->sum) / std::abs(earlier->sum);
    if (share <= rule->number("max", 0.5)) return;
    suspect(
        *rule,
        quality_words::change(where(), value(), earlier->sum, series_->unit, series_->per_year > 1),
        earlier->sum);
  }

  void check_gap() {
    const auto* rule = looked("gap", series_->periods.size() > 1);
    if (rule == nullptr || at(period_ - 1) != nullptr) return;
    if (series_->periods.begin()->first < period_) suspect(*rule, quality_words::gap(where()));
  }

  void check_months() {
    const int year = store::year_of(period_, 12);
    const bool over = store::year_of(series_->periods.rbegin()->first, 12) > year;
    const auto* rule = looked("fewer-than-twelve-months", over);
    if (rule == nullptr) return;
    const auto from = series_->periods.lower_bound(year * 12);
    const auto to = series_->periods.lower_bound((year + 1) * 12);
    const auto months = static_cast<int>(std::distance(from, to));
    if (months < 12) suspect(*rule, quality_words::few_months(series_->label, year, months));
  }

  /// The sizes of the periods around this one without a gap between them, and where it is.
  std::vector<double> unbroken(std::size_t& place) const {
    int first = period_;
    while (at(first - 1) != nullptr) --first;
    place = static_cast<std::size_t>(period_ - first);
    std::vector<double> sizes;
    for (int period = first; at(period) != nullptr; ++period)
      sizes.push_back(at(period)->sum / std::max(1.0, at(period)->count));
    return sizes;
  }

  void check_flat_line() {
    const auto* set = find_rule(rules_, "flat-line");
    if (set == nullptr) return;
    std::size_t place = 0;
    const auto sizes = unbroken(place);
    const auto fewest = static_cast<std::size_t>(set->number("periods", 3));
    if (looked("flat-line", sizes.size() >= fewest) == nullptr) return;
    for (const auto& run : analytics::flat_runs(sizes, fewest))
      if (run.begin <= place && place < run.end)
        suspect(*set, quality_words::flat_line(where(), sizes[place], run.end - run.begin,
                                               series_->unit));
  }

  void check_outlier() {
    constexpr std::size_t kFewest = 7;
    const auto* set = find_rule(rules_, "outlier");
    if (set == nullptr) return;
    std::size_t place = 0;
    const auto sizes = unbroken(place);
    const auto season = static_cast<std::size_t>(series_->per_year);
    const bool seasonal = season > 1 && sizes.size() >= 2 * season && place >= season;
    if (looked("outlier", seasonal || (season == 1 && sizes.size() >= kFewest)) == nullptr) return;
    const double threshold = set->number("threshold", 5.0);
    const auto odd = seasonal ? analytics::seasonal_outliers(sizes, season, threshold)
                              : analytics::hampel(sizes, 3, threshold);
    if (odd[place]) suspect(*set, quality_words::outlier(where(), value(), series_->unit));
  }

  void check_level() {
    constexpr std::size_t kSide = 6;
    const auto* set = find_rule(rules_, "level-shift");
    if (set == nullptr) return;
    std::size_t place = 0;
    const auto sizes = unbroken(place);
    if (looked("level-shift", sizes.size() >= 2 * kSide) == nullptr) return;
    if (analytics::level_shift(sizes, kSide, set->number("threshold", 6.0)) == place)
      suspect(*set, quality_words::level_shift(where()));
  }

  /// Parts of this series, or of the whole that it is a part of, against that whole.
  void check_sum() {
    const auto* set = find_rule(rules_, "sum-mismatch");
    if (set == nullptr || !series_->keyed) return;
    const auto& whole_name = series_->whole.empty() ? *name_ : series_->whole;
    const auto* whole = find(after_, whole_name);
    if (whole == nullptr || !whole->periods.contains(period_)) return;
    double parts = 0.0;
    std::size_t count = 0;
    for (const auto* part : parts_[whole_name]) {
      const auto found = part->periods.find(period_);
      if (found == part->periods.end()) continue;
      parts += found->second.sum;
      ++count;
    }
    if (count == 0) return;
    ++verdict_.looked[set->id];
    const double said = whole->periods.at(period_).sum;
    if (!summed_.insert(whole_name + std::to_string(period_)).second) return;
    if (std::abs(parts - said) > set->number("max", 0.01) * std::abs(said))
      suspect(*set,
              quality_words::sum_mismatch(quality_words::where(*whole, period_), parts, said,
                                          whole->unit),
              said);
  }

  /// Another division of the same series (years beside months) that has the same time.
  void check_overlap() {
    const auto* set = find_rule(rules_, "overlap");
    if (set == nullptr) return;
    ++verdict_.looked[set->id];
    const auto stem = name_->substr(0, name_->rfind('\x1f') + 1);
    for (const int per_year : {1, 3, 4, 12}) {
      const auto* other = find(after_, stem + std::to_string(per_year));
      if (other == nullptr || per_year == series_->per_year) continue;
      const auto lies_in = [&](int period, int division) {
        return std::pair{period * 12 / division, (period + 1) * 12 / division};
      };
      const auto [from, to] = lies_in(period_, series_->per_year);
      const bool same = std::ranges::any_of(other->periods, [&](const auto& theirs) {
        const auto [begin, end] = lies_in(theirs.first, per_year);
        return begin < to && from < end;
      });
      if (same) return suspect(*set, quality_words::overlap(where()));
    }
  }

  std::span<const QualityRule> rules_;
  const SeriesSums& before_;
  const SeriesSums& after_;
  Verdict& verdict_;
  std::map<std::string, std::vector<const SeriesOf*>, std::less<>> parts_;  ///< Of each whole.
  std::set<std::string> summed_;
  const std::string* name_{nullptr};
  const SeriesOf* series_{nullptr};
  const PeriodSum* rows_{nullptr};
  int period_{0};
};

}  // namespace

void Verdict::add_row(const Suspicion& suspicion) {
  const auto found = std::ranges::find(suspicions, suspicion.rule, &Suspicion::rule);
  if (found == suspicions.end()) {
    suspicions.push_back(suspicion);
  } else {
    found->rows += suspicion.rows;
  }
}

void Verdict::add(const Verdict& other) {
  suspicions.insert(suspicions.end(), other.suspicions.begin(), other.suspicions.end());
  for (const auto& [rule, times] : other.looked) looked[rule] += times;
}

RowChecks::RowChecks(std::span<const QualityRule> rules, const SeriesSums& before,
                     const SeriesSums& in_file)
    : range_{find_rule(rules, "range")},
      unit_{find_rule(rules, "unit-suspect")},
      before_{before},
      in_file_{in_file} {}

const RowChecks::Usual& RowChecks::usual(const std::string& series) {
  const auto [found, is_new] = usual_.try_emplace(series);
  if (is_new) {
    const auto sizes = usual_of(find(before_, series), find(in_file_, series), std::nullopt);
    if (sizes) found->second = {sizes->middle, sizes->reach, true};
  }
  return found->second;
}

const std::string& RowChecks::unit_of(const store::SeriesPoint& point) const {
  const auto* series = find(in_file_, point.series);
  return series != nullptr ? series->unit : point.unit;
}

std::optional<Suspicion> RowChecks::check(const store::SeriesPoint& point, std::int64_t row) {
  const auto suspicion = [&](const QualityRule& rule, Text message,
                             std::optional<double> expected) {
    return Suspicion{rule.id, rule.severity,      point.series, point.period, row,
                     1,       std::move(message), expected};
  };
  if (range_ != nullptr) {
    ++looked_[range_->id];
    const double least = range_->number("min", -std::numeric_limits<double>::infinity());
    const double most = range_->number("max", std::numeric_limits<double>::infinity());
    if (point.quantity < least || point.quantity > most)
      return suspicion(*range_, quality_words::range(point.quantity, least, most, unit_of(point)),
                       std::nullopt);
  }
  const double size = std::abs(point.quantity);
  if (unit_ == nullptr || point.keyed || size <= 0.0) return std::nullopt;
  const auto& known = usual(point.series);
  if (!known.known) return std::nullopt;
  ++looked_[unit_->id];
  const auto powers = analytics::unit_mistake(size, {known.middle, known.reach});
  if (!powers) return std::nullopt;
  const double expected = std::pow(10.0, known.middle);
  const auto where = point.label + ", " + store::period_text(point.period, point.per_year);
  return suspicion(
      *unit_, quality_words::unit_suspect(where, point.quantity, expected, *powers, unit_of(point)),
      expected);
}

Verdict check_series(std::span<const QualityRule> rules, const SeriesSums& before,
                     const SeriesSums& after, const SeriesSums& in_file) {
  Verdict verdict;
  SeriesCheck check{rules, before, after, verdict};
  for (const auto& [name, series] : in_file) check.check(name, series);
  return verdict;
}

}  // namespace tertil::ingest
