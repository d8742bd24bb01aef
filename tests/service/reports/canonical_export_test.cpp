#include "service/reports/canonical_export.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "service/store/scenarios.hpp"
#include "tests/service/reports/parsed.hpp"
#include "tests/support/installation.hpp"

namespace tertil::reports {
namespace {

using tests::Fill;
using tests::Installation;
using tests::parsed;

std::vector<std::string> exported(Installation& installation,
                                  std::optional<std::string_view> type = std::nullopt) {
  std::vector<std::string> lines;
  tests::must(installation.engine().read([&](store::Reader& reader) {
    return export_canonical(
        reader,
        [&](std::string_view line) -> Result<void> {
          lines.emplace_back(line);
          return {};
        },
        type);
  }));
  return lines;
}

TEST(CanonicalExport, HoldsEveryFactSortedAndOnce) {
  Installation installation{Fill::kShipped};
  const auto lines = exported(installation);
  EXPECT_TRUE(std::ranges::is_sorted(lines));
  EXPECT_TRUE(std::ranges::adjacent_find(lines) == lines.end());
  EXPECT_EQ(exported(installation, "population").size(), 352U);
  std::size_t of_types = 0;
  for (const auto type : kExportTypes) of_types += exported(installation, type).size();
  EXPECT_EQ(lines.size(), of_types);
  EXPECT_EQ(exported(installation, "factor").size(), 133U);
}

TEST(CanonicalExport, SpeaksTheFieldNamesOfTheImport) {
  Installation installation{Fill::kShipped};
  const auto lines = exported(installation, "keyFigureValue");
  const auto printed = std::ranges::find_if(lines, [](const std::string& line) {
    return line.find(
               R"("keyFigure":"renewable-fuel-public-transport","region":"13","year":2017)") !=
               std::string::npos &&
           line.find(R"("series":"printed")") != std::string::npos;
  });
  ASSERT_NE(printed, lines.end());
  EXPECT_EQ(*printed,
            R"({"type":"keyFigureValue","keyFigure":"renewable-fuel-public-transport",)"
            R"("region":"13","year":2017,"series":"printed","value":85.6,"status":"final",)"
            R"("printedRank":17,"printedOf":21,"source":"Region Hallands nyckeltalsjämförelse med )"
            R"(Sveriges alla regioner, Uppföljning 2024"})");
}

TEST(CanonicalExport, HoldsPlansMeasuresAndSavedScenariosAsTheyHoldNow) {
  Installation installation{Fill::kReferenceOnly};
  const auto save = [&](const char* id, bool deleted, std::int64_t version) {
    tests::must(installation.engine().write([&](store::Writer& writer) -> Result<void> {
      return store::add_scenario(writer,
                                 {"p",
                                  id,
                                  {"Namn", "energy-use-premises", "13", 2026, {"m"}, {{"e", 1.5}}},
                                  deleted,
                                  {version, "anna", "editor", {}}});
    }));
  };
  tests::must(installation.engine().write([&](store::Writer& writer) -> Result<void> {
    if (auto added = store::add_plan(
            writer,
            {{"p", "13", "Planen", 2023, 2026, "", "", {"Beslut", "Dok"}}, {1, "anna", "", {}}});
        !added)
      return added;
    Measure measure;
    measure.name = "Led";
    measure.investment = 0.0;
    measure.effects = {{"energy-use-premises", -2, 2025, 2026, Confidence::kHigh}};
    return store::add_measure(writer, {"p", "m", measure, std::nullopt, {1, "anna", "", {}}});
  }));
  save("s1", false, 1);
  save("s2", false, 1);
  save("s2", true, 2);
  EXPECT_THAT(
      exported(installation, "plan"),
      ::testing::Contains(R"({"type":"plan","plan":"p","from":2023,"name":"Planen","owner":"13",)"
                          R"("source":{"document":"Dok","text":"Beslut"},"to":2026})"));
  EXPECT_THAT(
      exported(installation, "measure"),
      ::testing::Contains(R"({"type":"measure","plan":"p","measure":"m","effects":[{"change":-2,)"
                          R"("confidence":"high","fromYear":2025,"fullYear":2026,)"
                          R"("keyFigure":"energy-use-premises"}],"investment":0,"name":"Led",)"
                          R"("state":"proposed"})"));
  EXPECT_THAT(exported(installation, "scenario"),
              ::testing::ElementsAre(R"({"type":"scenario","plan":"p","scenario":"Namn",)"
                                     R"("keyFigure":"energy-use-premises","measures":["m"],)"
                                     R"("region":"13","values":{"e":1.5},"year":2026})"));
}

TEST(CanonicalExport, ImportedAgainGivesTheSameBytes) {
  Installation first{Fill::kReferenceOnly};
  const auto csv =
      "keyFigure,region,year,value,status\n"
      "energy-use-premises,13,2024,187.9,final\n"
      "energy-use-premises,14,2023,0.30000000000000004,preliminary\n";
  EXPECT_EQ(tests::must(first.import_text("own-key-figures", csv)).stored, 2);
  const auto lines = exported(first);
  ASSERT_EQ(lines.size(), 2U);

  std::string again;
  for (const auto& line : lines) again += line + "\n";
  Installation second{Fill::kReferenceOnly};
  const auto outcome = tests::must(second.import_text("own-key-figures", again));
  EXPECT_EQ(outcome.stored, 2) << outcome.receipt;
  EXPECT_EQ(exported(second), lines);
}

TEST(CanonicalExport, CarriesNothingThatTwoStoresDisagreeOn) {
  Installation installation{Fill::kShipped};
  for (const auto& line : exported(installation)) {
    const auto read = parsed(line);
    EXPECT_FALSE(read.contains("id") || read.contains("recordedAt") || read.contains("batch"));
  }
}

TEST(CanonicalExport, RefusesATypeThatDoesNotExist) {
  Installation installation{Fill::kReferenceOnly};
  const auto done = installation.engine().read([&](store::Reader& reader) {
    return export_canonical(
        reader, [](std::string_view) -> Result<void> { return {}; }, "metre");
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kInvalidInput);
}

TEST(CanonicalExport, StopsWhenTheReceiverFails) {
  Installation installation{Fill::kShipped};
  int taken = 0;
  const auto done = installation.engine().read([&](store::Reader& reader) {
    return export_canonical(reader, [&](std::string_view) -> Result<void> {
      if (++taken == 3) return fail(ErrorCode::kStoreFull, {"Fullt.", "Full."});
      return {};
    });
  });
  EXPECT_EQ(done.error().code, ErrorCode::kStoreFull);
  EXPECT_EQ(taken, 3);
}

}  // namespace
}  // namespace tertil::reports
