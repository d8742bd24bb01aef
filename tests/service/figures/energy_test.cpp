#include "service/figures/energy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace tertil::figures {
namespace {

using ::testing::Contains;
using ::testing::Field;
using ::testing::HasSubstr;

store::PropertyRow building(std::string id, std::string unit, double area, std::string from = "",
                            std::string to = "", bool owned = true) {
  store::PropertyRow row;
  row.building = row.name = std::move(id);
  row.org_unit = std::move(unit);
  row.region = "13";
  row.area_bra = area;
  row.valid_from = std::move(from);
  row.valid_to = std::move(to);
  row.owned = owned;
  return row;
}

store::MeterRow meter(std::string id, std::string at, std::string carrier, std::string from = "") {
  store::MeterRow row;
  row.meter = std::move(id);
  row.building = std::move(at);
  row.carrier = std::move(carrier);
  row.valid_from = std::move(from);
  return row;
}

MeterMonth use(std::string meter, int month, double kwh, double coverage = 1.0) {
  return {std::move(meter), 2024, month, kwh, true, coverage, 0.0};
}

store::DegreeDaysRow degree_days(std::string period, double value, double normal) {
  return {"13", std::move(period), value, normal, "SMHI 1991–2020", ""};
}

/// B1: 1000 m², electricity 10 a month, heat 20 a month, cooling 3 in July. B2: 500 m² of HS.
EnergyInput two_buildings() {
  EnergyInput input;
  input.owner = "13";
  input.properties = {building("B1", "RGS", 1000), building("B2", "HS", 500)};
  input.meters = {meter("C1", "B1", "districtCooling"), meter("E1", "B1", "electricity"),
                  meter("E2", "B2", "electricity"), meter("H1", "B1", "districtHeating")};
  for (int month = 1; month <= 12; ++month) {
    input.months.push_back(use("E1", month, 10));
    input.months.push_back(use("E2", month, 5));
    input.months.push_back(use("H1", month, 20));
    input.months.push_back(use("C1", month, month == 7 ? 3 : 0));
  }
  return input;
}

// By hand: electricity 120 + 60, heat 240, cooling 3 / 3 = 1: 421 kWh over 1500 m².
TEST(Energy, ElectricityHeatAndAThirdOfCoolingPerSquareMetre) {
  const auto figure = energy_parts(two_buildings(), 2024);
  const auto sum = sum_of(figure, {});
  EXPECT_DOUBLE_EQ(sum.numerator, 421);
  EXPECT_DOUBLE_EQ(sum.denominator, 1500);
  EXPECT_DOUBLE_EQ(*sum.value, 421.0 / 1500);
  EXPECT_EQ(sum.coverage, 1.0);
  const std::vector<std::string> unit{"RGS"};
  EXPECT_DOUBLE_EQ(*sum_of(figure, unit).value, 361.0 / 1000);
  const std::vector<std::string> other{"HS", "B2"};
  EXPECT_DOUBLE_EQ(*sum_of(figure, other).value, 60.0 / 500);
}

// Heat 240 × 3000 / 2500 = 288; the rest stays: 421 + 48.
TEST(Energy, HeatAloneIsBroughtToANormalYearBesideTheRawSum) {
  auto input = two_buildings();
  input.degree_days = {degree_days("2024", 2500, 3000)};
  const auto figure = energy_parts(input, 2024);
  const auto sum = sum_of(figure, {});
  EXPECT_DOUBLE_EQ(sum.numerator, 421);
  EXPECT_DOUBLE_EQ(sum.normalised, 469);
  ASSERT_TRUE(figure.normalisation);
  EXPECT_DOUBLE_EQ(figure.normalisation->ratio, 1.2);
  EXPECT_EQ(figure.normalisation->normal_year, "SMHI 1991–2020");
}

TEST(Energy, DegreeDaysOfSomeMonthsOnlyCorrectNothingAndAreTold) {
  auto input = two_buildings();
  input.degree_days = {degree_days("2024-01", 500, 600)};
  const auto figure = energy_parts(input, 2024);
  EXPECT_FALSE(figure.normalisation);
  EXPECT_THAT(figure.notes, Contains(Field(&ComputedNote::rule, "not-normalised")));
}

// 2024 has 366 days; 1 July is day 183 (of 182 before it): 1000 × 182/366 + 2000 × 184/366.
TEST(Energy, TheAreaIsWeightedByTheDaysItWasValid) {
  auto input = two_buildings();
  input.properties = {building("B1", "RGS", 1000), building("B1", "RGS", 2000, "2024-07-01"),
                      building("B2", "HS", 500)};
  const auto sum = sum_of(energy_parts(input, 2024), {});
  EXPECT_DOUBLE_EQ(sum.denominator, (1000.0 * 182 + 2000.0 * 184) / 366 + 500);
}

TEST(Energy, RentedAndUnreadBuildingsDoNotCount) {
  auto input = two_buildings();
  input.properties.push_back(building("B3", "HS", 700));
  input.properties.push_back(building("B4", "HS", 900, "", "", false));
  input.meters.push_back(meter("E4", "B4", "electricity"));
  input.months.push_back(use("E4", 1, 1000));
  const auto figure = energy_parts(input, 2024);
  const auto sum = sum_of(figure, {});
  EXPECT_DOUBLE_EQ(sum.numerator, 421);
  EXPECT_DOUBLE_EQ(sum.denominator, 1500);
  EXPECT_THAT(figure.notes, Contains(Field(&ComputedNote::rule, "building-without-readings")));
}

TEST(Energy, AMissingMonthLowersCoverageAndIsNeverMadeUp) {
  auto input = two_buildings();
  std::erase_if(input.months,
                [](const MeterMonth& one) { return one.meter == "H1" && one.month == 12; });
  for (auto& month : input.months)
    if (month.meter == "E2" && month.month == 1) month.coverage = 0.5;
  const auto sum = sum_of(energy_parts(input, 2024), {});
  EXPECT_DOUBLE_EQ(sum.numerator, 401);
  EXPECT_DOUBLE_EQ(*sum.coverage, (48.0 - 1 - 0.5) / 48);
}

TEST(Energy, UnknownMetersAndBuildingsAreNamed) {
  auto input = two_buildings();
  input.months.push_back(use("X9", 1, 99));
  input.meters.push_back(meter("Z1", "B77", "electricity"));
  input.months.push_back(use("Z1", 1, 99));
  const auto figure = energy_parts(input, 2024);
  EXPECT_DOUBLE_EQ(sum_of(figure, {}).numerator, 421);
  const auto says = [&](std::string_view rule, const char* name) {
    return std::ranges::any_of(figure.notes, [&](const ComputedNote& note) {
      return note.rule == rule && note.message.sv.find(name) != std::string::npos;
    });
  };
  EXPECT_TRUE(says("unknown-meter", "X9"));
  EXPECT_TRUE(says("unknown-building", "B77"));
}

TEST(Energy, CubicMetresWithoutAFactorAreAMissingFactor) {
  auto input = two_buildings();
  input.meters.push_back(meter("G1", "B1", "gas"));
  auto gas = use("G1", 1, 40);
  gas.is_energy = false;
  input.months.push_back(gas);
  const auto figure = energy_parts(input, 2024);
  EXPECT_DOUBLE_EQ(sum_of(figure, {}).numerator, 421);
  EXPECT_THAT(figure.notes, Contains(Field(&ComputedNote::rule, "missing-factor")));
}

TEST(Energy, TheOrderOfRowsDoesNotShowInTheLastBit) {
  auto input = two_buildings();
  for (auto& month : input.months) month.kwh *= 0.1 + 1.0 / (3.0 + month.month);
  const auto first = sum_of(energy_parts(input, 2024), {}).value;
  std::ranges::reverse(input.months);
  EXPECT_EQ(sum_of(energy_parts(input, 2024), {}).value, first);
}

}  // namespace
}  // namespace tertil::figures
