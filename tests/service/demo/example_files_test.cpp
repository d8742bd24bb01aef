#include "service/demo/example_files.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "collectors/shipped_sources.hpp"
#include "service/figures/breakdown.hpp"
#include "service/figures/gases.hpp"
#include "service/store/settings.hpp"
#include "service/store/sha256.hpp"
#include "tests/support/installation.hpp"

namespace tertil::demo {
namespace {

struct Made {
  std::vector<std::pair<std::string, std::string>> digests;  ///< File name, SHA-256.
  std::map<std::string, std::int64_t> lines;                 ///< By source.
  std::map<std::string, std::string> facts;  ///< What would be taken for a published fact.
};

Made make(std::uint64_t seed) {
  Made made;
  const auto done = each_example_file({.seed = seed}, [&](const ExampleFile& file) -> Result<void> {
    made.digests.emplace_back(file.name, store::sha256_hex(file.content));
    made.lines[file.source] += std::ranges::count(file.content, '\n') - 1;
    if (file.source == "factors" || file.source == "scb-population")
      made.facts[file.source] += file.content;
    return {};
  });
  EXPECT_TRUE(done);
  return made;
}

const Made& first() {
  static const Made made = make(1);
  return made;
}

TEST(ExampleFiles, AreTheSameBytesForTheSameSeedAndOthersForAnother) {
  EXPECT_EQ(first().digests, make(1).digests);
  EXPECT_NE(first().digests, make(2).digests);
}

TEST(ExampleFiles, CoverEveryKindOfActivityWithTwoYearsOfHourlyMeters) {
  const auto& made = first();
  for (const auto* source : {"property-energy", "meters", "property-register", "fuel-cards",
                             "vehicle-register", "travel", "medical-gases", "waste", "degree-days"})
    EXPECT_GT(made.lines.at(source), 20) << source;
  EXPECT_EQ(made.lines.at("property-register"), 60);
  EXPECT_GT(made.lines.at("property-energy"), 2'000'000);
}

TEST(ExampleFiles, SayInTheirNamesThatTheyAreMadeUp) {
  for (const auto& [name, digest] : first().digests)
    EXPECT_THAT(name, testing::StartsWith("exempeldata-"));
}

TEST(ExampleFiles, SayInEachFactorAndPopulationThatItIsMadeUp) {
  ASSERT_EQ(first().facts.size(), 2U);
  for (const auto& [source, content] : first().facts) {
    std::istringstream lines{content};
    std::string line;
    std::getline(lines, line);
    EXPECT_THAT(line, testing::EndsWith(";source"));
    int rows = 0;
    for (; std::getline(lines, line); ++rows)
      EXPECT_THAT(line, testing::HasSubstr(";Exempeldata")) << source;
    EXPECT_GT(rows, 0) << source;
  }
}

TEST(ExampleFiles, GoToSourcesThatAreShipped) {
  std::set<std::string> shipped;
  for (const auto& source : collectors::shipped_sources()) shipped.emplace(source.id);
  for (const auto& [source, lines] : first().lines) EXPECT_TRUE(shipped.contains(source)) << source;
}

// Without the hourly meters, which take their time; they need no factor.
TEST(ExampleFiles, LackNoFactorAndNoPopulationForTheFiguresOfTheirTwoYears) {
  tests::Installation installation{tests::Fill::kShipped};
  tests::must(installation.engine().write([](store::Writer& writer) {
    return store::put_setting(writer, figures::kGwpSetSetting, kExampleGwpSet);
  }));
  tests::must(each_example_file({}, [&](const ExampleFile& file) -> Result<void> {
    if (file.source == "property-energy") return {};
    const auto outcome = installation.import_text(file.source, file.content);
    if (!outcome) return tl::unexpected{outcome.error()};
    EXPECT_NE(outcome->kind, ingest::ImportKind::kRejected) << file.name << outcome->receipt;
    return {};
  }));
  const auto snapshot = installation.snapshot();
  for (const auto* id : {"medical-gases", "person-transport-emissions", "hospital-waste-recycling",
                         "hvo100-share-ambulances", "hvo100-share-service-cars",
                         "electric-car-share", "nitrous-oxide-destroyed"}) {
    for (const int year : {2024, 2025}) {
      figures::BreakdownQuestion question;
      question.key_figure = id;
      question.region = "13";
      question.year = year;
      tests::must(installation.engine().read([&](store::Reader& reader) -> Result<void> {
        const auto found = figures::break_down(reader, *snapshot, question);
        if (!found) return tl::unexpected{found.error()};
        EXPECT_TRUE(found->figure.computable) << id << ' ' << year;
        return {};
      }));
    }
  }
}

TEST(ExampleFiles, StopAtTheFirstFileThatIsNotTaken) {
  int taken = 0;
  const auto done = each_example_file({}, [&](const ExampleFile&) -> Result<void> {
    if (++taken == 3) return fail(ErrorCode::kStoreFull, {"fullt", "full"});
    return {};
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kStoreFull);
  EXPECT_EQ(taken, 3);
}

}  // namespace
}  // namespace tertil::demo
