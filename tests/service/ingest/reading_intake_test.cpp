#include "service/ingest/reading_intake.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/mman.h>
#include <unistd.h>

#include <map>

#include "service/figures/energy_sums.hpp"
#include "service/figures/meter_use.hpp"
#include "service/ingest/repeated_hour.hpp"
#include "service/reports/reading_export.hpp"
#include "service/store/activity.hpp"
#include "service/store/batches.hpp"
#include "tests/support/temporary_directory.hpp"

namespace tertil::ingest {
namespace {

using ::testing::ElementsAre;

class ReadingIntakeTest : public ::testing::Test {
 protected:
  ReadingIntakeTest() {
    source_.id = "property-energy";
    source_.target = collectors::Target::kEnergyReading;
    source_.owner = "13";
    source_.on_bad_row = collectors::OnBadRow::kQuarantine;
    engine_ = std::move(*store::open("sqlite:" + (folder_.path() / "tertil.db").string()));
  }

  struct Imported {
    store::WriteCounts counts;
    CheckedFile checked;
    std::vector<figures::Touched> touched;
    std::vector<store::Reject> rejects;
  };

  Imported import(const std::string& csv, std::size_t budget = gather_budget()) {
    Imported done;
    const int descriptor = ::memfd_create("file", MFD_CLOEXEC);
    EXPECT_EQ(::write(descriptor, csv.data(), csv.size()), static_cast<ssize_t>(csv.size()));
    ReadingIntake intake{source_, {}, budget};
    Progress progress;
    intake.read(descriptor, progress, done.checked);
    write([&](store::Writer& writer) -> Result<void> {
      auto counts = intake.write(writer, {source_.id, add_batch(writer)}, done.checked);
      if (!counts) return tl::unexpected{counts.error()};
      done.counts = std::move(*counts);
      return {};
    });
    done.touched = intake.touched();
    EXPECT_EQ(done.checked.rows_read,
              done.counts.stored + done.counts.duplicate + done.checked.quarantined);
    const auto visited = done.checked.rejects.each([&](auto rejects) -> Result<void> {
      done.rejects.insert(done.rejects.end(), rejects.begin(), rejects.end());
      return {};
    });
    EXPECT_TRUE(visited);
    ::close(descriptor);
    return done;
  }

  void add_meter(const std::string& meter, const std::string& from, store::Value factor,
                 store::Value rollover) {
    write([&](store::Writer& writer) -> Result<void> {
      store::Fact fact;
      fact.key = {std::string{"13"}, meter, from};
      fact.values = {std::string{"B1"}, std::string{"gas"}, std::move(factor), std::move(rollover),
                     store::Value{}};
      const auto added =
          store::add(writer, store::kMeters, {&fact, 1}, {"meters", add_batch(writer)});
      if (!added) return tl::unexpected{added.error()};
      const auto followed = figures::follow_register(writer, "13");
      if (!followed) return tl::unexpected{followed.error()};
      return {};
    });
  }

  std::vector<store::MonthSum> sums(const std::string& meter) {
    std::vector<store::MonthSum> found;
    read([&](store::Reader& reader) -> Result<void> {
      const auto known = store::find_reading_meter(reader, "13", meter);
      if (!known) return tl::unexpected{known.error()};
      auto months = store::month_sums(reader, **known, {0, 1'000'000});
      if (!months) return tl::unexpected{months.error()};
      found = std::move(*months);
      return {};
    });
    return found;
  }

  std::vector<std::string> exported() {
    std::vector<std::string> lines;
    read([&](store::Reader& reader) {
      return reports::export_readings(reader, [&](std::string_view line) -> Result<void> {
        lines.emplace_back(line);
        return {};
      });
    });
    return lines;
  }

  figures::MeterUse use(const figures::MeterQuestion& question) {
    figures::MeterUse answer;
    read([&](store::Reader& reader) -> Result<void> {
      auto found = figures::meter_use(reader, question);
      if (!found) return tl::unexpected{found.error()};
      answer = std::move(*found);
      return {};
    });
    return answer;
  }

  void write(const std::function<Result<void>(store::Writer&)>& work) {
    const auto done = engine_->write(work);
    ASSERT_TRUE(done) << done.error().where;
  }
  void read(const std::function<Result<void>(store::Reader&)>& work) {
    const auto done = engine_->read(work);
    ASSERT_TRUE(done) << done.error().where;
  }
  std::string add_batch(store::Writer& writer) {
    store::Batch batch;
    batch.id = "b" + std::to_string(++batches_);
    batch.source = source_.id;
    batch.state = store::BatchState::kStored;
    batch.receipt = "{}";
    EXPECT_TRUE(store::insert_batch(writer, batch));
    return batch.id;
  }

  tests::TemporaryDirectory folder_;
  collectors::Source source_;
  std::unique_ptr<store::Engine> engine_;
  int batches_{0};
};

constexpr auto kHeader = "meter,start,end,quantity,unit\n";

/// Hourly rows of some local days, as a system writes them that turns each time into local time.
std::string hours_of(const std::string& meter, const std::string& day, int hours) {
  std::string csv;
  const auto begin = collectors::start_of_day(*collectors::parse_date(day));
  for (int hour = 0; hour < hours; ++hour)
    csv += meter + "," + collectors::local_text(begin + hour * 3600) + "," +
           collectors::local_text(begin + (hour + 1) * 3600) + ",1.5,kWh\n";
  return csv;
}

TEST_F(ReadingIntakeTest, ADayIsTheSumOfIts23Or24Or25Hours) {
  const auto done = import(kHeader + hours_of("M1", "2024-03-31", 23) +
                           hours_of("M1", "2024-10-27", 25) + hours_of("M1", "2024-06-01", 24));
  EXPECT_EQ(done.counts.stored, 72);
  EXPECT_EQ(done.checked.quarantined, 0);
  for (const auto& [month, hours] : std::map<int, int>{{3, 23}, {10, 25}, {6, 24}}) {
    const auto days = use({"13", "M1", 2024, month, figures::UseStep::kDay});
    ASSERT_EQ(days.uses.size(), 1U) << month;
    EXPECT_EQ(days.uses[0].quantity, 1.5 * hours);
    EXPECT_EQ(days.uses[0].end - days.uses[0].start, hours * 3600);
    EXPECT_EQ(days.total, 1.5 * hours);
    EXPECT_THAT(days.flags, ElementsAre("gap"));
  }
}

TEST_F(ReadingIntakeTest, TheRepeatedHourIsReadInTheOrderOfTheFileAlsoInOrderOfTime) {
  const std::string one = hours_of("M1", "2024-10-27", 25);
  std::string both = kHeader;  // row by row, two meters
  for (std::size_t at = 0; at < one.size();) {
    const auto end = one.find('\n', at) + 1;
    both += one.substr(at, end - at) + "M2" + one.substr(at + 2, end - at - 2);
    at = end;
  }
  EXPECT_EQ(import(both).counts.stored, 50);
  for (const auto* meter : {"M1", "M2"}) {
    const auto hours = use({"13", meter, 2024, 10, figures::UseStep::kHour});
    ASSERT_EQ(hours.uses.size(), 25U);
    for (const auto& hour : hours.uses) EXPECT_EQ(hour.end - hour.start, 3600);
  }
}

TEST_F(ReadingIntakeTest, ALonelyTimeOfTheRepeatedHourIsQuarantinedWithItsRow) {
  const auto done = import(std::string{kHeader} +
                           "M1,2024-10-27 00:00,2024-10-27 01:00,1,kWh\n"
                           "M1,2024-10-27 02:00,2024-10-27 03:00,1,kWh\n"
                           "M2,2024-10-27T00:00:00Z,2024-10-27T01:00:00Z,1,kWh\n");
  EXPECT_EQ(done.counts.stored, 2);
  ASSERT_EQ(done.rejects.size(), 1U);
  EXPECT_EQ(done.rejects[0].row, 3);
  EXPECT_EQ(done.rejects[0].rule, "ambiguous-local-time");
  EXPECT_EQ(done.rejects[0].record, "M1,2024-10-27 02:00,2024-10-27 03:00,1,kWh");
}

TEST_F(ReadingIntakeTest, RowsThatContradictEachOtherAreSetAsideBoth) {
  const auto done = import(std::string{kHeader} +
                           "M1,2024-03-01 00:00,2024-03-01 01:00,1,kWh\n"
                           "M1,2024-03-01 00:00,2024-03-01 01:00,2,kWh\n"
                           "M1,2024-03-01 01:00,2024-03-01 02:00,3,kWh\n"
                           "M1,2024-03-01 01:00,2024-03-01 02:00,0.003,MWh\n"
                           "M1,2024-03-01 02:00,2024-03-01 04:00,4,kWh\n"
                           "M1,2024-03-01 03:00,2024-03-01 05:00,5,kWh\n");
  EXPECT_EQ(done.counts.stored, 1);
  EXPECT_EQ(done.counts.duplicate, 1) << "3 kWh is 0.003 MWh";
  std::vector<std::string> rules;
  for (const auto& reject : done.rejects) rules.push_back(reject.rule);
  EXPECT_THAT(rules, ElementsAre("conflict-in-file", "conflict-in-file", "overlap", "overlap"));
}

// The two lines contradict each other.
TEST_F(ReadingIntakeTest, WhatIsKeptOfARowSetAsideHasNothingOfADroppedColumn) {
  source_ = std::get<collectors::Source>(collectors::parse_source(R"(
[mapping]
id = "my-source"
version = 1
target = "energyReading"
owner = "13"

[source]
format = "csv"
csv = { header_row = 1 }

[name]
sv = "Min källa"
en = "My source"

[attribution]
sv = "Källa: …"
en = "Source: …"

[privacy]
drop_columns = ["Förare"]

[[field]]
to = "meter"
from = "Mätare"

[[field]]
to = "start"
from = "Start"

[[field]]
to = "end"
from = "Slut"

[[field]]
to = "quantity"
from = "kWh"
unit = "kWh"
)"));
  source_.on_bad_row = collectors::OnBadRow::kQuarantine;
  const auto done = import(
      "Mätare;Start;Slut;kWh;Förare\n"
      "M1;2024-03-01 00:00;2024-03-01 01:00;1;Anna Berg\n"
      "M1;2024-03-01 00:00;2024-03-01 01:00;2;Anna Berg\n");
  ASSERT_EQ(done.rejects.size(), 2U);
  for (const auto& reject : done.rejects)
    EXPECT_THAT(reject.record, ::testing::Not(::testing::HasSubstr("Anna")));
}

TEST_F(ReadingIntakeTest, AFileInNoOrderGivesTheSameAsASortedOneInLittleMemory) {
  std::vector<std::string> rows;
  for (const auto* meter : {"M1", "M2", "M3"}) {
    const auto csv = hours_of(meter, "2024-01-01", 24 * 90);
    for (std::size_t at = 0; at < csv.size(); at = csv.find('\n', at) + 1)
      rows.push_back(csv.substr(at, csv.find('\n', at) + 1 - at));
  }
  std::uint64_t state = 1;
  for (std::size_t i = rows.size(); i > 1; --i) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    std::swap(rows[i - 1], rows[(state >> 33U) % i]);
  }
  std::string csv = kHeader;
  for (const auto& row : rows) csv += row;
  const auto done = import(csv, 64 * 1024);
  EXPECT_EQ(done.counts.stored, static_cast<std::int64_t>(rows.size()));
  const auto months = sums("M2");
  ASSERT_EQ(months.size(), 3U);
  EXPECT_EQ(months[0].quantity, 744 * 1.5);
  EXPECT_EQ(months[1].quantity, 696 * 1.5);
  EXPECT_EQ(months[2].readings, 90 * 24 - 744 - 696);
}

TEST_F(ReadingIntakeTest, MetersBecomeKnownLaterAndTheirSumsFollow) {
  const auto done = import(std::string{kHeader} +
                           "G1,2024-03-01 00:00,2024-03-01 01:00,10,m3\n"
                           "G1,2024-04-01 00:00,2024-04-01 01:00,10,m³\n");
  EXPECT_THAT(done.checked.findings,
              ElementsAre(::testing::Field(&Finding::rule, "unknown-meter")));
  EXPECT_FALSE(sums("G1")[0].is_energy);
  EXPECT_EQ(sums("G1")[0].flags, store::kNoFactor);
  add_meter("G1", "", 11.0, {});
  EXPECT_EQ(sums("G1")[0].quantity, 110.0);
  EXPECT_TRUE(sums("G1")[0].is_energy);
  add_meter("G1", "2024-04-01", 12.0, {});
  EXPECT_EQ(sums("G1")[0].quantity, 110.0);
  EXPECT_EQ(sums("G1")[1].quantity, 120.0);
  EXPECT_THAT(exported(),
              ElementsAre(R"({"type":"energyReading","meter":"G1","start":"2024-02-29T23:00:00Z",)"
                          R"("end":"2024-03-01T00:00:00Z","quantity":110,"unit":"kWh"})",
                          R"({"type":"energyReading","meter":"G1","start":"2024-03-31T22:00:00Z",)"
                          R"("end":"2024-03-31T23:00:00Z","quantity":120,"unit":"kWh"})"));
}

TEST_F(ReadingIntakeTest, CountersGiveDifferencesAndNeverNegativeUse) {
  add_meter("C1", "", {}, 1000.0);
  const auto done = import(
      "meter,start,end,quantity,unit,register\n"
      "C1,,2024-01-01 00:00,900,kWh,true\n"
      "C1,,2024-02-01 00:00,950.5,kWh,true\n"
      "C1,,2024-03-01 00:00,20.5,kWh,true\n"  // rolled over: 70
      "C1,,2024-04-01 00:00,40,kWh,true\n"
      "C1,,2024-05-01 00:00,10,kWh,true\n");  // went back by 30: a reset
  EXPECT_EQ(done.counts.stored, 5);
  const auto months = sums("C1");
  ASSERT_EQ(months.size(), 4U);
  EXPECT_EQ(months[0].quantity, 50.5);
  EXPECT_EQ(months[1].quantity, 70.0);
  EXPECT_EQ(months[2].quantity, 19.5);
  EXPECT_EQ(months[3].readings, 0) << "kept for its flag alone";
  const auto april = use({"13", "C1", 2024, 4, figures::UseStep::kMonth});
  EXPECT_TRUE(april.uses.empty());
  EXPECT_THAT(april.flags, ::testing::IsSupersetOf({"gap", "counter-reset"}));
}

// D1 starts anew on 12 March and nobody says why; D2 has a new meter that day, D3 rolls over.
TEST_F(ReadingIntakeTest, AResetCounterAndAReplacedMeterAreToldInTheReceipt) {
  for (const auto* meter : {"D1", "D2"}) add_meter(meter, "", {}, {});
  add_meter("D2", "2024-03-12", {}, {});
  add_meter("D3", "", {}, 1000.0);
  std::string csv{"meter,start,end,quantity,unit,register\n"};
  for (const auto* meter : {"D1", "D2", "D3"})
    for (int day = 1; day <= 20; ++day)
      csv += fmt::format("{},,2024-03-{:02} 00:00,{},kWh,true\n", meter, day,
                         day < 12 ? 900 + day : day);
  const auto done = import(csv);
  EXPECT_EQ(done.counts.stored, 60);
  using ::testing::AllOf;
  using ::testing::Field;
  const auto says = [](std::string_view rule, std::string_view meter) {
    return AllOf(Field(&Finding::rule, rule), Field(&Finding::rows, 20),
                 Field(&Finding::message, Field(&Text::en, ::testing::HasSubstr(meter))));
  };
  EXPECT_THAT(done.checked.findings,
              ElementsAre(says("counter-reset", "1 meters, among them D1"),
                          says("meter-replaced", "1 meters, among them D2")));
}

// Nothing is known of February: its counter stood at 900 when it began and at 5 when it ended.
TEST_F(ReadingIntakeTest, ACounterThatGoesBackOverAWholeMonthIsToldAlthoughNothingIsLeftOfIt) {
  add_meter("D1", "", {}, {});
  const auto done = import(
      "meter,start,end,quantity,unit,register\n"
      "D1,,2024-01-01 00:00,800,kWh,true\n"
      "D1,,2024-02-01 00:00,900,kWh,true\n"
      "D1,,2024-03-01 00:00,5,kWh,true\n"
      "D1,,2024-04-01 00:00,45,kWh,true\n");
  EXPECT_EQ(done.counts.stored, 4);
  const auto months = sums("D1");
  ASSERT_EQ(months.size(), 3U);
  EXPECT_EQ(months[1].readings, 0);
  EXPECT_EQ(months[1].quantity, 0.0);
  EXPECT_EQ(months[1].flags & store::kCounterReset, store::kCounterReset);
  EXPECT_DOUBLE_EQ(months[2].quantity, 40.0);
  EXPECT_THAT(done.checked.findings,
              ::testing::Contains(::testing::Field(&Finding::rule, "counter-reset")));
}

TEST_F(ReadingIntakeTest, AReadingOverSeveralMonthsIsSharedOutByTime) {
  import(std::string{kHeader} + "M1,2024-01-16 00:00,2024-03-02 00:00,46,kWh\n");
  const auto months = sums("M1");
  ASSERT_EQ(months.size(), 3U);
  EXPECT_DOUBLE_EQ(months[0].quantity, 16.0);
  EXPECT_DOUBLE_EQ(months[1].quantity, 29.0);
  EXPECT_DOUBLE_EQ(months[2].quantity, 1.0);
}

TEST_F(ReadingIntakeTest, NegativeUseIsSetAsideUnlessTheSourceAllowsIt) {
  const std::string csv = std::string{kHeader} + "M1,2024-03-01 00:00,2024-03-01 01:00,-1,kWh\n";
  const auto done = import(csv);
  EXPECT_EQ(done.checked.quarantined, 1);
  EXPECT_EQ(done.rejects.at(0).rule, "negative-quantity");
  source_.checks.push_back({"negative-quantity", "off", {}, 0});
  EXPECT_EQ(import(csv).counts.stored, 1);
}

TEST_F(ReadingIntakeTest, SuspiciousMonthsAreHeldAndCanBeReleased) {
  const int descriptor = ::memfd_create("file", MFD_CLOEXEC);
  const std::string csv = kHeader + hours_of("M1", "2024-03-01", 24 * 40);
  ASSERT_EQ(::write(descriptor, csv.data(), csv.size()), static_cast<ssize_t>(csv.size()));
  ReadingIntake intake{source_};
  Progress progress;
  CheckedFile checked;
  intake.read(descriptor, progress, checked);
  ASSERT_TRUE(intake.in_file().contains("M1"));
  EXPECT_EQ(intake.in_file().at("M1").periods.at(2024 * 12 + 2).sum, 743 * 1.5);
  const Suspicion suspicion{.rule = "unit-suspect",
                            .severity = Severity::kHold,
                            .series = "M1",
                            .period = 2024 * 12 + 2,
                            .message = {"sv", "en"},
                            .expected = std::nullopt};
  intake.leave_out({&suspicion, 1});
  std::string batch;
  write([&](store::Writer& writer) -> Result<void> {
    batch = add_batch(writer);
    const auto counts = intake.write(writer, {source_.id, batch}, checked);
    if (!counts) return tl::unexpected{counts.error()};
    EXPECT_EQ(counts->stored, 960 - 743);
    return {};
  });
  EXPECT_EQ(checked.held, 743);
  EXPECT_EQ(checked.quarantined, 743);
  EXPECT_EQ(sums("M1").size(), 1U);
  write([&](store::Writer& writer) -> Result<void> {
    const auto waiting = store::waiting_rows(writer, batch, 0, 10);
    if (!waiting) return tl::unexpected{waiting.error()};
    EXPECT_EQ(waiting->size(), 1U);
    std::vector<figures::Touched> touched;
    const auto released =
        reading_keeping().release(writer, {source_.id, batch}, "13", *waiting, touched);
    if (!released) return tl::unexpected{released.error()};
    EXPECT_EQ(released->stored, 743);
    return {};
  });
  EXPECT_EQ(sums("M1").size(), 2U);
  EXPECT_EQ(sums("M1")[0].quantity, 743 * 1.5);
  ::close(descriptor);
}

}  // namespace
}  // namespace tertil::ingest
