#include "service/store/precedence.hpp"

#include <gtest/gtest.h>

namespace tertil::store {
namespace {

TEST(Versions, CompareAsNumbersWhereBothAreAndAsTextElsewhere) {
  struct Case {
    std::string_view lower;
    std::string_view higher;
  };
  for (const auto& [lower, higher] :
       {Case{"9", "10"}, Case{"009", "10"}, Case{"1", "2"}, Case{"0", "1"},
        Case{"2024-12-31", "2025-01-01"}, Case{"2025-01-01T08:00:00Z", "2025-01-01T09:00:00Z"},
        Case{"18446744073709551615", "18446744073709551616"}}) {
    EXPECT_LT(compare_versions(lower, higher), 0) << lower << " " << higher;
    EXPECT_GT(compare_versions(higher, lower), 0) << lower << " " << higher;
  }
  EXPECT_EQ(compare_versions("7", "007"), 0);
  EXPECT_EQ(compare_versions("a", "a"), 0);
}

TEST(Sameness, IsAboutWhatIsSaidNotAboutHowANumberIsHeld) {
  const auto fact = [](Value value, std::string version = {}) {
    Fact made;
    made.values = {std::move(value)};
    made.version = std::move(version);
    return made;
  };
  EXPECT_TRUE(says_the_same(fact(3.0), fact(std::int64_t{3})));
  EXPECT_TRUE(says_the_same(fact(std::int64_t{3}), fact(3.0)));
  EXPECT_FALSE(says_the_same(fact(3.0), fact(std::int64_t{4})));
  EXPECT_FALSE(says_the_same(fact("3"), fact(3.0)));
  EXPECT_FALSE(says_the_same(fact(3.0), fact("3")));
  EXPECT_TRUE(says_the_same(fact(Value{}), fact(Value{})));
  EXPECT_FALSE(says_the_same(fact(Value{}), fact("")));
  EXPECT_TRUE(says_the_same(fact(1.0, "5"), fact(1.0, "4")));
  EXPECT_FALSE(says_the_same(fact(1.0, "5"), fact(1.0, "6"))) << "it is said anew";
}

TEST(Outranking, GoesByVersionOnlyWhereBothHaveOne) {
  const FactTable table{"t", {}, {}};
  const auto versioned = [](std::string version) {
    Fact fact;
    fact.version = std::move(version);
    return fact;
  };
  EXPECT_TRUE(outranks(table, versioned("2"), versioned("1")));
  EXPECT_FALSE(outranks(table, versioned("1"), versioned("2")));
  EXPECT_TRUE(outranks(table, versioned("2"), versioned("2")));
  EXPECT_TRUE(outranks(table, versioned(""), versioned("2"))) << "a correction by hand";
  EXPECT_TRUE(outranks(table, versioned("1"), versioned("")));
}

}  // namespace
}  // namespace tertil::store
