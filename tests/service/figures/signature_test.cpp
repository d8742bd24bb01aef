#include "service/figures/signature.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <functional>

namespace tertil::figures {
namespace {

using ::testing::HasSubstr;

constexpr std::array kDays{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
constexpr std::array kDegreeDays{20.0, 18.0, 15.0, 10.0, 6.0, 1.0, 0.5, 1.5, 5.0, 9.0, 14.0, 17.0};

/// 2024 of one building whose heat a day is `heat` of the degree days a day; normally it is one
/// degree colder.
EnergyInput year_of(const std::function<double(double)>& heat, int months = 12) {
  EnergyInput input;
  input.owner = "13";
  store::PropertyRow building;
  building.building = building.name = "B1";
  building.org_unit = "RGS";
  building.area_bra = 100;
  input.properties = {building};
  store::MeterRow meter;
  meter.meter = "H1";
  meter.building = "B1";
  meter.carrier = "districtHeating";
  input.meters = {meter};
  for (int month = 1; month <= 12; ++month) {
    const auto i = static_cast<std::size_t>(month - 1);
    const double days = kDays.at(i);
    const double cold = kDegreeDays.at(i);
    input.degree_days.push_back(
        {"13", "2024-" + std::string{month < 10 ? "0" : ""} + std::to_string(month), cold * days,
         (cold + 1) * days, "SMHI 1991–2020", ""});
    if (month <= months)
      input.months.push_back({"H1", 2024, month, heat(cold) * days, true, 1.0, 0.0});
  }
  return input;
}

Result<BuildingSignature> signature(const EnergyInput& input) {
  EnergyInput before = input;
  before.months.clear();
  before.degree_days.clear();
  return signature_of(before, input, "B1", 2024);
}

double year_sum(const std::function<double(double)>& heat) {
  double sum = 0;
  for (std::size_t i = 0; i < kDays.size(); ++i) sum += kDays.at(i) * heat(kDegreeDays.at(i));
  return sum;
}

TEST(Signature, FindsTheBaseTheSlopeAndWhereHeatingBegins) {
  const auto heat = [](double cold) { return 100 + 20 * std::max(0.0, cold - 2); };
  const auto found = signature(year_of(heat));
  ASSERT_TRUE(found) << found.error().message.en;
  EXPECT_FALSE(found->is_line);
  EXPECT_NEAR(found->base_load, 100, 1e-6);
  EXPECT_NEAR(found->slope, 20, 1e-6);
  EXPECT_NEAR(found->change_point, 2, 1e-6);
  EXPECT_NEAR(found->r_squared, 1, 1e-9);
  EXPECT_NEAR(found->cv_rmse, 0, 1e-6);
  EXPECT_NEAR(found->raw, year_sum(heat), 1e-6);
  EXPECT_NEAR(found->normal_year, year_sum([&](double cold) { return heat(cold + 1); }), 1e-5);
  EXPECT_EQ(found->degree_days_source, "SMHI 1991–2020");
  EXPECT_THAT(found->text.sv, HasSubstr("utöver 2,0 per dygn"));
}

TEST(Signature, IsALineWhereHeatFollowsTheDegreeDaysToTheEnd) {
  const auto heat = [](double cold) { return 100 + 20 * cold; };
  const auto found = signature(year_of(heat));
  ASSERT_TRUE(found) << found.error().message.en;
  EXPECT_TRUE(found->is_line);
  EXPECT_NEAR(found->base_load, 100, 1e-9);
  EXPECT_NEAR(found->slope, 20, 1e-9);
  EXPECT_NEAR(found->normal_year, found->raw + 366 * 20, 1e-6);
  const double degree_days = year_sum([](double cold) { return cold; });
  EXPECT_NEAR(found->by_degree_days, found->raw * (degree_days + 366) / degree_days, 1e-6);
}

TEST(Signature, IsRefusedInWordsWhenThereIsTooLittleToGoBy) {
  const auto heat = [](double cold) { return 100 + 20 * cold; };
  const auto few = signature(year_of(heat, 11));
  ASSERT_FALSE(few);
  EXPECT_EQ(few.error().code, ErrorCode::kRefused);
  EXPECT_THAT(few.error().message.sv, HasSubstr("det finns 11"));
  auto input = year_of(heat);
  input.degree_days = {{"13", "2024", 3000, 3100, "SMHI", ""}};
  EXPECT_THAT(signature(input).error().message.en, HasSubstr("there are 0"));
  input = year_of(heat);
  input.meters[0].carrier = "electricity";
  EXPECT_THAT(signature(input).error().message.en, HasSubstr("no heat meter"));
  const auto odd = signature(year_of([](double cold) { return 1000 - 20 * cold; }));
  ASSERT_FALSE(odd);
  EXPECT_THAT(odd.error().message.en, HasSubstr("does not grow"));
  EXPECT_EQ(signature_of(input, input, "B9", 2024).error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace tertil::figures
