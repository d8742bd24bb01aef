#include "service/ingest/reading_gather.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>

namespace tertil::ingest {
namespace {

using collectors::MeterReading;

constexpr std::uint32_t kMeters = 5;
constexpr collectors::Seconds kHour = 3600;

/// Hours of some meters over a winter, one of them estimated now and then, and monthly counters.
/// Some rows say what another says, contradict it, or reach into the next month.
std::vector<MeterReading> winter() {
  const auto begin = collectors::start_of_day(*collectors::parse_date("2023-11-01"));
  std::vector<MeterReading> rows;
  for (std::int64_t hour = 0; hour < 24 * 120; ++hour) {
    for (std::uint32_t meter = 0; meter < kMeters; ++meter) {
      MeterReading reading;
      reading.start = begin + hour * kHour;
      reading.end = reading.start + kHour;
      reading.quantity = {(hour * 7 + meter * 13) % 1000, 2};
      reading.meter = meter;
      reading.estimated = meter == 2 && hour % 50 == 0;
      rows.push_back(reading);
      if (hour % 700 == 17) rows.push_back(reading);  // again
      if (hour % 900 == 31) {                         // otherwise
        reading.quantity.digits += 1;
        rows.push_back(reading);
      }
      if (meter == 3 && hour % 720 == 719) {  // over the end of the month
        reading.end += 48 * kHour;
        rows.push_back(reading);
      }
      if (meter == 4 && hour % 24 == 0) {
        reading.counter = true;
        reading.end = reading.start;
        rows.push_back(reading);
      }
    }
  }
  return rows;
}

struct Gathered {
  std::vector<std::string> blocks;  ///< As text: what it is for, and its bytes.
  std::vector<std::string> aside;
  std::int64_t duplicates{0};
  std::int64_t spilled{0};
};

/// @param keep_rows whether origins are compared: not between different orders of a file.
Gathered gathered(std::vector<MeterReading> rows, std::size_t budget, bool keep_rows) {
  std::int64_t row = 1;
  for (auto& reading : rows) reading.row = ++row;
  ReadingGather gather{budget};
  constexpr std::size_t kAtOnce = 1000;
  for (std::size_t at = 0; at < rows.size(); at += kAtOnce)
    gather.take({rows.data() + at, std::min(kAtOnce, rows.size() - at)});
  const auto incoming = gather.finish({"C", "A", "E", "B", "D"});
  Gathered result;
  for (const auto& block : incoming.blocks) {
    const auto payload = incoming.payload_of(block);
    auto name = incoming.meters[block.meter] + ' ' + std::to_string(block.month) +
                (block.counter ? " c " : " u ");
    if (keep_rows) {
      result.blocks.push_back(name + payload);
      continue;
    }
    const auto readings = store::decode_payload(payload, block.counter);
    EXPECT_TRUE(readings);
    for (const auto& one : *readings)
      name += std::to_string(one.start) + ' ' + std::to_string(one.end) + ' ' +
              std::to_string(one.quantity.value()) + (one.estimated ? " e\n" : "\n");
    result.blocks.push_back(name);
  }
  for (const auto& one : gather.aside())
    result.aside.push_back((keep_rows ? std::to_string(one.row) : "") + std::string{one.rule});
  std::ranges::sort(result.aside);
  result.duplicates = gather.duplicates();
  result.spilled = gather.spilled();
  return result;
}

void expect_the_same(const Gathered& one, const Gathered& other, std::size_t budget) {
  EXPECT_EQ(one.aside, other.aside) << budget;
  EXPECT_EQ(one.duplicates, other.duplicates) << budget;
  ASSERT_EQ(one.blocks.size(), other.blocks.size()) << budget;
  for (std::size_t i = 0; i < one.blocks.size(); ++i)
    ASSERT_TRUE(one.blocks[i] == other.blocks[i]) << budget << ": " << one.blocks[i].substr(0, 12);
}

class ReadingGatherIn : public ::testing::TestWithParam<std::string_view> {};

TEST_P(ReadingGatherIn, GivesTheSameBlocksHoweverLittleMemoryThereIs) {
  auto rows = winter();
  const auto in_time = gathered(rows, std::size_t{1} << 30U, false);
  if (GetParam() == "meter order") std::ranges::stable_sort(rows, {}, &MeterReading::meter);
  if (GetParam() == "no order") {
    std::mt19937_64 random{7};
    std::ranges::shuffle(rows, random);
  }
  if (GetParam() == "the wrong order") std::ranges::reverse(rows);
  const auto whole = gathered(rows, std::size_t{1} << 30U, true);
  EXPECT_EQ(whole.spilled, 0);
  EXPECT_GT(whole.duplicates, 0);
  // Three readings reach 48 hours into the next month: they go, their own hours, and those 48. A
  // fourth is the last of all.
  const auto overlapping =
      std::ranges::count_if(whole.aside, [](const auto& one) { return one.ends_with("overlap"); });
  EXPECT_EQ(overlapping, 3 * (1 + 1 + 48) + 2);
  EXPECT_THAT(whole.aside, ::testing::Contains(::testing::HasSubstr("conflict")));
  for (const std::size_t budget : {std::size_t{1}, std::size_t{20'000}, std::size_t{200'000}}) {
    const auto little = gathered(rows, budget, true);
    EXPECT_TRUE(little.spilled > 0 || budget > 100'000) << budget;
    expect_the_same(little, whole, budget);
    expect_the_same(gathered(rows, budget, false), in_time, budget);
  }
}
INSTANTIATE_TEST_SUITE_P(Files, ReadingGatherIn,
                         ::testing::Values("time order", "meter order", "no order",
                                           "the wrong order"));

TEST(ReadingGather, ForgetsWhatItSetDownWhenAFileBeginsAgain) {
  const auto rows = winter();
  ReadingGather gather{1};
  gather.take(rows);
  gather.take({});
  EXPECT_GT(gather.spilled(), 0);
  gather.clear();
  EXPECT_EQ(gather.spilled(), 0);
  EXPECT_TRUE(gather.finish({}).blocks.empty());
}

}  // namespace
}  // namespace tertil::ingest
