#include "collectors/source.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "collectors/shipped_sources.hpp"

namespace tertil::collectors {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string kGood = R"([mapping]
id = "own-key-figures"
version = 2
target = "keyFigureValue"
owner = "13"
series = "own"
[source]
formats = ["canonical"]
onBadRow = "quarantine"
[name]
sv = "Egna"
en = "Own"
[attribution]
sv = "Källa: X"
en = "Source: X"
[lookup.region]
0013 = "13"
)";

std::string with(const std::string& old, const std::string& fresh) {
  std::string text = kGood;
  const auto at = text.find(old);
  EXPECT_NE(at, std::string::npos) << old;
  return text.replace(at, old.size(), fresh);
}

TEST(Source, IsReadFromToml) {
  const auto parsed = parse_source(kGood);
  const auto* source = std::get_if<Source>(&parsed);
  ASSERT_NE(source, nullptr) << std::get<SourceFault>(parsed).message.en;
  EXPECT_EQ(source->id, "own-key-figures");
  EXPECT_EQ(source->version, 2);
  EXPECT_EQ(source->target, Target::kKeyFigureValue);
  EXPECT_EQ(source->owner, "13");
  EXPECT_EQ(source->series, "own");
  EXPECT_EQ(source->on_bad_row, OnBadRow::kQuarantine);
  EXPECT_THAT(source->formats, ElementsAre(Format::kCanonical));
  EXPECT_EQ(source->name, (Text{"Egna", "Own"}));
  EXPECT_EQ(source->attribution, (Text{"Källa: X", "Source: X"}));
  EXPECT_EQ(source->lookups.at("region").at("0013"), "13");
}

TEST(Source, WithAFaultIsRefusedWithTheLineItIsOn) {
  struct Case {
    std::string text;
    std::int64_t line;
    std::string says;
  };
  const std::vector<Case> cases{
      {with("id = \"own-key-figures\"", "id = \"Own\""), 2, "id"},
      {with("id = \"own-key-figures\"\n", ""), 1, "mapping.id is missing"},
      {with("version = 2", "version = 0"), 3, "version"},
      {with("version = 2", "version = \"2\""), 3, "version"},
      {with("target = \"keyFigureValue\"", "target = \"energyreading\""), 4, "target"},
      {with("owner = \"13\"", "owner = \"Halland\""), 5, "owner"},
      {with("series = \"own\"", "series = \"mine\""), 6, "series"},
      {with("series = \"own\"\n", ""), 1, "series"},
      {with("series = \"own\"", "serie = \"own\""), 6, "serie"},
      {with("[\"canonical\"]", "[\"xml\"]"), 8, "formats"},
      {with("[\"canonical\"]", "[]"), 8, "formats"},
      {with("\"quarantine\"", "\"ignore\""), 9, "onBadRow"},
      {with("sv = \"Egna\"", "sv = 7"), 11, "name.sv"},
      {with("0013 = \"13\"", "0013 = 13"), 17, "lookup.region.0013"},
      {with("[lookup.region]", "[loookup.region]"), 16, "loookup"},
      {with("[name]\nsv = \"Egna\"\nen = \"Own\"\n", ""), 0, "[name] is missing"},
      {with("id = ", "id "), 2, "TOML"},
      {"", 0, "[mapping] is missing"},
  };
  for (const Case& one : cases) {
    const auto parsed = parse_source(one.text);
    const auto* fault = std::get_if<SourceFault>(&parsed);
    ASSERT_NE(fault, nullptr) << one.says;
    EXPECT_EQ(fault->line, one.line) << fault->message.en;
    EXPECT_THAT(fault->message.en, HasSubstr(one.says));
    EXPECT_FALSE(fault->message.sv.empty());
  }
}

TEST(Source, ThatIsShippedIsWhole) {
  std::vector<std::string> ids;
  for (const auto& shipped : shipped_sources()) {
    ids.emplace_back(shipped.id);
    const auto parsed = parse_source(shipped.toml);
    const auto* source = std::get_if<Source>(&parsed);
    ASSERT_NE(source, nullptr) << shipped.id << ": " << std::get<SourceFault>(parsed).message.en;
    EXPECT_EQ(source->id, shipped.id);
    EXPECT_THAT(source->attribution.sv, HasSubstr("Källa: "));
    EXPECT_THAT(source->attribution.en, HasSubstr("Source: "));
    EXPECT_TRUE(source->takes(Format::kCanonical));
  }
  EXPECT_THAT(
      ids, ElementsAre("degree-days", "factors", "fuel-cards", "kolada", "medical-gases", "meters",
                       "own-key-figures", "printed-key-figures", "property-energy",
                       "property-register", "scb-population", "shipped-factors", "targets",
                       "travel", "vehicle-register", "waste"));
}

TEST(Source, KoladaKnowsTheSixKeyFiguresAndTheTwentyOneRegions) {
  for (const auto& shipped : shipped_sources()) {
    if (shipped.id != "kolada") continue;
    const auto source = std::get<Source>(parse_source(shipped.toml));
    EXPECT_EQ(source.owner, "00");
    EXPECT_EQ(source.series, "kolada");
    EXPECT_TRUE(source.takes(Format::kKoladaJson));
    EXPECT_EQ(source.lookups.at("keyFigure").size(), 6U);
    const Lookup& regions = source.lookups.at("region");
    EXPECT_EQ(regions.size(), 22U);
    for (const auto& [from, to] : regions) {
      EXPECT_EQ(from, to == "riket" ? "0000" : "00" + to);
    }
    for (const char* none : {"0002", "0011", "0015", "0016"}) EXPECT_FALSE(regions.contains(none));
    return;
  }
  FAIL() << "no source kolada";
}

}  // namespace
}  // namespace tertil::collectors
