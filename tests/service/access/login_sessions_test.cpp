// Promises 5.4 and R23: how long a session lasts, and that no clock that is set can change it.
#include "service/access/login_sessions.hpp"

#include <gmock/gmock.h>

#include <set>

#include "tests/service/access/people_fixture.hpp"

namespace tertil::access {
namespace {

class LoginSessionsTest : public PeopleTest {
 protected:
  void SetUp() override {
    PeopleTest::SetUp();
    id_ = log_in("anna", kPassword).value().session;
  }
  std::string id_;
};

TEST_F(LoginSessionsTest, EndsWhenNotUsedForHalfAnHour) {
  pass(30 * kMinute - 1);
  EXPECT_TRUE(find(id_));
  pass(30 * kMinute - 1);
  EXPECT_TRUE(find(id_)) << "using it began a new half hour";
  pass(30 * kMinute);
  EXPECT_FALSE(find(id_));
  pass(-30 * kMinute);
  EXPECT_FALSE(find(id_)) << "gone is gone";
}

TEST_F(LoginSessionsTest, EndsTenHoursAfterTheLoginHoweverMuchItIsUsed) {
  for (int i = 0; i < 59; ++i) {
    pass(10 * kMinute);
    ASSERT_TRUE(find(id_)) << i;
  }
  pass(10 * kMinute - 1);
  EXPECT_TRUE(find(id_));
  pass(1);
  EXPECT_FALSE(find(id_));
}

TEST_F(LoginSessionsTest, IsNotProlongedByAskingHowLongItLasts) {
  const auto ends = find(id_)->idle_expires_at;
  pass(20 * kMinute);
  const auto seen = find(id_, LoginSessions::Use::kLook);
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->idle_expires_at, ends);
  pass(10 * kMinute);
  EXPECT_FALSE(find(id_, LoginSessions::Use::kLook));
}

TEST_F(LoginSessionsTest, SaysWhenItEndsAsTheWallClockHasIt) {
  const auto now = wall_.now().microseconds;
  const auto who = find(id_);
  EXPECT_EQ(who->idle_expires_at.microseconds, now + 30 * kMinute * 1000);
  EXPECT_EQ(who->expires_at.microseconds, now + 10 * kHour * 1000);
  for (int i = 0; i < 39; ++i) {
    pass(15 * kMinute);
    ASSERT_TRUE(find(id_));
  }
  const auto last = find(id_);
  EXPECT_EQ(last->idle_expires_at, last->expires_at) << "the end comes before half an hour";
}

TEST_F(LoginSessionsTest, NeitherEndsNorLastsLongerWhenTheWallClockIsSet) {
  for (const auto jump : {24 * kHour, -48 * kHour, kHour, -kHour, 25 * kHour}) {
    set_wall_clock_by(jump);
    pass(20 * kMinute);
    EXPECT_TRUE(find(id_)) << jump;
  }
  set_wall_clock_by(-1000 * kHour);
  pass(30 * kMinute);
  EXPECT_FALSE(find(id_));
}

TEST_F(LoginSessionsTest, OutlivesARestartWithTheTimeItHadLeft) {
  pass(10 * kMinute);
  ASSERT_TRUE(find(id_));
  steady_ = 5;  // the machine was started anew
  set_wall_clock_by(5 * kMinute);
  start();
  EXPECT_TRUE(find(id_));
  pass(30 * kMinute);
  EXPECT_FALSE(find(id_));
}

TEST_F(LoginSessionsTest, IsOverAfterARestartThatTookTooLong) {
  set_wall_clock_by(31 * kMinute);
  start();
  EXPECT_FALSE(find(id_));
}

TEST_F(LoginSessionsTest, GetsNoMoreThanAWholeSessionFromAClockThatWentBack) {
  set_wall_clock_by(-100 * kHour);
  start();
  for (int i = 0; i < 29; ++i) {
    ASSERT_TRUE(find(id_)) << i;
    pass(20 * kMinute);
  }
  EXPECT_TRUE(find(id_));
  pass(20 * kMinute);
  EXPECT_FALSE(find(id_)) << "ten hours";
}

TEST_F(LoginSessionsTest, GoesOnAtOneInstanceWhileItIsUsedAtAnother) {
  LoginSessions other{{}, [this] { return steady_; }};
  const auto use_at_other = [&] {
    return other.find(*engine_, wall_, id_, LoginSessions::Use::kTouch).value().has_value();
  };
  ASSERT_TRUE(find(id_));
  for (int i = 0; i < 10; ++i) {
    pass(6 * kMinute);
    ASSERT_TRUE(use_at_other()) << i;
  }
  EXPECT_TRUE(find(id_)) << "an hour after it was last used here, at once after it was there";
  pass(24 * kMinute);
  EXPECT_TRUE(use_at_other());
  pass(30 * kMinute);
  EXPECT_FALSE(find(id_)) << "never late";
  EXPECT_FALSE(use_at_other());
}

TEST_F(LoginSessionsTest, IsKnownByItsIdAlone) {
  EXPECT_FALSE(find(""));
  EXPECT_FALSE(find("x"));
  EXPECT_FALSE(find(std::string(64, '0')));
  EXPECT_FALSE(find(LoginSessions::hash_of(id_))) << "what the store holds opens nothing";
  EXPECT_FALSE(find(id_ + " "));
  EXPECT_TRUE(find(id_));
}

TEST_F(LoginSessionsTest, HasAnIdOf256BitsThatNobodyHasHadBefore) {
  std::set<std::string> ids;
  for (int i = 0; i < 1000; ++i) {
    const auto id = LoginSessions::new_id();
    EXPECT_THAT(id, ::testing::MatchesRegex("[0-9a-f]{64}"));
    EXPECT_TRUE(ids.insert(id).second);
  }
}

}  // namespace
}  // namespace tertil::access
