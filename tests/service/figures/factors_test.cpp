#include "service/figures/factors.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/figures/fuels.hpp"

namespace tertil::figures {
namespace {

using ::testing::HasSubstr;

store::FactorRow row(std::string owner, std::string item, std::string measure, std::string unit,
                     int valid_from, double value) {
  store::FactorRow made;
  made.owner = std::move(owner);
  made.item = std::move(item);
  made.measure = std::move(measure);
  made.unit = std::move(unit);
  made.valid_from = valid_from;
  made.value = value;
  return made;
}

FactorTable diesel_and_hvo() {
  return {{row("00", "Diesel MK1", "WTW", "g CO2e/litre", 2016, 2853),
           row("00", "Diesel MK1", "energy content", "MJ/litre", 2016, 35.5),
           row("00", "Diesel MK1 at statutory minimum", "WTW derived", "g CO2e/MJ", 2023, 66.1),
           row("00", "Diesel MK1 at statutory minimum", "WTW derived", "g CO2e/MJ", 2024, 89.4),
           row("00", "HVO (HVO100)", "WTW", "g CO2e/litre", 2016, 476),
           row("00", "Preem Evolution Diesel", "WTW", "kg CO2e/litre", 0, 2.51)},
          "13"};
}

double kilograms(const FactorTable& table, std::string_view fuel, std::string_view unit, int year) {
  const auto found = emission_of(table, fuel, unit, year);
  if (const auto* emission = std::get_if<FuelEmission>(&found)) return emission->kilograms;
  return -1.0;
}

TEST(Factors, OneHoldsFromItsYearUntilTheNextAndSaysWhenItIsCarried) {
  const auto table = diesel_and_hvo();
  const auto of = [&](int year) {
    return table.of_year("Diesel MK1 at statutory minimum", "WTW derived", "g CO2e/MJ", year);
  };
  EXPECT_FALSE(of(2022));
  EXPECT_EQ(of(2023)->value, 66.1);
  EXPECT_FALSE(of(2023)->carried_forward);
  EXPECT_EQ(of(2025)->value, 89.4);
  EXPECT_TRUE(of(2025)->carried_forward);
}

TEST(Factors, AnOwnFactorGoesBeforeTheShippedOneWhateverItsYear) {
  FactorTable table{{row("00", "X", "WTW", "g CO2e/litre", 2024, 10),
                     row("13", "X", "WTW", "g CO2e/litre", 2020, 7)},
                    "13"};
  EXPECT_EQ(table.of_year("X", "WTW", "g CO2e/litre", 2024)->value, 7);
  EXPECT_TRUE(table.of_year("X", "WTW", "g CO2e/litre", 2024)->own);
  EXPECT_FALSE(table.of_year("X", "WTW", "g CO2e/litre", 2019));
}

TEST(Factors, AnUndatedShippedOneIsNeverPickedForAYear) {
  const auto table = diesel_and_hvo();
  const auto found = emission_of(table, "Preem Evolution Diesel", "l", 2024);
  const auto* missing = std::get_if<MissingFactor>(&found);
  ASSERT_NE(missing, nullptr);
  EXPECT_TRUE(missing->undated_known);
  const auto words = message_for(*missing);
  EXPECT_THAT(words.sv, HasSubstr("Preem Evolution Diesel, WTW, kg CO2e/l, för 2024"));
  EXPECT_THAT(words.en, HasSubstr("own factor"));
  FactorTable chosen{{row("13", "Preem Evolution Diesel", "WTW", "kg CO2e/litre", 0, 2.51)}, "13"};
  EXPECT_EQ(kilograms(chosen, "Preem Evolution Diesel", "l", 2024), 2.51);
}

TEST(Fuels, DieselIsTheBlendOfTheYear) {
  const auto table = diesel_and_hvo();
  EXPECT_DOUBLE_EQ(kilograms(table, "Diesel MK1", "l", 2019), 2.853);
  EXPECT_DOUBLE_EQ(kilograms(table, "diesel", "l", 2023), 66.1 * 35.5 / 1000);
  EXPECT_DOUBLE_EQ(kilograms(table, "MK1", "l", 2024), 89.4 * 35.5 / 1000);
  EXPECT_DOUBLE_EQ(kilograms(table, "HVO 100", "l", 2024), 0.476);
}

TEST(Fuels, NamesOnCardsAreOneFuel) {
  for (const auto* name : {"HVO100", "hvo 100", "HVO-100", "Diesel HVO100", "Neste MY"})
    EXPECT_EQ(fuel_id(name), "HVO100") << name;
  EXPECT_EQ(fuel_id("Bensin 95"), "petrol");
  EXPECT_EQ(fuel_id("Bensin E10"), "petrol");
  EXPECT_EQ(fuel_id("El"), "electricity");
  EXPECT_EQ(fuel_id("Raketbränsle"), "Raketbränsle");
  EXPECT_FALSE(find_fuel("AdBlue")->is_fuel);
}

TEST(Fuels, AMissingFactorNamesItemMeasureAndYear) {
  const auto found = emission_of(FactorTable{{}, "13"}, "HVO100", "l", 2024);
  const auto* missing = std::get_if<MissingFactor>(&found);
  ASSERT_NE(missing, nullptr);
  EXPECT_EQ(missing->item, "HVO (HVO100)");
  EXPECT_EQ(missing->measure, "WTW");
  EXPECT_EQ(missing->year, 2024);
}

TEST(FactorUnits, AreReadAsKilogramsPerSomething) {
  struct Case {
    const char* text;
    double kilograms;
    const char* per;
  };
  for (const auto& [text, kilograms, per] :
       {Case{"g CO2e/litre", 0.001, "l"}, Case{"kg CO2/l", 1, "l"},
        Case{"g CO2e/Nm3", 0.001, "Nm³"}, Case{"ton CO2e/MWh", 1, "kWh"},
        Case{"g CO2e/km", 0.001, "km"}}) {
    const auto unit = parse_factor_unit(text);
    ASSERT_TRUE(unit) << text;
    EXPECT_DOUBLE_EQ(unit->kilograms, kilograms) << text;
    EXPECT_EQ(unit->per, per) << text;
  }
  EXPECT_FALSE(parse_factor_unit("MJ/litre"));
  EXPECT_FALSE(parse_factor_unit("%"));
}

}  // namespace
}  // namespace tertil::figures
