#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <regex>

#include "service/cli/terminal_text.hpp"
#include "service/domain/instant.hpp"
#include "service/http/machine_key.hpp"
#include "tests/service/cli/run_program.hpp"

namespace tertil::cli {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::ResultOf;

/// An installation of its own for each test, filled at the first command as a user's is.
class Commands : public ::testing::Test {
 protected:
  Ran tertil(std::vector<std::string> arguments, Environment more = {}) {
    more["TERTIL_DATA"] = (folder_.path() / "data").string();
    return run_program(std::move(arguments), std::move(more));
  }
  std::string values(const std::string& name, const std::string& rows) {
    return folder_.write(name, "keyFigure;region;year;value;status\n" + rows);
  }
  TemporaryFolder folder_;
};

void expect_within_80_columns(const std::string& text) {
  std::istringstream lines{text};
  for (std::string line; std::getline(lines, line);) EXPECT_LE(width_of(line), 80U) << line;
}

TEST_F(Commands, RankShowsTheWholeTableOfAYear) {
  const auto ran = tertil({"rank", "renewable-fuel-public-transport", "--year", "2023"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.err, "");
  expect_within_80_columns(ran.out);
  EXPECT_TRUE(std::regex_search(
      ran.out, std::regex{"\n12 +Halland +98,33 +● Mellersta tredjedelen +12/21\n"}))
      << ran.out;
  EXPECT_THAT(ran.out, AllOf(HasSubstr("Källa: Kolada U60496"), HasSubstr("Egen bearbetning"),
                             HasSubstr("1 (delad)")));
}

TEST_F(Commands, MeasuresShowWhatIsKnownAndSayWhatIsNot) {
  const auto ran = tertil({"measures"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.err, "");
  expect_within_80_columns(ran.out);
  EXPECT_TRUE(std::regex_search(
      ran.out, std::regex{"\nDestruktionsanläggning för lustgas +8.{1,2}000 +– +– +–\n"}))
      << ran.out;
  EXPECT_THAT(ran.out, HasSubstr("uppgift saknas om"));
  const auto best = json::parse(tertil({"measures", "best", "--frame", "20000000", "--json"}).out);
  EXPECT_EQ(best["frame"], 20'000'000);
  EXPECT_THAT(best["notChosen"], Contains(ResultOf([](const json& one) { return one["id"]; },
                                                   "destruktionsanlaggning-lustgas")));
  const auto curve = json::parse(tertil({"measures", "curve", "--json"}).out);
  EXPECT_THAT(curve["steps"], IsEmpty());
  EXPECT_EQ(tertil({"measures", "best"}).code, 2);
  EXPECT_EQ(tertil({"measures", "best", "--frame", "much"}).code, 2);
  EXPECT_EQ(tertil({"measures", "--plan", "no-such"}).code, 2);
}

TEST_F(Commands, PlanGoesOutAsAWorkbookAndComesInWithoutAChange) {
  const auto path = folder_.write("plan.xlsx", "");
  const auto out = tertil({"plan", "export", "--output", path});
  EXPECT_EQ(out.code, 0) << out.err;
  const auto in = json::parse(tertil({"plan", "import", path, "--json"}).out);
  EXPECT_EQ(in["summary"]["created"], 0);
  EXPECT_EQ(in["summary"]["changed"], 0);
  EXPECT_GT(in["summary"]["unchanged"], 50);
  const auto told = tertil({"plan", "import", path, "--dry-run"});
  EXPECT_EQ(told.code, 0);
  EXPECT_THAT(told.out, AllOf(HasSubstr("0 nya, 0 ändrade"), HasSubstr("inget lagrades")));
  const auto wrong = tertil({"plan", "import", folder_.write("fel.xlsx", "no workbook")});
  EXPECT_EQ(wrong.code, 3);
  EXPECT_THAT(wrong.out, HasSubstr("Inget lagrades"));
  EXPECT_EQ(tertil({"plan", "export", "--plan", "no-such"}).code, 2);
  EXPECT_EQ(tertil({"plan"}).code, 2);
}

TEST_F(Commands, RankTellsApartWhatWouldLookAlike) {
  // Seven regions have 100 and two have 99.99: shown with one decimal, all nine look first.
  const auto ran = tertil({"rank", "fornybart", "--year", "2023"});
  EXPECT_TRUE(std::regex_search(ran.out, std::regex{" 8 \\(delad\\) +Östergötland +99,99 "}))
      << ran.out;
}

TEST_F(Commands, RankGivesTheAnswerOfTheApiAsJson) {
  const auto ran = tertil({"rank", "renewable-fuel-public-transport", "--year", "2023", "--json"});
  const auto ranking = json::parse(ran.out);
  EXPECT_EQ(ranking["n"], 21);
  EXPECT_EQ(ranking["series"], "kolada");
  EXPECT_EQ(ranking["rows"].size(), 21U);
}

TEST_F(Commands, CertaintyShowsHowSureEachColourIs) {
  const auto ran = tertil({"certainty", "fornybart", "--year", "2023"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  expect_within_80_columns(ran.out);
  EXPECT_TRUE(std::regex_search(
      ran.out, std::regex{"\n +12 +Region Halland +98,33 +12 +0 % +100 % +0 % +säker\n"}))
      << ran.out;
  const auto answer =
      json::parse(tertil({"certainty", "fornybart", "--year", "2023", "--json"}).out);
  EXPECT_EQ(answer["draws"], 100'000);
  EXPECT_EQ(answer["rows"].size(), 21U);
}

TEST_F(Commands, MovementExplainsWhyEnergyFellAlthoughItImproved) {
  const auto ran = tertil({"movement", "energi", "--from", "2017", "--to", "2023"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  expect_within_80_columns(ran.out);
  EXPECT_THAT(ran.out, AllOf(HasSubstr("tryckt plats 12 av 21 (2017)"), HasSubstr("minst 5")));
  const auto answer = json::parse(
      tertil({"movement", "fornybart", "--from", "2017", "--to", "2023", "--json"}).out);
  EXPECT_EQ(answer["parts"],
            (json{{"own", -7}, {"others", 7}, {"revisions", 0}, {"membership", 0}}));
}

TEST_F(Commands, MovementBackwardsIsACallToMend) {
  const auto ran = tertil({"movement", "energi", "--from", "2023", "--to", "2017"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("--from ska vara ett år före --to"));
}

TEST_F(Commands, ForecastTellsWhetherTheTargetWillBeMet) {
  const auto ran = tertil({"forecast", "energi", "--year", "2026"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  expect_within_80_columns(ran.out);
  EXPECT_THAT(ran.out, AllOf(HasSubstr("Utsikt: Når inte målet."), HasSubstr("177")));
  const auto answer = json::parse(tertil({"forecast", "energi", "--year", "2026", "--json"}).out);
  EXPECT_EQ(answer["value"], 188);
  EXPECT_EQ(answer["requiredPace"], -6);
  const auto refused = tertil({"forecast", "energi", "--year", "2020"});
  EXPECT_EQ(refused.code, 0);
  EXPECT_THAT(refused.out, HasSubstr("Ingen prognos"));
}

TEST_F(Commands, RankSuggestsTheKeyFigureThatWasMeant) {
  const auto ran = tertil({"rank", "enrgi", "--year", "2023"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("menade du energi?"));
}

TEST_F(Commands, RankAnswersAsItWasKnownThen) {
  const auto n_of = [&](std::vector<std::string> more) {
    std::vector<std::string> arguments{"rank", "ekologiskt", "--year", "2025", "--json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return json::parse(tertil(arguments).out)["n"].get<int>();
  };
  EXPECT_EQ(n_of({}), 0);
  const auto before = to_rfc3339(system_clock().now());
  const auto file = values("a.csv", "organic-food;13;2025;33,3;final\n");
  ASSERT_EQ(tertil({"import", "--source", "own-key-figures", file}).code, 0);
  EXPECT_EQ(n_of({}), 1);
  EXPECT_EQ(n_of({"--as-of", before}), 0);
}

TEST_F(Commands, RankRefusesATimeInTheFutureOrNone) {
  const auto future =
      tertil({"rank", "fornybart", "--year", "2023", "--as-of", "2999-01-01T00:00:00Z"});
  EXPECT_EQ(future.code, 2);
  EXPECT_THAT(future.err, HasSubstr("framtiden"));
  EXPECT_EQ(tertil({"rank", "fornybart", "--year", "2023", "--as-of", "igår"}).code, 2);
}

TEST_F(Commands, RankOfAYearWithoutValuesSaysWhy) {
  const auto ran = tertil({"rank", "energi", "--year", "2050"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, AllOf(HasSubstr("Ännu ej publicerad"), Not(HasSubstr("\n. "))));
}

TEST_F(Commands, CompareShowsPrintedAndComputedPlacesSideBySide) {
  const auto ran = tertil({"compare", "--region", "13"});
  EXPECT_EQ(ran.code, 0);
  expect_within_80_columns(ran.out);
  EXPECT_TRUE(std::regex_search(
      ran.out, std::regex{"Förnybara drivmedel +85,6 ▼ 17/21 +98,0 ● 12/21 +98,4 ● 12/21 +98,6\n"
                          " +beräknad +85,6 ● 12/21 +98,0 ● 12/21 +98,3 ● 12/21 +98,6 ● 10/21\n"}))
      << ran.out;
  EXPECT_TRUE(std::regex_search(ran.out, std::regex{"Energi i lokaler +176 +2026 +188 .*Risk\n"}))
      << ran.out;
}

TEST_F(Commands, CompareKeepsSixYearsWithin80Columns) {
  const auto ran =
      tertil({"compare", "--region", "14", "--years", "2019,2020,2021,2022,2023,2024"});
  EXPECT_EQ(ran.code, 0);
  expect_within_80_columns(ran.out);
  EXPECT_EQ(tertil({"compare", "--years", "2018,2019,2020,2021,2022,2023,2024"}).code, 2);
}

TEST_F(Commands, CompareSpeaksEnglish) {
  const auto ran = tertil({"compare", "--lang", "en"});
  EXPECT_THAT(ran.out,
              AllOf(HasSubstr("At risk"), HasSubstr("85.6 ▼ 17/21"), Not(HasSubstr("Nyckeltal"))));
}

TEST_F(Commands, CompareUsesColourOnlyWhereItMay) {
  const TemporaryFolder folder;
  const Environment environment{{"TERTIL_DATA", folder.path().string()}};
  EXPECT_THAT(run_program({"compare"}, environment, {.colour = true}).out, HasSubstr("\x1b["));
  EXPECT_THAT(run_program({"compare"}, environment, {.colour = false}).out,
              Not(HasSubstr("\x1b[")));
}

TEST_F(Commands, ImportWritesAReceiptThatAddsUp) {
  const auto file = values("a.csv", "organic-food;13;2025;33,3;final\n");
  const auto ran = tertil({"import", "--source", "own-key-figures", file, "--json"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.err, "");
  const auto receipt = json::parse(ran.out);
  EXPECT_EQ(receipt["state"], "stored");
  EXPECT_EQ(receipt["rowsRead"], 1);
  EXPECT_EQ(receipt["stored"], 1);
  EXPECT_EQ(receipt["fileName"], "a.csv");
}

TEST_F(Commands, ImportEndsWith3AndNamesTheRowWhenAnyIsQuarantined) {
  const auto file =
      values("b.csv", "organic-food;13;2025;abc;final\norganic-food;13;2019;31,3;final\n");
  const auto ran = tertil({"import", "--source", "own-key-figures", file});
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.out, AllOf(HasSubstr("avvisad"), HasSubstr("2 = 0 + 0 + 2"),
                             HasSubstr("1 rad not-a-number"), HasSubstr("först rad 2")));
}

TEST_F(Commands, ImportOfTheSameBytesGivesTheSameReceipt) {
  const auto file = values("a.csv", "organic-food;13;2025;33,3;final\n");
  const auto first = tertil({"import", "--source", "own-key-figures", file, "--json"});
  const auto second = tertil({"import", "--source", "own-key-figures", file, "--json"});
  EXPECT_EQ(second.code, 0);
  EXPECT_EQ(second.out, first.out);
}

TEST_F(Commands, ImportOfSeveralFilesGivesOneJsonValue) {
  const auto a = values("a.csv", "organic-food;13;2025;33,3;final\n");
  const auto b = values("b.csv", "organic-food;13;2019;x;final\n");
  const auto ran = tertil({"import", "--source", "own-key-figures", a, b, "--json"});
  EXPECT_EQ(ran.code, 3);
  const auto receipts = json::parse(ran.out);
  ASSERT_EQ(receipts.size(), 2U);
  EXPECT_EQ(receipts[0]["state"], "stored");
  EXPECT_EQ(receipts[1]["state"], "rejected");
}

TEST_F(Commands, ImportInADryRunStoresNothing) {
  const auto before = tertil({"export", "--canonical"}).out;
  const auto file = values("a.csv", "organic-food;13;2025;33,3;final\n");
  const auto ran = tertil({"import", "--source", "own-key-figures", file, "--dry-run"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, HasSubstr("provkörning"));
  EXPECT_EQ(tertil({"export", "--canonical"}).out, before);
}

TEST_F(Commands, ImportNamesTheSourcesThereAreAndTheFileThatIsNot) {
  const auto file = values("a.csv", "organic-food;13;2025;33,3;final\n");
  const auto unknown = tertil({"import", "--source", "nix", file});
  EXPECT_EQ(unknown.code, 2);
  EXPECT_THAT(unknown.err, HasSubstr("own-key-figures"));
  const auto missing = tertil({"import", "--source", "own-key-figures", "/finns/inte.csv"});
  EXPECT_NE(missing.code, 0);
  EXPECT_THAT(missing.err, HasSubstr("/finns/inte.csv"));
}

TEST_F(Commands, ExportIsSortedAndTheSameInAnotherStore) {
  const auto here = tertil({"export", "--canonical"});
  EXPECT_EQ(here.code, 0);
  const TemporaryFolder other;
  EXPECT_EQ(run_program({"export", "--canonical", "--data", other.path().string()}).out, here.out);
  std::istringstream stream{here.out};
  std::string before;
  std::size_t count = 0;
  for (std::string line; std::getline(stream, line); ++count) {
    ASSERT_LT(before, line);
    ASSERT_TRUE(json::accept(line)) << line;
    before = line;
  }
  EXPECT_GT(count, 500U);
}

TEST_F(Commands, ExportTakesOneTypeAndNeedsItsForm) {
  const auto targets = tertil({"export", "--canonical", "--type", "target"}).out;
  EXPECT_THAT(targets, HasSubstr("{\"type\":\"target\""));
  EXPECT_THAT(targets, Not(HasSubstr("keyFigureValue")));
  EXPECT_EQ(tertil({"export"}).code, 2);
  EXPECT_THAT(tertil({"export", "--canonical", "--type", "targte"}).err,
              HasSubstr("menade du target?"));
}

TEST_F(Commands, TokenIsShownOnceListedWithoutItsSecretAndRevoked) {
  const auto created = tertil({"token", "create", "--role", "importer", "--source",
                               "own-key-figures", "--expires", "90d", "--note", "Prov"});
  ASSERT_EQ(created.code, 0) << created.err;
  const auto key = http::parse_machine_key(created.out.substr(0, created.out.size() - 1));
  ASSERT_TRUE(key) << created.out;
  EXPECT_THAT(created.err, AllOf(HasSubstr(key->id), Not(HasSubstr(key->secret))));

  const auto listed = tertil({"token", "list"});
  expect_within_80_columns(listed.out);
  EXPECT_THAT(listed.out, AllOf(HasSubstr(key->id), HasSubstr("Prov"), HasSubstr("gäller"),
                                Not(HasSubstr(key->secret))));
  EXPECT_EQ(tertil({"token", "revoke", key->id}).code, 0);
  const auto after = json::parse(tertil({"token", "list", "--json"}).out);
  EXPECT_FALSE(after[0]["revokedAt"].is_null());
  EXPECT_EQ(after[0]["sources"], json::array({"own-key-figures"}));
  EXPECT_EQ(tertil({"token", "revoke", "finnsinte123"}).code, 1);
}

TEST_F(Commands, TokenIsRefusedWithoutASourceOrForTooLong) {
  const auto create = [&](std::vector<std::string> more) {
    std::vector<std::string> arguments{"token", "create", "--role", "importer"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return tertil(arguments);
  };
  EXPECT_THAT(create({"--expires", "90d"}).err, HasSubstr("--source"));
  EXPECT_THAT(create({"--source", "own-key-figures", "--expires", "401d"}).err,
              HasSubstr("högst 400d"));
  EXPECT_THAT(create({"--source", "own-key-figures"}).err, HasSubstr("--expires"));
  EXPECT_THAT(create({"--source", "nix", "--expires", "90d"}).err, HasSubstr("nix"));
  for (const std::string expires : {"90d", "400d"})
    EXPECT_EQ(create({"--source", "own-key-figures", "--expires", expires}).code, 0);
  EXPECT_THAT(json::parse(tertil({"token", "list", "--json"}).out), ::testing::SizeIs(2));
}

TEST_F(Commands, MigratePlansWithoutTouchingAndThenDoes) {
  const auto plan = json::parse(tertil({"migrate", "--plan", "--json"}).out);
  EXPECT_THAT(plan["pending"], Not(IsEmpty()));
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "data" / "tertil.db"));
  const auto done = json::parse(tertil({"migrate", "--json"}).out);
  EXPECT_EQ(done["applied"], plan["pending"]);
  EXPECT_THAT(json::parse(tertil({"migrate", "--plan", "--json"}).out)["pending"], IsEmpty());
}

TEST_F(Commands, DoctorChangesNothingAndSaysHowToMend) {
  const auto before = tertil({"doctor"});
  EXPECT_EQ(before.code, 0);
  EXPECT_THAT(before.out, AllOf(HasSubstr("finns inte än"), HasSubstr("→")));
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "data"));
  ASSERT_EQ(tertil({"compare"}).code, 0);
  const auto checks = json::parse(tertil({"doctor", "--json"}).out);
  EXPECT_EQ(checks["ok"], true);
  std::set<std::string> names;
  for (const auto& check : checks["checks"]) names.insert(check["name"]);
  EXPECT_THAT(names, ::testing::IsSupersetOf({"configuration", "data-directory", "store",
                                              "disk-space", "clock", "web-files", "descriptors",
                                              "freshness-kolada", "freshness-printed"}));
}

TEST_F(Commands, DoctorTellsOfMappingsThatCannotBeReadAndOfScheduledPulls) {
  ASSERT_EQ(tertil({"compare"}).code, 0);
  const auto of = [&](const Ran& ran, std::string_view name) {
    const auto answer = json::parse(ran.out);
    for (const auto& check : answer["checks"])
      if (check["name"] == name) return check;
    return json{};
  };
  auto ran = tertil({"doctor", "--json"});
  EXPECT_EQ(of(ran, "mappings")["result"], "ok");
  EXPECT_THAT(of(ran, "scheduled-pulls")["found"]["en"].get<std::string>(), HasSubstr("are off"));
  EXPECT_THAT(of(ran, "pull-kolada")["found"]["sv"].get<std::string>(), HasSubstr("aldrig"));
  folder_.write("sources/mine.toml", "[mapping]\nid = \"mine\"\nversion = 1\ncolour = 1\n");
  ran = tertil({"doctor", "--json"},
               {{"TERTIL_SOURCES__DIRECTORY", (folder_.path() / "sources").string()},
                {"TERTIL_REMOTE__SCHEDULED", "true"}});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(of(ran, "mappings")["found"]["sv"].get<std::string>(),
              AllOf(HasSubstr("mine.toml"), HasSubstr("colour"), HasSubstr("rad")));
  EXPECT_THAT(of(ran, "scheduled-pulls")["found"]["en"].get<std::string>(), HasSubstr("are on"));
}

// Nitrous oxide: 265 (AR5) or 273 (AR6) kg CO2e/kg, as shipped.
TEST_F(Commands, TheWarmingPotentialsAreChosenAndTheFiguresFollow) {
  folder_.write("gas.csv",
                "date,site,gas,kind,quantity,unit\n"
                "2024-01-10,HSH,nitrousOxide,purchased,1000,kg\n");
  ASSERT_EQ(
      tertil({"import", "--source", "medical-gases", (folder_.path() / "gas.csv").string()}).code,
      0);
  const auto shown = json::parse(tertil({"settings", "show", "--json"}).out);
  EXPECT_EQ(shown["gwp-set"]["value"], "AR5");
  EXPECT_THAT(shown["gwp-set"]["choices"], ::testing::Contains("AR6"));
  const auto chosen = tertil({"settings", "set", "gwp-set", "AR6"});
  EXPECT_EQ(chosen.code, 0) << chosen.err;
  EXPECT_THAT(chosen.out, HasSubstr("AR6"));
  const auto lines = tertil({"export", "--canonical", "--type", "keyFigureValue"}).out;
  EXPECT_THAT(lines, HasSubstr(R"("numerator":273000)")) << "1000 kg of 273";
  EXPECT_THAT(lines, ::testing::Not(HasSubstr(R"("numerator":265000)")));
  EXPECT_EQ(json::parse(tertil({"settings", "show", "--json"}).out)["gwp-set"]["value"], "AR6");
  EXPECT_THAT(tertil({"audit", "export"}).out, HasSubstr("setting/gwp-set"));
  EXPECT_EQ(tertil({"audit", "verify"}).code, 0);
  const auto wrong = tertil({"settings", "set", "gwp-set", "AR9"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_THAT(wrong.err, AllOf(HasSubstr("AR9"), HasSubstr("AR5")));
}

TEST_F(Commands, DoctorFindsAStoreThatIsNone) {
  folder_.write("data/tertil.db", "inte en databas, bara text som någon lade här");
  const auto ran = tertil({"doctor", "--json"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(json::parse(ran.out)["ok"], false);
}

TEST_F(Commands, DoctorTellsOfFaultyConfiguration) {
  const auto ran = tertil({"doctor"}, {{"TERTIL_LOG__LEVEL", "loud"}});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("TERTIL_LOG__LEVEL: log.level"));
}

TEST_F(Commands, FailWithAReasonWhenTheDataDirectoryCannotBeMade) {
  const auto ran = run_program({"compare", "--data", "/proc/tertil"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, AllOf(HasSubstr("/proc/tertil"), HasSubstr("--data")));
}

}  // namespace
}  // namespace tertil::cli
