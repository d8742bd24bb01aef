#include "analytics/thresholds.hpp"
#include "tests/support/random_cases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "analytics/decimals.hpp"
#include "tests/analytics/example_tables.hpp"

namespace tertil::analytics {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr double kUnit = 0.01;  // the step of random_values()

double one_unit_worse(double value, Polarity polarity) {
  return round_to(value + (polarity == Polarity::kLow ? kUnit : -kUnit), 2);
}

std::optional<RankClass> class_with(std::vector<double> values, std::size_t index, double value,
                                    Polarity polarity, Scheme scheme) {
  values[index] = value;
  return place(values, polarity, scheme)[index].rank_class;
}

TEST(Thresholds, TellHallandWhatGreenTakesInRenewableFuel2023) {
  const auto found = thresholds_of(kRenewableFuel2023, kHalland, Polarity::kHigh);
  EXPECT_EQ(found.better, (Threshold{RankClass::kGreen, 100.0, 1.67}));
  EXPECT_EQ(found.worse, (Threshold{RankClass::kRed, 90.85, 7.48}));
}

TEST(Thresholds, OfDistinctValuesAreTheNeighboursAtTheLimits) {
  const auto found = thresholds(distinct(21), Polarity::kLow);
  EXPECT_EQ(found[0], (Thresholds{std::nullopt, Threshold{RankClass::kYellow, 8.0, 7.0}}));
  EXPECT_EQ(found[6], (Thresholds{std::nullopt, Threshold{RankClass::kYellow, 8.0, 1.0}}));
  EXPECT_EQ(found[7], (Thresholds{Threshold{RankClass::kGreen, 7.0, 1.0},
                                  Threshold{RankClass::kRed, 15.0, 7.0}}));
  EXPECT_EQ(found[14], (Thresholds{Threshold{RankClass::kYellow, 14.0, 1.0}, std::nullopt}));
  EXPECT_EQ(found[20], (Thresholds{Threshold{RankClass::kYellow, 14.0, 7.0}, std::nullopt}));
}

TEST(Thresholds, PromiseGreenWhereNothingLiesBetween) {
  std::vector<double> values(20, 5.0);
  values.push_back(6.0);
  const auto found = thresholds(values, Polarity::kLow);
  EXPECT_EQ(found[20], (Thresholds{Threshold{RankClass::kGreen, 5.0, 1.0}, std::nullopt}));
  EXPECT_EQ(found[0], (Thresholds{std::nullopt, Threshold{RankClass::kRed, 5.0, 0.0}}));
}

TEST(Thresholds, AreNotGivenForFewerThanNine) {
  EXPECT_THAT(thresholds(distinct(8), Polarity::kLow), Each(Thresholds{}));
  EXPECT_EQ(thresholds_of(distinct(8), 3, Polarity::kLow), Thresholds{});
  EXPECT_THAT(thresholds({}, Polarity::kLow), IsEmpty());
}

TEST(Thresholds, RejectWhatIsNotThere) {
  EXPECT_THROW(static_cast<void>(thresholds_of(distinct(9), 9, Polarity::kLow)), std::out_of_range);
  const std::vector values = {1.0, std::nan("")};
  EXPECT_THROW(static_cast<void>(thresholds(values, Polarity::kLow)), std::invalid_argument);
  EXPECT_THROW(static_cast<void>(thresholds_of(values, 0, Polarity::kLow)), std::invalid_argument);
}

TEST(Thresholds, AreToldApartByEveryPart) {
  const Threshold green{RankClass::kGreen, 5.0, 1.0};
  EXPECT_NE(green, (Threshold{RankClass::kYellow, 5.0, 1.0}));
  EXPECT_NE(green, (Threshold{RankClass::kGreen, 4.0, 1.0}));
  EXPECT_NE(green, (Threshold{RankClass::kGreen, 5.0, 2.0}));
  EXPECT_NE((Thresholds{green, green}), (Thresholds{green, std::nullopt}));
  EXPECT_NE((Thresholds{green, green}), (Thresholds{std::nullopt, green}));
  const ClassShift shift{6, RankClass::kGreen, RankClass::kYellow};
  EXPECT_NE(shift, (ClassShift{7, RankClass::kGreen, RankClass::kYellow}));
  EXPECT_NE(shift, (ClassShift{6, std::nullopt, RankClass::kYellow}));
  EXPECT_NE(shift, (ClassShift{6, RankClass::kGreen, RankClass::kRed}));
}

// The promise itself: at the threshold exactly the class that was named, one unit worse not.
TEST(Thresholds, AreExact) {
  auto random = seeded();
  int up = 0;
  int down = 0;
  for (int round = 0; round < tests::kRandomCases; ++round) {
    const auto values = random_values(random, 9 + random() % 17);
    const auto polarity = random_polarity(random);
    const auto scheme = random_scheme(random);
    const auto placed = place(values, polarity, scheme);
    const auto found = thresholds(values, polarity, scheme);
    for (std::size_t i = 0; i < values.size(); ++i) {
      SCOPED_TRACE(testing::Message() << "round " << round << ", value " << i);
      const auto now = placed[i].rank_class;
      ASSERT_EQ(found[i], thresholds_of(values, i, polarity, scheme));
      ASSERT_EQ(found[i].better.has_value(), now != RankClass::kGreen);
      ASSERT_EQ(found[i].worse.has_value(), now != RankClass::kRed);
      if (const auto& better = found[i].better) {
        ++up;
        ASSERT_LT(better->rank_class, *now);
        ASSERT_GT(better->distance, 0.0);
        ASSERT_EQ(better->distance, round_to(std::abs(better->value - values[i]), 2));
        ASSERT_EQ(class_with(values, i, better->value, polarity, scheme), better->rank_class);
        const double worse = one_unit_worse(better->value, polarity);
        ASSERT_EQ(class_with(values, i, worse, polarity, scheme), now);
      }
      if (const auto& worse = found[i].worse) {
        ++down;
        ASSERT_GT(worse->rank_class, *now);
        ASSERT_EQ(worse->distance, round_to(std::abs(worse->value - values[i]), 2));
        ASSERT_EQ(class_with(values, i, worse->value, polarity, scheme), now);
        const double beyond = one_unit_worse(worse->value, polarity);
        ASSERT_EQ(class_with(values, i, beyond, polarity, scheme), worse->rank_class);
      }
    }
  }
  EXPECT_GT(up, 1'000);
  EXPECT_GT(down, 1'000);
}

TEST(WhatIf, PutsHallandAmongTheFirstAtAHundredPercent) {
  const auto found = what_if(kRenewableFuel2023, kHalland, 100.0, Polarity::kHigh);
  EXPECT_EQ(found.before, (Placement{12, 1, RankClass::kYellow}));
  EXPECT_EQ(found.after, (Placement{1, 8, RankClass::kGreen}));
  EXPECT_EQ(found.n, 21U);
  EXPECT_EQ(found.median, 99.73);
  EXPECT_EQ(found.thresholds,
            (Thresholds{std::nullopt, Threshold{RankClass::kYellow, 100.0, 0.0}}));
  EXPECT_THAT(found.others, IsEmpty());
}

TEST(WhatIf, NamesTheOthersWhoseClassChanges) {
  const auto found = what_if(distinct(21), 20, 0.0, Polarity::kLow);
  EXPECT_EQ(found.before, (Placement{21, 1, RankClass::kRed}));
  EXPECT_EQ(found.after, (Placement{1, 1, RankClass::kGreen}));
  EXPECT_THAT(found.others, ElementsAre(ClassShift{6, RankClass::kGreen, RankClass::kYellow},
                                        ClassShift{13, RankClass::kYellow, RankClass::kRed}));
}

TEST(WhatIf, LetsARegionWithoutAValueJoin) {
  const auto found = what_if(distinct(8), std::nullopt, 8.5, Polarity::kLow);
  EXPECT_EQ(found.before, std::nullopt);
  EXPECT_EQ(found.after, (Placement{9, 1, RankClass::kRed}));
  EXPECT_EQ(found.n, 9U);
  EXPECT_EQ(found.median, 5.0);
  ASSERT_EQ(found.others.size(), 8U);
  EXPECT_EQ(found.others[0], (ClassShift{0, std::nullopt, RankClass::kGreen}));
}

TEST(WhatIf, ChangesNothingWhenNothingChanges) {
  auto random = seeded();
  for (int round = 0; round < 300; ++round) {
    const auto values = random_values(random, 1 + random() % 25);
    const std::size_t own = random() % values.size();
    const auto found = what_if(values, own, values[own], Polarity::kLow);
    ASSERT_EQ(found.before, found.after);
    ASSERT_THAT(found.others, IsEmpty());
    ASSERT_EQ(found.thresholds, thresholds_of(values, own, Polarity::kLow));
  }
}

TEST(WhatIf, RejectsWhatIsNotThere) {
  EXPECT_THROW(static_cast<void>(what_if(distinct(9), 9, 1.0, Polarity::kLow)), std::out_of_range);
  EXPECT_THROW(static_cast<void>(what_if(distinct(9), 0, std::nan(""), Polarity::kLow)),
               std::invalid_argument);
}

}  // namespace
}  // namespace tertil::analytics
