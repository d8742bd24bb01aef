#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>

#include "service/access/base64url.hpp"
#include "service/store/reminders.hpp"
#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;

const std::string kPlan = "/api/v1/plans/handlingsplan-2023-2026";

std::string sent(std::string_view method, const std::string& target, const json& body,
                 const std::string& lines) {
  return with_body(method, target, body.dump(), lines + "Content-Type: application/json\r\n");
}

/// A measure of RGS that has never been updated; gives its id.
std::string neglected_measure(Api& api) {
  const auto made =
      api.ask(sent("POST", kPlan + "/measures",
                   {{"name", "Belysning <b> & annat"}, {"orgUnit", "RGS"}, {"state", "ongoing"}},
                   api.sign_in("coordinator")));
  return parsed(made.body)["id"];
}

std::vector<std::string> ids_of(Api& api, const std::string& lines) {
  std::vector<std::string> ids;
  const auto reply = api.get("/api/v1/to-do", lines);
  EXPECT_EQ(reply.status, 200) << reply.body;
  const auto list = parsed(reply.body);
  for (const auto& item : list.at("items")) ids.push_back(item.at("id"));
  return ids;
}

TEST(ToDoRoute, IsForThoseWhoCanDoSomethingAndShowsTheOwnAdministrationFirst) {
  Api api;
  const auto late = "update/handlingsplan-2023-2026/" + neglected_measure(api);
  for (const auto* unit : {"RGS", "HS"}) {
    const auto ids = ids_of(api, api.sign_in("editor", unit));
    EXPECT_THAT(ids, Contains(late)) << unit;
    if (std::string_view{unit} == "RGS") {
      EXPECT_EQ(ids.front(), late);
    }
  }
  EXPECT_THAT(ids_of(api, api.sign_in("coordinator")), Contains(late));
  EXPECT_THAT(ids_of(api, api.sign_in("contributor")), Not(Contains(late)));
  EXPECT_THAT(ids_of(api, api.sign_in("viewer")), IsEmpty());
  EXPECT_EQ(api.get("/api/v1/to-do").status, 401);
}

TEST(ToDoReminders, AreTurnedOffAndOnByThePersonAlone) {
  Api api;
  const auto anna = api.sign_in("editor", "RGS");
  const auto bo = api.sign_in("editor", "HS");
  const auto wish = [&](const std::string& lines) {
    return parsed(api.get("/api/v1/to-do", lines).body).at("reminders");
  };
  const auto put = [&](const json& body, const std::string& lines) {
    return api.ask(sent("PUT", "/api/v1/to-do/reminders", body, lines));
  };
  EXPECT_EQ(wish(anna), (json{{"on", true}, {"email", nullptr}}));
  must(api.installation().engine().write([](store::Writer& writer) {
    return store::set_email(writer, "editor1", "anna@region.example");
  }));
  const auto off = put({{"on", false}}, anna);
  EXPECT_EQ(off.status, 200) << off.body;
  EXPECT_EQ(parsed(off.body), (json{{"on", false}, {"email", "anna@region.example"}}));
  EXPECT_EQ(wish(anna).at("on"), false);
  EXPECT_EQ(wish(bo).at("on"), true);
  EXPECT_EQ(put({{"on", true}}, anna).status, 200);
  EXPECT_EQ(wish(anna).at("on"), true);
  for (const auto& wrong : {json{{"on", 1}}, json::object(), json::array(),
                            json{{"on", true}, {"email", "x@y.example"}}})
    EXPECT_EQ(put(wrong, anna).status, 400) << wrong;
  const auto cookie_alone = anna.substr(0, anna.find("X-CSRF"));
  EXPECT_EQ(put({{"on", false}}, cookie_alone).status, 403) << "another site's form";
  EXPECT_EQ(put({{"on", false}}, "").status, 401);
  EXPECT_EQ(put({{"on", false}}, api.key("editor")).status, 422);
  EXPECT_TRUE(wish(api.key("editor")).is_null());
}

/// What POST feed-token said.
struct Feed {
  std::string url;
  std::string user;
  std::string token;
};

std::string basic(const std::string& user, const std::string& token) {
  return fmt::format("Authorization: Basic {}\r\n", access::to_base64(user + ":" + token));
}
std::string basic(const Feed& feed) { return basic(feed.user, feed.token); }

Feed make_feed(Api& api, const std::string& lines) {
  const auto made = api.ask(with_body("POST", "/api/v1/to-do/feed-token", "", lines));
  EXPECT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(made.header("cache-control"), "no-store");
  const auto body = parsed(made.body);
  return {body.at("url"), body.at("user"), body.at("token")};
}

TEST(ToDoFeed, ReadsOnePersonsListUntilItIsTurnedOff) {
  Api api;
  const auto id = neglected_measure(api);
  const auto editor = api.sign_in("editor", "RGS");
  const auto first = make_feed(api, editor);
  EXPECT_EQ(first.url, "/api/v1/to-do/feed");
  const auto reply = api.get(first.url, basic(first));
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(reply.header("cache-control"), "no-store");
  EXPECT_EQ(reply.header("set-cookie"), "");
  pugi::xml_document feed;
  ASSERT_TRUE(feed.load_string(reply.body.c_str())) << reply.body;
  EXPECT_STREQ(feed.child("feed").attribute("xmlns").value(), "http://www.w3.org/2005/Atom");
  const auto entry = feed.child("feed").find_child([&](pugi::xml_node node) {
    return std::string_view{node.child("id").text().get()}.ends_with(id);
  });
  EXPECT_STREQ(entry.child("title").text().get(), "Uppdatera åtgärden Belysning <b> & annat");
  EXPECT_EQ(entry.child("link").attribute("href").value(), "/handlingsplan/atgarder/" + id);
  const auto english = api.get(first.url, basic(first) + "Accept-Language: en\r\n");
  EXPECT_THAT(english.body, ::testing::HasSubstr("Update the measure"));

  const auto newer = make_feed(api, editor);
  EXPECT_NE(newer.token, first.token);
  EXPECT_EQ(api.get(first.url, basic(first)).status, 401) << "replaced";
  EXPECT_EQ(api.get(newer.url, basic(newer)).status, 200);
  EXPECT_EQ(api.ask(with_body("DELETE", "/api/v1/to-do/feed-token", "", editor)).status, 204);
  EXPECT_EQ(api.get(newer.url, basic(newer)).status, 401) << "revoked";
  EXPECT_EQ(api.ask(with_body("POST", "/api/v1/to-do/feed-token", "", api.key("editor"))).status,
            422)
      << "a key is nobody";
}

TEST(ToDoFeed, AsksForNameAndPasswordAndTakesNoOther) {
  Api api;
  const auto mine = make_feed(api, api.sign_in("editor", "RGS"));
  const auto others = make_feed(api, api.sign_in("editor", "HS"));
  const std::vector<std::pair<std::string, std::string>> wrong{
      {"nothing", ""},
      {"another's token", basic(mine.user, others.token)},
      {"a password", basic(mine.user, Api::kPassword)},
      {"the start of the token", basic(mine.user, mine.token.substr(0, 20))},
      {"no token", basic(mine.user, "")},
      {"no name", basic("", mine.token)},
      {"no Base64", "Authorization: Basic %%%%\r\n"},
      {"a login", api.sign_in("coordinator")},
      {"a key", api.key("admin")}};
  for (const auto& [what, lines] : wrong) {
    const auto reply =
        api.ask(get(mine.url, lines), false, fmt::format("127.0.0.{}", 2 + what.size()));
    EXPECT_EQ(reply.status, 401) << what;
    EXPECT_EQ(reply.header("www-authenticate"), "Basic realm=\"tertil feed\", charset=\"UTF-8\"")
        << what;
  }
  EXPECT_EQ(api.get(mine.url + "?token=" + mine.token).status, 400) << "never in an address";
}

TEST(ToDoFeed, SlowsDownWhoeverGuesses) {
  Api api;
  const auto feed = make_feed(api, api.sign_in("editor", "RGS"));
  for (int i = 0; i < 20; ++i)
    EXPECT_EQ(api.get(feed.url, basic(feed)).status, 200) << "right ones do not count";
  const auto limit = api.backend().people->options().logins_per_minute;
  for (std::int64_t i = 0; i < limit; ++i)
    EXPECT_EQ(api.get(feed.url, basic("nobody" + std::to_string(i), "guess")).status, 401);
  const auto stopped = api.get(feed.url, basic("nobody", "guess"));
  EXPECT_EQ(stopped.status, 429);
  EXPECT_NE(stopped.header("retry-after"), "");
}

TEST(ToDoFeed, ItsTokenOpensNothingElse) {
  Api api;
  const auto feed = make_feed(api, api.sign_in("coordinator"));
  for (const auto& lines : {"Authorization: Bearer " + feed.token + "\r\n", basic(feed),
                            fmt::format("Cookie: {}={}\r\n", kSessionCookie, feed.token)})
    for (const auto* path : {"/api/v1/to-do", "/api/v1/imports"})
      EXPECT_EQ(api.get(path, lines).status, 401) << path;
  EXPECT_EQ(api.ask(with_body("POST", "/api/v1/session",
                              json{{"name", feed.user}, {"password", feed.token}}.dump(),
                              "Content-Type: application/json\r\n"))
                .status,
            401);
}

}  // namespace
}  // namespace tertil::http::testing
