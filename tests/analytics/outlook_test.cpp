#include "analytics/outlook.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <stdexcept>

#include "tests/support/random_cases.hpp"

namespace tertil::analytics {
namespace {

Progress energy(double now, int year = 2024) {
  return assess_progress(YearValue{2017, 199}, {2026, 176}, {year, now}, Polarity::kLow);
}

TEST(Outlook, IsReadFromTheProbabilityOfAForecast) {
  EXPECT_EQ(outlook(energy(188), 0.18), Outlook::kAtRisk);  // Energy 2024, by a straight line
  EXPECT_EQ(outlook(energy(188), 2.0 / 3.0), Outlook::kOnTrack);
  EXPECT_EQ(outlook(energy(188), 0.6666), Outlook::kAtRisk);
  EXPECT_EQ(outlook(energy(188), 0.1), Outlook::kAtRisk);
  EXPECT_EQ(outlook(energy(188), 0.0999), Outlook::kWillNotReach);
}

TEST(Outlook, OfATargetThatIsMetIsAchievedWhateverTheForecast) {
  EXPECT_EQ(outlook(energy(176), 0.01), Outlook::kAchieved);
  EXPECT_EQ(outlook(energy(170, 2026), std::nullopt), Outlook::kAchieved);
}

TEST(Outlook, OfAYearThatHasComeIsNoMatterOfProbability) {
  EXPECT_EQ(outlook(energy(177, 2026), 0.99), Outlook::kWillNotReach);
  EXPECT_EQ(outlook(energy(177, 2027), std::nullopt), Outlook::kWillNotReach);
}

TEST(Outlook, WithoutAForecastFollowsTheTargetStatus) {
  EXPECT_EQ(outlook(energy(180), std::nullopt), Outlook::kOnTrack);
  EXPECT_EQ(outlook(energy(188), std::nullopt), Outlook::kAtRisk);
  EXPECT_EQ(outlook(energy(198), std::nullopt), Outlook::kWillNotReach);
}

TEST(Outlook, OfATargetBehindItsBaselineNeedsAForecast) {
  const auto organic =
      assess_progress(YearValue{2017, 31.0}, {2026, 30}, {2024, 27.4}, Polarity::kHigh);
  EXPECT_EQ(outlook(organic, std::nullopt), Outlook::kNotAssessable);
  EXPECT_EQ(outlook(organic, 0.2), Outlook::kAtRisk);
}

TEST(Outlook, RefusesWhatIsNoProbability) {
  EXPECT_THROW((void)outlook(energy(188), 1.1), std::invalid_argument);
  EXPECT_THROW((void)outlook(energy(188), NAN), std::invalid_argument);
}

TEST(Outlook, IsNeverWorseForALikelierTarget) {
  std::mt19937_64 random{3};
  std::uniform_real_distribution<double> value{150, 220};
  std::uniform_real_distribution<double> share{0, 1};
  for (int round = 0; round < tests::kRandomCases; ++round) {
    const auto progress = energy(value(random), 2020 + static_cast<int>(random() % 9));
    const auto [less, more] = std::minmax({share(random), share(random)});
    const auto likelier = outlook(progress, more);
    ASSERT_LE(likelier, outlook(progress, less));  // the enumeration goes from best to worst
    ASSERT_EQ(likelier == Outlook::kAchieved, progress.achieved);
    if (progress.due && !progress.achieved) {
      ASSERT_EQ(likelier, Outlook::kWillNotReach);
    }
    const auto unknown = outlook(progress, std::nullopt);
    ASSERT_EQ(unknown == Outlook::kAchieved, progress.achieved);
    ASSERT_EQ(unknown == Outlook::kOnTrack, progress.status == TargetStatus::kOnTrack);
    ASSERT_EQ(unknown == Outlook::kNotAssessable, progress.status == TargetStatus::kNotAssessable);
  }
}

}  // namespace
}  // namespace tertil::analytics
