#include "service/store/observations.hpp"

#include <gmock/gmock.h>

#include "tests/service/store/store_fixture.hpp"

namespace tertil::store {
namespace {

Observation renewable(const std::string& period, double value) {
  Observation one;
  one.owner = "13";
  one.key_figure = "renewable-fuel-public-transport";
  one.area = "13";
  one.period = period;
  one.series = Series::kPrinted;
  one.value = value;
  one.numerator = 856.0;
  one.denominator = 10.0;
  one.printed_rank = 17;
  one.printed_of = 21;
  return one;
}

class Observations : public StoreTest {
 protected:
  std::vector<ObservationVersion> history(std::optional<int> year = {},
                                          std::optional<Instant> at = {}) {
    return read<std::vector<ObservationVersion>>([&](Reader& reader) {
      return observation_history(reader, "renewable-fuel-public-transport", "13", year, at);
    });
  }
};

/// An own value: entered by hand unless something else is said.
Observation own(double value) {
  auto one = renewable("2024", value);
  one.series = Series::kOwn;
  one.printed_rank = one.printed_of = std::nullopt;
  return one;
}

Observation computed(double value, Status status = Status::kPreliminary) {
  auto one = own(value);
  one.computed = true;
  one.status = status;
  one.coverage = 0.75;
  one.basis = R"({"formula":{"id":"x","version":1}})";
  return one;
}

TEST_P(Observations, AmongOwnValuesTheVerifiedOneHoldsThenTheComputedThenTheEntered) {
  auto verified = own(3);
  verified.verified_by = "anna";
  std::vector<Fact> rows{to_fact(own(1), 1, ""), to_fact(computed(2), 1, ""),
                         to_fact(verified, 1, "")};
  const auto holding = [&] {
    return *read<std::vector<Observation>>([](Reader& reader) { return observations(reader); })
                .back()
                .value;
  };
  import("A", kObservations, {rows[1]});
  import("B", kObservations, {rows[0]});
  EXPECT_EQ(holding(), 2) << "final by hand does not outweigh preliminary but computed";
  import("C", kObservations, {rows[2]});
  EXPECT_EQ(holding(), 3);
  import("D", kObservations, {to_fact(computed(4, Status::kFinal), 1, "")});
  EXPECT_EQ(holding(), 3);
  take_back("C", kObservations);
  EXPECT_EQ(holding(), 4) << "the latest computation is back";
}

TEST_P(Observations, TheLatestComputationHoldsWhateverItsStatus) {
  import("A", kObservations, {to_fact(computed(2, Status::kFinal), 1, "")});
  import("B", kObservations, {to_fact(computed(5, Status::kPreliminary), 1, "")});
  const auto found =
      read<std::vector<Observation>>([](Reader& reader) { return observations(reader); });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].value, 5);
  EXPECT_TRUE(found[0].computed);
  EXPECT_EQ(found[0].coverage, 0.75);
  EXPECT_EQ(found[0].basis, R"({"formula":{"id":"x","version":1}})");
}

TEST_P(Observations, WithdrawingAComputationBringsBackWhatWasEntered) {
  import("A", kObservations, {to_fact(own(1), 1, "")});
  import("B", kObservations, {to_fact(computed(2), 1, "")});
  const auto key = to_fact(own(1), 1, "").key;
  const auto withdraw = [&] {
    bool open = false;
    write([&](Writer& writer) -> Result<void> {
      auto done = withdraw_derived(writer, kObservations, key);
      if (!done) return tl::unexpected{done.error()};
      open = *done;
      return {};
    });
    return open;
  };
  EXPECT_TRUE(withdraw());
  const auto found =
      read<std::vector<Observation>>([](Reader& reader) { return observations(reader); });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].value, 1);
  EXPECT_TRUE(withdraw()) << "what is entered is not withdrawn";
}

TEST_P(Observations, TakingAnEntryBackLeavesAComputationOpen) {
  import("A", kObservations, {to_fact(own(1), 1, "")});
  import("B", kObservations, {to_fact(computed(2), 1, "")});
  take_back("A", kObservations);
  const auto found =
      read<std::vector<Observation>>([](Reader& reader) { return observations(reader); });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].value, 2);
}

TEST_P(Observations, ComeBackWithEveryField) {
  Observation missing;
  missing.owner = "13";
  missing.key_figure = "renewable-fuel-public-transport";
  missing.area = "13/RGS";
  missing.period = "2024-T1";
  missing.category = "gender:K";
  missing.series = Series::kKolada;
  missing.missing_reason = MissingReason::kNotPublished;
  missing.status = Status::kEstimated;
  import("A", kObservations,
         {to_fact(renewable("2017", 85.6), 3, "tabell 4"), to_fact(missing, 4, "")});
  const auto found =
      read<std::vector<Observation>>([](Reader& reader) { return observations(reader); });
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].owner, "13");
  EXPECT_EQ(found[0].key_figure, "renewable-fuel-public-transport");
  EXPECT_EQ(found[0].series, Series::kPrinted);
  EXPECT_EQ(found[0].status, Status::kFinal);
  EXPECT_EQ(found[0].value, 85.6);
  EXPECT_EQ(found[0].missing_reason, std::nullopt);
  EXPECT_EQ(found[0].numerator, 856.0);
  EXPECT_EQ(found[0].denominator, 10.0);
  EXPECT_EQ(found[0].printed_rank, 17);
  EXPECT_EQ(found[0].printed_of, 21);
  EXPECT_EQ(found[1].area, "13/RGS");
  EXPECT_EQ(found[1].period, "2024-T1");
  EXPECT_EQ(found[1].category, "gender:K");
  EXPECT_EQ(found[1].series, Series::kKolada);
  EXPECT_EQ(found[1].value, std::nullopt);
  EXPECT_EQ(found[1].missing_reason, MissingReason::kNotPublished);
  EXPECT_EQ(found[1].status, Status::kEstimated);
  EXPECT_EQ(found[1].printed_rank, std::nullopt);
}

TEST_P(Observations, EveryReasonAndStatusAndSeriesIsAcceptedByTheSchema) {
  using enum MissingReason;
  using enum Status;
  std::vector<Fact> facts;
  for (const auto reason :
       {kMissing, kNotApplicable, kConfidential, kNotPublished, kNotSubmitted, kTooFew}) {
    for (const auto status : {kPreliminary, kFinal, kRevised, kEstimated}) {
      for (const auto series : kAllSeries) {
        auto one = renewable(std::to_string(2000 + facts.size()), 0);
        one.value.reset();
        one.missing_reason = reason;
        one.status = status;
        one.series = series;
        facts.push_back(to_fact(one, 1, ""));
      }
    }
  }
  EXPECT_EQ(import("A", kObservations, facts).stored, 6 * 4 * 3);
}

TEST_P(Observations, TheWayFromANumberLeadsToTheFileItCameFrom) {
  import("A", kObservations, {to_fact(renewable("2017", 85.6), 3, "tabell 4", "2")});
  const auto first = last_;
  import("B", kObservations, {to_fact(renewable("2017", 85.7), 5, "rättelse", "3")});
  const auto versions = history();
  ASSERT_EQ(versions.size(), 2U);
  EXPECT_EQ(versions[0].observation.value, 85.6);
  EXPECT_EQ(versions[0].source, "own-key-figures");
  EXPECT_EQ(versions[0].batch, "A");
  EXPECT_EQ(versions[0].row, 3);
  EXPECT_EQ(versions[0].origin, "tabell 4");
  EXPECT_EQ(versions[0].version, "2");
  EXPECT_EQ(versions[0].recorded_at, first);
  EXPECT_EQ(versions[0].superseded_at, last_);
  EXPECT_EQ(versions[0].file_name, "A.csv");
  EXPECT_EQ(versions[0].sha256, "bytes of A");
  EXPECT_EQ(versions[1].batch, "B");
  EXPECT_EQ(versions[1].superseded_at, std::nullopt);

  const auto then = history({}, first);
  ASSERT_EQ(then.size(), 1U) << "what came later was not known";
  EXPECT_EQ(then[0].superseded_at, std::nullopt) << "nor that it would be superseded";
}

TEST_P(Observations, AYearHasItsOwnValueAndThoseOfItsParts) {
  import("A", kObservations,
         {to_fact(renewable("2023", 1), 1, ""), to_fact(renewable("2024", 2), 2, ""),
          to_fact(renewable("2024-T1", 3), 3, ""), to_fact(renewable("2025", 4), 4, "")});
  const auto versions = history(2024);
  ASSERT_EQ(versions.size(), 2U);
  EXPECT_EQ(versions[0].observation.period, "2024");
  EXPECT_EQ(versions[1].observation.period, "2024-T1");
}

TEST_P(Observations, ASeriesTellsWhenItLastChanged) {
  import("A", kObservations, {to_fact(renewable("2023", 1), 1, "")});
  const auto first = last_;
  import("B", kObservations, {to_fact(renewable("2024", 1), 1, "")});
  const auto now =
      read<std::vector<SeriesRecorded>>([](Reader& reader) { return series_recorded(reader); });
  ASSERT_EQ(now.size(), 1U);
  EXPECT_EQ(now[0].key_figure, "renewable-fuel-public-transport");
  EXPECT_EQ(now[0].series, Series::kPrinted);
  EXPECT_EQ(now[0].recorded_at, last_);
  const auto then = read<std::vector<SeriesRecorded>>(
      [&](Reader& reader) { return series_recorded(reader, first); });
  ASSERT_EQ(then.size(), 1U);
  EXPECT_EQ(then[0].recorded_at, first);
}

INSTANTIATE_TEST_SUITE_P(, Observations, ::testing::ValuesIn(makers()), name_of);

}  // namespace
}  // namespace tertil::store
