#include "service/figures/travel.hpp"

#include <fmt/format.h>

#include <array>
#include <set>

namespace tertil::figures {
namespace {

constexpr std::array<std::string_view, 9> kModes{"ownCars", "ambulance", "privateCar",
                                                 "flight",  "train",     "bus",
                                                 "taxi",    "rentalCar", "patientTravel"};
constexpr std::array<std::string_view, 9> kSwedish{"Egna och leasade bilar",
                                                   "Ambulanser",
                                                   "Privat bil i tjänst",
                                                   "Flyg",
                                                   "Tåg",
                                                   "Buss",
                                                   "Taxi",
                                                   "Hyrbil",
                                                   "Betalda patientresor"};

const Formula& formula() {
  static const Formula one{
      "person-transport",
      1,
      "kg CO2e",
      "",
      0.001,
      {"Egna och leasade bilar och ambulanser: tankad mängd × utsläppsfaktor. Övriga färdsätt: "
       "rapporterat utsläpp, annars sträcka × faktor per km. Lastbilar ingår inte. Täckning: hur "
       "många av de nio färdsätten det finns uppgifter om.",
       "Owned and leased cars and ambulances: quantity filled × emission factor. Other modes: "
       "reported emission, else distance × factor per km. Trucks are not included. Coverage: how "
       "many of the nine modes there are data of."}};
  return one;
}

/// Kilograms of one row, or nothing when its factor is missing.
std::optional<double> kilograms_of(const store::TravelRow& row, const FactorTable& factors,
                                   FigureParts& figure) {
  if (row.reported_kg_co2e) return row.reported_kg_co2e;
  for (const auto& unit : factors.units_of(row.mode, "WTW")) {
    const auto parsed = parse_factor_unit(unit);
    if (!parsed || parsed->per != "km") continue;
    const auto used = factors.of_year(row.mode, "WTW", unit, figure.year);
    if (!used) continue;
    figure.use(*used);
    return row.distance_km.value_or(0.0) * used->value * parsed->kilograms;
  }
  figure.lack({row.mode, "WTW", "g CO2e/km", figure.year, factors.has_undated(row.mode, "WTW")});
  return std::nullopt;
}

void add_fuel(const FleetInput& fleet, const FactorTable& factors, FigureParts& figure) {
  auto fuel = fuel_emission_parts(fleet, factors, figure.year, [](std::string_view group) {
    return is_car_group(group) || group == "ambulance";
  });
  for (auto& part : fuel.parts) {
    const auto& group = part.path.front();
    part.path.front() = is_car_group(group) ? "ownCars" : "ambulance";
    figure.parts.push_back(std::move(part));
  }
  for (const auto& [path, vehicles] : fuel.sizes) {
    const auto& [level, code] = path;
    const auto slash = code.find('/');
    const std::string mode = is_car_group(code.substr(0, slash)) ? "ownCars" : "ambulance";
    if (level == "vehicleGroup")
      figure.sizes[{"mode", mode}] += vehicles;
    else
      figure.sizes[{"orgUnit", mode + code.substr(slash)}] += vehicles;
  }
  for (const auto& used : fuel.factors) figure.use(used);
  for (auto& note : fuel.notes) figure.note(note.rule, std::move(note.message));
  figure.batches.insert(fuel.batches.begin(), fuel.batches.end());
  figure.names.insert(fuel.names.begin(), fuel.names.end());
  figure.computable = figure.computable && fuel.computable;
}

}  // namespace

std::span<const std::string_view> transport_modes() { return kModes; }

FigureParts person_transport_parts(const FleetInput& fleet,
                                   const std::vector<store::TravelRow>& travel,
                                   const FactorTable& factors, int year) {
  FigureParts figure;
  figure.key_figure = "person-transport-emissions";
  figure.year = year;
  figure.formula = &formula();
  figure.levels = {"mode", "orgUnit", "fuel"};
  figure.computable = true;
  for (std::size_t i = 0; i < kModes.size(); ++i)
    figure.names[{"mode", std::string{kModes[i]}}] = kSwedish[i];
  figure.has_data = !travel.empty();
  add_fuel(fleet, factors, figure);
  for (const auto& row : travel) {
    const auto kilograms = kilograms_of(row, factors, figure);
    if (!kilograms) continue;
    Part part{.path = {row.mode, row.org_unit}, .month = month_of_period(row.period)};
    part.numerator = part.normalised = *kilograms;
    figure.batches.insert(row.batch);
    figure.parts.push_back(std::move(part));
  }
  std::set<std::string> there;
  for (const auto& part : figure.parts) there.insert(part.path.front());
  figure.has_data = figure.has_data || !figure.parts.empty();
  figure.computable = figure.computable && !figure.parts.empty();
  figure.coverage = static_cast<double>(there.size()) / static_cast<double>(kModes.size());
  if (figure.has_data && there.size() < kModes.size())
    figure.note("modes-without-data",
                {fmt::format("Uppgifter finns om {} av {} färdsätt.", there.size(), kModes.size()),
                 fmt::format("There are data of {} of {} modes.", there.size(), kModes.size())});
  return figure;
}

}  // namespace tertil::figures
