#include <fmt/format.h>

#include <array>

#include "service/demo/activity_files.hpp"
#include "service/demo/random.hpp"

namespace tertil::demo {
namespace {

struct Site {
  const char* name;
  double nitrous_oxide;  ///< kg a month
  double sevoflurane;    ///< kg a month
  bool destroys;         ///< Has a destruction plant from July of the second year.
};

constexpr std::array kSites{Site{"Exempeldata sjukhuset i Halmstad", 310, 9.5, true},
                            Site{"Exempeldata sjukhuset i Varberg", 240, 7.0, true},
                            Site{"Exempeldata sjukhuset i Kungsbacka", 25, 3.2, false}};

std::string gas_file(const ExampleWorld& world, int year) {
  std::string out{"date,site,gas,kind,quantity,unit\n"};
  Random random{world.seed, fmt::format("gases {}", year)};
  const auto row = [&out](const std::string& date, const Site& site, std::string_view gas,
                          std::string_view kind, double kilograms) {
    fmt::format_to(std::back_inserter(out), "{},{},{},{},{:.1f},kg\n", date, site.name, gas, kind,
                   kilograms);
  };
  for (int month = 1; month <= 12; ++month) {
    const auto date = fmt::format("{}-{:02}-15", year, month);
    for (const auto& site : kSites) {
      const double bought = site.nitrous_oxide * random.between(0.85, 1.15);
      row(date, site, "nitrousOxide", "purchased", bought);
      if (month % 3 == 0) row(date, site, "nitrousOxide", "returned", bought * 0.04);
      if (month == 12) row(date, site, "nitrousOxide", "stockChange", random.between(-20, 20));
      if (site.destroys && year > world.first_year && month >= 7)
        row(date, site, "nitrousOxide", "destroyed", bought * random.between(0.55, 0.72));
      row(date, site, "sevoflurane", "purchased", site.sevoflurane * random.between(0.8, 1.2));
      if (month % 4 == 1) row(date, site, "desflurane", "purchased", random.between(0.4, 1.1));
    }
  }
  return out;
}

struct Fraction {
  const char* code;
  const char* treatment;
  double kilograms;  ///< A month and thousand m².
};

std::string waste_file(const ExampleWorld& world, int year) {
  constexpr std::array kFractions{Fraction{"20 01 01", "materialRecycling", 38},
                                  Fraction{"15 01 01", "materialRecycling", 46},
                                  Fraction{"15 01 02", "materialRecycling", 12},
                                  Fraction{"15 01 07", "materialRecycling", 9},
                                  Fraction{"20 01 08", "biological", 61},
                                  Fraction{"20 03 01", "energyRecovery", 248},
                                  Fraction{"18 01 03*", "hazardous", 27},
                                  Fraction{"20 02 01", "biological", 15},
                                  Fraction{"17 09 04", "other", 33}};
  std::string out{"date;building;ewcCode;quantity;unit;treatment;hauler;transactionId\n"};
  Random random{world.seed, fmt::format("waste {}", year)};
  int slip = 0;
  for (std::size_t i = 0; i < world.buildings.size(); ++i) {
    const auto& building = world.buildings[i];
    const bool hospital = building.org_unit == "HS" || building.org_unit == "ADH";
    for (int month = 1; month <= 12; ++month) {
      for (const auto& fraction : kFractions) {
        if (!hospital && fraction.kilograms < 30) continue;
        const bool recycled = std::string_view{fraction.treatment} == "materialRecycling";
        const double kilograms = fraction.kilograms * building.area_bra / 1000.0 *
                                 random.between(0.7, 1.3) *
                                 (recycled && year > world.first_year ? 1.18 : 1.0);
        fmt::format_to(std::back_inserter(out),
                       "{}-{:02}-28;{};{};{:.0f};kg;{};Exempeldata {};EX{}-{:06}\n", year, month,
                       building.id, fraction.code, kilograms, fraction.treatment,
                       i % 3 == 0 ? "Återvinnarna" : "Renhållarna", year, ++slip);
      }
    }
  }
  return out;
}

}  // namespace

Result<void> each_gas_and_waste_file(const ExampleWorld& world, const TakeFile& take) {
  for (const int year : {world.first_year, world.first_year + 1}) {
    if (auto taken =
            take({"medical-gases", fmt::format("exempeldata-medicinska-gaser-{}.csv", year),
                  gas_file(world, year)});
        !taken)
      return taken;
    if (auto taken = take(
            {"waste", fmt::format("exempeldata-avfall-{}.csv", year), waste_file(world, year)});
        !taken)
      return taken;
  }
  return {};
}

}  // namespace tertil::demo
