#include "service/store/reading_block.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace tertil::store {
namespace {

using collectors::Quantity;
using Readings = std::vector<StoredReading>;

Readings some_readings(std::mt19937_64& random, bool counter) {
  const auto number = [&](std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>{0, most}(random);
  };
  const std::vector<Seconds> steps{60, 900, 3600, 86400, 2'678'400};
  const Seconds step = steps[static_cast<std::size_t>(number(4))];
  const double gaps = number(2) == 0 ? 0.0 : 0.1;
  Readings readings;
  Seconds at = 1'700'000'000 + number(1000) * 60;
  std::int64_t row = 2;
  for (std::int64_t i = 0, count = 1 + number(400); i < count; ++i) {
    if (gaps > 0.0 && number(9) == 0) at += step * (1 + number(5));
    StoredReading one;
    one.start = counter ? at + step : at;
    one.end = at + step;
    one.quantity = number(30) == 0 ? Quantity::of(std::uniform_real_distribution<>{0, 1e9}(random))
                                   : Quantity{number(1'000'000), 3};
    if (gaps == 0.0) one.quantity = {number(99'999), 2};
    one.unit = static_cast<collectors::ReadingUnit>(number(50) == 0 ? number(6) : 1);
    one.carrier = static_cast<collectors::Carrier>(number(80) == 0 ? number(7) : 0);
    one.estimated = number(40) == 0;
    one.batch = 7 + (gaps > 0.0 ? number(3) : 0);
    one.row = row += gaps > 0.0 ? 1 + number(1) : 1142;
    readings.push_back(one);
    at += step;
  }
  return readings;
}

std::string payload_of(const Readings& readings, bool counter) {
  BlockBuilder builder{counter};
  for (const auto& reading : readings) builder.add(reading, 7);
  return builder.take_payload();
}

bool alike(const StoredReading& a, const StoredReading& b) {
  return a.start == b.start && a.end == b.end && a.quantity.value() == b.quantity.value() &&
         a.unit == b.unit && a.carrier == b.carrier && a.estimated == b.estimated &&
         a.batch == b.batch && a.row == b.row;
}

TEST(ReadingBlock, GivesBackEveryReadingWithItsOrigin) {
  std::mt19937_64 random{1};
  for (int round = 0; round < 500; ++round) {
    const bool counter = round % 4 == 3;
    const auto readings = some_readings(random, counter);
    const BlockPlace place{round, 24'290, counter};
    const auto bytes = framed(payload_of(readings, counter), place, 7);
    const auto back = decode_block(bytes, place);
    ASSERT_TRUE(back) << back.error().where;
    ASSERT_EQ(back->size(), readings.size());
    for (std::size_t i = 0; i < readings.size(); ++i) {
      ASSERT_TRUE(alike((*back)[i], readings[i])) << "round " << round << " reading " << i;
    }
    EXPECT_EQ(payload_of(*back, counter), payload_of(readings, counter))
        << "equal readings have equal bytes";
  }
}

TEST(ReadingBlock, FindsEveryFlippedBitAndEveryMisplacedBlock) {
  std::mt19937_64 random{2};
  const BlockPlace place{3, 24'290, false};
  const auto bytes = framed(payload_of(some_readings(random, false), false), place, 1);
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    auto damaged = bytes;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    const auto read = decode_block(damaged, place);
    ASSERT_FALSE(read) << "bit " << bit;
    EXPECT_EQ(read.error().code, ErrorCode::kCorrupt);
  }
  EXPECT_FALSE(decode_block(bytes, {4, 24'290, false})) << "another meter's";
  EXPECT_FALSE(decode_block(bytes, {3, 24'291, false})) << "another month's";
  EXPECT_FALSE(decode_block(bytes.substr(0, bytes.size() - 1), place)) << "cut";
  EXPECT_FALSE(decode_block("", place));
}

TEST(ReadingBlock, TakesTwoBytesForAnHourlyReading) {
  std::mt19937_64 random{3};
  BlockBuilder builder;
  for (int hour = 0; hour < 744; ++hour) {
    collectors::MeterReading reading;
    reading.start = hour * 3600;
    reading.end = reading.start + 3600;
    reading.quantity = {std::uniform_int_distribution<>{0, 9999}(random), 2};
    reading.row = 2 + hour;
    builder.add(reading);
  }
  EXPECT_LT(builder.take_payload().size(), 744U * 2);
}

TEST(ReadingBlock, KnowsItsSumExactlyWhereDecimalsDo) {
  BlockBuilder builder;
  for (const auto& [digits, decimals] : std::vector<std::pair<int, int>>{{1, 1}, {25, 2}, {7, 0}}) {
    collectors::MeterReading reading;
    reading.start = static_cast<Seconds>(builder.size()) * 3600;
    reading.end = reading.start + 3600;
    reading.quantity = {digits, static_cast<std::uint8_t>(decimals)};
    builder.add(reading);
  }
  (void)builder.take_payload();
  const auto& summary = builder.summary();
  EXPECT_TRUE(summary.exact);
  EXPECT_EQ(summary.digits, 735);
  EXPECT_EQ(summary.decimals, 2);
  EXPECT_EQ(summary.seconds, 3 * 3600);
  EXPECT_EQ(summary.least, 0.1);
  EXPECT_EQ(summary.most, 7.0);
}

}  // namespace
}  // namespace tertil::store
