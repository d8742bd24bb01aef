#include <fmt/format.h>

#include <array>
#include <cmath>

#include "service/demo/activity_files.hpp"
#include "service/demo/random.hpp"
#include "service/demo/vehicles.hpp"

namespace tertil::demo {
namespace {

/// The share of fills that are HVO100, by group; it grows from the first year to the second.
double hvo_share(std::string_view group, bool second_year) {
  if (group == "ambulance") return second_year ? 0.74 : 0.55;
  if (group == "truck") return second_year ? 0.90 : 0.80;
  return second_year ? 0.44 : 0.30;
}

/// A year's fills, in the dialect of a card company's export with our field names.
std::string fuel_file(const ExampleWorld& world, int year) {
  std::string out{"date;vehicle;fuel;quantity;unit;orgUnit;transactionId\n"};
  Random random{world.seed, fmt::format("fuel {}", year)};
  int receipt = 0;
  for (const auto& vehicle : example_vehicles(world.seed, world.first_year)) {
    const auto first = fmt::format("{}-01-01", year);
    if (vehicle.valid_from > first || (!vehicle.valid_to.empty() && vehicle.valid_to <= first))
      continue;
    for (int month = 1; month <= 12; ++month) {
      const bool electric = vehicle.powertrain == "electric";
      const int fills = vehicle.group == "ambulance" ? 6 : 2;
      for (int fill = 0; fill < fills; ++fill) {
        const double litres = vehicle.litres_a_month / fills * random.between(0.8, 1.2);
        const auto* fuel = electric                         ? "electricity"
                           : vehicle.powertrain == "petrol" ? "petrol"
                           : random.uniform() < hvo_share(vehicle.group, year > world.first_year)
                               ? "HVO100"
                               : "diesel";
        auto quantity = fmt::format("{:.2f}", electric ? litres * 3.1 : litres);
        quantity[quantity.find('.')] = ',';
        fmt::format_to(std::back_inserter(out), "{}-{:02}-{:02};{};{};{};{};{};EX{}-{:06}\n", year,
                       month, random.whole(1, 28), vehicle.id, fuel, quantity,
                       electric ? "kWh" : "l", vehicle.org_unit, year, ++receipt);
      }
    }
  }
  return out;
}

struct Mode {
  const char* name;
  double km_a_month;
  double change;  ///< From the first year to the second.
};

std::string travel_file(const ExampleWorld& world, int year) {
  constexpr std::array kModes{Mode{"flight", 42000, 0.93},        Mode{"train", 98000, 1.08},
                              Mode{"bus", 21000, 1.02},           Mode{"taxi", 9000, 0.95},
                              Mode{"rentalCar", 6500, 0.9},       Mode{"privateCar", 74000, 0.91},
                              Mode{"patientTravel", 610000, 0.98}};
  std::string out{"period;mode;distanceKm;reportedKgCo2e;orgUnit\n"};
  Random random{world.seed, fmt::format("travel {}", year)};
  for (int month = 1; month <= 12; ++month) {
    for (const auto& mode : kModes) {
      const double km = mode.km_a_month * (year > world.first_year ? mode.change : 1.0) *
                        (month == 7 ? 0.45 : 1.0) * random.between(0.9, 1.1);
      // What the travel agency and the carriers report themselves; private cars are distance only.
      const bool reported = mode.name != std::string_view{"privateCar"};
      const double per_km = mode.name == std::string_view{"flight"}          ? 0.16
                            : mode.name == std::string_view{"train"}         ? 0.00001
                            : mode.name == std::string_view{"patientTravel"} ? 0.09
                                                                             : 0.11;
      auto kg = reported ? fmt::format("{:.1f}", km * per_km) : std::string{};
      if (const auto point = kg.find('.'); point != std::string::npos) kg[point] = ',';
      fmt::format_to(std::back_inserter(out), "{}-{:02};{};{:.0f};{};RK\n", year, month, mode.name,
                     km, kg);
    }
  }
  return out;
}

}  // namespace

Result<void> each_travel_file(const ExampleWorld& world, const TakeFile& take) {
  for (const int year : {world.first_year, world.first_year + 1}) {
    if (auto taken = take({"fuel-cards", fmt::format("exempeldata-drivmedel-{}.csv", year),
                           fuel_file(world, year)});
        !taken)
      return taken;
    if (auto taken = take(
            {"travel", fmt::format("exempeldata-resor-{}.csv", year), travel_file(world, year)});
        !taken)
      return taken;
  }
  return {};
}

}  // namespace tertil::demo
