#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/store/source_mappings.hpp"
#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kMapping =
    "[mapping]\nid = \"my-fuel\"\nversion = 1\ntarget = \"fuelTransaction\"\n"
    "[[field]]\nto = \"date\"\nfrom = \"Datum\"\n[[field]]\nto = \"vehicleGroup\"\nvalue = "
    "\"pool\"\n"
    "[[field]]\nto = \"fuel\"\nfrom = \"Produkt\"\n"
    "[[field]]\nto = \"quantity\"\nfrom = \"Volym\"\nunit = \"l\"\n";
const std::string kFile =
    "Datum;Produkt;Volym;Annat\n2024-03-01;HVO100;40,5;x\n2024-03-02;HVO100;y;\n";

std::string sent(std::string_view method, const std::string& target, std::string_view body,
                 const std::string& lines, const std::string& type = "application/toml") {
  return with_body(method, target, body, lines + "Content-Type: " + type + "\r\n");
}

TEST(Sources, AreListedWithHowTheyAreDoing) {
  Api api;
  const auto key = api.key("coordinator");
  const auto list = parsed(api.get("/api/v1/sources?limit=100", key).body);
  EXPECT_GE(list["total"].get<int>(), 15);
  for (const auto& item : list["items"]) {
    if (item["id"] == "own-key-figures") {
      EXPECT_EQ(item["target"], "keyFigureValue");
      EXPECT_EQ(item["onBadRow"], "reject");
    }
    if (item["id"] != "fuel-cards") continue;
    EXPECT_EQ(item["state"], "never");
    EXPECT_EQ(item["origin"], "shipped");
    EXPECT_EQ(item["expectedEveryDays"], 35);
    EXPECT_TRUE(item["lastSuccess"].is_null());
  }
  EXPECT_EQ(api.get("/api/v1/sources").status, 401);
}

// A mapping that an earlier version of the program took, and this one does not.
TEST(Sources, SayToThoseWhoMayChangeThemWhichMappingsCannotBeRead) {
  Api api;
  EXPECT_EQ(parsed(api.get("/api/v1/sources", api.sign_in("admin")).body)["problems"],
            json::array());
  must(api.installation().engine().write([](store::Writer& writer) {
    return store::add_source_mapping(
        writer, {"old-one", 1, "[mapping]\nid = \"old-one\"\ncolour = 1\n", "anna", {}});
  }));
  must(api.installation().importer().sources().reload(api.installation().engine()));
  const auto list = parsed(api.get("/api/v1/sources", api.sign_in("admin")).body);
  ASSERT_EQ(list["problems"].size(), 1U) << list;
  EXPECT_EQ(list["problems"][0]["where"], "old-one");
  EXPECT_GT(list["problems"][0]["line"].get<int>(), 0);
  EXPECT_THAT(list["problems"][0]["message"]["sv"].get<std::string>(), Not(HasSubstr("\n")));
  EXPECT_FALSE(parsed(api.get("/api/v1/sources", api.key("importer", {"fuel-cards"})).body)
                   .contains("problems"));
}

TEST(Sources, OfOnesOwnAreNamedWhereTheirValuesAreShown) {
  Api api{Fill::kReferenceOnly};
  must(api.installation().engine().write([](store::Writer& writer) {
    return store::add_source_mapping(
        writer, {"my-figures",
                 1,
                 "[mapping]\nid = \"my-figures\"\nversion = 1\ntarget = \"keyFigureValue\"\n"
                 "owner = \"13\"\nseries = \"own\"\n[source]\nformats = [\"canonical\"]\n"
                 "[name]\nsv = \"Våra tal\"\nen = \"Our numbers\"\n"
                 "[attribution]\nsv = \"Källa: Vi\"\nen = \"Source: We\"\n",
                 "anna",
                 {}});
  }));
  EXPECT_TRUE(
      must(api.installation().importer().sources().reload(api.installation().engine())).empty());
  const auto sent = must(api.installation().import_text(
      "my-figures", "keyFigure,region,year,value,status\norganic-food,13,2024,41,final\n"));
  EXPECT_EQ(sent.stored, 1) << sent.receipt;
  const auto path = std::string{"/api/v1/key-figures/organic-food/observations?region=13"};
  EXPECT_EQ(api.get_json(path)["items"][0]["sourceText"]["sv"], "Våra tal");
  EXPECT_THAT(api.get(path + "&format=csv").body, HasSubstr("Våra tal"));
}

TEST(Sources, AreWrittenOnceAndChangedOnlyByWhoeverReadTheLatest) {
  Api api;
  const auto key = api.sign_in("admin");
  const std::string path = "/api/v1/sources/my-fuel";
  const auto made = api.ask(sent("PUT", path, kMapping, key + "If-None-Match: *\r\n"));
  ASSERT_EQ(made.status, 201) << made.body;
  const auto tag = made.header("etag");
  EXPECT_FALSE(tag.empty());
  EXPECT_EQ(parsed(made.body)["origin"], "stored");
  EXPECT_EQ(parsed(made.body)["columns"][3]["unit"], "l");

  EXPECT_EQ(api.ask(sent("PUT", path, kMapping, key + "If-None-Match: *\r\n")).status, 412);
  const auto other = kMapping + "[[check]]\nid = \"unknown-fuel\"\n";
  EXPECT_EQ(api.ask(sent("PUT", path, other, key)).status, 412);
  EXPECT_EQ(api.ask(sent("PUT", path, other, key + "If-Match: \"1-0000\"\r\n")).status, 412);
  const auto changed = api.ask(sent("PUT", path, other, key + "If-Match: " + tag + "\r\n"));
  ASSERT_EQ(changed.status, 200) << changed.body;
  const auto now = parsed(changed.body);
  EXPECT_EQ(now["version"], 2);
  EXPECT_EQ(now["versions"].size(), 2U);
  EXPECT_EQ(now["checks"][0]["id"], "unknown-fuel");
  EXPECT_THAT(now["toml"].get<std::string>(), HasSubstr("version = 2"));
}

TEST(Sources, WithFaultsAreRefusedWithLineAndColumn) {
  Api api;
  const auto key = api.sign_in("admin");
  auto wrong = kMapping;
  wrong.replace(wrong.find("from = \"Volym\""), 4, "form");
  const auto reply =
      api.ask(sent("PUT", "/api/v1/sources/my-fuel", wrong, key + "If-None-Match: *\r\n"));
  ASSERT_EQ(reply.status, 422) << reply.body;
  const auto problem = parsed(reply.body);
  EXPECT_EQ(problem["errors"][0]["pointer"], "/line/16/column/8");
  EXPECT_THAT(problem["errors"][0]["message"]["en"].get<std::string>(),
              HasSubstr("Was from meant"));
  EXPECT_EQ(api.get("/api/v1/sources/my-fuel", key).status, 404);
}

TEST(Sources, MayBeChangedByAdminsAndNotByWhoeverAnswersForFigures) {
  Api api;
  for (const auto* role : {"viewer", "contributor", "coordinator"}) {
    const auto key = api.sign_in(role);
    const auto reply =
        api.ask(sent("PUT", "/api/v1/sources/my-fuel", kMapping, key + "If-None-Match: *\r\n"));
    EXPECT_TRUE(reply.status == 403 || role == std::string{"coordinator"}) << role << reply.status;
  }
}

TEST(Mappings, AreSuggestedCheckedAndPreviewedWithoutBeingStored) {
  Api api;
  const auto key = api.key("coordinator");
  const auto suggested = api.ask(
      sent("POST", "/api/v1/mappings/suggest?target=fuelTransaction", kFile, key, "text/csv"));
  ASSERT_EQ(suggested.status, 200) << suggested.body;
  const auto suggestion = parsed(suggested.body);
  EXPECT_EQ(suggestion["headerRow"], 1);
  EXPECT_EQ(suggestion["columns"][2]["suggested"]["to"], "quantity");

  const auto checked = parsed(api.ask(sent("POST", "/api/v1/mappings/check", kMapping, key)).body);
  EXPECT_EQ(checked["valid"], true);
  const auto as_json = checked["mapping"].dump();
  const auto again = parsed(
      api.ask(sent("POST", "/api/v1/mappings/check", as_json, key, "application/json")).body);
  EXPECT_EQ(again["valid"], true) << again.dump();
  EXPECT_EQ(again["mapping"], checked["mapping"]);

  const auto draft = api.ask(sent("POST", "/api/v1/mappings/drafts", kMapping, key));
  ASSERT_EQ(draft.status, 201) << draft.body;
  const auto id = parsed(draft.body)["id"].get<std::string>();
  const auto shown = parsed(
      api.ask(sent("POST", "/api/v1/mappings/preview?draft=" + id, kFile, key, "text/csv")).body);
  EXPECT_EQ(shown["rowsRead"], 2);
  EXPECT_EQ(shown["shown"][0]["fields"]["quantity"], "40.5");
  EXPECT_EQ(shown["faults"][0]["column"], "Volym");
  EXPECT_EQ(shown["unmapped"][0], "Annat");
  const auto stranger = api.key("coordinator");
  EXPECT_EQ(
      api.ask(sent("POST", "/api/v1/mappings/preview?draft=" + id, kFile, stranger, "text/csv"))
          .status,
      404);
  EXPECT_THAT(api.get("/api/v1/sources?limit=100", key).body, Not(HasSubstr("my-fuel")));
}

TEST(Targets, TellWhatASourceCanDeliver) {
  Api api;
  const auto targets = api.get_json("/api/v1/targets");
  EXPECT_EQ(targets.size(), 13U);
  for (const auto& target : targets) {
    for (const auto& field : target["fields"]) {
      EXPECT_FALSE(field["label"]["sv"].get<std::string>().empty());
      EXPECT_NE(field["label"]["en"], "") << field["name"];
    }
    if (target["target"] != "fuelTransaction") continue;
    EXPECT_EQ(target["alternatives"][0], json::array({"vehicleGroup", "vehicle"}));
  }
}

}  // namespace
}  // namespace tertil::http::testing
