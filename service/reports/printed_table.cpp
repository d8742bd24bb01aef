#include "service/reports/printed_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "service/figures/ranking_words.hpp"
#include "service/reports/words.hpp"

namespace tertil::reports {
namespace {

std::string class_words(const std::optional<figures::RankClass>& rank_class,
                        figures::Scheme scheme) {
  if (!rank_class) return {};
  return fmt::format("{} {}", symbol(*rank_class), word(*rank_class, scheme).sv);
}

PrintedCell cell_of(const figures::ComparisonCell& cell, int decimals, figures::Scheme scheme) {
  PrintedCell made;
  made.missing = !cell.value;
  made.value = cell.value ? figures::spoken(*cell.value, decimals, Language::kSwedish)
                          : word(cell.reason.value_or(MissingReason::kMissing)).sv;
  if (cell.printed) {
    made.place = fmt::format("{} av {}", cell.printed->rank, cell.printed->of);
    made.rank_class = cell.printed->rank_class;
    made.class_words = class_words(made.rank_class, scheme);
  }
  if (cell.computed) {
    made.computed = fmt::format("{} av {}", cell.computed->rank, cell.computed->of);
    made.computed_class = cell.computed->rank_class;
    made.computed_words = class_words(made.computed_class, scheme);
  }
  return made;
}

/// "Antibiotikarecept per 1000 invånare" says its unit already.
std::string name_with_unit(const KeyFigure& definition) {
  if (definition.unit.empty() || definition.name.sv.find(" per ") != std::string::npos)
    return definition.name.sv;
  return fmt::format("{} ({})", definition.name.sv, definition.unit);
}

}  // namespace

PrintedTable printed_table(const figures::Comparison& comparison, const std::string& plan_name) {
  PrintedTable table;
  table.heading =
      fmt::format("{}s nyckeltalsjämförelse med Sveriges alla regioner", comparison.region->name);
  table.target_heading = "Mål*";
  for (const int year : comparison.years) table.columns.push_back(fmt::format("{}", year));
  for (const auto& row : comparison.rows) {
    const auto& definition = row.figure->definition;
    PrintedRow made;
    made.key_figure = definition.id;
    made.name = name_with_unit(definition);
    for (const auto& cell : row.cells)
      made.cells.push_back(cell_of(cell, definition.decimals, comparison.scheme));
    if (row.target)
      made.target = figures::spoken_as_stored(row.target->target.value, Language::kSwedish);
    table.rows.push_back(std::move(made));
  }
  table.notes = {
      "För varje nyckeltal rangordnas alla regioner som har ett värde efter sina resultat. Den "
      "bästa tredjedelen får grön färg, den sista röd och den mellersta gul. Färgen visar bara "
      "rangordning jämfört med andra regioner, inte om resultatet är bra eller dåligt. Siffrorna "
      "inom parentes är den plats som trycktes i årsredovisningen; en beräknad plats är egen "
      "bearbetning av de värden som var kända när rapporten gjordes.",
      fmt::format("*Målvärden i {}.", plan_name)};
  return table;
}

}  // namespace tertil::reports
