#include "service/demo/example_files.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <set>

#include "collectors/shipped_sources.hpp"
#include "service/store/sha256.hpp"

namespace tertil::demo {
namespace {

struct Made {
  std::vector<std::pair<std::string, std::string>> digests;  ///< File name, SHA-256.
  std::map<std::string, std::int64_t> lines;                 ///< By source.
};

Made make(std::uint64_t seed) {
  Made made;
  const auto done = each_example_file({.seed = seed}, [&](const ExampleFile& file) -> Result<void> {
    made.digests.emplace_back(file.name, store::sha256_hex(file.content));
    made.lines[file.source] += std::ranges::count(file.content, '\n') - 1;
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

TEST(ExampleFiles, GoToSourcesThatAreShipped) {
  std::set<std::string> shipped;
  for (const auto& source : collectors::shipped_sources()) shipped.emplace(source.id);
  for (const auto& [source, lines] : first().lines) EXPECT_TRUE(shipped.contains(source)) << source;
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
