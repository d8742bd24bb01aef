#include "service/figures/factors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace tertil::figures {
namespace {

constexpr std::array<std::pair<std::string_view, double>, 4> kMasses{
    {{"kg", 1.0}, {"g", 0.001}, {"ton", 1000.0}, {"t", 1000.0}}};

/// Spellings of what a factor is counted per.
constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kPer{{{"l", "l"},
                                                                              {"litre", "l"},
                                                                              {"liter", "l"},
                                                                              {"kg", "kg"},
                                                                              {"Nm3", "Nm³"},
                                                                              {"Nm³", "Nm³"},
                                                                              {"m3", "m³"},
                                                                              {"m³", "m³"},
                                                                              {"MJ", "MJ"},
                                                                              {"kWh", "kWh"},
                                                                              {"MWh", "MWh"},
                                                                              {"km", "km"},
                                                                              {"pkm", "km"},
                                                                              {"personkm", "km"}}};

}  // namespace

std::optional<FactorUnit> parse_factor_unit(std::string_view unit) {
  const auto space = unit.find(' ');
  const auto slash = unit.find('/');
  if (space == std::string_view::npos || slash == std::string_view::npos || slash < space)
    return std::nullopt;
  const auto what = unit.substr(space + 1, slash - space - 1);
  if (what != "CO2e" && what != "CO2" && what != "CO₂e" && what != "CO₂") return std::nullopt;
  const auto mass = std::ranges::find(kMasses, unit.substr(0, space),
                                      &std::pair<std::string_view, double>::first);
  const auto per = std::ranges::find(kPer, unit.substr(slash + 1),
                                     &std::pair<std::string_view, std::string_view>::first);
  if (mass == kMasses.end() || per == kPer.end()) return std::nullopt;
  if (per->second == "MWh") return FactorUnit{mass->second / 1000.0, "kWh"};
  return FactorUnit{mass->second, std::string{per->second}};
}

Text message_for(const MissingFactor& missing) {
  const Text choose =
      missing.undated_known
          ? Text{" Det finns en utan år: välj den genom att lägga in den som egen faktor med år.",
                 " There is an undated one: choose it by adding it as an own factor with a year."}
          : Text{" Lägg in den som egen faktor (mål factor).",
                 " Add it as an own factor (target factor)."};
  return {fmt::format("Faktor saknas: {}, {}, {}, för {}.{}", missing.item, missing.measure,
                      missing.unit, missing.year, choose.sv),
          fmt::format("A factor is missing: {}, {}, {}, for {}.{}", missing.item, missing.measure,
                      missing.unit, missing.year, choose.en)};
}

Text message_for_carried(const UsedFactor& factor, int year) {
  return {fmt::format("Faktorn {}, {}, {} från {} används för {}: ingen senare finns.", factor.item,
                      factor.measure, factor.unit, factor.valid_from, year),
          fmt::format("The factor {}, {}, {} of {} is used for {}: there is no later one.",
                      factor.item, factor.measure, factor.unit, factor.valid_from, year)};
}

FactorTable::FactorTable(std::vector<store::FactorRow> rows, std::string owner)
    : rows_{std::move(rows)}, owner_{std::move(owner)} {}

std::optional<UsedFactor> FactorTable::newest(std::string_view item, std::string_view measure,
                                              std::string_view unit, int year,
                                              bool undated_shipped) const {
  const store::FactorRow* best = nullptr;
  for (const auto& row : rows_) {
    if (row.item != item || row.measure != measure || row.unit != unit || row.valid_from > year)
      continue;
    const bool own = row.owner == owner_;
    if (!own && row.valid_from == 0 && !undated_shipped) continue;
    const bool best_is_own = best != nullptr && best->owner == owner_;
    if (best == nullptr || (own && !best_is_own) ||
        (own == best_is_own && row.valid_from > best->valid_from))
      best = &row;
  }
  if (best == nullptr) return std::nullopt;
  return UsedFactor{.item = best->item,
                    .measure = best->measure,
                    .unit = best->unit,
                    .value = best->value,
                    .valid_from = best->valid_from,
                    .carried_forward = best->valid_from != 0 && best->valid_from < year,
                    .own = best->owner == owner_,
                    .source = best->origin,
                    .batch = best->batch};
}

std::optional<UsedFactor> FactorTable::of_year(std::string_view item, std::string_view measure,
                                               std::string_view unit, int year) const {
  return newest(item, measure, unit, year, false);
}

std::optional<UsedFactor> FactorTable::named(std::string_view item, std::string_view measure,
                                             std::string_view unit, int year) const {
  return newest(item, measure, unit, year, true);
}

std::vector<std::string> FactorTable::units_of(std::string_view item,
                                               std::string_view measure) const {
  std::vector<std::string> units;
  for (const auto& row : rows_)
    if (row.item == item && row.measure == measure &&
        std::ranges::find(units, row.unit) == units.end())
      units.push_back(row.unit);
  return units;
}

bool FactorTable::has_item(std::string_view item) const {
  return std::ranges::any_of(rows_, [&](const auto& row) { return row.item == item; });
}

bool FactorTable::has_undated(std::string_view item, std::string_view measure) const {
  return std::ranges::any_of(rows_, [&](const auto& row) {
    return row.item == item && row.measure == measure && row.valid_from == 0;
  });
}

}  // namespace tertil::figures
