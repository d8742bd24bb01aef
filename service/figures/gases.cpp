#include "service/figures/gases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "service/domain/spoken_number.hpp"
#include "service/store/settings.hpp"

namespace tertil::figures {
namespace {

constexpr double kPercent = 100.0;
constexpr double kZeroCelsius = 273.15;
constexpr double kDensityTemperature = 15.0;
constexpr std::string_view kNitrousOxide = "nitrousOxide";

const Formula& gas_formula() {
  static const Formula formula{
      "medical-gases",
      1,
      "kg CO2e",
      "inv",
      1.0,
      {"Σ (inköpt − returnerad − lagerökning − destruerad) kg × GWP100 ur en namngiven "
       "uppsättning / invånare den 31 december. Volym gas räknas om med densiteten vid 15 °C, "
       "eller vid angiven temperatur; vätska med vätskans densitet.",
       "Σ (bought − returned − increase of stock − destroyed) kg × GWP100 of a named set / "
       "inhabitants on 31 December. Volumes of gas are converted by the density at 15 °C, or at "
       "the temperature given; liquids by their liquid density."}};
  return formula;
}

const Formula& destroyed_formula() {
  static const Formula formula{
      "nitrous-oxide-destroyed",
      1,
      "kg",
      "kg",
      kPercent,
      {"Destruerad lustgas / (inköpt − returnerad − lagerökning).",
       "Nitrous oxide destroyed / (bought − returned − increase of stock)."}};
  return formula;
}

const std::array<std::pair<std::string_view, std::string_view>, 4> kGasNames{
    {{"nitrousOxide", "Lustgas"},
     {"sevoflurane", "Sevofluran"},
     {"desflurane", "Desfluran"},
     {"isoflurane", "Isofluran"}}};

/// Kilograms per kept unit of a movement, or nothing when the factor is missing.
std::optional<double> kilograms_per_unit(const store::GasRow& row, const FactorTable& factors,
                                         FigureParts& figure) {
  if (row.unit == "kg") return 1.0;
  const bool liquid = row.unit == "l";
  const std::string measure = liquid ? "liquid density" : "density 15 °C";
  const std::string unit = liquid ? "kg/litre" : "kg/m3";
  const auto density = factors.named(row.gas, measure, unit, figure.year);
  if (!density) {
    figure.lack({row.gas, measure, unit, figure.year, false});
    return std::nullopt;
  }
  figure.use(*density);
  if (liquid || !row.temperature_c) return density->value;
  return density->value * (kZeroCelsius + kDensityTemperature) /
         (kZeroCelsius + *row.temperature_c);
}

/// A movement in kilograms.
struct Moved {
  const store::GasRow* row{nullptr};
  double kilograms{0.0};
};

std::vector<Moved> in_kilograms(const GasInput& input, const FactorTable& factors,
                                FigureParts& figure, bool nitrous_oxide_only) {
  std::vector<Moved> moved;
  for (const auto& row : input.movements) {
    if (nitrous_oxide_only && row.gas != kNitrousOxide) continue;
    const auto per_unit = kilograms_per_unit(row, factors, figure);
    if (per_unit) moved.push_back({&row, row.quantity * *per_unit});
    figure.batches.insert(row.batch);
  }
  return moved;
}

FigureParts begin(std::string_view id, int year, const Formula& formula) {
  FigureParts figure;
  figure.key_figure = id;
  figure.year = year;
  figure.formula = &formula;
  figure.computable = true;
  for (const auto& [gas, name] : kGasNames) figure.names[{"gas", std::string{gas}}] = name;
  return figure;
}

int month_of(const store::GasRow& row) {
  return month_of_period(std::string_view{row.date}.substr(0, 7));
}

/// Bought counts for, everything else against what is let out.
double sign_of(std::string_view kind) { return kind == "purchased" ? 1.0 : -1.0; }

void note_balance(const std::vector<MassBalance>& sites, FigureParts& figure) {
  for (const auto& site : sites) {
    if (site.emitted >= 0.0) continue;
    const auto more = [&](Language language) { return format_number(-site.emitted, 1, language); };
    figure.note("mass-balance",
                {fmt::format("{}: mer lustgas har destruerats och returnerats än som köpts ({} kg "
                             "mer). Kontrollera inköp, lager och anläggningens logg.",
                             site.site, more(Language::kSwedish)),
                 fmt::format("{}: more nitrous oxide was destroyed and returned than bought "
                             "({} kg more). Check purchases, stock and the plant's log.",
                             site.site, more(Language::kEnglish))});
  }
}

std::vector<MassBalance> balance_of(const std::vector<Moved>& moved) {
  std::map<std::string, MassBalance> sites;
  for (const auto& [row, kilograms] : moved) {
    auto& site = sites[row->site];
    site.site = row->site;
    if (row->kind == "purchased") site.purchased += kilograms;
    if (row->kind == "returned") site.returned += kilograms;
    if (row->kind == "stockChange") site.stock_change += kilograms;
    if (row->kind == "destroyed") site.destroyed += kilograms;
  }
  std::vector<MassBalance> all;
  for (auto& [name, site] : sites) {
    site.emitted = site.purchased - site.returned - site.stock_change - site.destroyed;
    all.push_back(std::move(site));
  }
  return all;
}

}  // namespace

FigureParts medical_gas_parts(const GasInput& input, const FactorTable& factors, int year) {
  auto figure = begin("medical-gases", year, gas_formula());
  figure.levels = {"gas", "site"};
  figure.denominator = input.inhabitants;
  figure.has_data = !input.movements.empty();
  const auto measure = fmt::format("GWP100 {}", input.gwp_set);
  for (const auto& [row, kilograms] : in_kilograms(input, factors, figure, false)) {
    const auto potential = factors.named(row->gas, measure, "kg CO2e/kg", year);
    if (!potential) {
      figure.lack({row->gas, measure, "kg CO2e/kg", year, false});
      continue;
    }
    figure.use(*potential);
    Part part{.path = {row->gas, row->site}, .month = month_of(*row)};
    part.numerator = part.normalised = sign_of(row->kind) * kilograms * potential->value;
    figure.parts.push_back(std::move(part));
  }
  if (figure.has_data && !input.inhabitants) {
    figure.note("missing-population",
                {fmt::format("Folkmängden den 31 december {} saknas.", year),
                 fmt::format("The population on 31 December {} is missing.", year)});
    figure.computable = false;
  }
  if (!input.inhabitants) figure.denominator = 0.0;
  note_balance(mass_balance(input, factors, year), figure);
  figure.computable = figure.computable && !figure.parts.empty();
  return figure;
}

FigureParts nitrous_destroyed_parts(const GasInput& input, const FactorTable& factors, int year) {
  auto figure = begin("nitrous-oxide-destroyed", year, destroyed_formula());
  figure.levels = {"site"};
  const auto moved = in_kilograms(input, factors, figure, true);
  for (const auto& [row, kilograms] : moved) {
    Part part{.path = {row->site}, .month = month_of(*row)};
    if (row->kind == "destroyed")
      part.numerator = part.normalised = kilograms;
    else
      part.denominator = sign_of(row->kind) * kilograms;
    figure.parts.push_back(std::move(part));
  }
  figure.has_data = !figure.parts.empty();
  note_balance(balance_of(moved), figure);
  const auto whole = sum_of(figure, {});
  figure.computable = figure.computable && whole.value.has_value();
  return figure;
}

std::vector<MassBalance> mass_balance(const GasInput& input, const FactorTable& factors, int year) {
  auto unused = begin("nitrous-oxide-destroyed", year, destroyed_formula());
  return balance_of(in_kilograms(input, factors, unused, true));
}

Result<GasInput> read_gases(store::Reader& reader, std::string_view owner, int year,
                            store::AsOf as_of) {
  GasInput input;
  input.owner = owner;
  auto movements = store::gases_of(reader, owner, year, as_of);
  if (!movements) return tl::unexpected{movements.error()};
  input.movements = std::move(*movements);
  const auto inhabitants = store::inhabitants_of(reader, owner, year, as_of);
  if (!inhabitants) return tl::unexpected{inhabitants.error()};
  input.inhabitants = *inhabitants;
  auto set = store::setting(reader, kGwpSetSetting, as_of);
  if (!set) return tl::unexpected{set.error()};
  if (*set) input.gwp_set = **set;
  return input;
}

}  // namespace tertil::figures
