#include "service/store/readings.hpp"

#include <gmock/gmock.h>

#include "service/store/reading_rows.hpp"
#include "tests/service/store/store_fixture.hpp"

namespace tertil::store {
namespace {

constexpr MonthNumber kMarch = 2024 * 12 + 2;

/// A reading of one hour of March 2024, counted from its beginning.
struct Hour {
  int hour{0};
  std::int64_t quantity{0};
  bool estimated{false};
  int hours{1};
};

class ReadingsTest : public StoreTest {
 protected:
  ReadingsAdded add(const std::string& id, const std::vector<Hour>& hours,
                    const std::string& meter = "M1", bool counter = false) {
    const Seconds begin = collectors::start_of_month({2024, 3});
    BlockBuilder builder{counter};
    std::int64_t row = 2;
    for (const auto& hour : hours) {
      collectors::MeterReading reading;
      reading.end = begin + (hour.hour + hour.hours) * 3600;
      reading.start = counter ? reading.end : begin + hour.hour * 3600;
      reading.quantity = {hour.quantity, 1};
      reading.estimated = hour.estimated;
      reading.row = row++;
      builder.add(reading);
    }
    IncomingReadings incoming{"13", {meter}, {{0, kMarch, counter, {}, builder.take_payload()}}};
    incoming.blocks[0].summary = builder.summary();
    ReadingsAdded added;
    write([&](Writer& writer) -> Result<void> {
      Batch batch;
      batch.id = id;
      batch.source = "property-energy";
      batch.state = BatchState::kStored;
      batch.receipt = "{}";
      if (auto inserted = insert_batch(writer, batch); !inserted) return inserted;
      auto done = add_readings(writer, incoming, {"property-energy", id});
      if (!done) return tl::unexpected{done.error()};
      added = std::move(*done);
      recorded_[id] = writer.recorded_at();
      return {};
    });
    return added;
  }

  Retraction retract(const std::string& id) {
    Retraction retraction;
    write([&](Writer& writer) -> Result<void> {
      auto done = retract_readings(writer, id);
      if (!done) return tl::unexpected{done.error()};
      retraction = std::move(done->retraction);
      return retract_batch(writer, id, "cli", "test");
    });
    return retraction;
  }

  /// "0:5 1:7e": hours and tenths of kWh that hold.
  std::string holding(std::optional<Instant> as_of = std::nullopt, bool counter = false) {
    std::string text;
    read([&](Reader& reader) -> Result<void> {
      const auto meter = find_reading_meter(reader, "13", "M1");
      if (!meter || !*meter) return {};
      const auto found = readings_of(reader, **meter, {kMarch, kMarch}, counter, as_of);
      if (!found) return tl::unexpected{found.error()};
      const Seconds begin = collectors::start_of_month({2024, 3});
      for (const auto& one : *found) {
        text += (text.empty() ? "" : " ") + std::to_string((one.start - begin) / 3600) + ":" +
                std::to_string(static_cast<int>(one.quantity.value() * 10.0 + 0.5)) +
                (one.estimated ? "e" : "");
      }
      return {};
    });
    return text;
  }

  bool still_current(const std::string& id) {
    bool current = false;
    read([&](Reader& reader) -> Result<void> {
      const auto found = readings_still_current(reader, id);
      if (!found) return tl::unexpected{found.error()};
      current = *found;
      return {};
    });
    return current;
  }

  void read(const std::function<Result<void>(Reader&)>& work) {
    const auto done = engine_->read(work);
    ASSERT_TRUE(done) << done.error().where;
  }

  std::map<std::string, Instant> recorded_;
};

TEST_P(ReadingsTest, AMeasuredValueBeatsAnEstimateWhicheverCameFirst) {
  const auto first = add("a", {{0, 50, true}, {1, 60, true}});
  EXPECT_EQ(first.counts.stored, 2);
  const auto second = add("b", {{0, 55}});
  EXPECT_EQ(second.counts.superseded, 1);
  const auto third = add("c", {{0, 51, true}});
  EXPECT_EQ(third.counts.stored, 1);
  EXPECT_THAT(third.counts.kept_losing, ::testing::ElementsAre(2));
  EXPECT_EQ(holding(), "0:55 1:60e");
}

TEST_P(ReadingsTest, TheSameAgainIsADuplicateAndAnotherValueACorrection) {
  add("a", {{0, 50}, {1, 60}});
  const auto again = add("b", {{0, 50}, {1, 61}, {2, 70}});
  EXPECT_EQ(again.counts.duplicate, 1);
  EXPECT_EQ(again.counts.superseded, 1);
  EXPECT_EQ(again.counts.stored, 2);
  EXPECT_EQ(holding(), "0:50 1:61 2:70");
  EXPECT_FALSE(still_current("a"));
}

TEST_P(ReadingsTest, AnswersAsItWasKnownThen) {
  add("a", {{0, 50}});
  add("b", {{0, 51}, {1, 60}});
  retract("b");
  EXPECT_EQ(holding(recorded_["a"]), "0:50");
  EXPECT_EQ(holding(recorded_["b"]), "0:51 1:60");
  EXPECT_EQ(holding(), "0:50");
  EXPECT_EQ(holding(Instant{recorded_["a"].microseconds - 1}), "");
}

TEST_P(ReadingsTest, TakingABatchBackReopensWhatItReplacedAndNamesItsDuplicates) {
  add("a", {{0, 50}, {1, 60}});
  add("b", {{0, 51}, {2, 70}});
  add("c", {{2, 70}, {3, 80}});
  EXPECT_TRUE(still_current("c"));
  const auto done = retract("b");
  EXPECT_EQ(done.closed, 2);
  EXPECT_EQ(done.reopened, 1);
  EXPECT_THAT(done.duplicates_lost, ::testing::ElementsAre("c"));
  EXPECT_EQ(holding(), "0:50 1:60 3:80");
  EXPECT_TRUE(still_current("a")) << "what had replaced it is gone";
  EXPECT_FALSE(still_current("c")) << "a row it was counted a duplicate of is gone";
}

TEST_P(ReadingsTest, RefusesAReadingThatCutsThroughAnotherOfItsKind) {
  add("a", {{0, 50, false, 2}, {4, 10}});
  const auto cut = add("b", {{1, 70}, {2, 71}});
  EXPECT_THAT(cut.overlapping, ::testing::ElementsAre(2));
  EXPECT_EQ(cut.counts.stored, 1);
  EXPECT_EQ(holding(), "0:50 2:71 4:10");
  const auto estimate = add("c", {{3, 99, true, 2}});
  EXPECT_THAT(estimate.counts.kept_losing, ::testing::ElementsAre(2));
  EXPECT_EQ(holding(), "0:50 2:71 4:10");
}

TEST_P(ReadingsTest, ManySmallDeliveriesBecomeOneBlockThatSaysTheSame) {
  std::string expected;
  for (int hour = 0; hour < 120; ++hour) {
    add("b" + std::to_string(hour), {{hour, 10 + hour % 7}});
    expected += (hour == 0 ? "" : " ") + std::to_string(hour) + ":" + std::to_string(10 + hour % 7);
  }
  EXPECT_EQ(holding(), expected);
  read([&](Reader& reader) -> Result<void> {
    const auto stock = reading_stock(reader);
    if (!stock) return tl::unexpected{stock.error()};
    EXPECT_LT(stock->blocks, 45);
    EXPECT_EQ(stock->readings, 120);
    for (const auto* id : {"b0", "b60", "b119"}) {
      EXPECT_EQ(*readings_digest(reader, id), *readings_digest_now(reader, id)) << id;
    }
    const auto meter = find_reading_meter(reader, "13", "M1");
    const auto history = reading_history(reader, **meter, {kMarch, kMarch}, false);
    for (int hour = 0; hour < 120; ++hour) {
      const auto& one = (*history)[static_cast<std::size_t>(hour)];
      EXPECT_EQ(reading_batches(reader, {&one.batch, 1})->at(one.batch),
                "b" + std::to_string(hour));
      EXPECT_EQ(one.row, 2);
    }
    return {};
  });
  retract("b3");
  EXPECT_EQ(holding(recorded_["b119"]), expected);
  EXPECT_EQ(holding().find(" 3:"), std::string::npos);
  EXPECT_EQ(add("again", {{3, 42}}).counts.stored, 1);
}

TEST_P(ReadingsTest, SaysThatABlockIsDamaged) {
  add("a", {{0, 50}, {1, 60}});
  write([&](Writer& writer) -> Result<void> {
    const auto blocks = blocks_of(writer, "13", 1, {kMarch, kMarch}, true);
    auto data = blocks->at(0).data;
    auto& byte = data.bytes[data.bytes.size() / 2];
    byte = static_cast<char>(byte ^ 1);
    const std::array<Value, 2> cells{blocks->at(0).id, data};
    // Another program, with the guards of the schema taken off.
    for (const auto& sql : {tests::drop_trigger("reading_block", "keeps_values")}) {
      if (auto done = writer.execute(sql, {}); !done) return tl::unexpected{done.error()};
    }
    const auto done = writer.execute("UPDATE reading_block SET data = $2 WHERE id = $1", cells);
    if (!done) return tl::unexpected{done.error()};
    return {};
  });
  const auto asked = engine_->read([](Reader& reader) -> Result<void> {
    const auto meter = find_reading_meter(reader, "13", "M1");
    const auto found = readings_of(reader, **meter, {kMarch, kMarch}, false);
    if (!found) return tl::unexpected{found.error()};
    return {};
  });
  ASSERT_FALSE(asked);
  EXPECT_EQ(asked.error().code, ErrorCode::kCorrupt);
}

INSTANTIATE_TEST_SUITE_P(Engines, ReadingsTest, ::testing::ValuesIn(makers()),
                         [](const auto& made) { return made.param.name; });

}  // namespace
}  // namespace tertil::store
