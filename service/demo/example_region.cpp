#include "service/demo/example_region.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "service/demo/random.hpp"

namespace tertil::demo {
namespace {

constexpr double kDegreeDayBase = 17.0;
constexpr double kDaysOfYear = 365.25;

struct Hospital {
  std::string_view town;
  int buildings;
};
constexpr std::array kHospitals{Hospital{"Halmstad", 13}, Hospital{"Varberg", 9},
                                Hospital{"Kungsbacka", 4}};

constexpr std::array<std::string_view, 34> kHealthCentres{
    "Andersberg",     "Bäckagård", "Getinge",    "Hyltebruk",    "Laholm",  "Oskarström",
    "Nyhem",          "Vallås",    "Falkenberg", "Ullared",      "Skrea",   "Slöinge",
    "Tvååker",        "Veddige",   "Håsten",     "Bua",          "Träslöv", "Kungsbacka C",
    "Särö",           "Åsa",       "Vallda",     "Fjärås",       "Onsala",  "Kolla",
    "Gullbrandstorp", "Knäred",    "Våxtorp",    "Mellbystrand", "Unnaryd", "Torup",
    "Vinberg",        "Glommen",   "Rolfstorp",  "Frillesås"};

Building hospital_building(Random& random, std::string_view town, int number) {
  Building building;
  building.name = fmt::format("Exempeldata: sjukhuset i {}, byggnad {}", town, number);
  building.org_unit = number % 4 == 0 ? "ADH" : "HS";
  building.area_bra = std::round(random.between(2500, 21000));
  building.electricity = random.between(70, 115);
  building.heat = random.between(75, 125);
  building.cooling = number % 2 == 1 ? random.between(8, 24) : 0.0;
  building.saved_from_second = number % 3 == 0 ? 0.12 : 0.02;
  return building;
}

Building health_centre(Random& random, std::string_view place, std::size_t number) {
  Building building;
  building.name = fmt::format("Exempeldata: vårdcentral {}", place);
  building.org_unit = number % 7 == 6 ? "PSH" : "NSVH";
  building.area_bra = std::round(random.between(650, 2900));
  building.electricity = random.between(45, 80);
  building.heat = random.between(60, 115);
  building.counter = number % 6 == 5;
  building.saved_from_second = number % 5 == 0 ? 0.08 : 0.01;
  return building;
}

}  // namespace

std::vector<Building> example_buildings(std::uint64_t seed) {
  Random random{seed, "buildings"};
  std::vector<Building> buildings;
  for (const auto& hospital : kHospitals)
    for (int number = 1; number <= hospital.buildings; ++number)
      buildings.push_back(hospital_building(random, hospital.town, number));
  for (std::size_t i = 0; i < kHealthCentres.size(); ++i)
    buildings.push_back(health_centre(random, kHealthCentres[i], i));
  for (std::size_t i = 0; i < buildings.size(); ++i)
    buildings[i].id = fmt::format("EX-B{:03}", i + 1);
  return buildings;
}

std::string electricity_meter(const Building& building) { return "EL-" + building.id; }
std::string heat_meter(const Building& building) { return "FV-" + building.id; }
std::string cooling_meter(const Building& building) { return "KY-" + building.id; }

Weather::Weather(std::uint64_t seed, collectors::Days first, collectors::Days last)
    : first_{first} {
  Random random{seed, "weather"};
  double deviation = 0.0;
  for (auto day = first; day <= last; ++day) {
    deviation = 0.8 * deviation + 1.7 * random.bell();
    temperatures_.push_back(normal_temperature(day) + 0.8 + deviation);
  }
}

double Weather::temperature(collectors::Days day) const {
  const auto i = std::clamp<std::ptrdiff_t>(day - first_, 0, std::ssize(temperatures_) - 1);
  return temperatures_[static_cast<std::size_t>(i)];
}

double Weather::normal_temperature(collectors::Days day) {
  const double phase = 2.0 * std::numbers::pi * (static_cast<double>(day) - 19.0) / kDaysOfYear;
  return 8.3 - 8.9 * std::cos(phase);
}

double Weather::degree_days(double temperature) {
  return std::max(0.0, kDegreeDayBase - temperature);
}

}  // namespace tertil::demo
