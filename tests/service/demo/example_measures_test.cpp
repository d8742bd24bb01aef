#include "service/demo/example_measures.hpp"

#include <gmock/gmock.h>

#include <set>

namespace tertil::demo {
namespace {

TEST(ExampleMeasures, AreMarkedAsMadeUpWhereverTheyAppear) {
  std::set<std::string> ids;
  for (const auto& [id, measure] : example_measures()) {
    EXPECT_TRUE(ids.insert(id).second) << id;
    EXPECT_THAT(measure.name, ::testing::StartsWith("Exempeldata"));
    EXPECT_THAT(measure.description, ::testing::StartsWith("Exempeldata"));
    EXPECT_EQ(measure.source.document, "Exempeldata");
    EXPECT_TRUE(measure.example) << id;
  }
}

TEST(ExampleMeasures, ShowOverlapAndSomethingThatIsMissing) {
  std::multiset<std::string> groups;
  int incomplete = 0;
  for (const auto& [id, measure] : example_measures()) {
    if (!measure.overlap_group.empty()) groups.insert(measure.overlap_group);
    if (!measure.annual_saving) ++incomplete;
  }
  EXPECT_EQ(groups.count("ventilation"), 2U);
  EXPECT_GE(incomplete, 1);
}

}  // namespace
}  // namespace tertil::demo
