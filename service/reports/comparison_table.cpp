#include <fmt/format.h>

#include "service/figures/ranking_words.hpp"
#include "service/reports/json_parts.hpp"
#include "service/reports/table_parts.hpp"
#include "service/reports/tables.hpp"

namespace tertil::reports {
namespace {

std::vector<Column> columns_of() {
  const auto measure = [](std::string key, Text header) {
    return Column{std::move(key), std::move(header), Role::kMeasure, {}, -1};
  };
  return {region_column(),
          region_name_column(),
          key_figure_column(),
          key_figure_name_column(),
          year_column(),
          measure("value", {"Värde", "Value"}),
          unit_column(),
          status_column(),
          series_column(),
          count_column("printedRank", {"Tryckt plats", "Printed rank"}),
          count_column("printedOf", {"Tryckt av", "Printed of"}),
          text_column("printedClass", {"Tryckt klass", "Printed class"}),
          measure("computedValue", {"Värde bakom beräknad plats", "Value behind computed rank"}),
          count_column("computedRank", {"Beräknad plats", "Computed rank"}),
          count_column("computedOf", {"Beräknad av", "Computed of"}),
          text_column("computedClass", {"Beräknad klass", "Computed class"}),
          text_column("computedSeries", {"Beräknad ur serie", "Computed from series"}),
          count_column("targetYear", {"Målår", "Target year"}),
          measure("targetValue", {"Målvärde", "Target value"}),
          text_column("targetStatus", {"Status mot mål", "Status against target"})};
}

void add_printed(std::vector<TableCell>& cells, const figures::ComparisonCell& cell,
                 figures::Scheme scheme, Language language) {
  if (cell.printed)
    cells.insert(cells.end(), {number_cell(cell.printed->rank), number_cell(cell.printed->of),
                               class_cell(cell.printed->rank_class, scheme, language)});
  else
    cells.resize(cells.size() + 3);
}

void add_computed(std::vector<TableCell>& cells, const figures::ComparisonCell& cell,
                  figures::Scheme scheme, Language language) {
  if (cell.computed)
    cells.insert(cells.end(), {number_cell(cell.computed->value), number_cell(cell.computed->rank),
                               number_cell(cell.computed->of),
                               class_cell(cell.computed->rank_class, scheme, language),
                               TableCell{word(cell.computed->series).in(language)}});
  else
    cells.resize(cells.size() + 5);
}

void add_target(std::vector<TableCell>& cells, const std::optional<figures::TargetOutlook>& target,
                Language language) {
  if (target)
    cells.insert(cells.end(), {number_cell(target->target.year), number_cell(target->target.value),
                               TableCell{word(target->progress.status).in(language)}});
  else
    cells.resize(cells.size() + 3);
}

}  // namespace

Table comparison_table(const figures::Comparison& comparison, Language language) {
  Table table;
  table.name =
      fmt::format("jamforelse-{}-{}", comparison.region->code, fmt::join(comparison.years, "-"));
  table.title = {fmt::format("Nyckeltalsjämförelse {} {}", comparison.region->name,
                             fmt::join(comparison.years, ", ")),
                 fmt::format("Key-figure comparison {} {}", comparison.region->name,
                             fmt::join(comparison.years, ", "))};
  table.language = language;
  table.source = joined(comparison.sources);
  table.processing = figures::own_processing();
  table.as_of = comparison.as_of;
  table.columns = columns_of();
  for (const auto& summary : comparison.summary) {
    const auto year = fmt::format("{}", summary.year);
    table.notes.push_back({{year, year}, summary.text});
  }
  for (const auto& row : comparison.rows) {
    if (row.note) table.notes.push_back({row.figure->definition.name, *row.note});
    if (row.target) table.notes.push_back({row.figure->definition.name, row.target->text});
  }

  for (const auto& row : comparison.rows) {
    const auto& definition = row.figure->definition;
    for (const auto& cell : row.cells) {
      std::vector<TableCell> cells{comparison.region->code,
                                   comparison.region->name,
                                   definition.id,
                                   definition.name.in(language),
                                   number_cell(cell.year),
                                   value_cell(cell.value, cell.reason),
                                   definition.unit,
                                   word_cell(cell.status, language),
                                   word_cell(cell.series, language)};
      add_printed(cells, cell, comparison.scheme, language);
      add_computed(cells, cell, comparison.scheme, language);
      add_target(cells, row.target, language);
      table.rows.push_back(std::move(cells));
    }
  }
  add_origin_columns(table);
  return table;
}

}  // namespace tertil::reports
