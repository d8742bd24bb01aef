#include <fmt/format.h>

#include "service/reports/json_parts.hpp"
#include "service/reports/table_parts.hpp"
#include "service/reports/tables.hpp"

namespace tertil::reports {

Table series_table(const figures::ValueSeries& series, Language language) {
  const auto& definition = series.figure->definition;
  Table table;
  table.name = fmt::format("utveckling-{}-{}-{}", definition.slug, series.from, series.to);
  table.title = {fmt::format("{} {}–{}", definition.name.sv, series.from, series.to),
                 fmt::format("{} {}–{}", definition.name.en, series.from, series.to)};
  table.language = language;
  table.source = joined(series.sources);
  table.as_of = series.as_of;
  table.columns = {
      key_figure_column(), key_figure_name_column(), region_column(), region_name_column(),
      year_column(),       value_column(definition), unit_column(),   status_column(),
      series_column()};
  add_definition_notes(table, definition);
  for (const auto& area : series.areas)
    for (const auto& point : area.points)
      table.rows.push_back({definition.id, definition.name.in(language), area.area, area.name,
                            number_cell(point.year), value_cell(point.value, point.reason),
                            definition.unit, word_cell(point.status, language),
                            word_cell(point.series, language)});
  add_origin_columns(table);
  return table;
}

}  // namespace tertil::reports
