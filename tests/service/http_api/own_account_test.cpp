// ASVS 5.0 6.2.2, 6.2.3 and 7.5.2: people change their own password, giving the old one, and see
// and end the logins they have.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/store/audit.hpp"
#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

const std::string kChange = "/api/v1/session/password";
const std::string kLogins = "/api/v1/sessions";
const std::string kNew = "en helt ny mening här";

Reply change(Api& api, const std::string& login, const json& body) {
  return api.ask(
      with_body("POST", kChange, body.dump(), login + "Content-Type: application/json\r\n"));
}

/// A further login of the same account, as lines to send.
std::string enter(Api& api, const std::string& name, const std::string& password) {
  const auto reply = api.ask(with_body("POST", "/api/v1/session",
                                       json{{"name", name}, {"password", password}}.dump(),
                                       "Content-Type: application/json\r\n"));
  EXPECT_EQ(reply.status, 200U) << reply.body;
  const auto set = reply.header("set-cookie");
  return "Cookie: " + set.substr(0, set.find(';')) +
         "\r\nX-CSRF-Token: " + parsed(reply.body)["csrfToken"].get<std::string>() + "\r\n";
}

bool is_in(Api& api, const std::string& login) {
  return !parsed(api.get("/api/v1/session", login).body)["user"].is_null();
}

std::string pointer_in(const Reply& reply) {
  return parsed(reply.body)["errors"][0]["pointer"].get<std::string>();
}

TEST(OwnPassword, IsChangedByWhoKnowsTheOldOneAndEndsAllOtherLogins) {
  Api api;
  api.add_account("anna", "viewer");
  const auto here = enter(api, "anna", Api::kPassword);
  const auto elsewhere = enter(api, "anna", Api::kPassword);
  const auto done = change(api, here, {{"current", Api::kPassword}, {"password", kNew}});
  ASSERT_EQ(done.status, 204U) << done.body;
  EXPECT_TRUE(is_in(api, here));
  EXPECT_FALSE(is_in(api, elsewhere));
  enter(api, "anna", kNew);
  EXPECT_EQ(api.ask(with_body("POST", "/api/v1/session",
                              json{{"name", "anna"}, {"password", Api::kPassword}}.dump(),
                              "Content-Type: application/json\r\n"))
                .status,
            401U);
}

TEST(OwnPassword, IsRefusedWithTheFieldThatIsWrong) {
  Api api;
  api.add_account("anna", "viewer");
  const auto here = enter(api, "anna", Api::kPassword);
  const auto wrong = change(api, here, {{"current", "fel lösenord här"}, {"password", kNew}});
  EXPECT_EQ(wrong.status, 422U);
  EXPECT_EQ(pointer_in(wrong), "/current");
  EXPECT_THAT(wrong.body, ::testing::Not(::testing::HasSubstr("lösenord här")));
  const auto weak = change(api, here, {{"current", Api::kPassword}, {"password", "kort"}});
  EXPECT_EQ(weak.status, 422U);
  EXPECT_EQ(pointer_in(weak), "/password");
  EXPECT_EQ(change(api, here, {{"password", kNew}}).status, 422U) << "without the old one";
  EXPECT_EQ(change(api, "", {{"current", Api::kPassword}, {"password", kNew}}).status, 401U);
  const auto cookie = here.substr(0, here.find("X-CSRF"));
  EXPECT_EQ(change(api, cookie, {{"current", Api::kPassword}, {"password", kNew}}).status, 403U);
  enter(api, "anna", Api::kPassword);
}

TEST(OwnPassword, CannotBeGuessedAtAnUnlockedComputer) {
  Api api;
  api.add_account("anna", "viewer");
  const auto here = enter(api, "anna", Api::kPassword);
  for (int i = 0; i < 5; ++i)
    ASSERT_EQ(change(api, here, {{"current", "fel lösenord här"}, {"password", kNew}}).status,
              422U);
  const auto refused = change(api, here, {{"current", Api::kPassword}, {"password", kNew}});
  EXPECT_EQ(refused.status, 429U);
  EXPECT_NE(refused.header("retry-after"), "");
  EXPECT_EQ(api.ask(with_body("POST", "/api/v1/session",
                              json{{"name", "anna"}, {"password", Api::kPassword}}.dump(),
                              "Content-Type: application/json\r\n"))
                .status,
            429U)
      << "guesses here are guesses there";
}

TEST(OwnLogins, AreListedWithoutAnybodyElses) {
  Api api;
  api.add_account("anna", "viewer");
  const auto here = enter(api, "anna", Api::kPassword);
  const auto elsewhere = enter(api, "anna", Api::kPassword);
  api.add_account("bo", "viewer");
  enter(api, "bo", Api::kPassword);
  const auto listed = api.get(kLogins, here);
  ASSERT_EQ(listed.status, 200U);
  EXPECT_EQ(listed.header("cache-control"), "no-store");
  const auto items = parsed(listed.body)["items"];
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(static_cast<int>(items[0]["current"]) + static_cast<int>(items[1]["current"]), 1);
  for (const auto& item : items) {
    EXPECT_EQ(item["id"].get<std::string>().size(), 16U);
    EXPECT_LE(item["createdAt"], item["seenAt"]);
    EXPECT_LT(item["seenAt"], item["expiresAt"]);
  }
}

TEST(OwnLogins, AreEndedOneByOneOrAllButTheOneThatAsks) {
  Api api;
  api.add_account("anna", "viewer");
  const auto here = enter(api, "anna", Api::kPassword);
  const auto second = enter(api, "anna", Api::kPassword);
  const auto third = enter(api, "anna", Api::kPassword);
  std::string id;
  const auto listed = parsed(api.get(kLogins, second).body);
  for (const auto& item : listed["items"])
    if (item["current"].get<bool>()) id = item["id"];
  EXPECT_EQ(api.ask(with_body("DELETE", kLogins + "/" + id, "", here)).status, 204U);
  EXPECT_FALSE(is_in(api, second));
  EXPECT_TRUE(is_in(api, third));
  EXPECT_EQ(api.ask(with_body("DELETE", kLogins + "/" + id, "", here)).status, 404U) << "again";
  EXPECT_EQ(api.ask(with_body("DELETE", kLogins, "", here)).status, 204U);
  EXPECT_TRUE(is_in(api, here));
  EXPECT_FALSE(is_in(api, third));
}

TEST(OwnLogins, OfSomebodyElseCannotBeEnded) {
  Api api;
  api.add_account("anna", "viewer");
  api.add_account("bo", "admin");
  const auto anna = enter(api, "anna", Api::kPassword);
  const auto bo = enter(api, "bo", Api::kPassword);
  const auto id = parsed(api.get(kLogins, anna).body)["items"][0]["id"].get<std::string>();
  EXPECT_EQ(api.ask(with_body("DELETE", kLogins + "/" + id, "", bo)).status, 404U);
  EXPECT_EQ(api.ask(with_body("DELETE", kLogins, "", bo)).status, 204U);
  EXPECT_TRUE(is_in(api, anna));
}

}  // namespace
}  // namespace tertil::http::testing
