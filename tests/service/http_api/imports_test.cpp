#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

using ::testing::HasSubstr;

constexpr const char* kGood =
    "keyFigure,region,year,value,status\nenergy-use-premises,13,2024,187.9,final\n";
constexpr const char* kBad =
    "keyFigure,region,year,value,status\nenergy-use-premises,13,2024,\"12,x\",final\n"
    "energy-use-premises,13,2023,190,final\n";
const std::string kPath = "/api/v1/imports?source=own-key-figures";

std::string post(const std::string& target, std::string_view body, const std::string& lines) {
  return with_body("POST", target, body, lines + "Content-Type: text/csv\r\n");
}

TEST(Imports, AreStoredOnceAndAnsweredTheSameAgain) {
  Api api{Fill::kReferenceOnly};
  const auto key = api.key("importer", {"own-key-figures"});
  const auto first = api.ask(post(kPath, kGood, key + "Idempotency-Key: a\r\n"));
  ASSERT_EQ(first.status, 201) << first.body;
  const auto receipt = parsed(first.body);
  EXPECT_EQ(receipt["state"], "stored");
  EXPECT_EQ(receipt["rowsRead"], 1);
  EXPECT_EQ(receipt["stored"], 1);
  EXPECT_EQ(first.header("location"), "imports/" + receipt["id"].get<std::string>());

  const auto again = api.ask(post(kPath, kGood, key + "Idempotency-Key: a\r\n"));
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(api.ask(post(kPath, kBad, key + "Idempotency-Key: a\r\n")).status, 422);

  const auto read = api.get("/api/v1/imports/" + receipt["id"].get<std::string>(), key);
  EXPECT_EQ(parsed(read.body)["id"], receipt["id"]);
  EXPECT_EQ(read.header("cache-control"), "no-store");
  EXPECT_EQ(parsed(api.get("/api/v1/imports", key).body)["total"], 1);
  EXPECT_EQ(api.get_json("/api/v1/key-figures/energi/ranking?year=2024")["rows"][0]["value"],
            187.9);
}

TEST(Imports, ARejectedFileIsAProblemWithItsReceipt) {
  Api api{Fill::kReferenceOnly};
  const auto key = api.key("importer", {"own-key-figures"});
  const auto reply = api.ask(post(kPath, kBad, key));
  ASSERT_EQ(reply.status, 422) << reply.body;
  EXPECT_EQ(reply.header("content-type"), "application/problem+json");
  const auto problem = parsed(reply.body);
  EXPECT_EQ(problem["receipt"]["stored"], 0);
  EXPECT_EQ(problem["receipt"]["quarantined"], 2);
  EXPECT_EQ(problem["receipt"]["state"], "rejected");
  ASSERT_FALSE(problem["errors"].empty());
  EXPECT_EQ(problem["errors"][0]["code"], "not-a-number");
  EXPECT_EQ(problem["errors"][0]["pointer"], "/rows/2");

  const auto path = "/api/v1/imports/" + problem["receipt"]["id"].get<std::string>() + "/rejects";
  const auto rejects = parsed(api.get(path, key).body);
  EXPECT_EQ(rejects["total"], 2);
  const auto rule = rejects["items"][0]["rule"].get<std::string>();
  ASSERT_NE(rule, rejects["items"][1]["rule"].get<std::string>());
  const auto of_rule = parsed(api.get(path + "?rule=" + rule, key).body);
  EXPECT_EQ(of_rule["total"], 1);
  EXPECT_EQ(of_rule["items"], json::array({rejects["items"][0]}));
  EXPECT_EQ(parsed(api.get(path + "?rule=none-such", key).body)["total"], 0);
  EXPECT_EQ(rejects["items"][0]["raw"], "12,x");
  EXPECT_THAT(api.get(path + "?format=csv", key).body, HasSubstr("not-a-number"));
  EXPECT_THAT(api.get(path + "?format=xlsx", key).body, ::testing::StartsWith("PK"));
}

TEST(Imports, ADryRunStoresNothing) {
  Api api{Fill::kReferenceOnly};
  const auto key = api.key("importer", {"own-key-figures"});
  const auto reply = api.ask(post(kPath + "&dryRun=true", kGood, key));
  EXPECT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(parsed(reply.body)["dryRun"], true);
  EXPECT_EQ(parsed(api.get("/api/v1/imports", key).body)["total"], 0);
  EXPECT_EQ(api.get_json("/api/v1/key-figures/energi/ranking?year=2024")["n"], 0);
}

TEST(Imports, ARetractedBatchGivesTheEarlierValueBack) {
  Api api{Fill::kReferenceOnly};
  const auto key = api.key("coordinator");
  const auto first = api.ask(post(kPath, kGood, key));
  ASSERT_EQ(first.status, 201) << first.body;
  const auto path = "/api/v1/imports/" + parsed(first.body)["id"].get<std::string>();
  const auto reply = api.ask(with_body("POST", path + "/retract", R"({"reason":"fel fil"})",
                                       key + "Content-Type: application/json\r\n"));
  EXPECT_EQ(reply.status, 200) << reply.body;
  const auto read = parsed(api.get(path, key).body);
  EXPECT_EQ(read["state"], "retracted");
  EXPECT_EQ(read["retractReason"], "fel fil");
  EXPECT_EQ(api.get_json("/api/v1/key-figures/energi/ranking?year=2024")["n"], 0);
  EXPECT_EQ(api.ask(with_body("POST", path + "/retract", "", key)).status, 409);
  EXPECT_EQ(api.ask(with_body("POST", path + "/retract", "[1]",
                              key + "Content-Type: application/json\r\n"))
                .status,
            400);
}

TEST(Imports, TheKeptFileRunsAgainWhenWhatItGaveNoLongerHolds) {
  Api api{Fill::kReferenceOnly};
  const auto key = api.key("coordinator");
  const auto first = parsed(api.ask(post(kPath, kGood, key)).body);
  const auto path = "/api/v1/imports/" + first["id"].get<std::string>();
  const auto same = api.ask(with_body("POST", path + "/rerun", "", key));
  EXPECT_EQ(same.status, 200) << same.body;
  EXPECT_EQ(parsed(same.body)["id"], first["id"]);

  ASSERT_EQ(api.ask(with_body("POST", path + "/retract", "", key)).status, 200);
  const auto tried = api.ask(with_body("POST", path + "/rerun?dryRun=true", "", key));
  EXPECT_EQ(tried.status, 200) << tried.body;
  EXPECT_EQ(api.get_json("/api/v1/key-figures/energi/ranking?year=2024")["n"], 0);
  const auto again = api.ask(with_body("POST", path + "/rerun", "", key));
  EXPECT_EQ(again.status, 201) << again.body;
  EXPECT_NE(parsed(again.body)["id"], first["id"]);
  EXPECT_EQ(parsed(again.body)["sha256"], first["sha256"]);
  EXPECT_EQ(api.get_json("/api/v1/key-figures/energi/ranking?year=2024")["n"], 1);
  EXPECT_EQ(api.ask(with_body("POST", "/api/v1/imports/none/rerun", "", key)).status, 404);
}

TEST(Imports, AFormIsNotAFile) {
  Api api{Fill::kReferenceOnly};
  const auto key = api.key("coordinator");
  EXPECT_EQ(api.ask(with_body("POST", kPath, "x",
                              key + "Content-Type: multipart/form-data; boundary=x\r\n"))
                .status,
            415);
  EXPECT_EQ(api.ask(post("/api/v1/imports?source=none", kGood, key)).status, 404);
  EXPECT_EQ(api.ask(post("/api/v1/imports", kGood, key)).status, 400);
}

TEST(ImportAccess, WithoutAGoodKeyIs401) {
  Api api{Fill::kReferenceOnly};
  const auto good = api.key("importer", {"own-key-figures"});
  auto wrong = good;
  wrong[wrong.size() - 20] = wrong[wrong.size() - 20] == 'x' ? 'y' : 'x';
  const auto expired = api.key("importer", {"own-key-figures"}, -60);
  const auto revoked = api.key("importer", {"own-key-figures"});
  api.revoke_last();
  for (const auto& lines : {std::string{}, wrong, expired, revoked,
                            std::string{"Authorization: Basic dGVydGlsOng=\r\n"},
                            std::string{"Authorization: Bearer tertil_\r\n"}}) {
    const auto reply = api.ask(post(kPath, kGood, lines));
    EXPECT_EQ(reply.status, 401) << lines;
    EXPECT_THAT(reply.header("www-authenticate"), ::testing::StartsWith("Bearer"));
  }
  EXPECT_EQ(api.get("/api/v1/imports").status, 401);
  EXPECT_EQ(api.get("/api/v1/imports/01J").status, 401);
}

struct Right {
  std::string role;
  int send;
  int send_other;
  int list;
  int retract;
};

TEST(ImportAccess, EachRoleMayDoWhatTheTableSaysAndNothingElse) {
  Api api{Fill::kReferenceOnly};
  const auto coordinator = api.key("coordinator");
  const Right rights[] = {{"importer", 201, 403, 200, 403},    {"coordinator", 201, 201, 200, 200},
                          {"contributor", 201, 201, 403, 403}, {"admin", 403, 403, 200, 403},
                          {"viewer", 403, 403, 403, 403},      {"editor", 403, 403, 403, 403},
                          {"king", 403, 403, 403, 403}};
  int year = 2001;
  for (const auto& right : rights) {
    const auto key = api.key(right.role, {"own-key-figures"});
    const auto row = [&](std::string_view more) {
      return fmt::format(
          "keyFigure,region,year,value,status{}\nenergy-use-premises,13,{},190,final{}\n",
          more.empty() ? "" : ",printedRank,printedOf", year++, more);
    };
    EXPECT_EQ(api.ask(post(kPath, row(""), key)).status, right.send) << right.role;
    EXPECT_EQ(
        api.ask(post("/api/v1/imports?source=printed-key-figures", row(",12,21"), key)).status,
        right.send_other)
        << right.role;
    EXPECT_EQ(api.get("/api/v1/imports", key).status, right.list) << right.role;

    const auto batch = api.ask(post(kPath, row(""), coordinator));
    ASSERT_EQ(batch.status, 201) << batch.body;
    const auto path = "/api/v1/imports/" + parsed(batch.body)["id"].get<std::string>();
    EXPECT_EQ(api.get(path, key).status, right.list) << right.role;
    EXPECT_EQ(api.get(path + "/rejects", key).status, right.list) << right.role;
    EXPECT_EQ(api.ask(with_body("POST", path + "/retract", "", key)).status, right.retract)
        << right.role;
  }
}

TEST(ImportAccess, AnImporterSeesNothingOfOtherSources) {
  Api api{Fill::kReferenceOnly};
  const auto batch = api.ask(post(kPath, kGood, api.key("coordinator")));
  const auto path = "/api/v1/imports/" + parsed(batch.body)["id"].get<std::string>();
  const auto other = api.key("importer", {"targets"});
  EXPECT_EQ(api.get(path, other).status, 404);
  EXPECT_EQ(api.get(path + "/rejects", other).status, 404);
  EXPECT_EQ(api.get("/api/v1/imports?source=own-key-figures", other).status, 403);
  EXPECT_EQ(parsed(api.get("/api/v1/imports", other).body)["total"], 0);
}

}  // namespace
}  // namespace tertil::http::testing
