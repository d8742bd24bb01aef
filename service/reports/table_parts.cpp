#include "service/reports/table_parts.hpp"

#include <fmt/format.h>

namespace tertil::reports {

Column key_figure_column() {
  return {"keyFigure", {"Nyckeltal-id", "Key figure id"}, Role::kDimension, {}, -1};
}
Column key_figure_name_column() {
  return {"name", {"Nyckeltal", "Key figure"}, Role::kAttribute, {}, -1};
}
Column region_column() { return {"region", {"Regionkod", "Region code"}, Role::kGeo, {}, -1}; }
Column region_name_column() {
  return {"regionName", {"Region", "Region"}, Role::kAttribute, {}, -1};
}
Column year_column() { return {"year", {"År", "Year"}, Role::kTime, {}, -1}; }
Column unit_column() { return text_column("unit", {"Enhet", "Unit"}); }
Column series_column() { return text_column("series", {"Serie", "Series"}); }
Column status_column() { return text_column("status", {"Status", "Status"}); }

Column value_column(const KeyFigure& definition) {
  return {"value", {"Värde", "Value"}, Role::kMeasure, definition.unit, definition.decimals};
}
Column count_column(std::string key, Text header) {
  return {std::move(key), std::move(header), Role::kMeasure, {}, 0};
}
Column text_column(std::string key, Text header) {
  return {std::move(key), std::move(header), Role::kAttribute, {}, -1};
}

TableCell value_cell(const std::optional<double>& value,
                     const std::optional<MissingReason>& reason) {
  if (value) return *value;
  return reason.value_or(MissingReason::kMissing);
}

TableCell class_cell(const std::optional<figures::RankClass>& rank_class, figures::Scheme scheme,
                     Language language) {
  return rank_class ? TableCell{word(*rank_class, scheme).in(language)} : TableCell{};
}

TableCell text_cell(std::string text) {
  return text.empty() ? TableCell{} : TableCell{std::move(text)};
}

void add_definition_notes(Table& table, const KeyFigure& definition) {
  table.notes.push_back({{"Definition", "Definition"}, definition.definition});
  table.notes.push_back({{"Enhet", "Unit"}, {definition.unit, definition.unit}});
  table.notes.push_back({{"Riktning", "Direction"}, word(definition.polarity)});
  for (const auto& [year, text] : definition.breaks)
    table.notes.push_back(
        {{fmt::format("Tidsseriebrott {}", year), fmt::format("Break {}", year)}, text});
  for (const auto& note : definition.notes) table.notes.push_back({{"Att veta", "To know"}, note});
}

}  // namespace tertil::reports
