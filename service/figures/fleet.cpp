#include "service/figures/fleet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "service/figures/fuels.hpp"

namespace tertil::figures {
namespace {

constexpr std::string_view kLitres = "l";
constexpr double kPercent = 100.0;
constexpr double kMillion = 1e6;

const Text kVolumeText{
    "liter HVO100 / liter av allt flytande drivmedel som tankats (AdBlue är inget drivmedel)",
    "litres of HVO100 / litres of all liquid fuel filled (AdBlue is no fuel)"};

const Formula& ambulance_formula() {
  static const Formula formula{
      "hvo100-volume-share-ambulances",
      1,
      "l",
      "l",
      kPercent,
      {"Ambulanser: " + kVolumeText.sv + ".", "Ambulances: " + kVolumeText.en + "."}};
  return formula;
}

const Formula& service_car_formula() {
  static const Formula formula{"hvo100-volume-share-cars",
                               1,
                               "l",
                               "l",
                               kPercent,
                               {"Verksamhets- och poolbilar: " + kVolumeText.sv + ".",
                                "Service and pool cars: " + kVolumeText.en + "."}};
  return formula;
}

const Formula& electric_formula() {
  static const Formula formula{
      "electric-car-share",
      1,
      "",
      "bilar",
      kPercent,
      {"Elbilar / alla bilar bland verksamhets- och poolbilar som gäller den 31 december. "
       "Laddhybrider räknas inte som elbilar.",
       "Electric cars / all cars among service and pool cars valid on 31 December. Plug-in "
       "hybrids do not count as electric."}};
  return formula;
}

const Formula& emission_formula() {
  static const Formula formula{"fuel-emissions",
                               1,
                               "kg CO2e",
                               "",
                               1.0,
                               {"Tankad mängd × drivmedlets utsläppsfaktor för året.",
                                "Quantity filled × the fuel's emission factor of the year."}};
  return formula;
}

FigureParts begin(std::string_view id, int year, const Formula& formula,
                  std::vector<std::string_view> levels) {
  FigureParts figure;
  figure.key_figure = id;
  figure.year = year;
  figure.formula = &formula;
  figure.levels = std::move(levels);
  for (const auto& fuel : all_fuels()) figure.names[{"fuel", std::string{fuel.id}}] = fuel.name.sv;
  figure.names[{"vehicleGroup", "pool"}] = "Poolbilar";
  figure.names[{"vehicleGroup", "service"}] = "Verksamhetsbilar";
  figure.names[{"vehicleGroup", "ambulance"}] = "Ambulanser";
  figure.names[{"vehicleGroup", "truck"}] = "Lastbilar";
  return figure;
}

/// The register's row of a vehicle on a date, or null. Rows of one vehicle lie together by date.
const store::VehicleRow* vehicle_on(const std::vector<store::VehicleRow>& vehicles,
                                    std::string_view vehicle, std::string_view date) {
  const auto [first, last] =
      std::ranges::equal_range(vehicles, vehicle, {}, &store::VehicleRow::vehicle);
  const store::VehicleRow* found = nullptr;
  for (auto row = first; row != last; ++row)
    if (row->valid_from <= date) found = &*row;
  if (found != nullptr && !found->valid_to.empty() && found->valid_to <= date) return nullptr;
  return found;
}

FigureParts hvo_parts(const FleetInput& input, FigureParts figure, bool (*counts)(std::string_view),
                      bool by_group) {
  for (const auto& fill : fills_of(input, &figure)) {
    if (!counts(fill.group) || fill.unit != kLitres) continue;
    Part part{.path = {fill.org_unit, fill.fuel}, .month = fill.month};
    if (by_group) part.path.insert(part.path.begin(), fill.group);
    part.numerator = part.normalised = fill.fuel == kHvo100 ? fill.quantity : 0.0;
    part.denominator = fill.quantity;
    figure.batches.insert(fill.batches.begin(), fill.batches.end());
    figure.parts.push_back(std::move(part));
  }
  note_sizes(figure, input, counts);
  expect_every_month(figure);
  figure.has_data = figure.computable = !figure.parts.empty();
  return figure;
}

bool is_ambulance(std::string_view group) { return group == "ambulance"; }

}  // namespace

bool is_car_group(std::string_view group) { return group == "pool" || group == "service"; }

std::vector<Fill> fills_of(const FleetInput& input, FigureParts* figure) {
  using Key = std::tuple<std::string, std::string, std::string, int, std::string>;
  struct Sum {
    double millionths{0.0};
    std::set<std::string> batches;
  };
  std::map<Key, Sum> sums;
  std::set<std::string> unknown;
  for (const auto& row : input.fuel) {
    const auto* known = find_fuel(row.fuel);
    if (known != nullptr && !known->is_fuel) continue;
    if (row.vehicle_group.empty()) unknown.insert(row.vehicle);
    auto& sum =
        sums[{row.vehicle_group, row.org_unit, known != nullptr ? std::string{known->id} : row.fuel,
              month_of_period(row.period), row.unit}];
    sum.millionths += row.millionths;
    sum.batches.insert(row.batch);
  }
  std::vector<Fill> fills;
  fills.reserve(sums.size());
  for (auto& [key, sum] : sums) {
    const auto& [group, org_unit, fuel, month, unit] = key;
    fills.push_back(
        {group, org_unit, fuel, month, unit, sum.millionths / kMillion, std::move(sum.batches)});
  }
  if (figure != nullptr && !unknown.empty())
    figure->note("unknown-vehicle",
                 {fmt::format("{} fordon finns inte i registret när de tankar; det räknas inte: "
                              "{}{}.",
                              unknown.size(), *unknown.begin(), unknown.size() > 1 ? ", …" : ""),
                  fmt::format("{} vehicles are not in the register when they fill; that does not "
                              "count: {}{}.",
                              unknown.size(), *unknown.begin(), unknown.size() > 1 ? ", …" : "")});
  return fills;
}

FigureParts ambulance_hvo_parts(const FleetInput& input, int year) {
  return hvo_parts(input,
                   begin("hvo100-share-ambulances", year, ambulance_formula(), {"orgUnit", "fuel"}),
                   &is_ambulance, false);
}

FigureParts service_car_hvo_parts(const FleetInput& input, int year) {
  return hvo_parts(input,
                   begin("hvo100-share-service-cars", year, service_car_formula(),
                         {"vehicleGroup", "orgUnit", "fuel"}),
                   &is_car_group, true);
}

FigureParts electric_car_parts(const FleetInput& input, int year) {
  auto figure = begin("electric-car-share", year, electric_formula(), {"vehicleGroup", "orgUnit"});
  const auto last_day = fmt::format("{:04}-12-31", year);
  for (std::size_t i = 0; i < input.vehicles.size(); ++i) {
    const auto& name = input.vehicles[i].vehicle;
    if (i > 0 && input.vehicles[i - 1].vehicle == name) continue;
    const auto* row = vehicle_on(input.vehicles, name, last_day);
    if (row == nullptr || !is_car_group(row->vehicle_group)) continue;
    Part part{.path = {row->vehicle_group, row->org_unit}};
    part.numerator = part.normalised = row->powertrain == "electric" ? 1.0 : 0.0;
    part.denominator = 1.0;
    figure.batches.insert(row->batch);
    figure.parts.push_back(std::move(part));
  }
  note_sizes(figure, input, &is_car_group);
  figure.has_data = figure.computable = !figure.parts.empty();
  return figure;
}

FigureParts fuel_emission_parts(const FleetInput& input, const FactorTable& factors, int year,
                                const CountsGroup& counts) {
  auto figure = begin("person-transport-emissions", year, emission_formula(),
                      {"vehicleGroup", "orgUnit", "fuel"});
  figure.computable = true;
  using Found = std::variant<FuelEmission, MissingFactor>;
  std::map<std::pair<std::string, std::string>, Found> looked_up;
  for (const auto& fill : fills_of(input, &figure)) {
    if (fill.group.empty() || !counts(fill.group)) continue;
    auto at = looked_up.find({fill.fuel, fill.unit});
    if (at == looked_up.end())
      at = looked_up
               .emplace(std::pair{fill.fuel, fill.unit},
                        emission_of(factors, fill.fuel, fill.unit, year))
               .first;
    const auto& found = at->second;
    if (const auto* missing = std::get_if<MissingFactor>(&found)) {
      figure.lack(*missing);
      continue;
    }
    const auto& emission = std::get<FuelEmission>(found);
    for (const auto& used : emission.used) figure.use(used);
    Part part{.path = {fill.group, fill.org_unit, fill.fuel}, .month = fill.month};
    part.numerator = part.normalised = fill.quantity * emission.kilograms;
    figure.batches.insert(fill.batches.begin(), fill.batches.end());
    figure.parts.push_back(std::move(part));
  }
  note_sizes(figure, input, counts);
  expect_every_month(figure);
  figure.has_data = !figure.parts.empty();
  return figure;
}

void note_sizes(FigureParts& figure, const FleetInput& input, const CountsGroup& counts) {
  const bool by_group = !figure.levels.empty() && figure.levels.front() == "vehicleGroup";
  const auto from = fmt::format("{:04}-01-01", figure.year);
  const auto to = fmt::format("{:04}-12-31", figure.year);
  std::set<std::string> seen;
  for (const auto& row : input.vehicles) {
    if (!counts(row.vehicle_group) || row.valid_from > to) continue;
    if (!row.valid_to.empty() && row.valid_to <= from) continue;
    const auto group = by_group ? row.vehicle_group : std::string{};
    if (by_group && seen.insert(group + '\n' + row.vehicle).second)
      ++figure.sizes[{"vehicleGroup", group}];
    const auto unit = by_group ? group + "/" + row.org_unit : row.org_unit;
    if (seen.insert(unit + "\n\n" + row.vehicle).second) ++figure.sizes[{"orgUnit", unit}];
  }
}

Result<FleetInput> read_fleet(store::Reader& reader, std::string_view owner, int year,
                              store::AsOf as_of) {
  auto fuel = store::fuel_of(reader, owner, year, as_of);
  if (!fuel) return tl::unexpected{fuel.error()};
  auto vehicles = store::vehicles(reader, owner, as_of);
  if (!vehicles) return tl::unexpected{vehicles.error()};
  return FleetInput{std::string{owner}, std::move(*fuel), std::move(*vehicles)};
}

}  // namespace tertil::figures
