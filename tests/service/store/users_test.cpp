#include "service/store/users.hpp"

#include <gmock/gmock.h>

#include "service/store/sessions.hpp"
#include "tests/service/store/store_fixture.hpp"

namespace tertil::store {
namespace {

class Users : public StoreTest {
 protected:
  static User anna() {
    User user;
    user.name = "anna";
    user.display_name = "Anna Å";
    user.role = "coordinator";
    user.password_hash = "$argon2id$…";
    user.created_at = {10};
    user.password_at = {10};
    return user;
  }
  static Session session(const std::string& id, std::int64_t created_at) {
    return {id, "anna", {created_at}, {created_at}, {created_at + 100}};
  }
  void SetUp() override {
    StoreTest::SetUp();
    write([](Writer& writer) { return add_user(writer, anna()); });
  }
  std::optional<User> find(const std::string& name) {
    return read<std::optional<User>>([&](Reader& reader) { return find_user(reader, name); });
  }
  std::optional<OpenSession> open_session(const std::string& id) {
    return read<std::optional<OpenSession>>(
        [&](Reader& reader) { return find_session(reader, id); });
  }
  std::size_t sessions() {
    return read<std::vector<Session>>([](Reader& reader) { return sessions_of(reader, "anna"); })
        .size();
  }
};

TEST_P(Users, AreFoundWithEverythingThatWasSaid) {
  const auto found = find("anna");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->display_name, "Anna Å");
  EXPECT_EQ(found->role, "coordinator");
  EXPECT_EQ(found->password_hash, "$argon2id$…");
  EXPECT_EQ(found->created_at, Instant{10});
  EXPECT_EQ(found->last_login_at, std::nullopt);
  EXPECT_EQ(found->removed_at, std::nullopt);
  EXPECT_FALSE(find("bo"));
  write([](Writer& writer) { return note_login(writer, "anna", {77}); });
  EXPECT_EQ(find("anna")->last_login_at, Instant{77});
}

TEST_P(Users, ANameIsTakenOnceAndCanComeBackAfterItsRemoval) {
  const auto again = engine_->write([](Writer& writer) { return add_user(writer, anna()); });
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::kConflict);

  write([](Writer& writer) { return remove_user(writer, "anna"); });
  EXPECT_EQ(find("anna")->password_hash, "");
  EXPECT_TRUE(find("anna")->removed_at);
  EXPECT_TRUE(read<std::vector<User>>([](Reader& reader) { return users(reader); }).empty());
  for (const auto& gone : {engine_->write([](Writer& w) { return remove_user(w, "anna"); }),
                           engine_->write([](Writer& w) { return set_password(w, "anna", "x"); }),
                           engine_->write([](Writer& w) { return remove_user(w, "bo"); })}) {
    ASSERT_FALSE(gone);
    EXPECT_EQ(gone.error().code, ErrorCode::kNotFound);
  }

  auto back = anna();
  back.role = "viewer";
  write([&](Writer& writer) { return add_user(writer, back); });
  EXPECT_EQ(find("anna")->role, "viewer");
  EXPECT_FALSE(find("anna")->removed_at);
}

TEST_P(Users, HaveARoleOfOurs) {
  auto king = anna();
  king.name = "carl";
  king.role = "king";
  EXPECT_FALSE(engine_->write([&](Writer& writer) { return add_user(writer, king); }));
}

TEST_P(Users, ASessionIsFoundWithWhatItsAccountSaysNow) {
  write([](Writer& writer) { return add_session(writer, session("a", 20)); });
  const auto found = open_session("a");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->session.user, "anna");
  EXPECT_EQ(found->session.expires_at, Instant{120});
  EXPECT_EQ(found->role, "coordinator");
  EXPECT_EQ(found->display_name, "Anna Å");
  EXPECT_FALSE(open_session("b"));
  write([](Writer& writer) { return remove_user(writer, "anna"); });
  EXPECT_FALSE(open_session("a")) << "the account is gone";
}

TEST_P(Users, ASessionIsTouchedForwardsOnly) {
  write([](Writer& writer) { return add_session(writer, session("a", 20)); });
  for (const std::int64_t at : {50, 40})
    write([&](Writer& writer) { return touch_session(writer, "a", {at}); });
  EXPECT_EQ(open_session("a")->session.seen_at, Instant{50});
}

TEST_P(Users, SessionsEndOneAtATimeAllAtOnceOrWithTime) {
  write([](Writer& writer) -> Result<void> {
    for (const auto& [id, at] : {std::pair{"a", 20}, {"b", 30}, {"c", 40}, {"d", 50}})
      if (auto added = add_session(writer, session(id, at)); !added) return added;
    return {};
  });
  for (const bool expected : {true, false})
    write([&](Writer& writer) -> Result<void> {
      EXPECT_EQ(end_session(writer, "a").value(), expected);
      return {};
    });
  EXPECT_EQ(sessions(), 3U);
  write([](Writer& writer) { return drop_expired_sessions(writer, {130}); });
  EXPECT_FALSE(open_session("b"));
  EXPECT_TRUE(open_session("c"));
  write([](Writer& writer) -> Result<void> {
    EXPECT_EQ(end_sessions_of(writer, "anna").value(), 2);
    return {};
  });
  EXPECT_EQ(sessions(), 0U);
}

TEST_P(Users, ComeAndGoWithoutAnyFigureBeingBuiltAnew) {
  const auto before = engine_->change_counter().value();
  write([](Writer& writer) {
    writer.leave_published_alone();
    return add_session(writer, session("a", 20));
  });
  EXPECT_EQ(engine_->change_counter().value(), before);
  EXPECT_TRUE(open_session("a"));
  write([](Writer& writer) { return add_session(writer, session("b", 20)); });
  EXPECT_NE(engine_->change_counter().value(), before);
}

INSTANTIATE_TEST_SUITE_P(, Users, ::testing::ValuesIn(makers()), name_of);

}  // namespace
}  // namespace tertil::store
