#include "service/figures/figure_parts.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "service/figures/energy.hpp"
#include "service/figures/fleet.hpp"
#include "service/figures/gases.hpp"
#include "service/figures/travel.hpp"
#include "service/figures/waste.hpp"

namespace tertil::figures {
namespace {

constexpr std::array<std::string_view, 1> kFromEnergy{"energy-use-premises"};
constexpr std::array<std::string_view, 4> kFromFleet{
    "hvo100-share-ambulances", "hvo100-share-service-cars", "electric-car-share",
    "person-transport-emissions"};
constexpr std::array<std::string_view, 1> kFromTravel{"person-transport-emissions"};
constexpr std::array<std::string_view, 2> kFromGases{"medical-gases", "nitrous-oxide-destroyed"};
constexpr std::array<std::string_view, 1> kFromWaste{"hospital-waste-recycling"};
constexpr std::array kActivities{Activity::kEnergy, Activity::kFleet, Activity::kTravel,
                                 Activity::kGases, Activity::kWaste};

using Made = Result<std::optional<FigureParts>>;

Result<FactorTable> factor_table(store::Reader& reader, std::string_view owner, store::AsOf as_of) {
  auto rows = store::factors(reader, owner, as_of);
  if (!rows) return tl::unexpected{rows.error()};
  return FactorTable{std::move(*rows), std::string{owner}};
}

Result<void> read_once(store::Reader& reader, std::string_view owner, int year, store::AsOf as_of,
                       ReadFleet& last) {
  if (last.year == year && last.fleet.owner == owner) return {};
  auto fleet = read_fleet(reader, owner, year, as_of);
  if (!fleet) return tl::unexpected{fleet.error()};
  last = {year, std::move(*fleet)};
  return {};
}

Made from_fleet(store::Reader& reader, std::string_view key_figure, std::string_view owner,
                int year, store::AsOf as_of, ReadFleet& last) {
  if (auto read = read_once(reader, owner, year, as_of, last); !read)
    return tl::unexpected{read.error()};
  const auto& fleet = last.fleet;
  if (key_figure == "hvo100-share-ambulances") return ambulance_hvo_parts(fleet, year);
  if (key_figure == "hvo100-share-service-cars") return service_car_hvo_parts(fleet, year);
  if (key_figure == "electric-car-share") return electric_car_parts(fleet, year);
  const auto factors = factor_table(reader, owner, as_of);
  if (!factors) return tl::unexpected{factors.error()};
  const auto travel = store::travel_of(reader, owner, year, as_of);
  if (!travel) return tl::unexpected{travel.error()};
  return person_transport_parts(fleet, *travel, *factors, year);
}

Made from_gases(store::Reader& reader, std::string_view key_figure, std::string_view owner,
                int year, store::AsOf as_of) {
  const auto gases = read_gases(reader, owner, year, as_of);
  if (!gases) return tl::unexpected{gases.error()};
  const auto factors = factor_table(reader, owner, as_of);
  if (!factors) return tl::unexpected{factors.error()};
  return key_figure == "medical-gases" ? medical_gas_parts(*gases, *factors, year)
                                       : nitrous_destroyed_parts(*gases, *factors, year);
}

bool feeds(Activity activity, std::string_view key_figure) {
  return std::ranges::find(figures_fed_by(activity), key_figure) != figures_fed_by(activity).end();
}

Result<std::vector<int>> vehicle_years(store::Reader& reader, std::string_view owner,
                                       int this_year) {
  constexpr int kFarthestBack = 10;
  const auto vehicles = store::vehicles(reader, owner);
  if (!vehicles) return tl::unexpected{vehicles.error()};
  std::vector<int> years;
  if (vehicles->empty()) return years;
  int first = this_year;
  for (const auto& row : *vehicles)
    if (!row.valid_from.empty()) first = std::min(first, std::stoi(row.valid_from.substr(0, 4)));
  for (int year = std::max(first, this_year - kFarthestBack); year <= this_year; ++year)
    years.push_back(year);
  return years;
}

Result<std::vector<int>> fleet_years(store::Reader& reader, std::string_view owner, int this_year) {
  auto years = vehicle_years(reader, owner, this_year);
  if (!years) return years;
  auto fuel = store::years_of(reader, "fuel_transaction", owner);
  if (!fuel) return fuel;
  std::set<int> all{years->begin(), years->end()};
  all.insert(fuel->begin(), fuel->end());
  return std::vector<int>{all.begin(), all.end()};
}

}  // namespace

std::span<const std::string_view> figures_fed_by(Activity activity) {
  switch (activity) {
    case Activity::kEnergy: return kFromEnergy;
    case Activity::kFleet: return kFromFleet;
    case Activity::kTravel: return kFromTravel;
    case Activity::kGases: return kFromGases;
    case Activity::kWaste: return kFromWaste;
  }
  return {};
}

std::vector<Activity> activities_of(std::string_view key_figure) {
  std::vector<Activity> found;
  for (const auto activity : kActivities)
    if (feeds(activity, key_figure)) found.push_back(activity);
  return found;
}

Result<std::optional<FigureParts>> parts_of(store::Reader& reader, std::string_view key_figure,
                                            std::string_view owner, int year, store::AsOf as_of,
                                            ReadFleet* last) {
  if (feeds(Activity::kEnergy, key_figure)) return energy_figure(reader, owner, year, as_of);
  if (feeds(Activity::kFleet, key_figure)) {
    ReadFleet unshared;
    return from_fleet(reader, key_figure, owner, year, as_of, last != nullptr ? *last : unshared);
  }
  if (feeds(Activity::kGases, key_figure))
    return from_gases(reader, key_figure, owner, year, as_of);
  if (!feeds(Activity::kWaste, key_figure)) return std::nullopt;
  const auto weights = store::waste_of(reader, owner, year, as_of);
  if (!weights) return tl::unexpected{weights.error()};
  return waste_parts(*weights, year);
}

Result<std::vector<int>> years_with(store::Reader& reader, Activity activity,
                                    std::string_view owner, int this_year) {
  switch (activity) {
    case Activity::kEnergy: return store::reading_years(reader, owner);
    case Activity::kFleet: return fleet_years(reader, owner, this_year);
    case Activity::kTravel: return store::years_of(reader, "travel", owner);
    case Activity::kGases: return store::years_of(reader, "gas_movement", owner);
    case Activity::kWaste: return store::years_of(reader, "waste_weight", owner);
  }
  return std::vector<int>{};
}

}  // namespace tertil::figures
