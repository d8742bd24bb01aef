#include "service/figures/intensity_change.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/figures/energy.hpp"

namespace tertil::figures {
namespace {

using ::testing::HasSubstr;

/// A year of one building: yearly heat and electricity, degree days and area.
struct YearOfBuilding {
  double heat{0}, electricity{0}, degree_days{0}, area{0};
  std::string source{"SMHI"};
  double coverage{1.0};
};

FigureParts figure_of(int year, const YearOfBuilding& is) {
  constexpr double kNormal = 2500;
  EnergyInput input;
  input.owner = "13";
  store::PropertyRow building;
  building.building = building.name = "B1";
  building.org_unit = "RGS";
  building.area_bra = is.area;
  input.properties = {building};
  store::MeterRow electricity;
  electricity.meter = "E1";
  electricity.building = "B1";
  electricity.carrier = "electricity";
  auto heat = electricity;
  heat.meter = "H1";
  heat.carrier = "districtHeating";
  input.meters = {electricity, heat};
  for (int month = 1; month <= 12; ++month) {
    input.months.push_back({"E1", year, month, is.electricity / 12, true, is.coverage, 0.0});
    input.months.push_back({"H1", year, month, is.heat / 12, true, is.coverage, 0.0});
  }
  if (is.degree_days > 0)
    input.degree_days = {{"13", std::to_string(year), is.degree_days, kNormal, is.source, ""}};
  return energy_parts(input, year);
}

Result<UseChange> change(const YearOfBuilding& before, const YearOfBuilding& after,
                         std::vector<std::string> path = {}) {
  UseChangeQuestion question;
  question.key_figure = "energy-use-premises";
  question.region = "13";
  question.path = std::move(path);
  question.year_from = 2023;
  question.year_to = 2024;
  return use_change_of(figure_of(2023, before), figure_of(2024, after), question);
}

// By hand. Cold: heat 1000 × 3000 / 2000. Area alone: 1500 / 100 to 1500 / 200. Both: the mean of
// weather first (+5, then -7.5) and area first (-5, then +2.5).
TEST(UseChange, TheDifferenceIsWeatherAreaAndUse) {
  struct Case {
    YearOfBuilding before, after;
    double weather, area, use;
  };
  const std::vector<Case> cases{
      {{1000, 500, 2000, 100}, {1500, 500, 3000, 100}, 5, 0, 0},
      {{1000, 500, 2000, 100}, {1000, 500, 2000, 200}, 0, -7.5, 0},
      {{1000, 500, 2000, 100}, {1000, 300, 2000, 100}, 0, 0, -2},
      {{1000, 0, 2000, 100}, {1500, 0, 3000, 200}, 3.75, -6.25, 0},
  };
  for (const auto& one : cases) {
    const auto found = change(one.before, one.after, {"RGS", "B1"});
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->parts.weather, one.weather, 1e-12);
    EXPECT_NEAR(found->parts.area, one.area, 1e-12);
    EXPECT_NEAR(found->parts.use, one.use, 1e-12);
    EXPECT_EQ(found->parts.weather + found->parts.area + found->parts.use, found->parts.change);
  }
}

TEST(UseChange, IsToldInASentenceInBothLanguages) {
  const auto found = change({1000, 500, 2000, 100}, {1500, 300, 3000, 100});
  ASSERT_TRUE(found);
  EXPECT_EQ(
      found->text.sv,
      "Energianvändningen per kvadratmeter ändrades med +3,0\u00a0kWh/m² från 2023 till 2024: "
      "väder +5,0, yta 0,0, användning −2,0.");
  EXPECT_EQ(
      found->text.en,
      "Energy use per square metre changed by +3.0\u00a0kWh/m² from 2023 to 2024: weather +5.0, "
      "area 0.0, use −2.0.");
  EXPECT_EQ(found->limits.size(), 1U);
}

TEST(UseChange, IsRefusedInWordsWithoutDegreeDaysOrArea) {
  const auto no_days = change({1000, 500, 2000, 100}, {1500, 500, 0, 100});
  ASSERT_FALSE(no_days);
  EXPECT_EQ(no_days.error().code, ErrorCode::kRefused);
  EXPECT_THAT(no_days.error().message.sv, HasSubstr("Graddagar saknas för 2024"));
  const auto no_area = change({1000, 500, 2000, 0}, {1500, 500, 2000, 100});
  ASSERT_FALSE(no_area);
  EXPECT_EQ(no_area.error().code, ErrorCode::kRefused);
  EXPECT_THAT(no_area.error().message.en, HasSubstr("area is missing for 2023"));
  const auto meter = change({1000, 500, 2000, 100}, {1500, 500, 3000, 100}, {"RGS", "B1", "E1"});
  EXPECT_EQ(meter.error().code, ErrorCode::kRefused);
  const auto nobody = change({1000, 500, 2000, 100}, {1500, 500, 3000, 100}, {"RGS", "B9"});
  EXPECT_EQ(nobody.error().code, ErrorCode::kNotFound);
}

TEST(UseChange, SaysWhenReadingsAreMissingOrDegreeDaysAreOfTwoKinds) {
  const auto found = change({1000, 500, 2000, 100}, {1500, 300, 3000, 100, "another", 0.5});
  ASSERT_TRUE(found);
  ASSERT_EQ(found->limits.size(), 3U);
  EXPECT_THAT(found->limits[1].sv, HasSubstr("100\u00a0% av 2023 och 50\u00a0% av 2024"));
  EXPECT_THAT(found->limits[2].en, HasSubstr("SMHI and another"));
}

}  // namespace
}  // namespace tertil::figures
