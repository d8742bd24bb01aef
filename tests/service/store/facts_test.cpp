#include "service/store/facts.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "service/store/populations.hpp"
#include "service/store/targets.hpp"
#include "tests/service/store/store_fixture.hpp"

namespace tertil::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Energy use in Halland in 2023, as somebody claims it to be.
Fact energy(double value, Status status = Status::kFinal, std::string version = {},
            std::int64_t row = 1) {
  return to_fact({.owner = "13",
                  .key_figure = "energy-use-premises",
                  .area = "13",
                  .period = "2023",
                  .category = "",
                  .series = Series::kOwn,
                  .value = value,
                  .missing_reason = {},
                  .status = status,
                  .numerator = {},
                  .denominator = {},
                  .printed_rank = {},
                  .printed_of = {}},
                 row, "sheet 1", std::move(version));
}

class Facts : public StoreTest {
 protected:
  /// The values that hold, or that were known at `as_of`.
  std::vector<double> known(std::optional<Instant> at = {}) {
    const auto facts = read<std::vector<StoredFact>>([&](Reader& reader) {
      return at ? as_of(reader, kObservations, *at) : current(reader, kObservations);
    });
    std::vector<double> values;
    for (const auto& fact : facts) values.push_back(std::get<double>(fact.fact.values[0]));
    return values;
  }
  bool is_current(const std::string& batch) {
    return read<bool>([&](Reader& reader) { return still_current(reader, kObservations, batch); });
  }
  std::string digest(const std::string& batch) {
    return read<std::string>(
        [&](Reader& reader) { return digest_of(reader, kObservations, batch); });
  }
};

TEST_P(Facts, ANewValueSupersedesTheOldAndTheOldIsStillKnownAsOfThen) {
  const auto first = import("A", kObservations, {energy(190)});
  const auto then = last_;
  const auto second = import("B", kObservations, {energy(188)});
  EXPECT_EQ(first.stored, 1);
  EXPECT_EQ(first.superseded, 0);
  EXPECT_EQ(second.stored, 1);
  EXPECT_EQ(second.superseded, 1);
  EXPECT_THAT(known(), ElementsAre(188));
  EXPECT_THAT(known(Instant{then.microseconds - 1}), IsEmpty());
  EXPECT_THAT(known(then), ElementsAre(190)) << "the moment itself is included";
  EXPECT_THAT(known(Instant{last_.microseconds - 1}), ElementsAre(190));
  EXPECT_THAT(known(last_), ElementsAre(188));
}

TEST_P(Facts, TheSameValueAgainIsADuplicateOfTheBatchThatHasIt) {
  import("A", kObservations, {energy(190)});
  const auto again = import("B", kObservations, {energy(190)});
  EXPECT_EQ(again.stored, 0);
  EXPECT_EQ(again.duplicate, 1);
  const auto noted =
      read<std::vector<DuplicateOf>>([](Reader& reader) { return duplicates(reader, "B"); });
  ASSERT_EQ(noted.size(), 1U);
  EXPECT_EQ(noted[0].of_batch, "A");
  EXPECT_EQ(noted[0].rows, 1);
}

TEST_P(Facts, AnyDifferenceInWhatIsSaidIsANewVersion) {
  const auto base = energy(190);
  import("A", kObservations, {base});
  int n = 0;
  for (std::size_t column = 2; column < 7; ++column) {  // the rest says who vouches for it
    auto other = base;
    other.values[column] = column == 2  ? Value{"revised"}
                           : column < 5 ? Value{1.5}
                                        : Value{std::int64_t{7}};
    const auto counts = import("B" + std::to_string(++n), kObservations, {other});
    EXPECT_EQ(counts.stored, 1) << column;
    EXPECT_EQ(counts.superseded, 1) << column;
  }
  EXPECT_EQ(n, 5);
}

struct Meeting {
  std::string name;
  Status first;
  Status second;
  bool second_holds;
};

TEST_P(Facts, TheFirmerStatusHoldsWhateverTheOrderOfArrival) {
  using enum Status;
  const std::vector<Meeting> meetings{
      {"final after preliminary", kPreliminary, kFinal, true},
      {"revised after preliminary", kPreliminary, kRevised, true},
      {"preliminary after final", kFinal, kPreliminary, false},
      {"preliminary after revised", kRevised, kPreliminary, false},
      {"estimated after preliminary", kPreliminary, kEstimated, false},
      {"preliminary after estimated", kEstimated, kPreliminary, true},
      {"estimated after final", kFinal, kEstimated, false},
      {"revised after final", kFinal, kRevised, true},
      {"final after revised", kRevised, kFinal, true},
      {"final after final", kFinal, kFinal, true},
      {"estimated after estimated", kEstimated, kEstimated, true}};
  int year = 1990;
  for (const auto& meeting : meetings) {
    const std::string period = std::to_string(++year);
    auto first = energy(1, meeting.first);
    auto second = energy(2, meeting.second, {}, 7);
    first.key[3] = period;
    second.key[3] = period;
    import(period + "a", kObservations, {first});
    const auto counts = import(period + "b", kObservations, {second});
    EXPECT_EQ(counts.stored, 1) << meeting.name;
    EXPECT_EQ(counts.superseded, meeting.second_holds ? 1 : 0) << meeting.name;
    EXPECT_EQ(counts.kept_losing.size(), meeting.second_holds ? 0U : 1U) << meeting.name;
    for (const auto row : counts.kept_losing) EXPECT_EQ(row, 7) << meeting.name;
    EXPECT_EQ(known().back(), meeting.second_holds ? 2 : 1) << meeting.name;
  }
}

TEST_P(Facts, AHigherVersionHoldsWhateverTheOrderOfArrival) {
  import("A", kObservations, {energy(1, Status::kFinal, "9")});
  EXPECT_EQ(import("B", kObservations, {energy(2, Status::kFinal, "10")}).superseded, 1);
  EXPECT_EQ(import("C", kObservations, {energy(3, Status::kFinal, "9")}).kept_losing.size(), 1U);
  EXPECT_THAT(known(), ElementsAre(2));
}

TEST_P(Facts, ALosingValueWasNeverInForceAtAnyTime) {
  import("A", kObservations, {energy(1)});
  import("B", kObservations, {energy(2, Status::kEstimated)});
  for (std::int64_t at = clock_.now().microseconds; at < last_.microseconds + 3; ++at) {
    EXPECT_THAT(known(Instant{at}), ElementsAre(1));
  }
}

TEST_P(Facts, ALosingValueThatComesAgainIsADuplicate) {
  import("A", kObservations, {energy(1)});
  import("B", kObservations, {energy(2, Status::kEstimated)});
  const auto again = import("C", kObservations, {energy(2, Status::kEstimated)});
  EXPECT_EQ(again.stored, 0);
  EXPECT_EQ(again.duplicate, 1);
}

TEST_P(Facts, ARetractedBatchLeavesWhatItSupersededOpenAgain) {
  import("X", kObservations, {energy(1)});
  const auto with_x = last_;
  import("A", kObservations, {energy(2)});
  const auto with_a = last_;
  const auto done = take_back("A", kObservations);
  EXPECT_EQ(done.closed, 1);
  EXPECT_EQ(done.reopened, 1);
  EXPECT_THAT(done.duplicates_lost, IsEmpty());
  EXPECT_THAT(known(), ElementsAre(1));
  EXPECT_THAT(known(with_x), ElementsAre(1));
  EXPECT_THAT(known(with_a), ElementsAre(2)) << "as it was known then";
  EXPECT_THAT(known(Instant{last_.microseconds - 1}), ElementsAre(2));
}

TEST_P(Facts, ARetractedBatchThatWasAloneLeavesNothing) {
  import("A", kObservations, {energy(2)});
  const auto then = last_;
  const auto done = take_back("A", kObservations);
  EXPECT_EQ(done.closed, 1);
  EXPECT_EQ(done.reopened, 0);
  EXPECT_THAT(known(), IsEmpty());
  EXPECT_THAT(known(then), ElementsAre(2));
}

TEST_P(Facts, WhatWasSupersededAgainStaysClosedWhenTheFirstSuccessorIsRetracted) {
  import("X", kObservations, {energy(1)});
  import("A", kObservations, {energy(2)});
  import("C", kObservations, {energy(3)});
  const auto first = take_back("A", kObservations);
  EXPECT_EQ(first.closed, 0);
  EXPECT_EQ(first.reopened, 0);
  EXPECT_THAT(known(), ElementsAre(3));
  const auto second = take_back("C", kObservations);
  EXPECT_EQ(second.closed, 1);
  EXPECT_EQ(second.reopened, 1);
  EXPECT_THAT(known(), ElementsAre(1)) << "not A, which is retracted too";
}

TEST_P(Facts, RetractionsInAnyOrderEndInTheSame) {
  std::vector<std::string> order{"A", "B", "C"};
  int round = 0;
  do {
    const std::string mark = std::to_string(++round);
    const auto of = [&](double value, Status status = Status::kFinal) {
      auto fact = energy(value, status);
      fact.key[3] = "200" + mark;
      return fact;
    };
    import("X" + mark, kObservations, {of(1, Status::kPreliminary)});
    import("A" + mark, kObservations, {of(2)});
    import("B" + mark, kObservations, {of(3, Status::kEstimated)});  // loses
    import("C" + mark, kObservations, {of(4)});
    for (const auto& batch : order) take_back(batch + mark, kObservations);
    EXPECT_EQ(known().back(), 1) << order[0] << order[1] << order[2];
    EXPECT_EQ(known().size(), static_cast<std::size_t>(round));
  } while (std::next_permutation(order.begin(), order.end()));
  EXPECT_EQ(round, 6);
}

TEST_P(Facts, RetractingTheWinnerBringsBackTheBestOfTheRestByPrecedence) {
  import("X", kObservations, {energy(1, Status::kPreliminary)});
  import("A", kObservations, {energy(2)});
  import("B", kObservations, {energy(3, Status::kPreliminary)});  // loses to A, would beat X
  import("C", kObservations, {energy(4, Status::kEstimated)});    // loses to all
  const auto done = take_back("A", kObservations);
  EXPECT_EQ(done.reopened, 1);
  EXPECT_THAT(known(), ElementsAre(3));
}

TEST_P(Facts, RetractingNamesTheBatchesWhoseDuplicatesGoWithIt) {
  import("A", kObservations, {energy(1)});
  import("B", kObservations, {energy(1)});
  import("C", kObservations, {energy(1)});
  take_back("B", kObservations);
  const auto done = take_back("A", kObservations);
  EXPECT_THAT(done.duplicates_lost, ElementsAre("C")) << "B is retracted itself";
  EXPECT_THAT(known(), IsEmpty());
}

TEST_P(Facts, RetractingALosingBatchChangesNothingThatHolds) {
  import("A", kObservations, {energy(1)});
  import("B", kObservations, {energy(2, Status::kEstimated)});
  const auto done = take_back("B", kObservations);
  EXPECT_EQ(done.closed, 0);
  EXPECT_EQ(done.reopened, 0);
  EXPECT_THAT(known(), ElementsAre(1));
  take_back("A", kObservations);
  EXPECT_THAT(known(), IsEmpty()) << "B's value does not come back";
}

TEST_P(Facts, ARetractedValueCanBeImportedAgain) {
  import("A", kObservations, {energy(1)});
  take_back("A", kObservations);
  EXPECT_EQ(import("B", kObservations, {energy(1)}).stored, 1);
  EXPECT_THAT(known(), ElementsAre(1));
}

TEST_P(Facts, TheSameBytesAreARepeatOnlyWhileTheStoreStillSaysTheSame) {
  import("A", kObservations, {energy(1)});
  EXPECT_TRUE(is_current("A"));
  import("B", kObservations, {energy(1)});
  EXPECT_TRUE(is_current("B")) << "all duplicates";
  import("C", kObservations, {energy(2)});
  EXPECT_FALSE(is_current("A"));
  EXPECT_FALSE(is_current("B")) << "what it duplicated is superseded";
  EXPECT_TRUE(is_current("C"));
  take_back("C", kObservations);
  EXPECT_TRUE(is_current("A")) << "reopened";
  EXPECT_TRUE(is_current("B"));
  import("D", kObservations, {energy(9, Status::kEstimated)});
  EXPECT_TRUE(is_current("D")) << "it lost, and would lose again";
  take_back("A", kObservations);
  EXPECT_FALSE(is_current("B")) << "or its rows could never come back";
}

TEST_P(Facts, TheDigestOfABatchSurvivesCorrectionsAndRetractionsAndNoticesEveryCell) {
  import("A", kObservations, {energy(1)});
  const auto first = digest("A");
  EXPECT_EQ(first.size(), 64U);
  import("B", kObservations, {energy(2)});
  EXPECT_EQ(digest("A"), first);
  take_back("B", kObservations);
  EXPECT_EQ(digest("A"), first) << "reopened as a copy";
  EXPECT_NE(digest("B"), first);
  take_back("A", kObservations);
  EXPECT_EQ(digest("A"), first);
  auto moved = energy(1);
  moved.row = 2;
  import("C", kObservations, {moved});
  EXPECT_NE(digest("C"), first) << "another row number";
}

TEST_P(Facts, ABatchOfManyRowsIsVisitedWholeAndInOrder) {
  std::vector<Fact> facts;
  for (int i = 0; i < 10'000; ++i) {
    facts.push_back(to_fact(
        {.owner = "00", .region = std::to_string(i), .year = 2024, .value = 1.0 * i, .source = {}},
        i + 1, ""));
  }
  EXPECT_EQ(import("A", kPopulations, facts).stored, 10'000);
  const auto now = last_;
  for (auto& fact : facts) fact.values[0] = std::get<double>(fact.values[0]) + 0.5;
  EXPECT_EQ(import("B", kPopulations, facts).superseded, 10'000);
  const auto all = read<std::vector<StoredFact>>(
      [](Reader& reader) { return facts_of(reader, kPopulations, "A"); });
  ASSERT_EQ(all.size(), 10'000U);
  for (std::size_t i = 0; i < all.size(); ++i) {
    ASSERT_EQ(all[i].fact.row, static_cast<std::int64_t>(i) + 1);
    ASSERT_EQ(all[i].superseded_at, last_);
  }
  const auto then = read<std::vector<StoredFact>>(
      [&](Reader& reader) { return as_of(reader, kPopulations, now); });
  EXPECT_EQ(then.size(), 10'000U);
  EXPECT_EQ(then.back().batch, "A");
}

TEST_P(Facts, EveryTableOfFactsWorksTheSame) {
  const Target target{.key_figure = "organic-food",
                      .region = "13",
                      .year = 2026,
                      .value = 30,
                      .baseline_year = 2017,
                      .baseline_value = 31,
                      .path = TargetPath::kStep,
                      .decision = "RS 2023/17"};
  import("T", kTargets, {to_fact(target, "13", 1, "plan")});
  auto lower = target;
  lower.value = 25;
  EXPECT_EQ(import("U", kTargets, {to_fact(lower, "13", 1, "plan")}).superseded, 1);
  const auto found = read<std::vector<Target>>([](Reader& reader) { return targets(reader); });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].value, 25);
  EXPECT_EQ(found[0].baseline_year, 2017);
  EXPECT_EQ(found[0].baseline_value, 31);
  EXPECT_EQ(found[0].path, TargetPath::kStep);
  EXPECT_EQ(found[0].decision, "RS 2023/17");
  take_back("U", kTargets);
  EXPECT_EQ(read<std::vector<Target>>([](Reader& reader) { return targets(reader); })[0].value, 30);

  import("P", kPopulations,
         {to_fact({.owner = "00", .region = "13", .year = 2024, .value = 346'000, .source = {}}, 1,
                  "SCB")});
  const auto people =
      read<std::vector<Population>>([](Reader& reader) { return populations(reader); });
  ASSERT_EQ(people.size(), 1U);
  EXPECT_EQ(people[0].region, "13");
  EXPECT_EQ(people[0].value, 346'000);
  EXPECT_EQ(people[0].source, "own-key-figures");
}

TEST_P(Facts, NobodyCanDeleteOrChangeAFactNotEvenByHand) {
  import("A", kObservations, {energy(1)});
  for (const std::string_view sql :
       {"DELETE FROM observation", "UPDATE observation SET value = 2",
        "UPDATE observation SET recorded_at = 0",
        "INSERT OR REPLACE INTO observation SELECT * FROM observation", "DELETE FROM batch"}) {
    const auto done = engine_->write([&](Writer& writer) -> Result<void> {
      auto ran = writer.execute(sql, {});
      if (!ran) return tl::unexpected{ran.error()};
      return {};
    });
    EXPECT_FALSE(done) << sql;
  }
  import("B", kObservations, {energy(2)});
  const auto reopened = engine_->write([&](Writer& writer) -> Result<void> {
    auto ran = writer.execute("UPDATE observation SET superseded_at = NULL WHERE batch = 'A'", {});
    if (!ran) return tl::unexpected{ran.error()};
    return {};
  });
  EXPECT_FALSE(reopened);
  EXPECT_THAT(known(), ElementsAre(2));
}

TEST_P(Facts, AValueAndAReasonForItsAbsenceExcludeEachOther) {
  for (const bool both : {true, false}) {
    auto fact = energy(1);
    fact.values[0] = both ? Value{1.0} : Value{};
    fact.values[1] = both ? Value{"missing"} : Value{};
    EXPECT_FALSE(engine_->write([&](Writer& writer) -> Result<void> {
      auto added = add(writer, kObservations, {&fact, 1}, {"s", "A"});
      if (!added) return tl::unexpected{added.error()};
      return insert_batch(writer, batch_named("A"));
    }));
  }
  EXPECT_THAT(known(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(, Facts, ::testing::ValuesIn(makers()), name_of);

}  // namespace
}  // namespace tertil::store
