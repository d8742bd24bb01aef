#include "service/access/people.hpp"

#include <gmock/gmock.h>

#include "service/store/sessions.hpp"
#include "tests/service/access/people_fixture.hpp"

namespace tertil::access {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

using PeopleLogin = PeopleTest;

TEST_F(PeopleLogin, GivesASessionThatIsTheirs) {
  const auto login = log_in("anna", kPassword);
  ASSERT_TRUE(login) << login.error().where;
  EXPECT_EQ(login->who.name, "anna");
  EXPECT_EQ(login->who.display_name, "Anna Andersson");
  EXPECT_EQ(login->who.role, Role::kCoordinator);
  const auto found = find(login->session);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->name, "anna");
  EXPECT_EQ(found->csrf_token, login->who.csrf_token);
  EXPECT_EQ(log_in("ANNA", kPassword)->who.name, "anna");
}

TEST_F(PeopleLogin, RefusesAllThatIsWrongInTheSameWords) {
  add_user("bo", "viewer");
  ASSERT_TRUE(engine_->write([](store::Writer& writer) { return remove_user(writer, "bo"); }));
  std::string words;
  for (const auto& [name, password] : {std::pair{"anna", "fel lösenord här"},
                                       {"anna", ""},
                                       {"carl", kPassword},
                                       {"", kPassword},
                                       {"bo", kPassword},
                                       {"bo", ""},
                                       {"anna'--", kPassword},
                                       {"anna ", kPassword}}) {
    const auto refused = log_in(name, password);
    ASSERT_FALSE(refused) << name;
    EXPECT_EQ(refused.error().code, ErrorCode::kUnauthorized);
    if (words.empty()) words = refused.error().message.sv;
    EXPECT_EQ(refused.error().message.sv, words);
  }
  EXPECT_FALSE(log_in("anna", std::string(5000, 'a')));
}

TEST_F(PeopleLogin, IsANewSessionEachTimeAndEndsTheOneBefore) {
  const auto first = log_in("anna", kPassword).value().session;
  const auto second = log_in("anna", kPassword, first).value().session;
  EXPECT_NE(first, second);
  EXPECT_FALSE(find(first));
  EXPECT_TRUE(find(second));
  EXPECT_TRUE(log_in("anna", kPassword, "never a session"));
  EXPECT_TRUE(find(second)) << "another browser's";
}

TEST_F(PeopleLogin, ASessionOfALoginThatFailedStays) {
  const auto session = log_in("anna", kPassword).value().session;
  EXPECT_FALSE(log_in("anna", "fel lösenord här", session));
  EXPECT_TRUE(find(session));
}

TEST_F(PeopleLogin, EndsAtLogout) {
  const auto login = log_in("anna", kPassword).value();
  ASSERT_TRUE(people_->log_out(*engine_, login.session, login.who, "req"));
  EXPECT_FALSE(find(login.session));
  start();
  EXPECT_FALSE(find(login.session)) << "also after a restart";
  EXPECT_TRUE(people_->log_out(*engine_, login.session, login.who, "req")) << "twice is nothing";
}

TEST_F(PeopleLogin, EndsWithTheAccountAndFollowsItsRole) {
  const auto session = log_in("anna", kPassword).value().session;
  ASSERT_TRUE(engine_->write([](store::Writer& writer) -> Result<void> {
    auto done = writer.execute("UPDATE user_account SET role = 'viewer'", {});
    return done ? Result<void>{} : tl::unexpected{done.error()};
  }));
  EXPECT_EQ(find(session)->role, Role::kViewer);
  ASSERT_TRUE(engine_->write([](store::Writer& writer) { return remove_user(writer, "anna"); }));
  EXPECT_FALSE(find(session));
}

TEST_F(PeopleLogin, AndAllThatComesOfItIsInTheAuditLogWithoutSecrets) {
  const auto login = log_in("anna", kPassword).value();
  EXPECT_FALSE(log_in("anna", "hemligt men fel"));
  EXPECT_FALSE(log_in("mitt-losenord-i-fel-falt", "x"));
  ASSERT_TRUE(people_->log_out(*engine_, login.session, login.who, "req9"));
  const auto all = audit();
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[0].entry.action, "session.login");
  EXPECT_EQ(all[0].entry.actor, "anna");
  EXPECT_EQ(all[0].entry.role, "coordinator");
  EXPECT_EQ(all[1].entry.action, "session.login-failed");
  EXPECT_EQ(all[1].entry.actor, "anna");
  EXPECT_EQ(all[2].entry.actor, "") << "a name nobody has may be a password";
  EXPECT_EQ(all[3].entry.action, "session.logout");
  EXPECT_EQ(all[3].entry.request, "req9");
  for (const auto& record : all) {
    const auto line = store::to_json(record);
    for (const std::string& secret :
         {login.session, LoginSessions::hash_of(login.session), login.who.csrf_token,
          std::string{kPassword}, std::string{"hemligt"}, std::string{"losenord-i-fel"}})
      EXPECT_THAT(line, Not(HasSubstr(secret)));
  }
}

TEST_F(PeopleLogin, KeepsNoIdInTheStoreThatOpensASession) {
  const auto session = log_in("anna", kPassword).value().session;
  ASSERT_TRUE(engine_->read([&](store::Reader& reader) -> Result<void> {
    const auto stored = store::sessions_of(reader, "anna").value();
    EXPECT_EQ(stored.size(), 1U);
    EXPECT_NE(stored.at(0).id_sha256, session);
    EXPECT_EQ(stored.at(0).id_sha256, LoginSessions::hash_of(session));
    return {};
  }));
}

TEST_F(PeopleLogin, ChangesNoFigureAndSoEmptiesNoCache) {
  const auto before = engine_->change_counter().value();
  const auto login = log_in("anna", kPassword).value();
  EXPECT_FALSE(log_in("anna", "fel lösenord här"));
  pass(20 * kMinute);
  ASSERT_TRUE(find(login.session));
  ASSERT_TRUE(people_->log_out(*engine_, login.session, login.who, "req"));
  EXPECT_EQ(engine_->change_counter().value(), before);
}

TEST_F(PeopleLogin, CsrfTokensAreOfOneSessionAndDoNotGiveItAway) {
  const auto one = log_in("anna", kPassword).value();
  const auto other = log_in("anna", kPassword).value();
  EXPECT_NE(one.who.csrf_token, other.who.csrf_token);
  EXPECT_NE(one.who.csrf_token, one.session);
  EXPECT_NE(one.who.csrf_token, LoginSessions::hash_of(one.session));
  EXPECT_TRUE(same_secret(one.who.csrf_token, csrf_token_of(one.session)));
  EXPECT_FALSE(same_secret(one.who.csrf_token, other.who.csrf_token));
  EXPECT_FALSE(same_secret(one.who.csrf_token, ""));
}

}  // namespace
}  // namespace tertil::access
