#include "service/access/made_password.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "service/access/passwords.hpp"

namespace tertil::access {
namespace {

TEST(MadePassword, IsEasyToTypeNeverTheSameAndGoodEnoughForAnAccount) {
  std::set<std::string> seen;
  std::map<char, int> drawn;
  for (int i = 0; i < 500; ++i) {
    const auto made = make_password();
    EXPECT_TRUE(seen.insert(made).second);
    EXPECT_TRUE(check_new_password("prov", made));
    ASSERT_EQ(made.size(), 19U);
    for (std::size_t place = 0; place < made.size(); ++place) {
      if (place % 5 == 4)
        EXPECT_EQ(made[place], '-');
      else
        ++drawn[made[place]];
    }
  }
  // 8000 draws over 31 characters: each about 258 times; 160 would be six deviations too few.
  EXPECT_EQ(drawn.size(), 31U);
  for (const auto& [character, times] : drawn) {
    EXPECT_EQ(std::string_view{"ilo01"}.find(character), std::string_view::npos) << character;
    EXPECT_GT(times, 160) << character;
  }
}

}  // namespace
}  // namespace tertil::access
