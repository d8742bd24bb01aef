// The worked examples of collectors/sources/examples, on answers as their systems document them.
// The data files are written by hand after the documentation: Metry's after its API description
// (metry-io/api-documentation), Momentum's after its help pages.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "collectors/calendar.hpp"
#include "collectors/collect.hpp"

namespace tertil::collectors {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::filesystem::path kData = TERTIL_TEST_DATA;
const std::filesystem::path kExamples = kData / "../../collectors/sources/examples";

std::string content_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

struct Read {
  std::vector<std::string> rows;
  std::vector<std::string> faults;
};

Read read(const std::string& example, const std::string& file) {
  const auto parsed = parse_source(content_of(kExamples / example));
  const auto* source = std::get_if<Source>(&parsed);
  Read out;
  EXPECT_NE(source, nullptr) << std::get<SourceFault>(parsed).message.en;
  if (source == nullptr) return out;
  const auto bytes = content_of(kData / "mapping" / file);
  auto collection = Collection::open(bytes, *source);
  RecordBatch batch;
  while (collection.next(batch)) {
    for (std::size_t i = 0; i < batch.size(); ++i) {
      out.rows.push_back(fmt::format("{} {} {} {} {}", batch.text("meter", i),
                                     utc_text(static_cast<Seconds>(batch.number("start", i))),
                                     utc_text(static_cast<Seconds>(batch.number("end", i))),
                                     batch.number("quantity", i), batch.text("unit", i)));
    }
  }
  for (const auto& fault : collection.faults())
    out.faults.push_back(fmt::format("{} {} {}", fault.row, fault.column, fault.rule));
  return out;
}

TEST(Example, MomentumsStatisticsBecomeReadings) {
  const auto got = read("momentum-energy.toml", "momentum-statistics.json");
  EXPECT_THAT(got.rows,
              ElementsAre("B001/El 2023-12-31T23:00:00Z 2024-01-31T23:00:00Z 41.2505 MWh",
                          "B001/Fjärrvärme 2023-12-31T23:00:00Z 2024-01-31T23:00:00Z 120.5 MWh"));
  EXPECT_THAT(got.faults, IsEmpty());
}

TEST(Example, MetrysConsumptionsBecomeReadingsAndItsGapsStayGaps) {
  const auto got = read("metry-consumptions.toml", "metry-consumptions.json");
  EXPECT_THAT(
      got.rows,
      ElementsAre("526f7711a158318a068b475f 2017-06-30T23:00:00Z 2017-07-31T23:00:00Z 57.037 kWh",
                  "526f7711a158318a068b475f 2017-07-31T23:00:00Z 2017-08-31T23:00:00Z 68.031 kWh",
                  "56b06f2c81376f5a008b4b23 2017-05-31T23:00:00Z 2017-06-30T23:00:00Z 2369.78 kWh",
                  "56b06f2c81376f5a008b4b23 2017-06-30T23:00:00Z 2017-07-31T23:00:00Z 2236.336 kWh",
                  "56b06f2c81376f5a008b4b23 2017-07-31T23:00:00Z 2017-08-31T23:00:00Z 1488.188 "
                  "kWh"));
  EXPECT_THAT(got.faults, IsEmpty());
}

TEST(Example, MetrysFileExportBecomesReadings) {
  const auto got = read("metry-cost-csv.toml", "metry-cost.csv");
  EXPECT_THAT(got.rows, ElementsAre("5825c6f6 2023-12-31T23:00:00Z 2024-01-31T23:00:00Z 1520.5 kWh",
                                    "5825c6f6 2024-02-01T12:00:00Z 2024-02-01T13:00:00Z 2.25 kWh"));
  EXPECT_THAT(got.faults, ElementsAre("5 Type unknown-value"));
}

TEST(Example, EveryExampleAndItsPullAreValid) {
  int seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kExamples)) {
    if (entry.path().extension() != ".toml") continue;
    ++seen;
    const auto checked = check_source(content_of(entry.path()));
    for (const auto& fault : checked.faults)
      ADD_FAILURE() << entry.path() << ":" << fault.line << ": " << fault.message.en;
    ASSERT_TRUE(checked.source) << entry.path();
    EXPECT_EQ(checked.source->id, entry.path().stem().string());
  }
  EXPECT_GE(seen, 3);
}

}  // namespace
}  // namespace tertil::collectors
