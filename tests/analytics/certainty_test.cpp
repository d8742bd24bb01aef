#include "analytics/certainty.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <thread>

#include "tests/analytics/example_tables.hpp"
#include "tests/support/random_cases.hpp"

namespace tertil::analytics {
namespace {

using Regions = std::vector<UncertainValue>;

constexpr int kDraws = 100'000;

Regions regions_of(std::span<const double> values, ValueError error = {}) {
  Regions regions;
  for (const double value : values) {
    regions.push_back({static_cast<std::uint32_t>(regions.size() + 1), value, error});
  }
  return regions;
}

ValueError rounded_to(double unit) { return {.half_unit = unit / 2}; }
ValueError measured_within(double deviation) { return {.standard_error = deviation}; }

/// In how large a share of the draws the first region is ahead of the second.
double first_ahead(const Regions& two, CertaintyRules rules) {
  return simulate_ranks(two, rules, {0, kDraws})(0, 0) / static_cast<double>(kDraws);
}

/// Five standard errors of a share found by kDraws draws.
double near(double share) { return 5 * std::sqrt(share * (1 - share) / kDraws) + 1e-12; }

#define EXPECT_SHARE(found, share) EXPECT_NEAR(found, share, near(share))

TEST(RankCertainty, WithNoErrorIsThePlainRankingForSure) {
  auto random = seeded();
  for (int i = 0; i < tests::kRandomCases; ++i) {
    const auto values = random_values(random, random() % 26);
    CertaintyRules rules{.polarity = random_polarity(random), .scheme = random_scheme(random)};
    rules.bounds = {0, 0.1};
    rules.draws = static_cast<int>(random() % 40) + 1;
    const auto found = rank_certainty(regions_of(values), rules);
    const auto placed = place(values, rules.polarity, rules.scheme);
    ASSERT_EQ(found.rows.size(), values.size());
    ASSERT_EQ(found.n, static_cast<int>(values.size()));
    for (std::size_t k = 0; k < values.size(); ++k) {
      const auto& row = *found.rows[k];
      ASSERT_EQ(row.rank, placed[k].rank);
      ASSERT_EQ(row.rank_low, row.rank);
      ASSERT_EQ(row.rank_high, row.rank);
      ASSERT_EQ(row.rank_class, placed[k].rank_class);
      ASSERT_EQ(row.sure, row.rank_class.has_value());
      ASSERT_EQ(row.probability.has_value(), row.rank_class.has_value());
      if (!row.probability) continue;
      const auto one_if = [&](RankClass it) { return it == *row.rank_class ? 1.0 : 0.0; };
      ASSERT_EQ(*row.probability,
                (ClassProbability{one_if(RankClass::kGreen), one_if(RankClass::kYellow),
                                  one_if(RankClass::kRed)}));
    }
  }
}

// Two values a distance t apart, each rounded to w: the difference of two even errors is a
// triangle, and the order is the other way round with probability (w - t)^2 / (2 w^2).
TEST(SimulateRanks, AgreesWithTheTriangleOfTwoRoundedValues) {
  for (const double t : {0.0, 0.05, 0.1, 0.15, 0.25}) {
    const std::array values{10.0, 10.0 + t};
    const double share = t < 0.2 ? (0.2 - t) * (0.2 - t) / (2 * 0.2 * 0.2) : 0;
    const auto regions = regions_of(values, rounded_to(0.2));
    EXPECT_SHARE(first_ahead(regions, {.polarity = Polarity::kHigh}), share) << t;
    EXPECT_SHARE(first_ahead(regions, {.polarity = Polarity::kLow}), 1 - share) << t;
  }
}

// The difference of two normal errors is normal with the sum of their variances; revision and
// measurement add up within one region too.
TEST(SimulateRanks, AgreesWithTheNormalDistributionOfADifference) {
  for (const double t : {0.0, 1.0, 3.0, 7.0}) {
    Regions regions{{1, 100.0, {.revision_scale = 2, .standard_error = 1.5}},
                    {2, 100.0 + t, measured_within(1)}};
    const double deviation = std::sqrt(4 + 2.25 + 1);
    const double share = 0.5 * std::erfc(t / deviation / std::numbers::sqrt2);
    EXPECT_SHARE(first_ahead(regions, {.polarity = Polarity::kHigh}), share) << t;
    // Two per cent of 100 are the same revision.
    regions[0].error.revision_scale = 0.02;
    regions[0].error.revision_kind = RevisionKind::kRelative;
    EXPECT_SHARE(first_ahead(regions, {.polarity = Polarity::kHigh}), share) << t;
  }
}

TEST(SimulateRanks, DrawsFromAListOfRevisionsEvenly) {
  const std::array revisions{-0.1, 0.0, 0.0, 0.1, 0.3};
  Regions regions{{1, 10.0, {.revision_scale = 100, .revisions = revisions}}, {2, 10.5, {}}};
  const CertaintyRules high{.polarity = Polarity::kHigh};
  EXPECT_EQ(first_ahead(regions, high), 0);
  regions[1].value = 10.2;
  EXPECT_SHARE(first_ahead(regions, high), 0.2);
  regions[0].error.revision_kind = RevisionKind::kRelative;  // 9, 10, 10, 11 or 13
  EXPECT_SHARE(first_ahead(regions, high), 0.4);
  regions[1].value = 10.0;
  EXPECT_SHARE(first_ahead(regions, high), 0.8) << "equal values share the first rank";
}

// Every outcome of nine lists, each placed by place(): 3^9 tables, all equally likely.
TEST(RankCertainty, AgreesWithCountingEveryOutcome) {
  const std::array revisions{-0.4, 0.0, 0.7};
  const std::array values{4.0, 4.2, 4.4, 4.4, 4.8, 5.0, 5.0, 5.9, 6.3};
  std::array<std::array<int, 3>, 9> classes{};
  std::array<std::array<int, 9>, 9> ranks{};
  const int outcomes = 19683;
  for (int outcome = 0; outcome < outcomes; ++outcome) {
    auto drawn = values;
    int rest = outcome;
    for (double& value : drawn) {
      value += revisions[static_cast<std::size_t>(rest % 3)];
      rest /= 3;
    }
    const auto placed = place(drawn, Polarity::kLow);
    for (std::size_t i = 0; i < 9; ++i) {
      ++classes[i][static_cast<std::size_t>(*placed[i].rank_class)];
      ++ranks[i][static_cast<std::size_t>(placed[i].rank - 1)];
    }
  }
  const auto regions = regions_of(values, {.revisions = revisions});
  const auto found = rank_certainty(regions, {.draws = kDraws});
  const auto counts = simulate_ranks(regions, {}, {0, kDraws});
  for (std::size_t i = 0; i < 9; ++i) {
    const auto share = [&](int count) { return static_cast<double>(count) / outcomes; };
    const auto& row = *found.rows[i];
    EXPECT_SHARE(row.probability->green, share(classes[i][0]));
    EXPECT_SHARE(row.probability->yellow, share(classes[i][1]));
    EXPECT_SHARE(row.probability->red, share(classes[i][2]));
    int better = 0;
    for (std::size_t r = 0; r < 9; ++r) {
      const int here = counts(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(r));
      EXPECT_SHARE(static_cast<double>(here) / kDraws, share(ranks[i][r]));
      if (static_cast<int>(r) + 1 < row.rank_low) better += here;
    }
    EXPECT_LT(better, kDraws / 10);
    const auto low = counts.row(static_cast<Eigen::Index>(i)).head(row.rank_low).sum();
    const auto upto = counts.row(static_cast<Eigen::Index>(i)).head(row.rank_high).sum();
    EXPECT_GE(low, kDraws / 10);
    EXPECT_GE(upto, kDraws / 10 * 9);
  }
}

// A value of 100.0 in per cent lies between 99.95 and 100; 99.97 is passed in three of five cases.
TEST(SimulateRanks, FoldsBackWhatWouldBeMoreThanAll) {
  Regions regions{{1, 100.0, rounded_to(0.1)}, {2, 99.97, {}}};
  const CertaintyRules share{.polarity = Polarity::kHigh, .bounds = {0, 100}};
  EXPECT_SHARE(first_ahead(regions, share), 0.6);
  EXPECT_SHARE(first_ahead(regions, {.polarity = Polarity::kHigh}), 0.8);
  regions[1].value = 100.0;  // known to be 100, and so never passed
  EXPECT_EQ(first_ahead(regions, share), 0);
  regions[0].value = 0.0;
  regions[1].value = 0.03;
  EXPECT_SHARE(first_ahead(regions, share), 0.4);
  // A value that is outside already, and an error larger than the whole scale.
  regions[0] = {1, 100.2, rounded_to(0.1)};
  regions[1].value = 100.16;
  EXPECT_SHARE(first_ahead(regions, share), 0.8);
  regions[0] = {1, 50.0, measured_within(1e6)};
  regions[1].value = 100.1;
  EXPECT_EQ(first_ahead(regions, share), 0);
}

TEST(RankCertainty, LeavesARegionWithoutAValueOutside) {
  auto random = seeded();
  const auto values = random_values(random, 20);
  auto regions = regions_of(values, rounded_to(0.03));
  const auto all = rank_certainty(regions, {.draws = 1000});
  regions.insert(regions.begin() + 7, {99, std::nullopt, measured_within(3)});
  const auto found = rank_certainty(regions, {.draws = 1000});
  EXPECT_EQ(found.n, 20);
  EXPECT_EQ(found.draws, 1000);
  EXPECT_EQ(found.seed, 1U);
  EXPECT_FALSE(found.rows[7]);
  for (std::size_t i = 0; i < 20; ++i) EXPECT_EQ(found.rows[i < 7 ? i : i + 1], all.rows[i]);
}

TEST(RankCertainty, GivesRanksButNoClassesBelowNineValues) {
  const auto found = rank_certainty(regions_of(distinct(8), rounded_to(3)), {.draws = 1000});
  for (const auto& row : found.rows) {
    EXPECT_FALSE(row->rank_class);
    EXPECT_FALSE(row->probability);
    EXPECT_FALSE(row->sure);
    EXPECT_LE(row->rank_low, row->rank_high);
  }
}

// Ten regions with one value: each rank is equally likely for each.
TEST(RankCertainty, TheIntervalLeavesOutAtMostHalfOfTheRestOnEitherSide) {
  const std::vector<double> values(10, 5.0);
  const auto interval = [&](double level) {
    const auto found =
        rank_certainty(regions_of(values, rounded_to(1)), {.level = level, .draws = kDraws});
    EXPECT_EQ(found.rows[3]->rank, 1);
    return std::array{found.rows[3]->rank_low, found.rows[3]->rank_high};
  };
  EXPECT_EQ(interval(0.5), (std::array{3, 8}));
  EXPECT_EQ(interval(0.7), (std::array{2, 9}));
  EXPECT_EQ(interval(0.9), (std::array{1, 10}));
  EXPECT_EQ(interval(1.0), (std::array{1, 10}));
}

// Seven regions stand at 100 and an eighth far below: whatever is drawn, the seven are green.
TEST(RankCertainty, KnowsTheColourWhereThePlaceIsOpen) {
  const auto found =
      rank_certainty(regions_of(kRenewableFuel2023, rounded_to(0.01)),
                     {.polarity = Polarity::kHigh, .bounds = {0, 100}, .draws = kDraws});
  for (std::size_t i = 0; i < kRenewableFuel2023.size(); ++i) {
    const auto& row = *found.rows[i];
    if (kRenewableFuel2023[i] == 100.0) {
      EXPECT_EQ(row.rank, 1);
      EXPECT_EQ(row.rank_low, 1);
      EXPECT_GE(row.rank_high, 7);
    }
  }
  const auto& halland = *found.rows[kHalland];
  EXPECT_EQ(halland.rank, 12);
  EXPECT_EQ(halland.rank_low, 12);
  EXPECT_EQ(halland.rank_high, 12);
  EXPECT_TRUE(halland.sure);
  EXPECT_EQ(*halland.probability, (ClassProbability{0, 1, 0}));
}

ValueError random_error(std::mt19937_64& random, std::span<const double> revisions) {
  ValueError error;
  const auto some = [&] { return static_cast<double>(random() % 30) / 100.0; };
  if (random() % 2 == 0) error.half_unit = some();
  if (random() % 3 == 0) error.revision_scale = some();
  if (random() % 3 == 0) error.standard_error = some();
  if (random() % 4 == 0) error.revisions = revisions;
  return error;
}

constexpr std::array kRevisions{-0.2, -0.01, 0.0, 0.0, 0.05, 0.1};

Regions random_uncertain(std::mt19937_64& random, std::size_t n) {
  auto regions = regions_of(random_values(random, n));
  for (auto& region : regions) {
    region.error = random_error(random, kRevisions);
    if (random() % 20 == 0) region.value.reset();
  }
  return regions;
}

TEST(RankCertainty, HoldsWhatItPromisesForAnyTables) {
  auto random = seeded();
  for (int i = 0; i < tests::kRandomCases; ++i) {
    auto regions = random_uncertain(random, random() % 26);
    CertaintyRules rules{.polarity = random_polarity(random),
                         .scheme = random_scheme(random),
                         .draws = static_cast<int>(random() % 24) + 1,
                         .seed = random()};
    const auto found = rank_certainty(regions, rules);
    const auto again = rank_certainty(regions, rules);
    ASSERT_EQ(found.rows, again.rows);
    for (const auto& row : found.rows) {
      if (!row) continue;
      ASSERT_GE(row->rank_low, 1);
      ASSERT_LE(row->rank_low, row->rank_high);
      ASSERT_LE(row->rank_high, found.n);
      if (!row->probability) continue;
      const auto& [green, yellow, red] = *row->probability;
      ASSERT_NEAR(green + yellow + red, 1, 1e-12);
      const std::array shares{green, yellow, red};
      ASSERT_EQ(row->sure, shares[static_cast<std::size_t>(*row->rank_class)] >= 0.95);
    }
    // The order of the regions never matters.
    std::vector<std::size_t> order(regions.size());
    for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
    std::ranges::shuffle(order, random);
    Regions shuffled;
    for (const auto k : order) shuffled.push_back(regions[k]);
    const auto other = rank_certainty(shuffled, rules);
    for (std::size_t k = 0; k < order.size(); ++k) ASSERT_EQ(other.rows[k], found.rows[order[k]]);
  }
}

TEST(RankCertainty, ABetterValueNeverMakesGreenLessLikely) {
  auto random = seeded();
  for (int i = 0; i < tests::kRandomCases; ++i) {
    auto regions = random_uncertain(random, 9 + random() % 16);
    regions[0].value = 0.1;
    for (std::size_t k = 1; k < 9; ++k) regions[k].value = regions[k].value.value_or(0.2);
    CertaintyRules rules{.polarity = Polarity::kHigh,
                         .scheme = random_scheme(random),
                         .draws = 64,
                         .seed = random()};
    const auto before = rank_certainty(regions, rules);
    *regions[0].value += static_cast<double>(random() % 40) / 100.0;
    const auto after = rank_certainty(regions, rules);
    ASSERT_GE(after.rows[0]->probability->green, before.rows[0]->probability->green);
    ASSERT_LE(after.rows[0]->probability->red, before.rows[0]->probability->red);
    ASSERT_LE(after.rows[0]->rank_low, before.rows[0]->rank_low);
    ASSERT_LE(after.rows[0]->rank_high, before.rows[0]->rank_high);
  }
}

TEST(SimulateRanks, IsTheSameHoweverTheDrawsAreSplit) {
  auto random = seeded();
  const auto regions = random_uncertain(random, 21);
  const CertaintyRules rules{.polarity = Polarity::kHigh, .seed = 5};
  const int total = 3000;
  const auto whole = simulate_ranks(regions, rules, {0, total});
  for (const int step : {1, 63, 64, 100, 512, 513, 2999}) {
    Eigen::MatrixXi sum = Eigen::MatrixXi::Zero(whole.rows(), whole.cols());
    for (int at = 0; at < total; at += step) {
      sum += simulate_ranks(regions, rules,
                            {static_cast<std::uint64_t>(at), std::min(step, total - at)});
    }
    EXPECT_EQ(sum, whole) << "in steps of " << step;
  }
  std::array<Eigen::MatrixXi, 4> parts;
  {
    std::vector<std::jthread> threads;
    for (std::size_t t = 0; t < parts.size(); ++t) {
      threads.emplace_back([&, t] { parts[t] = simulate_ranks(regions, rules, {t * 750, 750}); });
    }
  }
  EXPECT_EQ(parts[0] + parts[1] + parts[2] + parts[3], whole);
}

// This file is also built for each instruction set alone; the counts must be these on all.
TEST(SimulateRanks, IsTheSameOnEveryMachine) {
  Regions regions = regions_of(distinct(21), {.half_unit = 0.5, .standard_error = 2});
  for (std::size_t i = 0; i < regions.size(); i += 3) regions[i].error.revisions = kRevisions;
  const auto counts = simulate_ranks(
      regions, {.polarity = Polarity::kHigh, .bounds = {0.5, 20}, .seed = 42}, {0, 20'000});
  std::uint64_t digest = 14695981039346656037ULL;  // FNV-1a
  for (const int count : counts.reshaped()) {
    digest = (digest ^ static_cast<std::uint32_t>(count)) * 1099511628211ULL;
  }
  EXPECT_EQ(digest, 6742495616806995319U);
}

TEST(RankCertainty, RejectsWhatMakesNoSense) {
  const auto rejected = [](const Regions& regions, const CertaintyRules& rules) {
    EXPECT_THROW(static_cast<void>(rank_certainty(regions, rules)), std::invalid_argument);
  };
  const auto fine = regions_of(distinct(9));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const int draws : {0, -1}) rejected(fine, {.draws = draws});
  for (const double level : {0.0, -0.5, 1.5, nan}) rejected(fine, {.level = level});
  for (const ValueBounds bounds : {ValueBounds{1, 0}, ValueBounds{0, 0}, ValueBounds{nan, 1}}) {
    rejected(fine, {.bounds = bounds});
  }
  auto regions = fine;
  regions[3].region = 5;
  rejected(regions, {});
  for (const double bad : {nan, std::numeric_limits<double>::infinity()}) {
    regions = fine;
    regions[2].value = bad;
    rejected(regions, {});
  }
  const std::array not_numbers{0.1, nan};
  for (const auto& error : {ValueError{.half_unit = -0.1}, ValueError{.half_unit = nan},
                            ValueError{.revision_scale = -1}, ValueError{.standard_error = -1},
                            ValueError{.revisions = not_numbers}}) {
    regions = fine;
    regions[2].error = error;
    rejected(regions, {});
  }
  EXPECT_TRUE(rank_certainty({}, {}).rows.empty());
}

}  // namespace
}  // namespace tertil::analytics
