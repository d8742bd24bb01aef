#include "service/store/plans.hpp"

#include <gmock/gmock.h>

#include "service/store/scenarios.hpp"
#include "tests/service/store/store_fixture.hpp"

namespace tertil::store {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::string kPlanId = "handlingsplan";

PlanVersion plan_version(std::int64_t version = 1) {
  return {{kPlanId, "13", "Handlingsplan", 2023, 2026, {"Beslut", "Dokument"}},
          {version, "anna", "coordinator", {}}};
}

MeasureVersion measure_version(std::int64_t version, Measure measure) {
  return {kPlanId, "m1", std::move(measure), std::nullopt, {version, "anna", "editor", {}}};
}

/// Everything a measure can hold, in the letters that break things.
Measure whole_measure() {
  Measure measure;
  measure.name = "<b>Lustgas</b> ‮abc‬ =1+1 \xF0\x9F\x8C\xB1";
  measure.description = "rad 1\nrad 2\ttab \"citat\" 'apostrof' ; -- \\ e\xCC\x81";
  measure.state = MeasureState::kOngoing;
  measure.org_unit = "RGS";
  measure.start = "2024-03-01";
  measure.end = "2026";
  measure.investment = 8'000'000;
  measure.annual_cost = 0;
  measure.lifetime = 12.5;
  measure.co2e_tonnes = 900.25;
  measure.overlap_group = "lustgas";
  measure.effects = {{"medical-gases", -0.8, 2025, 2027, Confidence::kHigh},
                     {"nitrous-oxide-destroyed", 60, 2025, 2025, Confidence::kLow}};
  measure.source = {"8,0 mnkr", "Verksamhetsplan 2022"};
  measure.example = true;
  return measure;
}

class Plans : public StoreTest {
 protected:
  void add(const MeasureVersion& version) {
    write([&](Writer& writer) { return add_measure(writer, version); });
  }
  ErrorCode refusal(const std::function<Result<void>(Writer&)>& work) {
    const auto done = engine_->write(work);
    return done ? ErrorCode::kInternal : done.error().code;
  }
  std::vector<MeasureVersion> now(std::optional<Instant> as_of = std::nullopt) {
    return read<std::vector<MeasureVersion>>(
        [&](Reader& reader) { return measures(reader, kPlanId, as_of); });
  }
  void SetUp() override {
    StoreTest::SetUp();
    write([](Writer& writer) { return add_plan(writer, plan_version()); });
  }
};

TEST_P(Plans, GiveBackEveryLetterAndNumberOfAMeasure) {
  add(measure_version(1, whole_measure()));
  const auto found = now();
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].measure, whole_measure());
  EXPECT_EQ(found[0].stamp.version, 1);
  EXPECT_EQ(found[0].stamp.actor, "anna");
}

TEST_P(Plans, KeepEveryVersionAndAnswerAsOfAnyTime) {
  auto measure = whole_measure();
  clock_.set({1'800'000'000'000'000});
  add(measure_version(1, measure));
  measure.name = "Nytt namn";
  measure.effects.pop_back();
  clock_.set({1'800'000'100'000'000});
  add(measure_version(2, measure));

  EXPECT_EQ(now()[0].measure, measure);
  EXPECT_EQ(now(Instant{1'800'000'050'000'000})[0].measure, whole_measure());
  EXPECT_THAT(now(Instant{1'700'000'000'000'000}), IsEmpty());
  const auto history = read<std::vector<MeasureVersion>>(
      [&](Reader& reader) { return measure_versions(reader, kPlanId, "m1"); });
  ASSERT_THAT(history, SizeIs(2));
  EXPECT_EQ(history[0].measure, measure);
  EXPECT_EQ(history[1].measure, whole_measure());
}

TEST_P(Plans, KeepASavedScenarioThroughItsRemoval) {
  const SavedScenario hope{"Hopp =1+1 \xF0\x9F\x8C\xB1",
                           "energy-use-premises",
                           "13",
                           2026,
                           {"m2", "m1"},
                           {{"e", 180.25}}};
  const auto put = [&](std::int64_t version, bool deleted) {
    write([&](Writer& writer) {
      return add_scenario(writer, {kPlanId, "s1", hope, deleted, {version, "anna", "editor", {}}});
    });
  };
  const auto at = [&](std::optional<Instant> as_of) {
    return read<std::vector<ScenarioVersion>>(
        [&](Reader& reader) { return scenarios(reader, kPlanId, as_of); });
  };
  clock_.set({1'800'000'000'000'000});
  put(1, false);
  ASSERT_THAT(at(std::nullopt), SizeIs(1));
  EXPECT_EQ(at(std::nullopt)[0].scenario, hope);
  EXPECT_EQ(at(std::nullopt)[0].stamp.actor, "anna");
  clock_.set({1'800'000'100'000'000});
  put(2, true);
  EXPECT_THAT(at(std::nullopt), IsEmpty());
  EXPECT_THAT(at(Instant{1'800'000'050'000'000}), SizeIs(1));
  EXPECT_EQ(refusal([&](Writer& writer) {
              return add_scenario(writer, {kPlanId, "s1", hope, false, {2, "anna", "editor", {}}});
            }),
            ErrorCode::kConflict);
  EXPECT_EQ(refusal([&](Writer& writer) {
              return add_scenario(writer, {"none", "s1", hope, false, {1, "anna", "editor", {}}});
            }),
            ErrorCode::kNotFound);
}

TEST_P(Plans, TakeAVersionOnlyAfterTheOneBeforeIt) {
  const auto measure = whole_measure();
  const auto add_as = [&](std::int64_t version) {
    return refusal(
        [&](Writer& writer) { return add_measure(writer, measure_version(version, measure)); });
  };
  EXPECT_EQ(add_as(2), ErrorCode::kConflict);
  add(measure_version(1, measure));
  EXPECT_EQ(add_as(1), ErrorCode::kConflict);
  EXPECT_EQ(refusal([](Writer& writer) { return add_plan(writer, plan_version(1)); }),
            ErrorCode::kConflict);
  auto stray = measure_version(1, measure);
  stray.plan = "no-such-plan";
  EXPECT_EQ(refusal([&](Writer& writer) { return add_measure(writer, stray); }),
            ErrorCode::kNotFound);
}

TEST_P(Plans, AreNeverChangedOrDeletedByAnybody) {
  add(measure_version(1, whole_measure()));
  for (const auto* sql :
       {"UPDATE measure SET name = 'x'", "DELETE FROM measure", "DELETE FROM measure_effect",
        "UPDATE measure_effect SET change = 0", "UPDATE plan SET name = 'x'", "DELETE FROM plan"})
    EXPECT_FALSE(engine_->write([&](Writer& writer) -> Result<void> {
      const auto done = writer.execute(sql, {});
      if (!done) return tl::unexpected{done.error()};
      return {};
    })) << sql;
  EXPECT_EQ(now()[0].measure, whole_measure());
}

TEST_P(Plans, AreListedAsTheyHold) {
  auto later = plan_version(2);
  later.plan.name = "Handlingsplan, reviderad";
  write([&](Writer& writer) { return add_plan(writer, later); });
  const auto found = read<std::vector<PlanVersion>>([](Reader& reader) { return plans(reader); });
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].plan, later.plan);
}

INSTANTIATE_TEST_SUITE_P(Engines, Plans, ::testing::ValuesIn(makers()), name_of);

}  // namespace
}  // namespace tertil::store
