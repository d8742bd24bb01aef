#include <fmt/format.h>

#include "service/figures/ranking_words.hpp"
#include "service/reports/table_parts.hpp"
#include "service/reports/tables.hpp"

namespace tertil::reports {
namespace {

std::vector<Column> columns_of(const KeyFigure& definition) {
  return {
      key_figure_column(),
      key_figure_name_column(),
      region_column(),
      region_name_column(),
      year_column(),
      value_column(definition),
      unit_column(),
      status_column(),
      series_column(),
      count_column("rank", {"Beräknad plats", "Computed rank"}),
      count_column("of", {"Av", "Of"}),
      count_column("tied", {"Delad av", "Shared by"}),
      text_column("class", {"Klass", "Class"}),
      {"previousValue",
       {"Värde året före", "Value the year before"},
       Role::kMeasure,
       definition.unit,
       definition.decimals},
      {"change", {"Förändring", "Change"}, Role::kMeasure, definition.unit, definition.decimals},
      count_column("printedRank", {"Tryckt plats", "Printed rank"}),
      count_column("printedOf", {"Tryckt av", "Printed of"})};
}

std::optional<int> rank_in(const std::optional<figures::Printed>& printed) {
  return printed ? std::optional{printed->rank} : std::nullopt;
}
std::optional<int> of_in(const std::optional<figures::Printed>& printed) {
  return printed ? std::optional{printed->of} : std::nullopt;
}

}  // namespace

Table ranking_table(const figures::Ranking& ranking, Language language) {
  const auto& definition = ranking.figure->definition;
  Table table;
  table.name = fmt::format("rangordning-{}-{}", definition.slug, ranking.year);
  table.title = {fmt::format("{} {}: rangordning", definition.name.sv, ranking.year),
                 fmt::format("{} {}: ranking", definition.name.en, ranking.year)};
  table.language = language;
  table.source = ranking.source;
  table.processing = figures::own_processing();
  table.as_of = ranking.as_of;
  table.columns = columns_of(definition);
  table.notes.push_back({{"I korthet", "In short"}, ranking.text});
  if (ranking.differs) table.notes.push_back({{"Att veta", "To know"}, *ranking.differs});
  add_definition_notes(table, definition);

  const auto begin = [&](const std::string& region, const std::string& name) {
    return std::vector<TableCell>{definition.id, definition.name.in(language), region, name,
                                  number_cell(ranking.year)};
  };
  for (const auto& row : ranking.rows) {
    auto cells = begin(row.region, row.name);
    const bool ranked = ranking.ranked;
    cells.insert(
        cells.end(),
        {row.value, definition.unit, word(row.status).in(language),
         word_cell(ranking.series, language), ranked ? number_cell(row.rank) : TableCell{},
         ranked ? number_cell(ranking.n) : TableCell{},
         ranked ? number_cell(row.tied) : TableCell{},
         class_cell(row.rank_class, ranking.scheme, language),
         row.previous ? TableCell{row.previous->value} : TableCell{}, number_cell(row.change),
         number_cell(rank_in(row.printed)), number_cell(of_in(row.printed))});
    table.rows.push_back(std::move(cells));
  }
  for (const auto& row : ranking.missing) {
    auto cells = begin(row.region, row.name);
    cells.insert(cells.end(),
                 {row.reason, definition.unit, TableCell{}, word_cell(ranking.series, language),
                  TableCell{}, TableCell{}, TableCell{}, TableCell{}, TableCell{}, TableCell{},
                  number_cell(rank_in(row.printed)), number_cell(of_in(row.printed))});
    table.rows.push_back(std::move(cells));
  }
  add_origin_columns(table);
  return table;
}

}  // namespace tertil::reports
