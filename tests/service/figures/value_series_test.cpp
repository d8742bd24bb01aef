#include "service/figures/value_series.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/installation.hpp"

namespace tertil::figures {
namespace {

using tests::Fill;
using tests::Installation;

class ShippedSeries : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    installation_ = new Installation{Fill::kShipped};
    snapshot_ = installation_->snapshot();
  }
  static void TearDownTestSuite() {
    snapshot_.reset();
    delete installation_;
  }
  static Result<ValueSeries> ask(ValueSeriesQuery query) { return value_series(*snapshot_, query); }
  static inline Installation* installation_ = nullptr;
  static inline std::shared_ptr<const Snapshot> snapshot_;
};

TEST_F(ShippedSeries, KeepsYearsWithoutValuesAsGapsWithAReason) {
  const auto answer = ask({"energy-use-premises", {"13"}, {}, {}, {}, {}}).value();
  ASSERT_EQ(answer.areas.size(), 1U);
  const auto& points = answer.areas.front().points;
  EXPECT_EQ(points.size(), 8U);  // 2017 to 2024
  const auto gap = *std::ranges::find(points, 2019, &SeriesPoint::year);
  EXPECT_FALSE(gap.value);
  EXPECT_EQ(gap.reason, MissingReason::kMissing);
  EXPECT_EQ(points.front().value, 199);
  EXPECT_TRUE(answer.bands.empty()) << "one region is no field";
}

TEST_F(ShippedSeries, TakesThePrintedValueWhereThereIsOneElseKolada) {
  const auto answer = ask({"renewable-fuel-public-transport", {"13"}, 2021, 2023, {}, {}}).value();
  const auto& points = answer.areas.front().points;
  EXPECT_EQ(points[0].series, Series::kKolada);
  EXPECT_EQ(points[2].series, Series::kPrinted);
  EXPECT_EQ(points[2].value, 98.4);
}

TEST_F(ShippedSeries, NamingASeriesGivesThatOneAlone) {
  const auto answer =
      ask({"renewable-fuel-public-transport", {"13"}, 2023, 2023, Series::kKolada, {}}).value();
  EXPECT_EQ(answer.areas.front().points.front().value, 98.33);
}

TEST_F(ShippedSeries, HasTheMiddleThirdOfTheFieldAndTheTarget) {
  const auto answer = ask({"renewable-fuel-public-transport", {"13"}, 2023, 2023, {}, {}}).value();
  ASSERT_EQ(answer.bands.size(), 1U);
  EXPECT_EQ(answer.bands.front().green_yellow, 100.0);
  EXPECT_LT(answer.bands.front().low, answer.bands.front().high);
  ASSERT_EQ(answer.targets.size(), 1U);
  EXPECT_EQ(answer.targets.front().value, 100);
}

TEST_F(ShippedSeries, AllRegionsAreGivenWhenNoneIsNamedAndTheCountryOnRequest) {
  EXPECT_EQ(ask({"renewable-fuel-public-transport", {}, {}, {}, {}, {}}).value().areas.size(), 21U);
  const auto country = ask({"renewable-fuel-public-transport", {"riket"}, {}, {}, {}, {}}).value();
  EXPECT_EQ(country.areas.front().name, "Riket");
}

TEST_F(ShippedSeries, RefusesAnUnknownRegionAndABackwardPeriod) {
  EXPECT_EQ(ask({"organic-food", {"99"}, {}, {}, {}, {}}).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(ask({"organic-food", {}, 2024, 2020, {}, {}}).error().code, ErrorCode::kInvalidInput);
}

}  // namespace
}  // namespace tertil::figures
