#include "service/demo/vehicles.hpp"

#include <fmt/format.h>

#include <array>

#include "service/demo/random.hpp"

namespace tertil::demo {
namespace {

struct Kind {
  const char* code;
  const char* group;
  const char* org_unit;
  int count;
  int electric_of_ten;
  double litres_a_month;
};

constexpr std::array kKinds{
    Kind{"AMB", "ambulance", "ADH", 34, 0, 310.0}, Kind{"TJB", "service", "NSVH", 118, 2, 85.0},
    Kind{"POOL", "pool", "RGS", 166, 3, 70.0}, Kind{"LB", "truck", "RGS", 6, 0, 420.0}};

}  // namespace

std::vector<Vehicle> example_vehicles(std::uint64_t seed, int first_year) {
  std::vector<Vehicle> vehicles;
  for (const auto& kind : kKinds) {
    Random random{seed, kind.code};
    for (int i = 1; i <= kind.count; ++i) {
      Vehicle vehicle;
      vehicle.id = fmt::format("EX-{}-{:03}", kind.code, i);
      vehicle.group = kind.group;
      vehicle.org_unit = kind.org_unit;
      vehicle.powertrain = i % 10 < kind.electric_of_ten ? "electric" : "diesel";
      if (vehicle.powertrain == "diesel" && i % 9 == 4 && kind.electric_of_ten > 0)
        vehicle.powertrain = "petrol";
      vehicle.valid_from = fmt::format("{}-01-01", first_year - random.whole(1, 6));
      vehicle.litres_a_month = kind.litres_a_month * random.between(0.6, 1.4);
      const bool replaced =
          vehicle.powertrain == "diesel" && i % 12 == 5 && kind.electric_of_ten > 0;
      if (replaced) vehicle.valid_to = fmt::format("{}-01-01", first_year + 1);
      vehicles.push_back(vehicle);
      if (!replaced) continue;
      vehicle.id += "E";
      vehicle.powertrain = "electric";
      vehicle.valid_from = vehicle.valid_to;
      vehicle.valid_to.clear();
      vehicles.push_back(vehicle);
    }
  }
  return vehicles;
}

}  // namespace tertil::demo
