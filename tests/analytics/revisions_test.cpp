#include "analytics/revisions.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <stdexcept>

#include "analytics/random_draws.hpp"
#include "tests/support/random_cases.hpp"

namespace tertil::analytics {
namespace {

using Pairs = std::vector<RevisionPair>;

Pairs revised_by(double preliminary, std::initializer_list<double> changes) {
  Pairs pairs;
  for (const double change : changes) pairs.push_back({preliminary, preliminary + change});
  return pairs;
}

// By hand: the median is 0.05, the distances are 0.05 0.05 0.15 0.15 0.25 0.25 0.35 9.95, and
// their median is 0.2. The last is a slip that moves nothing.
TEST(LearnRevisions, IsNotMovedByOneLargeCorrection) {
  const auto spread = learn_revisions(revised_by(100, {0, 0.1, -0.1, 0.2, -0.2, 0.3, -0.3, 10}),
                                      RevisionKind::kAbsolute);
  ASSERT_TRUE(spread);
  EXPECT_NEAR(spread->middle, 0.05, 1e-12);
  EXPECT_NEAR(spread->scale, 1.4826 * 0.2, 1e-4);
  EXPECT_EQ(spread->revised, 7U);
  EXPECT_THAT(spread->revisions, ::testing::ElementsAre(-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3, 10));
}

TEST(LearnRevisions, TakesRelativeOnesAsSharesOfThePreliminaryValue) {
  const Pairs pairs{{100, 102}, {200, 204}, {50, 49}, {-10, -11}, {0, 5},
                    {10, 10},   {20, 21},   {40, 38}, {80, 80}};
  const auto spread = learn_revisions(pairs, RevisionKind::kRelative);
  ASSERT_TRUE(spread);
  EXPECT_THAT(spread->revisions, ::testing::ElementsAre(-0.05, -0.02, 0, 0, 0.02, 0.02, 0.05, 0.1));
  EXPECT_EQ(spread->revised, 6U);
}

TEST(LearnRevisions, IsNeverZeroWhenSomethingWasRevised) {
  const auto spread =
      learn_revisions(revised_by(50, {0, 0, 0, 0, 0, 0, 0, 0, 0, 2}), RevisionKind::kAbsolute);
  EXPECT_NEAR(spread->scale, 1.2533 * 0.2, 1e-12);
  EXPECT_EQ(spread->revised, 1U);
  const auto none =
      learn_revisions(revised_by(50, {0, 0, 0, 0, 0, 0, 0, 0}), RevisionKind::kAbsolute);
  EXPECT_EQ(none->scale, 0);
  EXPECT_EQ(none->revised, 0U);
}

TEST(LearnRevisions, RefusesTooFewPairs) {
  const Pairs seven(7, {1, 2});
  EXPECT_FALSE(learn_revisions(seven, RevisionKind::kAbsolute));
  EXPECT_TRUE(learn_revisions(Pairs(8, {1, 2}), RevisionKind::kAbsolute));
  EXPECT_TRUE(learn_revisions(seven, RevisionKind::kAbsolute, 7));
  EXPECT_FALSE(learn_revisions({}, RevisionKind::kAbsolute, 0));
  EXPECT_FALSE(learn_revisions(Pairs(20, {0, 2}), RevisionKind::kRelative)) << "shares of nothing";
}

TEST(LearnRevisions, RejectsNotANumber) {
  const Pairs pairs{{1, std::numeric_limits<double>::quiet_NaN()}};
  EXPECT_THROW(static_cast<void>(learn_revisions(pairs, RevisionKind::kAbsolute, 1)),
               std::invalid_argument);
}

TEST(LearnRevisions, FindsTheSpreadThatMadeTheRevisions) {
  std::vector<std::uint32_t> words(64 * 300);
  std::vector<float> noise(words.size());
  draw_words({7, 0, 0}, 0, words);
  to_normal(words, noise);
  Pairs pairs;
  for (const float z : noise) pairs.push_back({100, 100 + 2.5 * static_cast<double>(z)});
  const auto spread = learn_revisions(pairs, RevisionKind::kAbsolute);
  // The median deviation has 37 % of a mean's efficiency: a standard error of 0.021.
  EXPECT_NEAR(spread->scale, 2.5, 5 * 0.021);
  EXPECT_NEAR(learn_revisions(pairs, RevisionKind::kRelative)->scale, 0.025, 5 * 0.00021);
}

TEST(LearnRevisions, GivesTheSameInAnyOrderAndTwiceAsMuchOfTwiceTheRevisions) {
  std::mt19937 random{31};
  std::uniform_int_distribution<int> eighths{-40, 40};
  for (int round = 0; round < tests::kRandomCases; ++round) {
    Pairs pairs(kFewestRevisions + random() % 10);
    for (auto& [before, after] : pairs) {
      before = 100 + eighths(random) / 8.0;
      after = before + (random() % 3 == 0 ? 0.0 : eighths(random) / 8.0);
    }
    auto shuffled = pairs;
    std::ranges::shuffle(shuffled, random);
    auto doubled = pairs;
    for (auto& [before, after] : doubled) after = before + 2 * (after - before);
    const auto one = learn_revisions(pairs, RevisionKind::kAbsolute);
    const auto other = learn_revisions(shuffled, RevisionKind::kAbsolute);
    const auto twice = learn_revisions(doubled, RevisionKind::kAbsolute);
    ASSERT_TRUE(one && other && twice);
    ASSERT_EQ(one->revisions, other->revisions);
    ASSERT_EQ(one->scale, other->scale);
    ASSERT_NEAR(twice->scale, 2 * one->scale, 1e-12);
    ASSERT_NEAR(twice->middle, 2 * one->middle, 1e-12);
    ASSERT_EQ(one->revisions.size(), pairs.size());
    const bool all_alike = one->revisions.front() == one->revisions.back();
    ASSERT_EQ(one->scale == 0, all_alike);
  }
}

}  // namespace
}  // namespace tertil::analytics
