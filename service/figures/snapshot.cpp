#include "service/figures/snapshot.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "service/figures/series_history.hpp"
#include "service/store/key_figures.hpp"
#include "service/store/observations.hpp"
#include "service/store/populations.hpp"
#include "service/store/regions.hpp"
#include "service/store/series_origins.hpp"
#include "service/store/settings.hpp"
#include "service/store/targets.hpp"

namespace tertil::figures {
namespace {

/// "2024" and nothing else: rankings and series of years use yearly values only.
std::optional<int> whole_year(std::string_view period) {
  if (period.size() != 4) return std::nullopt;
  int year = 0;
  const auto [end, problem] = std::from_chars(period.data(), period.data() + 4, year);
  if (problem != std::errc{} || end != period.data() + 4) return std::nullopt;
  return year;
}

std::size_t index_of(Series series) { return static_cast<std::size_t>(series); }

/// The facts of one key figure and series, before their table has a size.
using Yearly = std::vector<std::pair<const Observation*, int>>;

SeriesTable table_of(const Snapshot& snapshot, const Yearly& facts) {
  const auto [first, last] = std::ranges::minmax(facts, {}, &Yearly::value_type::second);
  SeriesTable table{first.second, last.second,
                    static_cast<Eigen::Index>(snapshot.regions.size()) + 1};
  for (const auto& [fact, year] : facts) {
    const auto area = snapshot.area(fact->area);
    if (!area) continue;  // org units are followed up, not compared
    table.set(
        *area, year,
        {fact->value, fact->missing_reason, fact->status, fact->printed_rank, fact->printed_of});
  }
  return table;
}

/// When each series of a figure last changed, and where its values come from.
Result<void> add_provenance(store::Reader& reader, std::optional<Instant> as_of,
                            Snapshot& snapshot) {
  const auto recorded = store::series_recorded(reader, as_of);
  if (!recorded) return tl::unexpected{recorded.error()};
  const auto origins = store::series_origins(reader, as_of);
  if (!origins) return tl::unexpected{origins.error()};
  for (auto& figure : snapshot.figures) {
    for (const auto& series : *recorded)
      if (series.key_figure == figure.definition.id)
        figure.recorded_at[index_of(series.series)] = series.recorded_at;
    for (const auto& origin : *origins)
      if (origin.key_figure == figure.definition.id)
        figure.origins[index_of(origin.series)].push_back(origin.origin);
  }
  for (const auto& series : *recorded)
    snapshot.recorded_at = std::max(snapshot.recorded_at, series.recorded_at);
  return {};
}

}  // namespace

SeriesTable::SeriesTable(int first_year, int last_year, Eigen::Index areas)
    : first_year_{first_year},
      values_{Eigen::MatrixXd::Zero(areas, last_year - first_year + 1)},
      known_{Eigen::Array<bool, Eigen::Dynamic, Eigen::Dynamic>::Constant(
          areas, last_year - first_year + 1, false)},
      cells_(static_cast<std::size_t>(values_.size())) {}

const Cell* SeriesTable::cell(Eigen::Index area, int year) const {
  if (year < first_year_ || year > last_year()) return nullptr;
  const auto at = static_cast<std::size_t>(area + (year - first_year_) * values_.rows());
  return cells_[at] ? &*cells_[at] : nullptr;
}

void SeriesTable::set(Eigen::Index area, int year, const Cell& cell) {
  const auto column = static_cast<Eigen::Index>(year - first_year_);
  cells_[static_cast<std::size_t>(area + column * values_.rows())] = cell;
  known_(area, column) = cell.value.has_value();
  values_(area, column) = cell.value.value_or(0.0);
}

int SeriesTable::regions_with_value(int year) const {
  if (year < first_year_ || year > last_year()) return 0;
  return static_cast<int>(known_.col(year - first_year_).head(values_.rows() - 1).count());
}

std::optional<int> SeriesTable::newest_year() const {
  for (int year = last_year(); year >= first_year_; --year)
    if (regions_with_value(year) > 0) return year;
  return std::nullopt;
}

const SeriesTable* Figure::table(Series which) const {
  const auto& found = series[index_of(which)];
  return found ? &*found : nullptr;
}

std::optional<double> Figure::first_published(Series which, Eigen::Index area, int year) const {
  const auto& revised = history[index_of(which)].revised;
  const auto first = std::ranges::find_if(revised, [&](const FirstPublished& found) {
    return found.area == area && found.year == year;
  });
  if (first != revised.end()) return first->value;
  const auto* found = table(which);
  const auto* today = found != nullptr ? found->cell(area, year) : nullptr;
  return today != nullptr ? today->value : std::nullopt;
}

std::optional<Series> Figure::ranking_series(int year) const {
  std::optional<Series> chosen;
  int most = 0;
  for (const auto candidate : kAllSeries) {
    const auto* found = table(candidate);
    const int n = found != nullptr ? found->regions_with_value(year) : 0;
    if (n > most) {
      most = n;
      chosen = candidate;
    }
  }
  return chosen;
}

std::optional<int> Figure::newest_year(std::optional<Series> which) const {
  std::optional<int> newest;
  for (const auto candidate : kAllSeries) {
    const auto* found = table(candidate);
    if (found != nullptr && which.value_or(candidate) == candidate)
      newest = std::max(newest, found->newest_year());
  }
  return newest;
}

std::optional<std::pair<int, int>> Figure::years() const {
  std::optional<std::pair<int, int>> span;
  for (const auto candidate : kAllSeries) {
    const auto* found = table(candidate);
    if (found == nullptr) continue;
    if (!span) span = {found->first_year(), found->last_year()};
    span->first = std::min(span->first, found->first_year());
    span->second = std::max(span->second, found->last_year());
  }
  return span;
}

std::optional<Eigen::Index> Snapshot::area(std::string_view code) const {
  if (code == kCountry) return country();
  const auto at = std::ranges::lower_bound(regions, code, {}, &Region::code);
  if (at == regions.end() || at->code != code) return std::nullopt;
  return at - regions.begin();
}

const Figure* Snapshot::figure(std::string_view id) const {
  for (const auto& figure : figures)
    if (figure.definition.id == id || figure.definition.slug == id) return &figure;
  return nullptr;
}

const Region* Snapshot::region(std::string_view code) const {
  const auto at = area(code);
  return at && *at != country() ? &regions[static_cast<std::size_t>(*at)] : nullptr;
}

ChosenCell Snapshot::choose(const Figure& figure, Eigen::Index area, int year) const {
  ChosenCell chosen;
  for (const auto series : {Series::kPrinted, Series::kKolada, Series::kOwn}) {
    const auto* table = figure.table(series);
    const auto* cell = table != nullptr ? table->cell(area, year) : nullptr;
    if (cell == nullptr) continue;
    if (cell->value) return {series, cell};
    if (chosen.cell == nullptr) chosen = {series, cell};
  }
  return chosen;
}

MissingReason reason_without_cell(const Figure& figure, std::optional<Series> series, int year) {
  for (const auto candidate : kAllSeries) {
    const auto* table = figure.table(candidate);
    if (table == nullptr || (series && *series != candidate)) continue;
    const auto newest = table->newest_year();
    if (newest && year <= *newest) return MissingReason::kMissing;
  }
  return MissingReason::kNotPublished;
}

Result<std::shared_ptr<const Snapshot>> build_snapshot(store::Reader& reader,
                                                       std::optional<Instant> as_of) {
  auto regions = store::regions(reader);
  if (!regions) return tl::unexpected{std::move(regions.error())};
  auto definitions = store::key_figures(reader, as_of);
  if (!definitions) return tl::unexpected{std::move(definitions.error())};
  const auto observations = store::observations(reader, as_of);
  if (!observations) return tl::unexpected{observations.error()};
  const auto targets = store::targets(reader, as_of);
  if (!targets) return tl::unexpected{targets.error()};
  auto populations = store::populations(reader, as_of);
  if (!populations) return tl::unexpected{populations.error()};

  const auto example = store::setting(reader, store::kExampleData);
  if (!example) return tl::unexpected{example.error()};

  auto snapshot = std::make_shared<Snapshot>();
  snapshot->as_of = as_of;
  snapshot->example_data = example->has_value();
  snapshot->regions = std::move(*regions);
  snapshot->populations = std::move(*populations);

  std::map<std::pair<std::string_view, Series>, Yearly> yearly;
  for (const auto& observation : *observations) {
    if (!observation.category.empty()) continue;  // totals are compared, categories drilled into
    const std::pair key{std::string_view{observation.key_figure}, observation.series};
    if (const auto year = whole_year(observation.period))
      yearly[key].emplace_back(&observation, *year);
  }
  for (auto& definition : *definitions) {
    Figure figure;
    figure.definition = std::move(definition);
    for (const auto series : kAllSeries) {
      const auto facts = yearly.find({std::string_view{figure.definition.id}, series});
      if (facts != yearly.end())
        figure.series[index_of(series)] = table_of(*snapshot, facts->second);
    }
    for (const auto& target : *targets)
      if (target.key_figure == figure.definition.id) figure.targets.push_back(target);
    snapshot->figures.push_back(std::move(figure));
  }
  if (const auto added = add_provenance(reader, as_of, *snapshot); !added)
    return tl::unexpected{added.error()};
  if (const auto added = add_history(reader, as_of, *snapshot); !added)
    return tl::unexpected{added.error()};
  return snapshot;
}

}  // namespace tertil::figures
