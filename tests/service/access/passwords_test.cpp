#include "service/access/passwords.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace tertil::access {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr PasswordCost kCheap{1, 8192};
constexpr std::int64_t kMiB = 1 << 20;

TEST(PasswordCostOf, IsThePromisedOneAndASmallOneWhereThereIsLittleMemory) {
  EXPECT_EQ(cost_for(std::nullopt), (PasswordCost{3, 64U << 20U}));
  EXPECT_EQ(cost_for(256 * kMiB), (PasswordCost{3, 64U << 20U}));
  EXPECT_EQ(cost_for(255 * kMiB), (PasswordCost{2, 19U << 20U}));
  EXPECT_EQ(cost_for(1), (PasswordCost{2, 19U << 20U}));
}

TEST(PasswordHash, IsArgon2idWithThePromisedCost) {
  Passwords passwords{cost_for(std::nullopt), 2};
  const auto hash = passwords.hash("korrekt häst batteri");
  ASSERT_TRUE(hash);
  EXPECT_THAT(*hash, StartsWith("$argon2id$v=19$m=65536,t=3,p=1$"));
  EXPECT_TRUE(passwords.matches(*hash, "korrekt häst batteri").value());
  EXPECT_FALSE(passwords.matches(*hash, "korrekt häst batterj").value());
}

TEST(PasswordHash, IsAnotherEachTimeAndOfThisPasswordAlone) {
  Passwords passwords{kCheap, 2};
  const auto one = passwords.hash("korrekt häst batteri").value();
  EXPECT_NE(one, passwords.hash("korrekt häst batteri").value());
  for (const auto* wrong : {"", "korrekt häst batteri ", "Korrekt häst batteri", "korrekt"})
    EXPECT_FALSE(passwords.matches(one, wrong).value()) << wrong;
  EXPECT_FALSE(passwords.matches("", "korrekt häst batteri").value());
  EXPECT_FALSE(passwords.matches("$argon2id$nonsense", "korrekt häst batteri").value());
  EXPECT_TRUE(passwords.waste("korrekt häst batteri"));
}

TEST(PasswordHash, IsRefusedWhenAsManyAsAllowedAreBeingMade) {
  Passwords passwords{{4, 64U << 20U}, 1};  // long enough to be caught at it
  std::atomic<int> made{0};
  std::atomic<int> refused{0};
  std::vector<std::jthread> many;
  for (int i = 0; i < 6; ++i)
    many.emplace_back([&] {
      const auto hash = passwords.hash("korrekt häst batteri");
      if (hash) ++made;
      if (!hash && hash.error().code == ErrorCode::kTooMany) ++refused;
    });
  many.clear();
  EXPECT_GE(made, 1);
  EXPECT_EQ(made + refused, 6);
  EXPECT_TRUE(passwords.hash("korrekt häst batteri")) << "the place is given back";
}

struct NewPassword {
  std::string password;
  std::string problem;  ///< A word of what is said; empty if it is good.
};

TEST(NewPassword, IsLongAndHasNotTheNameInIt) {
  const NewPassword cases[] = {{"korrekt häst batteri", ""},
                               {"åäöåäöåäöåäö", ""},  // twelve characters, twice as many bytes
                               {"            a", ""},
                               {std::string(1023, 'a') + "b", ""},
                               {"", "too short"},
                               {"elva tecken", "too short"},
                               {"åäöåäöåäöåä", "too short"},
                               {std::string(1024, 'a') + "b", "too long"},
                               {"hejsan anna lind hej", "the name"},
                               {"hejsan ANNA LIND hej", "the name"},
                               {"med radbrytning\n", "control"},
                               {"aaaaaaaaaaaaaa", "repeated"}};
  for (const auto& each : cases) {
    const auto checked = check_new_password("anna lind", each.password);
    EXPECT_EQ(checked.has_value(), each.problem.empty()) << each.password;
    if (checked) continue;
    EXPECT_EQ(checked.error().code, ErrorCode::kRefused);
    EXPECT_THAT(checked.error().message.en, HasSubstr(each.problem)) << each.password;
    EXPECT_NE(checked.error().message.sv, checked.error().message.en);
  }
}

TEST(NewPassword, MayHaveAVeryShortNameInIt) {
  EXPECT_TRUE(check_new_password("bo", "korrekt bok batteri"));
  EXPECT_FALSE(check_new_password("bok", "korrekt bok batteri"));
  EXPECT_TRUE(check_new_password("", "korrekt bok batteri"));
}

TEST(AccountName, IsPlainAndInLowerCase) {
  EXPECT_EQ(account_name("Anna.Lind@regionhalland.se").value(), "anna.lind@regionhalland.se");
  EXPECT_EQ(account_name("a").value(), "a");
  EXPECT_EQ(account_name(std::string(64, 'a')).value(), std::string(64, 'a'));
  for (const auto& bad : {std::string{}, std::string(65, 'a'), std::string{"anna lind"},
                          std::string{"åsa"}, std::string{".anna"}, std::string{"anna\n"},
                          std::string{"anna/../bo"}, std::string{"an\0na", 5}})
    EXPECT_EQ(account_name(bad).error().code, ErrorCode::kInvalidInput) << bad;
}

}  // namespace
}  // namespace tertil::access
