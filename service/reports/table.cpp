#include "service/reports/table.hpp"

namespace tertil::reports {

void add_origin_columns(Table& table) {
  const auto add = [&](std::string key, Text header, const Text& says) {
    table.columns.push_back({std::move(key), std::move(header), Role::kAttribute, {}, -1});
    for (auto& row : table.rows) {
      const auto& text = says.in(table.language);
      row.push_back(text.empty() ? TableCell{} : TableCell{text});
    }
  };
  if (!table.source.sv.empty()) add("source", {"Källa", "Source"}, table.source);
  if (!table.processing.sv.empty())
    add("processing", {"Bearbetning", "Processing"}, table.processing);
}

}  // namespace tertil::reports
