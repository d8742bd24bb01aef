#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>

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

TEST(ToDoFeed, ReadsOnePersonsListUntilItIsTurnedOff) {
  Api api;
  const auto id = neglected_measure(api);
  const auto editor = api.sign_in("editor", "RGS");
  const auto make = [&] {
    const auto made = api.ask(with_body("POST", "/api/v1/to-do/feed-token", "", editor));
    EXPECT_EQ(made.status, 201) << made.body;
    return parsed(made.body)["url"].get<std::string>();
  };
  const auto url = make();
  const auto reply = api.get(url);
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(reply.header("cache-control"), "no-store");
  pugi::xml_document feed;
  ASSERT_TRUE(feed.load_string(reply.body.c_str())) << reply.body;
  EXPECT_STREQ(feed.child("feed").attribute("xmlns").value(), "http://www.w3.org/2005/Atom");
  const auto entry = feed.child("feed").find_child([&](pugi::xml_node node) {
    return std::string_view{node.child("id").text().get()}.ends_with(id);
  });
  EXPECT_STREQ(entry.child("title").text().get(), "Uppdatera åtgärden Belysning <b> & annat");
  EXPECT_EQ(entry.child("link").attribute("href").value(), "/handlingsplan/atgarder/" + id);
  const auto english = api.get(url, "Accept-Language: en\r\n");
  EXPECT_THAT(english.body, ::testing::HasSubstr("Update the measure"));

  const auto newer = make();
  EXPECT_EQ(api.get(url).status, 404) << "replaced";
  EXPECT_EQ(api.get(newer).status, 200);
  EXPECT_EQ(api.ask(with_body("DELETE", "/api/v1/to-do/feed-token", "", editor)).status, 204);
  EXPECT_EQ(api.get(newer).status, 404) << "revoked";
  EXPECT_EQ(api.get("/api/v1/to-do/feed").status, 400);
  EXPECT_EQ(api.ask(with_body("POST", "/api/v1/to-do/feed-token", "", api.key("editor"))).status,
            403);
}

TEST(ToDoFeed, ItsTokenOpensNothingElse) {
  Api api;
  const auto made =
      api.ask(with_body("POST", "/api/v1/to-do/feed-token", "", api.sign_in("coordinator")));
  const auto url = parsed(made.body)["url"].get<std::string>();
  const auto token = url.substr(url.find('=') + 1);
  for (const auto& lines : {"Authorization: Bearer " + token + "\r\n",
                            fmt::format("Cookie: {}={}\r\n", kSessionCookie, token)})
    for (const auto* path : {"/api/v1/to-do", "/api/v1/imports"})
      EXPECT_EQ(api.get(path, lines).status, 401) << path;
  EXPECT_EQ(api.get("/api/v1/to-do?token=" + token).status, 400);
}

}  // namespace
}  // namespace tertil::http::testing
