// R36: a bad setting is named, without starting.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "service/cli/configuration.hpp"
#include "tests/service/cli/run_program.hpp"

namespace tertil::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(ConfigCheck, SaysThatAllIsWellAndWhatWasRead) {
  const TemporaryFolder folder;
  const auto file = folder.write("tertil.toml", "[log]\nlevel = \"warn\"\n");
  const auto ran = run_program({"config", "check", "--config", file});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, AllOf(HasSubstr(file), HasSubstr("i sin ordning")));
  EXPECT_EQ(ran.err, "");
}

TEST(ConfigCheck, ComplainsInTheLanguageAskedFor) {
  const TemporaryFolder folder;
  const auto file = folder.write("tertil.toml", "[log]\nlevel = \"loud\"\n");
  EXPECT_THAT(run_program({"config", "check", "--config", file}).err,
              HasSubstr("väntade något av debug, info, warn, error, fann ”loud”"));
  EXPECT_THAT(run_program({"config", "check", "--config", file, "--lang", "en"}).err,
              HasSubstr("expected one of debug, info, warn, error, found \"loud\""));
}

TEST(ConfigCheck, GivesOneJsonValue) {
  const TemporaryFolder folder;
  const auto file = folder.write("tertil.toml", "[log]\nlevel = \"loud\"\n");
  const auto ran = run_program({"config", "check", "--config", file, "--json"});
  EXPECT_EQ(ran.code, 1);
  const auto json = nlohmann::json::parse(ran.out);
  EXPECT_EQ(json["ok"], false);
  EXPECT_EQ(json["faults"][0]["key"], "log.level");
  EXPECT_EQ(json["faults"][0]["line"], 2);
  EXPECT_EQ(json["faults"][0]["name"], file);
  EXPECT_THAT(json["faults"][0]["message"]["sv"].get<std::string>(), HasSubstr("väntade"));
  EXPECT_THAT(json["faults"][0]["message"]["en"].get<std::string>(), HasSubstr("expected"));
}

TEST(ConfigCheck, FailsForAVariableThatMatchesNoKey) {
  const auto ran = run_program({"config", "check"}, {{"TERTIL_LOG__LEVLE", "info"}});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, AllOf(HasSubstr("TERTIL_LOG__LEVLE"), HasSubstr("TERTIL_LOG__LEVEL?")));
}

TEST(ConfigCheck, CallsABadFlagAUsageError) {
  const auto ran = run_program({"config", "show", "--store", "mysql://x"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("--store: data.store: "));
}

TEST(ConfigShow, TellsEachValueAndItsOrigin) {
  const auto ran = run_program({"config", "show", "--data", "/srv/tertil"},
                               {{"TERTIL_LOG__LEVEL", "debug"}}, {.columns = 100});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out,
              AllOf(HasSubstr("log.level"), HasSubstr("\"debug\""), HasSubstr("TERTIL_LOG__LEVEL"),
                    HasSubstr("--data"), HasSubstr("sqlite:/srv/tertil/tertil.db")));
}

TEST(ConfigShow, GivesEveryKeyAsJson) {
  const auto ran =
      run_program({"config", "show", "--json"}, {{"TERTIL_LIMITS__IDLE_DEADLINE_MS", "5000"}});
  const auto json = nlohmann::json::parse(ran.out);
  EXPECT_EQ(json.size(), all_keys().size());
  EXPECT_EQ(json["limits.idle_deadline_ms"]["value"], 5000);
  EXPECT_EQ(json["limits.idle_deadline_ms"]["origin"], "environment");
  EXPECT_EQ(json["server.listen"]["origin"], "default");
  EXPECT_EQ(json["server.listen"]["environment"], "TERTIL_SERVER__LISTEN");
}

TEST(ConfigShow, WritesAFileThatIsReadBackAsItWas) {
  const TemporaryFolder folder;
  const auto first = run_program(
      {"config", "show", "--toml"},
      {{"TERTIL_SERVER__NAMES", "a.se,b.se"}, {"TERTIL_SITE__NAME", "Region \"Halland\" \\ åäö"}});
  const auto file = folder.write("tertil.toml", first.out);
  const auto loaded = load_configuration({.file = file});
  EXPECT_THAT(loaded.faults, ::testing::IsEmpty());
  EXPECT_THAT(loaded.configuration.texts("server.names"), ::testing::ElementsAre("a.se", "b.se"));
  EXPECT_EQ(loaded.configuration.text("site.name"), "Region \"Halland\" \\ åäö");
  EXPECT_EQ(loaded.configuration.setting("server.listen").origin.from, Origin::From::kDefault);
}

TEST(ConfigShow, NeverReadsASecretAloud) {
  const TemporaryFolder folder;
  const auto secret = folder.write("losenord", "hemligt\n");
  std::filesystem::permissions(secret, std::filesystem::perms{0600});
  for (const std::string form : {"--json", "--toml", "--lang=sv"}) {
    const auto ran =
        run_program({"config", "show", form}, {{"TERTIL_DATA__PASSWORD_FILE", secret}});
    EXPECT_EQ(ran.code, 0);
    EXPECT_THAT(ran.out + ran.err, Not(HasSubstr("hemligt")));
  }
}

}  // namespace
}  // namespace tertil::cli
