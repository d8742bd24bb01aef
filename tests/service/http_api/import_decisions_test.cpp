#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

using ::testing::HasSubstr;

std::string fills(std::string_view rows) {
  return "date,vehicleGroup,fuel,quantity,unit\n" + std::string{rows};
}

std::string a_year() {
  std::string rows;
  for (int month = 1; month <= 12; ++month)
    for (int day = 1; day <= 9; ++day)
      rows += fmt::format("2024-{:02}-{:02},ambulance,diesel,{},l\n", month, day, 35 + day);
  return fills(rows);
}

class Decisions : public ::testing::Test {
 protected:
  Reply send(const std::string& target, std::string_view body) {
    return api_.ask(with_body("POST", target, body, key_ + "Content-Type: text/csv\r\n"));
  }
  Reply decide(const std::string& target, std::string_view body, const std::string& key) {
    return api_.ask(with_body("POST", target, body, key + "Content-Type: application/json\r\n"));
  }
  Reply decide(const std::string& target, std::string_view body) {
    return decide(target, body, key_);
  }
  /// The address of an import of which two rows wait.
  std::string held_import() {
    EXPECT_EQ(send("/api/v1/imports?source=fuel-cards", a_year()).status, 201);
    const auto reply =
        send("/api/v1/imports?source=fuel-cards", fills("2025-01-02,ambulance,diesel,40,l\n"
                                                        "2025-01-03,ambulance,diesel,40000,l\n"
                                                        "2025-01-04,ambulance,diesel,41000,l\n"));
    EXPECT_EQ(reply.status, 201) << reply.body;
    const auto receipt = parsed(reply.body);
    EXPECT_EQ(receipt["state"], "held");
    EXPECT_EQ(receipt["held"], 2);
    return "/api/v1/imports/" + receipt["id"].get<std::string>();
  }

  /// What GET /sources/{id} says waits.
  int held_of_source() {
    return parsed(api_.get("/api/v1/sources/fuel-cards", key_).body)["held"].get<int>();
  }

  Api api_{Fill::kReferenceOnly};
  std::string key_ = api_.key("coordinator");
};

TEST_F(Decisions, HeldRowsAreListedReleasedAndDiscardedOneByOne) {
  const auto import = held_import();
  const auto held = parsed(api_.get(import + "/held", key_).body);
  EXPECT_EQ(held["total"], 2);
  EXPECT_EQ(held_of_source(), 2);
  EXPECT_EQ(held["items"][0]["row"], 3);
  EXPECT_EQ(held["items"][0]["rule"], "unit-suspect");
  EXPECT_EQ(held["items"][0]["values"]["quantity"], 40000.0);
  EXPECT_TRUE(held["items"][0]["expected"].is_number());
  EXPECT_THAT(held["items"][0]["message"]["sv"].get<std::string>(), HasSubstr("enhet"));

  const auto released =
      parsed(decide(import + "/release", R"({"rows":[3],"reason":"Fakturan stämmer"})").body);
  EXPECT_EQ(released["state"], "held");
  EXPECT_EQ(released["stored"], 2);
  EXPECT_EQ(released["held"], 1);
  EXPECT_EQ(held_of_source(), 1);
  const auto discarded =
      parsed(decide(import + "/discard", R"({"rows":"all","reason":"Fel enhet"})").body);
  EXPECT_EQ(discarded["state"], "stored");
  EXPECT_EQ(discarded["quarantined"], 1);
  EXPECT_EQ(discarded["decisions"].size(), 2U);
  EXPECT_EQ(parsed(api_.get(import + "/held", key_).body)["total"], 0);
  EXPECT_EQ(held_of_source(), 0);
  EXPECT_EQ(parsed(api_.get(import + "/rejects", key_).body)["items"][0]["row"], 4);
  EXPECT_EQ(decide(import + "/release", R"({"rows":"all","reason":"x"})").status, 409);

  const auto receipt = parsed(api_.get(import, key_).body);
  EXPECT_EQ(receipt["state"], "stored");
  EXPECT_EQ(receipt["raw"]["kept"], true);
  EXPECT_EQ(receipt["raw"]["cleaned"], false);
}

struct Bad {
  std::string name;
  std::string body;
  std::string pointer;
};

TEST_F(Decisions, SayWhichMemberOfTheirBodyIsWrong) {
  const auto import = held_import();
  for (const auto& bad :
       {Bad{"no reason", R"({"rows":"all"})", "/reason"},
        Bad{"blank reason", R"({"rows":"all","reason":" "})", "/reason"},
        Bad{"no rows", R"({"reason":"x"})", "/rows"},
        Bad{"words for rows", R"({"rows":"some","reason":"x"})", "/rows"},
        Bad{"halves", R"({"rows":[1.5],"reason":"x"})", "/rows"}, Bad{"no JSON", "rows", "/"}}) {
    const auto reply = decide(import + "/release", bad.body);
    EXPECT_EQ(reply.status, 400) << bad.name;
    EXPECT_EQ(parsed(reply.body)["errors"][0]["pointer"], bad.pointer) << bad.name;
  }
  EXPECT_EQ(parsed(api_.get(import + "/held", key_).body)["total"], 2);
}

TEST_F(Decisions, AreForCoordinatorsAlone) {
  const auto import = held_import();
  for (const auto* role : {"viewer", "contributor", "editor", "admin"}) {
    const auto key = api_.key(role);
    EXPECT_EQ(decide(import + "/release", R"({"rows":"all","reason":"x"})", key).status, 403)
        << role;
    EXPECT_EQ(api_.get("/api/v1/reviews", key).status, 403) << role;
  }
  EXPECT_EQ(decide(import + "/release", R"({"rows":"all","reason":"x"})", "").status, 401);
  EXPECT_EQ(api_.get(import + "/held", api_.key("importer", {"waste"})).status, 404)
      << "an import of another source does not exist for it";
}

TEST_F(Decisions, AFindingIsAcceptedWithAReason) {
  const std::string header = "keyFigure,region,year,value,status\n";
  const auto path = "/api/v1/imports?source=own-key-figures";
  send(path, header + "energy-use-premises,13,2023,190,final\n");
  const auto receipt = parsed(send(path, header + "energy-use-premises,13,2024,400,final\n").body);
  const auto import = "/api/v1/imports/" + receipt["id"].get<std::string>();
  const auto accepted = parsed(
      decide(import + "/accept", R"({"rule":"change-from-last-year","reason":"Nytt hus"})").body);
  bool found = false;
  for (const auto& check : accepted["checks"])
    found = found || (check["rule"] == "change-from-last-year" && check["state"] == "accepted");
  EXPECT_TRUE(found) << accepted;
  EXPECT_EQ(decide(import + "/accept", R"({"rule":"gap","reason":"x"})").status, 404);
}

TEST_F(Decisions, AVerifiedValueIsDefendedUntilAReviewIsAccepted) {
  const std::string header = "keyFigure,region,year,value,status\n";
  const auto path = "/api/v1/imports?source=own-key-figures";
  send(path, header + "energy-use-premises,13,2024,188,final\n");
  const auto verified = decide("/api/v1/key-figures/energi/verify",
                               R"({"area":"13","period":"2024","reason":"Årsredovisningen"})");
  ASSERT_EQ(verified.status, 200) << verified.body;
  EXPECT_EQ(parsed(verified.body)["keyFigure"], "energy-use-premises");
  send(path, header + "energy-use-premises,13,2024,192,final\n");
  const auto open = parsed(api_.get("/api/v1/reviews?state=open", key_).body);
  ASSERT_EQ(open["total"], 1);
  const auto& review = open["items"][0];
  EXPECT_EQ(review["verified"]["value"], 188.0);
  EXPECT_EQ(review["incoming"]["value"], 192.0);
  EXPECT_EQ(review["incoming"]["source"], "own-key-figures");
  EXPECT_EQ(review["state"], "open");
  const auto address = fmt::format("/api/v1/reviews/{}", review["id"].get<int>());
  const auto declined = decide(address + "/decline", R"({"reason":"Dubbelräknad"})");
  EXPECT_EQ(parsed(declined.body)["state"], "declined");
  EXPECT_EQ(decide(address + "/accept", R"({"reason":"Nej"})").status, 409);
  EXPECT_EQ(decide("/api/v1/reviews/4711/accept", R"({"reason":"Nej"})").status, 404);
  EXPECT_EQ(parsed(api_.get("/api/v1/reviews?state=open", key_).body)["total"], 0);
}

TEST_F(Decisions, TheWayDownTellsThatAValueIsVerifiedAndToThoseSignedInByWhom) {
  ASSERT_EQ(send("/api/v1/imports?source=fuel-cards", a_year()).status, 201);
  const auto path = "/api/v1/key-figures/hvo100-share-ambulances/breakdown?region=13&year=2024";
  const auto told = [&](const std::string& key) {
    return parsed(api_.get(path, key).body)["verified"];
  };
  EXPECT_TRUE(told(key_).is_null());
  ASSERT_EQ(decide("/api/v1/key-figures/hvo100-share-ambulances/verify",
                   R"({"area":"13","period":"2024","reason":"Fakturorna"})")
                .status,
            200);
  EXPECT_TRUE(told(key_)["by"].is_string()) << told(key_);
  EXPECT_TRUE(told("")["by"].is_null());
  EXPECT_EQ(told("")["at"], told(key_)["at"]);
}

TEST_F(Decisions, NothingRunsWhenNothingRuns) {
  EXPECT_EQ(api_.get("/api/v1/imports/running", key_).body, R"({"items":[]})");
}

TEST_F(Decisions, ADraftCanOnlyBeTriedOut) {
  EXPECT_EQ(send("/api/v1/imports?draft=x", a_year()).status, 400);
  EXPECT_EQ(send("/api/v1/imports?draft=x&source=fuel-cards&dryRun=true", a_year()).status, 400);
  EXPECT_EQ(send("/api/v1/imports?draft=x&dryRun=true", a_year()).status, 404);
}

}  // namespace
}  // namespace tertil::http::testing
