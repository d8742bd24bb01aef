#include "service/cli/trial_account.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/store/settings.hpp"
#include "service/store/users.hpp"
#include "tests/service/cli/run_program.hpp"

namespace tertil::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr access::PasswordCost kCheap{1, 8192};

class TrialAccount : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(run({"user", "list"}).code, 0);  // makes the store
    auto engine = store::open("sqlite:" + data() + "/tertil.db", system_clock());
    ASSERT_TRUE(engine);
    engine_ = *std::move(engine);
  }
  [[nodiscard]] std::string data() const { return (folder_.path() / "data").string(); }
  [[nodiscard]] Ran run(std::vector<std::string> words) const {
    words.insert(words.end(), {"--data", data()});
    return run_program(std::move(words));
  }
  void mark_as_example() {
    ASSERT_TRUE(engine_->write([](store::Writer& writer) {
      return store::put_setting(writer, store::kExampleData, "1");
    }));
  }
  std::string hash() {
    std::string found;
    EXPECT_TRUE(engine_->read([&](store::Reader& reader) -> Result<void> {
      found = store::find_user(reader, kTrialAccount).value().value().password_hash;
      return {};
    }));
    return found;
  }
  TemporaryFolder folder_;
  std::unique_ptr<store::Engine> engine_;
};

TEST_F(TrialAccount, IsNeverMadeAmongRealData) {
  const auto made = make_trial_account(*engine_, kCheap);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::kConflict);
  EXPECT_EQ(run({"user", "list", "--json"}).out, "[]\n");
}

TEST_F(TrialAccount, IsACoordinatorWhosePasswordIsGivenOnceAndKeptNowhere) {
  mark_as_example();
  const auto made = make_trial_account(*engine_, kCheap);
  ASSERT_TRUE(made && *made);
  const auto first = hash();
  EXPECT_TRUE((access::Passwords{kCheap, 1}.matches(first, **made).value()));
  const auto list = run({"user", "list", "--json"}).out;
  EXPECT_THAT(list, HasSubstr(R"("name":"prov","displayName":"Provkonto","role":"coordinator")"));
  const auto log = run({"audit", "export"}).out;
  EXPECT_THAT(log, HasSubstr("user/prov"));
  EXPECT_THAT(log, Not(HasSubstr(**made)));

  const auto again = make_trial_account(*engine_, kCheap);
  ASSERT_TRUE(again);
  EXPECT_FALSE(*again);
  EXPECT_EQ(hash(), first) << "the account is left as it is";
}

TEST_F(TrialAccount, ThatWasRemovedComesBackWithANewPassword) {
  mark_as_example();
  const auto made = make_trial_account(*engine_, kCheap);
  ASSERT_TRUE(made && *made);
  ASSERT_EQ(run({"user", "remove", kTrialAccount}).code, 0);
  const auto again = make_trial_account(*engine_, kCheap);
  ASSERT_TRUE(again && *again);
  EXPECT_NE(*again, *made);
}

}  // namespace
}  // namespace tertil::cli
