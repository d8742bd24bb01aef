#include "analytics/movement.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "tests/analytics/example_tables.hpp"
#include "tests/support/random_cases.hpp"

namespace tertil::analytics {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::optional<double> kNone;

MovingValue steady(double value) { return {value, value, value, value}; }
MovingValue moving(double from, double to) { return {from, from, to, to}; }

int sum(const MovementParts& parts) {
  return parts.own + parts.others + parts.revisions + parts.membership;
}

MovementParts negated(const MovementParts& parts) {
  return {-parts.own, -parts.others, -parts.revisions, -parts.membership};
}

// The same question from the other end: to for from, and today for published.
std::vector<MovingValue> turned_round(std::vector<MovingValue> regions) {
  for (auto& [from_published, from_today, to_published, to_today] : regions) {
    std::swap(from_published, to_today);
    std::swap(from_today, to_published);
  }
  return regions;
}

// S. C. Littlechild and G. Owen's airport game with four aircraft that need runways of 8, 11, 13
// and 18: what a set costs is its longest. The shares 2, 3, 4 and 9 are the example at
// en.wikipedia.org/wiki/Airport_problem.
TEST(Shapley, SharesTheRunwayAsPublished) {
  const std::array cost{8, 11, 13, 18};
  WorthOfSets worth{};
  for (std::size_t set = 0; set < worth.size(); ++set) {
    for (std::size_t i = 0; i < cost.size(); ++i) {
      if ((set >> i & 1) != 0) worth[set] = std::max(worth[set], cost[i]);
    }
  }
  EXPECT_EQ(shapley_24ths(worth), (MovementParts{2 * 24, 3 * 24, 4 * 24, 9 * 24}));
}

// The glove game: the first two have a left glove, the third the only right one, the fourth none.
TEST(Shapley, SharesThePairOfGlovesAsPublished) {
  WorthOfSets worth{};
  for (std::size_t set = 0; set < worth.size(); ++set) {
    worth[set] = (set & 3) != 0 && (set & 4) != 0 ? 1 : 0;
  }
  EXPECT_EQ(shapley_24ths(worth), (MovementParts{4, 4, 16, 0}));
}

TEST(WholeParts, AreTheNearestThatKeepTheSum) {
  struct Case {
    MovementParts exact;
    MovementParts whole;
  };
  for (const auto& [exact, whole] : {
           Case{{48, -24, 0, 0}, {2, -1, 0, 0}},
           Case{{20, 4, 0, 0}, {1, 0, 0, 0}},
           Case{{-20, -4, 0, 0}, {-1, 0, 0, 0}},
           Case{{12, 12, 0, 0}, {1, 0, 0, 0}},     // equally near: own before others
           Case{{0, -12, -12, 0}, {0, -1, 0, 0}},  // others before revisions
           Case{{12, -12, 0, 0}, {0, 0, 0, 0}},    // nothing rather than 1 and -1
           Case{{12, 12, -24, 0}, {1, 0, -1, 0}},
           Case{{8, 8, 8, 0}, {1, 0, 0, 0}},
           Case{{16, 16, 16, 0}, {1, 1, 0, 0}},
           Case{{30, -6, 0, 0}, {1, 0, 0, 0}},
           Case{{6, 6, 6, 6}, {1, 0, 0, 0}},
           Case{{13, 11, -12, 12}, {1, 0, 0, 0}},
       }) {
    SCOPED_TRACE(testing::Message() << exact.own << ' ' << exact.others << ' ' << exact.revisions
                                    << ' ' << exact.membership);
    EXPECT_EQ(whole_parts(exact), whole);
    EXPECT_EQ(whole_parts(negated(exact)), negated(whole));
  }
  EXPECT_THROW(static_cast<void>(whole_parts({1, 0, 0, 0})), std::invalid_argument);
}

TEST(WholeParts, AreAtMostOnePlaceFromTheExactOnes) {
  auto random = seeded();
  std::uniform_int_distribution part(-300, 300);
  for (int i = 0; i < tests::kRandomCases; ++i) {
    MovementParts exact{part(random), part(random), part(random), 0};
    const int rest = sum(exact) % 24;
    exact.membership = -rest;
    const auto whole = whole_parts(exact);
    ASSERT_EQ(24 * sum(whole), sum(exact));
    for (const auto member : {&MovementParts::own, &MovementParts::others,
                              &MovementParts::revisions, &MovementParts::membership}) {
      ASSERT_LT(std::abs(24 * whole.*member - exact.*member), 24);
    }
    ASSERT_EQ(whole_parts(negated(exact)), negated(whole));
  }
}

TEST(ExplainMovement, ABetterValueAmongTheSameOthersIsAllOwn) {
  const std::vector regions{moving(5, 1.5), steady(1), steady(2), steady(3)};
  const auto found = explain_movement(regions, 0, Polarity::kLow);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->rank_from, 4);
  EXPECT_EQ(found->rank_to, 2);
  EXPECT_EQ(found->change, -2);
  EXPECT_EQ(found->parts, (MovementParts{-2, 0, 0, 0}));
  EXPECT_THAT(found->overtook, ElementsAre(2, 3));
  EXPECT_THAT(found->overtaken_by, IsEmpty());
}

TEST(ExplainMovement, BetterOthersAreAllOthers) {
  const std::vector regions{steady(90), moving(80, 95), moving(85, 99), steady(20)};
  const auto found = explain_movement(regions, 0, Polarity::kHigh);
  EXPECT_EQ(found->change, 2);
  EXPECT_EQ(found->parts, (MovementParts{0, 2, 0, 0}));
  EXPECT_THAT(found->overtaken_by, ElementsAre(1, 2));
}

TEST(ExplainMovement, ACorrectedValueOfTheFirstYearIsARevision) {
  const std::vector regions{MovingValue{70, 90, 90, 90}, steady(80), steady(85), steady(95)};
  const auto found = explain_movement(regions, 0, Polarity::kHigh);
  EXPECT_EQ(found->rank_from, 4);
  EXPECT_EQ(found->rank_to, 2);
  // Turning the year and turning the data do the same here, so they share it.
  EXPECT_EQ(found->parts_24ths, (MovementParts{-24, 0, -24, 0}));
  const std::vector late{MovingValue{70, 70, 70, 90}, steady(80), steady(85), steady(95)};
  // Only turned together do they do anything.
  EXPECT_EQ(explain_movement(late, 0, Polarity::kHigh)->parts_24ths,
            (MovementParts{-24, 0, -24, 0}));
  const std::vector both{MovingValue{70, 90, 70, 90}, steady(80), steady(85), steady(95)};
  EXPECT_EQ(explain_movement(both, 0, Polarity::kHigh)->parts, (MovementParts{0, 0, -2, 0}));
}

TEST(ExplainMovement, WhoComesAndWhoGoesIsMembership) {
  const std::vector regions{steady(50), MovingValue{kNone, kNone, 60, 60},
                            MovingValue{kNone, kNone, 70, 70}, MovingValue{80, 80, kNone, kNone},
                            MovingValue{kNone, kNone, 40, 40}};
  const auto found = explain_movement(regions, 0, Polarity::kHigh);
  EXPECT_EQ(found->rank_from, 2);
  EXPECT_EQ(found->rank_to, 3);
  EXPECT_EQ(found->n_from, 2);
  EXPECT_EQ(found->n_to, 4);
  EXPECT_EQ(found->parts, (MovementParts{0, 0, 0, 1}));
  EXPECT_THAT(found->joined_ahead, ElementsAre(1, 2));
  EXPECT_THAT(found->left_ahead, ElementsAre(3));
}

TEST(ExplainMovement, AValueThatWasReportedLateIsMembershipToo) {
  const std::vector regions{steady(50), MovingValue{kNone, 60, 60, 60}, steady(40)};
  const auto found = explain_movement(regions, 0, Polarity::kHigh);
  EXPECT_EQ(found->change, 1);
  EXPECT_EQ(found->parts, (MovementParts{0, 0, 0, 1}));
}

// By hand. Own rises from 50 to 70, the only other one from 60 to 80: rank 2 both years. Own
// alone would gain a place, others alone would lose none: of two orders, own first gives -1 then
// +1, others first 0 and then 0. So -1/2 and +1/2.
TEST(ExplainMovement, WhatTwoCausesDoTogetherTheyShare) {
  const std::vector regions{moving(50, 70), moving(60, 80)};
  const auto found = explain_movement(regions, 0, Polarity::kHigh);
  EXPECT_EQ(found->change, 0);
  EXPECT_EQ(found->parts_24ths, (MovementParts{-12, 12, 0, 0}));
  EXPECT_EQ(found->parts, MovementParts{});
}

TEST(ExplainMovement, HasNoAnswerForARegionThatIsNotRankedInBothYears) {
  const std::vector regions{MovingValue{kNone, 1, 1, 1}, MovingValue{1, 1, 1, kNone}, steady(1)};
  EXPECT_FALSE(explain_movement(regions, 0, Polarity::kLow));
  EXPECT_FALSE(explain_movement(regions, 1, Polarity::kLow));
  EXPECT_EQ(explain_movement(regions, 2, Polarity::kLow)->change, 0);
}

TEST(ExplainMovement, RejectsWhatIsNotANumberOrNotThere) {
  std::vector regions{steady(1), steady(2)};
  EXPECT_THROW(static_cast<void>(explain_movement(regions, 2, Polarity::kLow)), std::out_of_range);
  regions[1].from_today = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(static_cast<void>(explain_movement(regions, 0, Polarity::kLow)),
               std::invalid_argument);
}

// Region 0 is ranked in both years; of the others' values some are missing and many revised.
std::vector<MovingValue> random_regions(std::mt19937_64& random) {
  const auto n = std::uniform_int_distribution<std::size_t>(1, 25)(random);
  std::uniform_int_distribution value(0, std::uniform_int_distribution(1, 40)(random));
  const auto missing = std::uniform_int_distribution<std::uint64_t>(3, 30)(random);
  std::vector<MovingValue> regions(n);
  for (auto& region : regions) {
    for (auto* place :
         {&region.from_published, &region.from_today, &region.to_published, &region.to_today}) {
      *place = value(random) / 10.0;
    }
    if (random() % 2 == 0) region.from_today = region.from_published;
    if (random() % 2 == 0) region.to_published = region.to_today;
    for (auto* place :
         {&region.from_published, &region.from_today, &region.to_published, &region.to_today}) {
      if (random() % missing == 0) place->reset();
    }
  }
  regions[0].from_published = value(random) / 10.0;
  regions[0].to_today = value(random) / 10.0;
  return regions;
}

TEST(ExplainMovement, HoldsWhatItPromisesForAnyTables) {
  auto random = seeded();
  for (int i = 0; i < tests::kRandomCases; ++i) {
    const auto regions = random_regions(random);
    const auto polarity = random_polarity(random);
    const auto found = explain_movement(regions, 0, polarity);
    ASSERT_TRUE(found);
    ASSERT_EQ(found->change, found->rank_to - found->rank_from);
    ASSERT_EQ(sum(found->parts_24ths), 24 * found->change);
    ASSERT_EQ(sum(found->parts), found->change);
    const auto size = [](const auto& list) { return static_cast<int>(list.size()); };
    ASSERT_EQ(found->change, size(found->overtaken_by) + size(found->joined_ahead) -
                                 size(found->overtook) - size(found->left_ahead));

    std::vector<double> from;
    std::vector<double> to;
    for (const auto& region : regions) {
      if (region.from_published) from.push_back(*region.from_published);
      if (region.to_today) to.push_back(*region.to_today);
    }
    ASSERT_EQ(found->rank_from, place(from, polarity)[0].rank);
    ASSERT_EQ(found->rank_to, place(to, polarity)[0].rank);
    ASSERT_EQ(found->n_from, static_cast<int>(from.size()));
    ASSERT_EQ(found->n_to, static_cast<int>(to.size()));

    const auto back = explain_movement(turned_round(regions), 0, polarity);
    ASSERT_EQ(back->parts_24ths, negated(found->parts_24ths));
    ASSERT_EQ(back->parts, negated(found->parts));
    ASSERT_EQ(back->overtook, found->overtaken_by);
    ASSERT_EQ(back->joined_ahead, found->left_ahead);

    auto shuffled = regions;
    std::shuffle(shuffled.begin() + 1, shuffled.end(), random);
    const auto same = explain_movement(shuffled, 0, polarity);
    ASSERT_EQ(same->parts_24ths, found->parts_24ths);

    // Seen from the other end of the scale with the signs changed, all is the same.
    for (auto& region : shuffled) {
      for (auto* value :
           {&region.from_published, &region.from_today, &region.to_published, &region.to_today}) {
        if (*value) *value = -**value;
      }
    }
    const auto other = polarity == Polarity::kLow ? Polarity::kHigh : Polarity::kLow;
    ASSERT_EQ(explain_movement(shuffled, 0, other)->parts_24ths, found->parts_24ths);
  }
}

TEST(ExplainMovement, ACauseThatDidNothingHasNoPart) {
  auto random = seeded();
  for (int i = 0; i < tests::kRandomCases; ++i) {
    const auto regions = random_regions(random);
    const auto polarity = random_polarity(random);

    auto unrevised = regions;
    for (auto& region : unrevised) {
      region.from_today = region.from_published;
      region.to_published = region.to_today;
    }
    ASSERT_EQ(explain_movement(unrevised, 0, polarity)->parts_24ths.revisions, 0);

    auto still = regions;
    still[0].to_published = still[0].from_published;
    still[0].from_today = still[0].to_today;
    ASSERT_EQ(explain_movement(still, 0, polarity)->parts_24ths.own, 0);

    auto others = regions;
    for (std::size_t k = 1; k < others.size(); ++k) {
      others[k].to_published = others[k].from_published;
      others[k].to_today = others[k].from_today;
    }
    ASSERT_EQ(explain_movement(others, 0, polarity)->parts_24ths.others, 0);

    auto members = regions;
    std::erase_if(members, [](const MovingValue& region) {
      return region.from_published.has_value() != region.to_today.has_value();
    });
    ASSERT_EQ(explain_movement(members, 0, polarity)->parts_24ths.membership, 0);
  }
}

}  // namespace
}  // namespace tertil::analytics
