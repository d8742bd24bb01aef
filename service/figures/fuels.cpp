#include "service/figures/fuels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tertil::figures {
namespace {

constexpr std::string_view kWellToWheel = "WTW";
constexpr std::string_view kDerived = "WTW derived";
constexpr std::string_view kEnergyContent = "energy content";
constexpr double kMegajoulesPerKilowattHour = 3.6;

const std::vector<Fuel>& fuels() {
  static const std::vector<Fuel> all{
      {std::string_view{kHvo100},
       {"HVO100", "HVO100"},
       {"hvo100", "hvo", "hvodiesel100", "dieselhvo100", "hvo100diesel", "biodieselhvo100",
        "nestemy", "nestemyrenewablediesel", "preemhvo100", "hvohvo100"},
       {{"HVO (HVO100)", kWellToWheel, "HVO (HVO100)"}}},
      {"diesel",
       {"Diesel MK1", "Diesel MK1"},
       {"diesel", "dieselmk1", "mk1", "mk1diesel", "dieselolja", "milesdiesel", "dieselb7"},
       {{"Diesel MK1 at statutory minimum", kDerived, "Diesel MK1"},
        {"Diesel MK1", kWellToWheel, "Diesel MK1"}}},
      {"petrol",
       {"Bensin", "Petrol"},
       {"bensin", "petrol", "bensinmk1", "bensin95", "95", "blyfri95", "95oktan", "e10", "98",
        "bensin98", "bensine10", "milesbensin95"},
       {{"Bensin MK1 at statutory minimum", kDerived, "Bensin MK1"},
        {"Bensin MK1", kWellToWheel, "Bensin MK1"}}},
      {"E85", {"E85", "E85"}, {"e85", "etanole85", "etanol"}, {{"E85", kWellToWheel, "E85"}}},
      {"ED95", {"ED95", "ED95"}, {"ed95"}, {{"ED95", kWellToWheel, "ED95"}}},
      {"RME",
       {"FAME (RME, B100)", "FAME (RME, B100)"},
       {"rme", "fame", "b100", "rme100", "biodiesel"},
       {{"FAME/B100/RME", kWellToWheel, "FAME/B100/RME"}}},
      {"alkylatePetrol",
       {"Alkylatbensin", "Alkylate petrol"},
       {"alkylatbensin", "alkylat", "alkylatepetrol", "aspen"},
       {{"Alkylatbensin MK1", kWellToWheel, "Alkylatbensin MK1"}}},
      {"vehicleGas",
       {"Fordonsgas", "Vehicle gas"},
       {"fordonsgas", "vehiclegas", "gas", "cng", "cbg", "fordonsgasmix"},
       {{"Fordonsgas (mix)", kWellToWheel, "Fordonsgas"}}},
      {"biogas",
       {"Biogas", "Biogas"},
       {"biogas", "biogas100", "fordonsgas100", "biogas100procent"},
       {{"Biogas 100", kWellToWheel, "Biogas 100"}}},
      {"electricity",
       {"El", "Electricity"},
       {"el", "electricity", "elektricitet", "laddning", "laddel", "elladdning"},
       {{"Electricity, Swedish user mix", "LCA", "Electricity, Swedish user mix"}}},
      {"AdBlue", {"AdBlue", "AdBlue"}, {"adblue", "adblu", "urea"}, {}, false}};
  return all;
}

/// Letters and digits in lower case: "HVO-100 (Diesel)" is "hvo100diesel".
std::string bare(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c - 'A' + 'a');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      out += c;
    }
  }
  return out;
}

/// An emission found, and what decides between several.
struct Candidate {
  FuelEmission emission;
  bool own{false};
  int valid_from{0};
  bool direct{false};
};

bool is_better(const Candidate& a, const Candidate& b) {
  if (a.own != b.own) return a.own;
  if (a.valid_from != b.valid_from) return a.valid_from > b.valid_from;
  return a.direct && !b.direct;
}

std::string megajoules_per(std::string_view unit) {
  if (unit == "l") return "MJ/litre";
  if (unit == "Nm³") return "MJ/Nm3";
  return fmt::format("MJ/{}", unit);
}

/// One factor of a recipe in one of the units it is given in.
std::optional<Candidate> candidate(const FactorTable& factors, const FuelFactor& recipe,
                                   const std::string& factor_unit, std::string_view unit,
                                   int year) {
  const auto used = factors.of_year(recipe.item, recipe.measure, factor_unit, year);
  const auto parsed = parse_factor_unit(factor_unit);
  if (!used || !parsed) return std::nullopt;
  Candidate found{{used->value * parsed->kilograms, {*used}}, used->own, used->valid_from, true};
  if (parsed->per == unit) return found;
  found.direct = false;
  if (parsed->per != "MJ") return std::nullopt;
  if (unit == "kWh") {
    found.emission.kilograms *= kMegajoulesPerKilowattHour;
    return found;
  }
  const auto energy =
      factors.of_year(recipe.energy_item, kEnergyContent, megajoules_per(unit), year);
  if (!energy) return std::nullopt;
  found.emission.kilograms *= energy->value;
  found.emission.used.push_back(*energy);
  return found;
}

}  // namespace

std::span<const Fuel> all_fuels() { return fuels(); }

const Fuel* find_fuel(std::string_view name) {
  const auto wanted = bare(name);
  const auto found = std::ranges::find_if(fuels(), [&](const Fuel& fuel) {
    return fuel.id == name ||
           std::ranges::find(fuel.aliases, std::string_view{wanted}) != fuel.aliases.end();
  });
  return found == fuels().end() ? nullptr : &*found;
}

std::string fuel_id(std::string_view name) {
  const auto* fuel = find_fuel(name);
  return std::string{fuel != nullptr ? fuel->id : name};
}

std::variant<FuelEmission, MissingFactor> emission_of(const FactorTable& factors,
                                                      std::string_view fuel, std::string_view unit,
                                                      int year) {
  const auto* known = find_fuel(fuel);
  // What a user calls an item is an item, also where the name is one of ours.
  std::vector<FuelFactor> recipes{{fuel, kWellToWheel, fuel}};
  if (known != nullptr)
    recipes.insert(recipes.begin(), known->factors.begin(), known->factors.end());
  std::optional<Candidate> best;
  bool undated = false;
  for (const auto& recipe : recipes) {
    undated = undated || factors.has_undated(recipe.item, recipe.measure);
    for (const auto& factor_unit : factors.units_of(recipe.item, recipe.measure)) {
      auto found = candidate(factors, recipe, factor_unit, unit, year);
      if (found && (!best || is_better(*found, *best))) best = std::move(found);
    }
  }
  if (best) return std::move(best->emission);
  const auto& recipe = recipes.front();
  return MissingFactor{std::string{recipe.item}, std::string{recipe.measure},
                       fmt::format("kg CO2e/{}", unit), year, undated};
}

}  // namespace tertil::figures
