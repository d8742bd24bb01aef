#include "service/figures/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "service/figures/ranking_words.hpp"

namespace tertil::figures {
namespace {

using analytics::TargetStatus;

/// The place among all regions that have a value; nothing where nobody else has one.
std::optional<Computed> computed(const Snapshot& snapshot, const Figure& figure, Eigen::Index area,
                                 int year, Scheme scheme) {
  const auto series = figure.ranking_series(year);
  const auto polarity = orientation(figure.definition.polarity);
  if (!series || !polarity) return std::nullopt;
  const auto ranked = ranked_values(snapshot, figure.table(*series), year);
  const auto own = std::ranges::find(ranked.areas, area);
  if (own == ranked.areas.end() || ranked.values.size() < 2) return std::nullopt;
  const auto i = static_cast<std::size_t>(own - ranked.areas.begin());
  const auto placed = analytics::place(ranked.values, *polarity, scheme)[i];
  return Computed{*series,     ranked.values[i],
                  placed.rank, static_cast<int>(ranked.values.size()),
                  placed.tied, placed.rank_class};
}

ComparisonCell cell_of(const Snapshot& snapshot, const Figure& figure, Eigen::Index area, int year,
                       Scheme scheme) {
  ComparisonCell cell;
  cell.year = year;
  const auto chosen = snapshot.choose(figure, area, year);
  if (chosen.cell != nullptr) {
    cell.value = chosen.cell->value;
    cell.reason = chosen.cell->reason;
    cell.series = chosen.series;
    cell.status = chosen.cell->status;
  } else {
    cell.reason = reason_without_cell(figure, std::nullopt, year);
  }
  if (const auto* table = figure.table(Series::kPrinted))
    cell.printed = printed_in(table->cell(area, year), scheme);
  cell.computed = computed(snapshot, figure, area, year, scheme);
  return cell;
}

/// Calls `see` with year and series of each value that the area has of a compared key figure.
template <class See>
void for_each_value(const Snapshot& snapshot, Eigen::Index area, const See& see) {
  for (const auto& figure : snapshot.figures) {
    const auto span = figure.years();
    if (!figure.definition.in_comparison || !span) continue;
    for (int year = span->first; year <= span->second; ++year) {
      const auto chosen = snapshot.choose(figure, area, year);
      if (chosen.cell != nullptr && chosen.cell->value) see(year, chosen.series);
    }
  }
}

/// The years that the region's printed report has; else the last four with any value of its own.
std::vector<int> default_years(const Snapshot& snapshot, Eigen::Index area) {
  std::set<int> printed;
  for_each_value(snapshot, area, [&](int year, Series series) {
    if (series == Series::kPrinted) printed.insert(year);
  });
  std::vector<int> newest{printed.begin(), printed.end()};
  if (newest.empty()) newest = years_with_values(snapshot, area);
  constexpr std::size_t kColumns = 4;
  if (newest.size() > kColumns) newest.erase(newest.begin(), newest.end() - kColumns);
  return newest;
}

YearSummary summary_of(const Comparison& comparison, std::size_t column) {
  YearSummary summary;
  summary.year = comparison.years[column];
  for (const auto& row : comparison.rows) {
    const auto& cell = row.cells[column];
    if (cell.value) ++summary.with_value;
    const auto rank_class = cell.printed    ? cell.printed->rank_class
                            : cell.computed ? cell.computed->rank_class
                                            : std::nullopt;
    if (rank_class) {
      ++summary.ranked;
      if (*rank_class == RankClass::kGreen) ++summary.classes.green;
      if (*rank_class == RankClass::kYellow) ++summary.classes.yellow;
      if (*rank_class == RankClass::kRed) ++summary.classes.red;
    }
    const auto polarity = orientation(row.figure->definition.polarity);
    if (cell.value && row.target && polarity &&
        !analytics::is_better(row.target->target.value, *cell.value, *polarity))
      ++summary.achieved;
  }
  const bool thirds = comparison.scheme == Scheme::kThirds;
  if (summary.ranked == 0) {
    summary.text = {fmt::format("Inget nyckeltal är rangordnat för {}; {} har nått målet.",
                                summary.year, summary.achieved),
                    fmt::format("No key figure is ranked for {}; targets reached: {}.",
                                summary.year, summary.achieved)};
  } else {
    summary.text = {
        fmt::format("{} av {} nyckeltal i sista {}, {} har nått målet.", summary.classes.red,
                    summary.ranked, thirds ? "tredjedelen" : "fjärdedelen", summary.achieved),
        fmt::format("{} of {} key figures in the last {}; targets reached: {}.",
                    summary.classes.red, summary.ranked, thirds ? "third" : "quarter",
                    summary.achieved)};
  }
  return summary;
}

Text words(const TargetOutlook& outlook, const KeyFigure& definition) {
  const auto say = [&](double value, Language language) {
    return spoken(value, definition.decimals, language);
  };
  const auto& progress = outlook.progress;
  const auto year = outlook.target.year;
  if (!outlook.current_value)
    return {fmt::format("Inget värde att bedöma mot målet {}.", year),
            fmt::format("No value to judge against the target for {}.", year)};
  if (progress.status == TargetStatus::kAchieved)
    return {fmt::format("Målet nått {}.", *outlook.current_year),
            fmt::format("Target reached in {}.", *outlook.current_year)};
  const bool share = definition.unit == "%";
  const Text gap{say(progress.gap, Language::kSwedish) +
                     (share ? "\u00a0procentenheter" : "\u00a0" + definition.unit),
                 say(progress.gap, Language::kEnglish) +
                     (share ? "\u00a0percentage points" : "\u00a0" + definition.unit)};
  if (!progress.progress)
    return {fmt::format("Andel av vägen kan inte beräknas: startvärdet var redan lika bra som "
                        "målet eller saknas. {} återstår.",
                        gap.sv),
            fmt::format("The share of the way cannot be computed: the baseline was already as "
                        "good as the target, or is missing. {} remain.",
                        gap.en)};
  const auto percent = static_cast<int>(std::lround(*progress.progress * 100));
  return {fmt::format("{}\u00a0% av vägen till målet {}; {} återstår.",
                      spoken(percent, 0, Language::kSwedish), year, gap.sv),
          fmt::format("{}\u00a0% of the way to the target for {}; {} remain.",
                      spoken(percent, 0, Language::kEnglish), year, gap.en)};
}

/// Against the newest chosen value of its region; empty where the key figure has no best end.
std::optional<TargetOutlook> judge_target(const Snapshot& snapshot, const Figure& figure,
                                          const Target& target) {
  const auto area = snapshot.area(target.region);
  const auto polarity = orientation(figure.definition.polarity);
  if (!area || !polarity) return std::nullopt;

  TargetOutlook outlook;
  outlook.target = target;
  if (const auto span = figure.years()) {
    for (int year = span->second; year >= span->first && !outlook.current_value; --year) {
      const auto chosen = snapshot.choose(figure, *area, year);
      if (chosen.cell == nullptr || !chosen.cell->value) continue;
      outlook.current_year = year;
      outlook.current_value = chosen.cell->value;
    }
  }
  if (outlook.current_value) {
    std::optional<analytics::YearValue> baseline;
    if (target.baseline_year && target.baseline_value)
      baseline = analytics::YearValue{*target.baseline_year, *target.baseline_value};
    outlook.progress = analytics::assess_progress(
        baseline, {target.year, target.value}, {*outlook.current_year, *outlook.current_value},
        *polarity,
        target.path == TargetPath::kStep ? analytics::TargetPath::kStep
                                         : analytics::TargetPath::kLinear);
  }
  outlook.text = words(outlook, figure.definition);
  return outlook;
}

}  // namespace

std::string_view to_string(TargetStatus status) {
  switch (status) {
    case TargetStatus::kAchieved: return "achieved";
    case TargetStatus::kOnTrack: return "onTrack";
    case TargetStatus::kAtRisk: return "atRisk";
    case TargetStatus::kOffTrack: return "offTrack";
    case TargetStatus::kNotAssessable: return "notAssessable";
  }
  return "notAssessable";
}

std::optional<TargetOutlook> target_outlook(const Snapshot& snapshot, const Figure& figure,
                                            std::string_view region) {
  const Target* newest = nullptr;
  for (const auto& target : figure.targets)
    if (target.region == region && (newest == nullptr || target.year > newest->year))
      newest = &target;
  if (newest == nullptr) return std::nullopt;
  return judge_target(snapshot, figure, *newest);
}

std::optional<Series> shown_series(const Snapshot& snapshot, const Figure& figure,
                                   Eigen::Index area) {
  const auto years = default_years(snapshot, area);
  for (auto year = years.rbegin(); year != years.rend(); ++year) {
    const auto cell = cell_of(snapshot, figure, area, *year, Scheme::kThirds);
    if (!cell.value) continue;
    return cell.computed ? cell.computed->series : cell.series;
  }
  return std::nullopt;
}

std::vector<int> years_with_values(const Snapshot& snapshot, Eigen::Index area) {
  std::set<int> years;
  for_each_value(snapshot, area, [&](int year, Series) { years.insert(year); });
  return {years.begin(), years.end()};
}

Result<Comparison> comparison(const Snapshot& snapshot, const ComparisonQuery& query) {
  const auto* region = snapshot.region(query.region);
  const auto area = snapshot.area(query.region);
  if (region == nullptr || !area) return unknown_area(query.region);

  Comparison comparison;
  comparison.region = region;
  comparison.scheme = query.scheme;
  comparison.as_of = snapshot.as_of;
  comparison.years = query.years.empty() ? default_years(snapshot, *area) : query.years;

  std::set<Series> used;
  for (const auto& figure : snapshot.figures) {
    if (!figure.definition.in_comparison) continue;
    ComparisonRow row;
    row.figure = &figure;
    for (const auto year : comparison.years) {
      const auto cell = cell_of(snapshot, figure, *area, year, query.scheme);
      if (cell.series) used.insert(*cell.series);
      if (cell.computed) used.insert(cell.computed->series);
      if (cell.printed && cell.computed && !row.note)
        row.note = why_different(figure, *cell.printed, cell.computed->value, cell.computed->rank,
                                 cell.computed->of, cell.computed->series);
      row.cells.push_back(cell);
    }
    row.target = target_outlook(snapshot, figure, query.region);
    comparison.rows.push_back(std::move(row));
  }
  for (std::size_t i = 0; i < comparison.years.size(); ++i)
    comparison.summary.push_back(summary_of(comparison, i));
  for (const auto series : used) {
    // One line for the whole table: Kolada is named once, not once for each of its ids.
    if (series == Series::kKolada) {
      comparison.sources.emplace_back(series, Text{"Källa: Kolada", "Source: Kolada"});
      continue;
    }
    for (const auto& row : comparison.rows)
      if (row.figure->table(series) != nullptr) {
        comparison.sources.emplace_back(series, attribution(*row.figure, series));
        break;
      }
  }
  return comparison;
}

}  // namespace tertil::figures
