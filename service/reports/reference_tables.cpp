#include <fmt/format.h>

#include "service/reports/table_parts.hpp"
#include "service/reports/tables.hpp"

namespace tertil::reports {
namespace {

/// Where the names and codes of the regions come from.
const Text& regions_source() {
  static const Text text{"Källa: SCB och Kolada", "Source: Statistics Sweden and Kolada"};
  return text;
}

}  // namespace

Table regions_table(const figures::Snapshot& snapshot, Language language) {
  Table table;
  table.name = "regioner";
  table.title = {"Sveriges regioner", "The regions of Sweden"};
  table.language = language;
  table.source = regions_source();
  table.as_of = snapshot.as_of;
  table.updated = snapshot.recorded_at;
  table.columns = {region_column(),
                   region_name_column(),
                   text_column("shortName", {"Kortnamn", "Short name"}),
                   text_column("county", {"Län", "County"}),
                   text_column("koladaId", {"Kolada-id", "Kolada id"}),
                   text_column("iso", {"ISO 3166-2", "ISO 3166-2"}),
                   count_column("populationYear", {"Folkmängd år", "Population year"}),
                   count_column("population", {"Folkmängd", "Population"})};
  table.columns[6].decimals = -1;
  for (const auto& region : snapshot.regions) {
    TableCell year{};
    TableCell people{MissingReason::kMissing};
    int newest = 0;
    for (const auto& population : snapshot.populations)
      if (population.region == region.code && population.year > newest) {
        newest = population.year;
        year = number_cell(population.year);
        people = population.value;
      }
    table.rows.push_back({region.code, region.name, region.short_name, region.county,
                          text_cell(region.kolada_id), text_cell(region.iso), year, people});
  }
  add_origin_columns(table);
  return table;
}

Table key_figures_table(const figures::Snapshot& snapshot, Language language) {
  Table table;
  table.name = "nyckeltal";
  table.title = {"Nyckeltal", "Key figures"};
  table.language = language;
  table.as_of = snapshot.as_of;
  table.updated = snapshot.recorded_at;
  table.columns = {key_figure_column(),
                   key_figure_name_column(),
                   text_column("shortName", {"Kortnamn", "Short name"}),
                   text_column("theme", {"Område", "Theme"}),
                   unit_column(),
                   count_column("decimals", {"Decimaler", "Decimals"}),
                   text_column("polarity", {"Riktning", "Direction"}),
                   text_column("koladaId", {"Kolada-id", "Kolada id"}),
                   text_column("definition", {"Definition", "Definition"}),
                   count_column("firstYear", {"Första år", "First year"}),
                   count_column("lastYear", {"Sista år", "Last year"}),
                   text_column("source", {"Källa", "Source"})};
  table.columns[9].decimals = table.columns[10].decimals = -1;
  for (const auto& figure : snapshot.figures) {
    const auto& definition = figure.definition;
    const auto years = figure.years();
    table.rows.push_back(
        {definition.id, definition.name.in(language), definition.short_name.in(language),
         definition.theme.in(language), definition.unit, number_cell(definition.decimals),
         word(definition.polarity).in(language), text_cell(definition.kolada_id),
         definition.definition.in(language), years ? number_cell(years->first) : TableCell{},
         years ? number_cell(years->second) : TableCell{},
         text_cell(definition.source.in(language))});
  }
  return table;
}

}  // namespace tertil::reports
