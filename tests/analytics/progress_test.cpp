#include "analytics/progress.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <ostream>
#include <random>
#include <stdexcept>
#include <string>

#include "tests/support/random_cases.hpp"

namespace tertil::analytics {
namespace {

// Region Halland's own values: 2017, the target for 2026, and 2024.
struct Fixture {
  std::string name;
  Polarity polarity;
  double baseline, target, current;
  std::optional<double> progress;
  double gap;
  TargetStatus status;
  friend void PrintTo(const Fixture& fixture, std::ostream* os) { *os << fixture.name; }
};
class ProgressOfHalland : public ::testing::TestWithParam<Fixture> {};

TEST_P(ProgressOfHalland, IsHonest) {
  const auto& given = GetParam();
  const auto found = assess_progress(YearValue{2017, given.baseline}, {2026, given.target},
                                     {2024, given.current}, given.polarity);
  ASSERT_EQ(found.progress.has_value(), given.progress.has_value());
  if (given.progress) {
    EXPECT_NEAR(*found.progress, *given.progress, 5e-4);
  }
  EXPECT_NEAR(found.elapsed.value(), 7.0 / 9.0, 1e-12);
  EXPECT_EQ(found.gap, given.gap);
  EXPECT_EQ(found.status, given.status);
  EXPECT_FALSE(found.achieved);
  EXPECT_FALSE(found.due);
}

INSTANTIATE_TEST_SUITE_P(
    , ProgressOfHalland,
    ::testing::Values(
        Fixture{"Antibiotics", Polarity::kLow, 306, 250, 276, 0.5357, 26, TargetStatus::kAtRisk},
        Fixture{"OrganicFood", Polarity::kHigh, 31.0, 30, 27.4, std::nullopt, 2.6,
                TargetStatus::kNotAssessable},
        Fixture{"RenewableFuel", Polarity::kHigh, 85.6, 100, 98.6, 0.9028, 1.4,
                TargetStatus::kOnTrack},
        Fixture{"Energy", Polarity::kLow, 199, 176, 188, 0.4783, 12, TargetStatus::kAtRisk},
        Fixture{"MedicalGases", Polarity::kLow, 4.1, 1.8, 2.8, 0.5652, 1.0, TargetStatus::kAtRisk},
        Fixture{"Waste", Polarity::kHigh, 29.4, 55, 21.4, -0.3125, 33.6, TargetStatus::kOffTrack}),
    [](const auto& tested) { return tested.param.name; });

constexpr YearValue kBaseline{2020, 100.0};
constexpr YearValue kTarget{2030, 0.0};  // fossil-free: zero is a target like any other

Progress towards_zero(int year, double value, TargetPath path = TargetPath::kLinear) {
  return assess_progress(kBaseline, kTarget, {year, value}, Polarity::kLow, path);
}

TEST(Progress, TellsWhatThePathAsksForNow) {
  const auto energy =
      assess_progress(YearValue{2017, 199}, {2026, 176}, {2024, 188}, Polarity::kLow);
  EXPECT_NEAR(energy.expected_now.value(), 181.111, 5e-4);
  EXPECT_EQ(towards_zero(2025, 60).expected_now, 50.0);
}

TEST(Progress, TurnsExactlyAtTheElapsedShareAndItsHalf) {
  EXPECT_EQ(towards_zero(2026, 40).status, TargetStatus::kOnTrack);
  EXPECT_EQ(towards_zero(2026, 40.01).status, TargetStatus::kAtRisk);
  EXPECT_EQ(towards_zero(2026, 70).status, TargetStatus::kAtRisk);
  EXPECT_EQ(towards_zero(2026, 70.01).status, TargetStatus::kOffTrack);
  // 0.3 of 1.0 kg in 3 of 10 years, which doubles alone would put on either side.
  EXPECT_EQ(assess_progress(YearValue{2020, 1.1}, {2030, 0.1}, {2023, 0.8}, Polarity::kLow).status,
            TargetStatus::kOnTrack);
  EXPECT_EQ(
      assess_progress(YearValue{2020, 0.1}, {2030, 0.8}, {2023, 0.31}, Polarity::kHigh).status,
      TargetStatus::kOnTrack);
}

TEST(Progress, CountsTowardsZero) {
  EXPECT_EQ(towards_zero(2030, 0).status, TargetStatus::kAchieved);
  EXPECT_EQ(towards_zero(2030, 0).progress, 1.0);
  EXPECT_EQ(towards_zero(2030, 0).gap, 0.0);
  EXPECT_FALSE(std::signbit(towards_zero(2030, 0).gap));
  const auto from_zero =
      assess_progress(YearValue{2020, 0.0}, {2030, 50.0}, {2025, 10.0}, Polarity::kHigh);
  EXPECT_EQ(from_zero.progress, 0.2);
  EXPECT_EQ(from_zero.status, TargetStatus::kOffTrack);
}

TEST(Progress, MayPassTheTarget) {
  const auto found = assess_progress(YearValue{2020, 100}, {2030, 50}, {2025, 40}, Polarity::kLow);
  EXPECT_EQ(found.status, TargetStatus::kAchieved);
  EXPECT_EQ(found.progress, 1.2);
  EXPECT_EQ(found.gap, -10.0);
}

TEST(Progress, IsNegativeAndOffTrackWhenItGotWorse) {
  const auto found = towards_zero(2021, 110);
  EXPECT_EQ(found.progress, -0.1);
  EXPECT_EQ(found.status, TargetStatus::kOffTrack);
  EXPECT_EQ(towards_zero(2020, 100.5).status, TargetStatus::kOffTrack);
}

TEST(Progress, IsOnTrackAtTheStart) {
  EXPECT_EQ(towards_zero(2020, 100).progress, 0.0);
  EXPECT_EQ(towards_zero(2020, 100).elapsed, 0.0);
  EXPECT_EQ(towards_zero(2020, 100).status, TargetStatus::kOnTrack);
}

TEST(Progress, IsNeverOnTrackOnceTheTimeIsOver) {
  for (const int year : {2030, 2034}) {
    const auto found = towards_zero(year, 0.5);
    EXPECT_TRUE(found.due);
    EXPECT_EQ(found.elapsed, 1.0);
    EXPECT_EQ(found.expected_now, 0.0);
    EXPECT_EQ(found.status, TargetStatus::kAtRisk);
    EXPECT_EQ(towards_zero(year, 50.5).status, TargetStatus::kOffTrack);
    EXPECT_EQ(towards_zero(year, 0.0).status, TargetStatus::kAchieved);
  }
}

TEST(Progress, CannotBeComputedWhenTheTargetWasMetAtTheBaseline) {
  for (const double target : {100.0, 120.0}) {  // equal to the baseline, on its wrong side
    const auto kept =
        assess_progress(YearValue{2020, 100}, {2030, target}, {2025, 99}, Polarity::kLow);
    EXPECT_EQ(kept.status, TargetStatus::kAchieved);
    EXPECT_EQ(kept.progress, std::nullopt);
    const auto lost =
        assess_progress(YearValue{2020, 100}, {2030, target}, {2025, 121}, Polarity::kLow);
    EXPECT_EQ(lost.status, TargetStatus::kNotAssessable);
    EXPECT_EQ(lost.progress, std::nullopt);
    EXPECT_EQ(lost.gap, 121 - target);
  }
}

TEST(Progress, CannotBeComputedFromAValueOlderThanTheBaseline) {
  const auto found = towards_zero(2019, 40);
  EXPECT_EQ(found.progress, std::nullopt);
  EXPECT_EQ(found.elapsed, 0.0);
  EXPECT_EQ(found.expected_now, 100.0);
  EXPECT_EQ(found.status, TargetStatus::kNotAssessable);
  EXPECT_EQ(found.gap, 40.0);
}

TEST(Progress, CannotBeComputedWithoutAPath) {
  const auto without = assess_progress(std::nullopt, kTarget, {2025, 50}, Polarity::kLow);
  EXPECT_EQ(without.status, TargetStatus::kNotAssessable);
  EXPECT_EQ(without.elapsed, std::nullopt);
  EXPECT_EQ(without.expected_now, std::nullopt);
  EXPECT_EQ(without.gap, 50.0);
  EXPECT_EQ(assess_progress(std::nullopt, kTarget, {2025, 0}, Polarity::kLow).status,
            TargetStatus::kAchieved);
  for (const int year : {2030, 2031}) {
    const auto found = assess_progress(YearValue{year, 100}, kTarget, {2031, 50}, Polarity::kLow);
    EXPECT_EQ(found.elapsed, std::nullopt);
    EXPECT_EQ(found.progress, std::nullopt);
    EXPECT_EQ(found.status, TargetStatus::kNotAssessable);
  }
}

TEST(Progress, OnAStepAsksForNothingUntilTheTargetYear) {
  const auto before = towards_zero(2029, 100, TargetPath::kStep);
  EXPECT_EQ(before.elapsed, 0.0);
  EXPECT_EQ(before.expected_now, 100.0);
  EXPECT_EQ(before.status, TargetStatus::kOnTrack);
  EXPECT_EQ(towards_zero(2029, 101, TargetPath::kStep).status, TargetStatus::kOffTrack);
  const auto then = towards_zero(2030, 60, TargetPath::kStep);
  EXPECT_EQ(then.elapsed, 1.0);
  EXPECT_EQ(then.expected_now, 0.0);
  EXPECT_EQ(then.status, TargetStatus::kOffTrack);
}

TEST(Progress, IsTheSameMirrored) {
  const auto low = towards_zero(2024, 70);
  const auto high = assess_progress(YearValue{2020, -100}, {2030, 0}, {2024, -70}, Polarity::kHigh);
  EXPECT_EQ(low.progress, high.progress);
  EXPECT_EQ(low.gap, high.gap);
  EXPECT_EQ(low.status, high.status);
}

TEST(Progress, RejectsNotANumber) {
  const double bad = std::nan("");
  EXPECT_THROW(static_cast<void>(towards_zero(2024, bad)), std::invalid_argument);
  EXPECT_THROW(
      static_cast<void>(assess_progress(kBaseline, {2030, bad}, {2024, 1.0}, Polarity::kLow)),
      std::invalid_argument);
  EXPECT_THROW(static_cast<void>(
                   assess_progress(YearValue{2020, bad}, kTarget, {2024, 1.0}, Polarity::kLow)),
               std::invalid_argument);
}

Polarity turned(Polarity polarity) {
  return polarity == Polarity::kLow ? Polarity::kHigh : Polarity::kLow;
}

TEST(Progress, IsTheSameTurnedAroundAndNeverLessForABetterValue) {
  std::mt19937_64 random{11};
  std::uniform_int_distribution<int> tenth{-400, 400};
  const auto drawn = [&] { return tenth(random) / 8.0; };  // eighths: differences are exact
  for (int round = 0; round < tests::kRandomCases; ++round) {
    const auto polarity = random() % 2 == 0 ? Polarity::kLow : Polarity::kHigh;
    const auto path = random() % 2 == 0 ? TargetPath::kLinear : TargetPath::kStep;
    const YearValue baseline{2017, drawn()};
    const YearValue target{2018 + static_cast<int>(random() % 10), drawn()};
    const YearValue current{2017 + static_cast<int>(random() % 12), drawn()};
    const auto found = assess_progress(baseline, target, current, polarity, path);
    ASSERT_EQ(found.achieved, !is_better(target.value, current.value, polarity));
    ASSERT_EQ(found.achieved, found.status == TargetStatus::kAchieved);
    ASSERT_EQ(found.achieved, found.gap <= 0);
    ASSERT_EQ(found.due, current.year >= target.year);
    ASSERT_EQ(found.progress.has_value(), is_better(target.value, baseline.value, polarity));
    if (found.progress) {
      ASSERT_NEAR(baseline.value + *found.progress * (target.value - baseline.value), current.value,
                  1e-9);
      ASSERT_TRUE(0 <= *found.elapsed && *found.elapsed <= 1);
    }

    const auto mirrored =
        assess_progress(YearValue{baseline.year, -baseline.value}, {target.year, -target.value},
                        {current.year, -current.value}, turned(polarity), path);
    ASSERT_EQ(mirrored.status, found.status);
    ASSERT_EQ(mirrored.progress, found.progress);
    ASSERT_EQ(mirrored.gap, found.gap);

    const double step = polarity == Polarity::kLow ? -1.0 : 1.0;
    const auto better =
        assess_progress(baseline, target, {current.year, current.value + step}, polarity, path);
    ASSERT_LT(better.gap, found.gap);
    ASSERT_LE(better.status, found.status);  // in the order of the enumeration, best first
    if (found.progress) {
      ASSERT_GT(*better.progress, *found.progress);
    }
  }
}

}  // namespace
}  // namespace tertil::analytics
