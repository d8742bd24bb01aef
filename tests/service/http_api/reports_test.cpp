#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/store/report_locks.hpp"
#include "service/store/sha256.hpp"
#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

const std::string kReports = "/api/v1/plans/handlingsplan-2023-2026/reports";
const std::string kSpring = kReports + "/2026-UR1";
/// Everything that breaks things: markup, a formula, right-to-left, beyond the basic plane.
const std::string kHostile =
    "=HYPERLINK(\"http://x\") <script>alert(1)</script> </style> & \xE2\x80\xAE"
    "abc\xE2\x80\xAC "
    "\xF0\x9F\x8C\xB1\ne\xCC\x81";

std::string sent(std::string_view method, const std::string& target, const json& body,
                 const std::string& lines) {
  return with_body(method, target, body.dump(), lines + "Content-Type: application/json\r\n");
}

std::string match(const json& report) {
  return fmt::format("If-Match: \"{}\"\r\n", report["version"].get<int>());
}

/// Goals that nobody has assessed block a lock without one.
const json kReason{{"reason", "Prov."}};

json whole_draft(const json& report, const std::string& comment) {
  json draft{{"summary", "Sammanfattning."},
             {"comments", json::object()},
             {"goalComments", json::object()},
             {"signOff",
              {{"body", "Regionstyrelsen"}, {"name", "Anna Å"}, {"date", ""}, {"reference", ""}}}};
  for (const auto& figure : report["figures"])
    draft["comments"][figure["keyFigure"].get<std::string>()] = comment;
  return draft;
}

class Reports : public ::testing::Test {
 protected:
  json post(const std::string& path, const json& report, unsigned status = 200,
            const json& body = json::object()) {
    const auto reply = api_.ask(sent("POST", kSpring + path, body, key_ + match(report)));
    EXPECT_EQ(reply.status, status) << reply.body;
    return parsed(reply.body);
  }
  json put(const json& report, const json& draft, unsigned status = 200) {
    const auto reply = api_.ask(sent("PUT", kSpring, draft, key_ + match(report)));
    EXPECT_EQ(reply.status, status) << reply.body;
    return parsed(reply.body);
  }
  json begun(const std::string& occasion = "2026-UR1") {
    const auto reply = api_.ask(sent("POST", kReports, {{"occasion", occasion}}, key_));
    EXPECT_EQ(reply.status, 201) << reply.body;
    return parsed(reply.body);
  }
  /// A report with every comment there, locked once.
  json locked(const std::string& comment = "Minskar långsamt.") {
    const auto report = begun();
    return post("/lock", put(report, whole_draft(report, comment)), 200, kReason);
  }
  /// A new value of the region itself, as somebody would import it.
  void import_value() {
    const auto reply = api_.ask(
        with_body("POST", "/api/v1/imports?source=own-key-figures",
                  "keyFigure,region,year,value,status\nenergy-use-premises,13,2025,181.5,final\n",
                  api_.key("importer", {"own-key-figures"}) + "Content-Type: text/csv\r\n"));
    ASSERT_LT(reply.status, 300U) << reply.body;
  }

  Api api_;
  std::string key_{api_.sign_in("coordinator")};
};

TEST_F(Reports, HoldTheComparisonAsTheAnnualReportPrintedIt) {
  const auto report = begun("2024-AR");
  const auto& table = report["table"];
  EXPECT_EQ(table["heading"], "Region Hallands nyckeltalsjämförelse med Sveriges alla regioner");
  EXPECT_THAT(table["columns"], ElementsAre("2017", "2022", "2023", "2024"));
  const std::vector<std::vector<std::string>> printed{
      {"Antibiotikarecept per 1000 invånare", "306 (16 av 21)", "257 (15 av 21)", "280 (17 av 21)",
       "276", "250"},
      {"Ekologiska livsmedel (%)", "31,0 (17 av 21)", "28,2 (18 av 21)", "25,0 (17 av 21)", "27,4",
       "30"},
      {"Förnybara drivmedel i kollektivtrafik (%)", "85,6 (17 av 21)", "98,0 (12 av 21)",
       "98,4 (12 av 21)", "98,6", "100"},
      {"Energianvändning i lokaler (kWh/m²)", "199 (12 av 21)", "188 (15 av 21)", "184 (17 av 21)",
       "188", "176"},
      {"Medicinska gasers klimatpåverkan (kg CO2e/inv)", "4,1 (18 av 21)", "3,4 (20 av 21)",
       "2,9 (20 av 21)", "2,8", "1,8"},
      {"Avfallsåtervinning i sjukhusfastigheter (%)", "29,4 (12 av 21)", "20,3 (21 av 21)",
       "21,9 (21 av 21)", "21,4", "55"}};
  ASSERT_THAT(table["rows"], SizeIs(printed.size()));
  for (std::size_t i = 0; i < printed.size(); ++i) {
    std::vector<std::string> row{table["rows"][i]["name"]};
    for (const auto& cell : table["rows"][i]["cells"])
      row.push_back(cell["place"].is_null()
                        ? cell["value"].get<std::string>()
                        : fmt::format("{} ({})", cell["value"].get<std::string>(),
                                      cell["place"].get<std::string>()));
    row.push_back(table["rows"][i]["target"]);
    EXPECT_EQ(row, printed[i]);
  }
}

TEST_F(Reports, SayWhatIsMissingAndAreLockedOnlyWithItOrWithAReason) {
  const auto report = begun();
  EXPECT_THAT(report["missing"], SizeIs(::testing::Ge(7)));
  const auto refused = post("/lock", report, 422);
  EXPECT_THAT(refused["detail"].get<std::string>(), HasSubstr("Kommentar saknas"));
  post("/lock", report, 200, {{"reason", "Brådskar."}});
  const auto list = api_.get_json(kReports)["items"];
  ASSERT_THAT(list, SizeIs(1));
  EXPECT_EQ(list[0]["versions"][0]["reason"], "Brådskar.");
}

TEST_F(Reports, HoldTheGoalsWithWhatWasDecidedAtTheirOccasion) {
  const std::string plan = "/api/v1/plans/handlingsplan-2023-2026";
  const auto made = [&](const std::string& what, const json& body) {
    const auto reply = api_.ask(sent("POST", plan + what, body, key_));
    EXPECT_EQ(reply.status, 201) << reply.body;
    return parsed(reply.body)["id"].get<std::string>();
  };
  const auto area = made("/focus-areas", {{"name", "Exempeldata: resor"}, {"position", 900}});
  const auto goal = made("/goals", {{"focusArea", area},
                                    {"text", "Exempeldata: färre resor " + kHostile},
                                    {"assignedTo", {"RS"}},
                                    {"position", 900}});
  const auto of_goal = [&](const json& report) {
    for (const auto& one : report["goals"])
      if (one["id"] == goal) return one;
    return json{};
  };
  const auto blocks = [&](const json& report) {
    return std::ranges::any_of(report["missing"],
                               [&](const json& task) { return task["id"] == goal; });
  };
  auto report = begun();
  EXPECT_TRUE(of_goal(report)["verdict"].is_null());
  EXPECT_TRUE(blocks(report));
  made("/assessments", {{"goal", goal},
                        {"occasion", "2026-UR1"},
                        {"verdict", "partial"},
                        {"motivation", kHostile},
                        {"decidedBy", "Regionstyrelsen"},
                        {"date", "2026-05-01"}});
  report = parsed(api_.get(kSpring, key_).body);
  EXPECT_FALSE(blocks(report));
  EXPECT_EQ(of_goal(report)["text"], "Exempeldata: färre resor " + kHostile);
  EXPECT_EQ(of_goal(report)["motivation"], kHostile);
  EXPECT_EQ(of_goal(report)["verdictText"]["sv"], "Uppfylls delvis");
  EXPECT_TRUE(blocks(begun("2026-UR2")));
}

TEST_F(Reports, KeepTheirBytesAndDigestsWhenDataAndTemplateChange) {
  const auto report = locked();
  const auto before = api_.get_json(kReports)["items"][0]["versions"][0];
  std::vector<std::string> bytes;
  for (const std::string form : {"html", "xlsx", "json"}) {
    const auto reply = api_.get(kSpring + "/versions/1." + form);
    ASSERT_EQ(reply.status, 200) << reply.body;
    EXPECT_EQ(before["sha256"][form], store::sha256_hex(reply.body));
    EXPECT_EQ(reply.header("etag"),
              fmt::format("\"{}\"", before["sha256"][form].get<std::string>()));
    bytes.push_back(reply.body);
  }
  import_value();
  // Another template: what is rendered now differs, and becomes version 2; version 1 stays.
  const auto changed = put(report, whole_draft(report, "Ökar nu."));
  post("/lock", changed, 200, kReason);
  std::size_t i = 0;
  for (const std::string form : {"html", "xlsx", "json"})
    EXPECT_EQ(api_.get(kSpring + "/versions/1." + form).body, bytes[i++]);
  const auto versions = api_.get_json(kReports)["items"][0]["versions"];
  ASSERT_THAT(versions, SizeIs(2));
  EXPECT_EQ(versions[1]["sha256"], before["sha256"]);
  EXPECT_NE(versions[0]["sha256"]["html"], before["sha256"]["html"]);
  const auto told = parsed(api_.get(kSpring + "/differences?version=1", key_).body);
  const auto says = [&](const std::string& old_text, const std::string& new_text) {
    return std::ranges::any_of(told["items"], [&](const json& one) {
      return one["before"] == old_text && one["after"] == new_text;
    });
  };
  EXPECT_TRUE(says("Minskar långsamt.", "Ökar nu.")) << told;
  EXPECT_TRUE(says("188 kWh/m²", "181,5 kWh/m²")) << told;
}

TEST_F(Reports, NeverGiveOutALockedFileWithAFlippedByte) {
  locked();
  tests::must(api_.installation().engine().write([](store::Writer& writer) -> Result<void> {
    const auto rows = writer.query("SELECT html FROM report_lock", {});
    if (!rows) return tl::unexpected{rows.error()};
    store::Value html = rows->at(0).at(0);
    auto& bytes = std::get<store::Bytes>(html).bytes;
    bytes.at(bytes.find("Minskar")) = 'N';
    auto done = writer.execute(tests::drop_trigger("report_lock", "keeps_values"), {});
    if (done) done = writer.execute("UPDATE report_lock SET html = $1", {&html, 1});
    return done ? Result<void>{} : tl::unexpected{done.error()};
  }));
  const auto reply = api_.get(kSpring + "/versions/1.html");
  EXPECT_EQ(reply.status, 500);
  EXPECT_THAT(reply.body, HasSubstr("kontrollsumma"));
  EXPECT_THAT(reply.body, Not(HasSubstr("Ninskar")));
  EXPECT_EQ(api_.get(kSpring + "/versions/1.json").status, 200);
}

TEST_F(Reports, GiveBackAnyTextLetterByLetterAndKeepItHarmless) {
  const auto report = locked(kHostile);
  EXPECT_EQ(report["comments"]["organic-food"], kHostile);
  const auto locked_text = parsed(api_.get(kSpring + "/versions/1.json").body);
  EXPECT_EQ(locked_text["comments"]["organic-food"], kHostile);
  const auto page = api_.get(kSpring + "/versions/1.html");
  EXPECT_THAT(page.body, Not(HasSubstr("<script")));
  EXPECT_THAT(page.body, HasSubstr("&lt;script&gt;alert(1)"));
  const auto policy = page.header("content-security-policy");
  EXPECT_THAT(policy, HasSubstr("default-src 'none'; style-src 'sha256-"));
  EXPECT_THAT(policy, Not(HasSubstr("'self'")));
}

TEST_F(Reports, GoFromDraftToAdoptedAndAreReopenedForANewVersion) {
  auto report = begun();
  report = put(report, whole_draft(report, "Kommentar."));
  post("/adopt", report, 409);
  report = post("/ready", report);
  EXPECT_EQ(report["state"], "ready");
  put(report, whole_draft(report, "För sent."), 409);
  post("/adopt", report, 409);
  report = post("/lock", report, 200, kReason);
  report = post("/adopt", report);
  EXPECT_EQ(report["state"], "adopted");
  post("/lock", report, 409, kReason);
  report = post("/reopen", report);
  EXPECT_EQ(report["state"], "draft");
  EXPECT_EQ(report["comments"]["organic-food"], "Kommentar.");
  const auto stale =
      api_.ask(sent("PUT", kSpring, whole_draft(report, "Gammal"), key_ + "If-Match: \"1\"\r\n"));
  EXPECT_EQ(stale.status, 412);
}

TEST_F(Reports, ShowDraftsToThoseSignedInAndLocksToAll) {
  begun();
  EXPECT_EQ(api_.get(kSpring).status, 401);
  EXPECT_THAT(api_.get_json(kReports)["items"], IsEmpty());
  const auto viewer = api_.sign_in("viewer");
  EXPECT_EQ(api_.get(kSpring, viewer).status, 200);
  for (const std::string role : {"viewer", "contributor", "editor", "admin"}) {
    const auto lines = api_.sign_in(role);
    EXPECT_EQ(api_.ask(sent("POST", kReports, {{"occasion", "2026-UR2"}}, lines)).status, 403);
  }
  const auto other = begun("2025-AR");
  EXPECT_EQ(
      api_.ask(sent("POST", kReports + "/2025-AR/lock", {{"reason", "Prov"}}, key_ + match(other)))
          .status,
      200);
  const auto seen = api_.get_json(kReports)["items"];
  ASSERT_THAT(seen, SizeIs(1));
  EXPECT_FALSE(seen[0]["versions"][0].contains("lockedBy"));
  EXPECT_EQ(api_.get(kReports + "/2025-AR/versions/1.html").status, 200);
  EXPECT_EQ(api_.get(kSpring + "/versions/1.html").status, 404);
  EXPECT_EQ(api_.get(kSpring + "/compare?with=2025-AR", viewer).status, 200);
}

}  // namespace
}  // namespace tertil::http::testing
