#include "service/cli/nearest.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace tertil::cli {
namespace {

TEST(SlipsBetween, CountsOneForEachSlip) {
  EXPECT_EQ(slips_between("listen", "listen"), 0U);
  EXPECT_EQ(slips_between("listen", "lisen"), 1U);
  EXPECT_EQ(slips_between("listen", "liisten"), 1U);
  EXPECT_EQ(slips_between("listen", "lasten"), 1U);
  EXPECT_EQ(slips_between("listen", "lisetn"), 1U);
  EXPECT_EQ(slips_between("", "abc"), 3U);
  EXPECT_EQ(slips_between("ca", "abc"), 3U);  // a swap is not edited again
}

TEST(Nearest, IsTheFirstOfThoseWithFewestSlips) {
  const std::vector<std::string> known{"rank", "bank", "compare"};
  EXPECT_EQ(nearest("rnak", known), "rank");
  EXPECT_EQ(nearest("cank", known), "rank");
  EXPECT_EQ(nearest("compear", known), "compare");
}

TEST(Nearest, IsNothingWhenTheWordIsAnotherOne) {
  const std::vector<std::string> known{"rank", "compare"};
  EXPECT_EQ(nearest("export", known), "");
  EXPECT_EQ(nearest("", known), "");
  EXPECT_EQ(nearest("x", {}), "");
}

}  // namespace
}  // namespace tertil::cli
