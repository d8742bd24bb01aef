// R36: each setting, and what is said of a bad one.
#include "service/cli/configuration.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "service/cli/limit_keys.hpp"
#include "tests/service/cli/run_program.hpp"

namespace tertil::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// What no value of the kind looks like, as it would stand in a file.
std::string broken_value(const Key& key) {
  switch (key.kind) {
    case Kind::kInteger: return std::to_string(key.maximum + 1);
    case Kind::kBoolean: return "\"ja\"";
    case Kind::kText: return "\"två\\nrader\"";
    case Kind::kChoice: return "\"annat\"";
    case Kind::kAddress: return "\"127.0.0.1:65536\"";
    case Kind::kDirectory: return "\"/finns/inte/alls\"";
    case Kind::kNewDirectory: return "\"/etc/passwd\"";
    case Kind::kStore: return "\"mysql://x\"";
    case Kind::kUrl: return "\"javascript:alert(1)\"";
    case Kind::kDate: return "\"2026-02-30\"";
    case Kind::kTexts: return "[1]";
    case Kind::kStatements: return "[{sv = \"bara svenska\"}]";
    case Kind::kRoles: return "[{group = \"bara grupp\"}]";
    case Kind::kSecretFile: return "\"/finns/inte/alls\"";
  }
  return "";
}

class EveryKey : public ::testing::TestWithParam<std::string> {};

TEST_P(EveryKey, WithABrokenValueStopsTheStartAndIsNamedWithItsLine) {
  const auto& key = *find_key(GetParam());
  const auto dot = key.name.find('.');
  const TemporaryFolder folder;
  const auto file =
      folder.write("tertil.toml", "# en rad\n\n[" + key.name.substr(0, dot) + "]\n" +
                                      key.name.substr(dot + 1) + " = " + broken_value(key) + "\n");
  const auto place = file + ":4:" + std::to_string(key.name.size() - dot + 3);

  const auto checked = run_program({"config", "check", "--config", file});
  EXPECT_EQ(checked.code, 1);
  EXPECT_THAT(checked.err, HasSubstr(place + ": " + key.name + ": "));
  const auto served = run_program({"serve", "--config", file, "--lang", "en"});
  EXPECT_EQ(served.code, 1);
  EXPECT_THAT(served.err, HasSubstr(place + ": " + key.name + ": "));
}

TEST_P(EveryKey, WithABrokenVariableIsNamedWithIt) {
  const auto& key = *find_key(GetParam());
  const auto variable = environment_name(key.name);
  const auto broken = key.kind == Kind::kText ? "två\nrader" : "annat\x01";
  const auto checked = run_program({"config", "check"}, {{variable, broken}});
  EXPECT_EQ(checked.code, 1);
  EXPECT_THAT(checked.err, HasSubstr(variable + ": " + key.name + ": "));
}

TEST_P(EveryKey, HasADefaultThatIsAllowedAndTwoDescriptions) {
  const auto& key = *find_key(GetParam());
  EXPECT_THAT(key.description.sv, ::testing::Not(IsEmpty()));
  EXPECT_THAT(key.description.en, ::testing::Not(IsEmpty()));
  EXPECT_NE(key.description.sv, key.description.en);
  const auto dot = key.name.find('.');
  const TemporaryFolder folder;
  const auto file =
      folder.write("tertil.toml", "[" + key.name.substr(0, dot) + "]\n" + key.name.substr(dot + 1) +
                                      " = " + to_toml(key.standard) + "\n");
  const auto loaded = load_configuration({.file = file});
  EXPECT_THAT(loaded.faults, IsEmpty());
}

std::vector<std::string> names_of_keys() {
  std::vector<std::string> names;
  for (const auto& key : all_keys()) names.push_back(key.name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(, EveryKey, ::testing::ValuesIn(names_of_keys()), [](const auto& tested) {
  auto name = tested.param;
  std::ranges::replace(name, '.', '_');
  return name;
});

TEST(Configuration, TakesTheDefaultsWhenNobodySaysAnything) {
  const auto loaded = load_configuration({});
  EXPECT_EQ(loaded.configuration.text("server.listen"), "127.0.0.1:8080");
  EXPECT_EQ(loaded.configuration.text("data.store"), "sqlite:data/tertil.db");
  EXPECT_EQ(loaded.configuration.text("site.region"), "13");
  EXPECT_EQ(loaded.configuration.integer("limits.connections_per_address"), 200);
  EXPECT_THAT(loaded.faults, IsEmpty());
  EXPECT_THAT(loaded.warnings, IsEmpty());
}

TEST(Configuration, LetsTheLaterSourceBeatTheEarlier) {
  const TemporaryFolder folder;
  const auto file = folder.write("tertil.toml",
                                 "[server]\nlisten = \"127.0.0.1:1\"\nthreads = 1\n"
                                 "workers = 1\n[log]\nlevel = \"debug\"\n");
  folder.write("conf.d/20-b.toml", "[server]\nthreads = 3\nworkers = 3\n");
  folder.write("conf.d/10-a.toml", "[server]\nthreads = 2\nlisten = \"127.0.0.1:2\"\n");
  folder.write("conf.d/README", "inte TOML");
  const auto loaded = load_configuration(
      {.file = file,
       .environment = {{"TERTIL_SERVER__LISTEN", "127.0.0.1:3"}, {"TERTIL_SERVER__WORKERS", "4"}},
       .flags = {{"server.listen", "--listen", "[::1]:4"}}});
  ASSERT_THAT(loaded.faults, IsEmpty());
  const auto& configuration = loaded.configuration;
  EXPECT_EQ(configuration.text("log.level"), "debug");
  EXPECT_EQ(configuration.integer("server.threads"), 3);
  EXPECT_EQ(configuration.integer("server.workers"), 4);
  EXPECT_EQ(configuration.text("server.listen"), "[::1]:4");
  EXPECT_EQ(to_string(configuration.setting("server.listen").origin, Language::kEnglish),
            "--listen");
  EXPECT_EQ(to_string(configuration.setting("server.workers").origin, Language::kEnglish),
            "TERTIL_SERVER__WORKERS");
  EXPECT_THAT(to_string(configuration.setting("server.threads").origin, Language::kEnglish),
              ::testing::EndsWith("20-b.toml:2"));
  EXPECT_THAT(loaded.files, SizeIs(3));
}

TEST(Configuration, FindsTheDataDirectoryByFlagThenVariableThenBesideUs) {
  const auto directory = [](Environment environment, std::vector<Flag> flags) {
    return load_configuration({.environment = std::move(environment), .flags = std::move(flags)})
        .configuration.text("data.directory");
  };
  EXPECT_EQ(directory({}, {}), "data");
  EXPECT_EQ(directory({{"TERTIL_DATA", "/a"}}, {}), "/a");
  EXPECT_EQ(directory({{"TERTIL_DATA", "/a"}, {"TERTIL_DATA__DIRECTORY", "/b"}}, {}), "/b");
  EXPECT_EQ(directory({{"TERTIL_DATA", "/a"}}, {{"data.directory", "--data", "/c"}}), "/c");
  EXPECT_EQ(
      load_configuration({.environment = {{"TERTIL_DATA", "/a"}}}).configuration.text("data.store"),
      "sqlite:/a/tertil.db");
}

TEST(Configuration, TakesPathsInAFileFromTheFolderItLiesIn) {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder.path() / "pages");
  const auto file = folder.write(
      "tertil.toml",
      "[server]\nweb = \"pages\"\n[data]\ndirectory = \"d\"\nstore = \"sqlite:s/tertil.db\"\n");
  const auto loaded = load_configuration({.file = file});
  ASSERT_THAT(loaded.faults, IsEmpty());
  EXPECT_EQ(loaded.configuration.text("server.web"), folder.path() / "pages");
  EXPECT_EQ(loaded.configuration.text("data.directory"), folder.path() / "d");
  EXPECT_EQ(loaded.configuration.text("data.store"),
            "sqlite:" + (folder.path() / "s/tertil.db").string());
}

TEST(Configuration, ReadsListsFromFilesAndVariables) {
  const TemporaryFolder folder;
  const auto file = folder.write("tertil.toml",
                                 "[server]\nnames = [\"a.se\", \"b.se\"]\n[accessibility]\n"
                                 "inaccessible = [{sv = \"Kartan\", en = \"The map\"}]\n");
  const auto by_file = load_configuration({.file = file}).configuration;
  EXPECT_THAT(by_file.texts("server.names"), ::testing::ElementsAre("a.se", "b.se"));
  EXPECT_THAT(by_file.statements("accessibility.inaccessible"),
              ::testing::ElementsAre(Text{"Kartan", "The map"}));
  const auto by_variable =
      load_configuration(
          {.environment = {{"TERTIL_SERVER__NAMES", "a.se, b.se"},
                           {"TERTIL_ACCESSIBILITY__OUTSIDE_LAW", "[{sv = \"Ä\", en = \"E\"}]"}}})
          .configuration;
  EXPECT_THAT(by_variable.texts("server.names"), ::testing::ElementsAre("a.se", "b.se"));
  EXPECT_THAT(by_variable.statements("accessibility.outside_law"),
              ::testing::ElementsAre(Text{"Ä", "E"}));
}

TEST(Configuration, GivesEveryLimitToTheServer) {
  Environment environment;
  for (const auto& limit : http::limit_table())
    environment["TERTIL_LIMITS__" + [&] {
      std::string upper{limit.name};
      std::ranges::transform(upper, upper.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
      });
      return upper;
    }()] = std::to_string(limit.smallest);
  const auto loaded = load_configuration({.environment = environment});
  ASSERT_THAT(loaded.faults, IsEmpty());
  EXPECT_THAT(loaded.warnings, IsEmpty());
  for (const auto& limit : http::limit_table())
    EXPECT_EQ(loaded.configuration.integer("limits." + std::string{limit.name}), limit.smallest);
}

TEST(Configuration, CollectsEveryFaultAndKeepsTheRest) {
  const TemporaryFolder folder;
  const auto file = folder.write("tertil.toml",
                                 "[server]\nlisten = 8080\nlistne = \"x\"\n"
                                 "[sever]\n[log]\nlevel = \"info\"\n");
  const auto loaded = load_configuration({.file = file});
  EXPECT_THAT(loaded.faults, SizeIs(3));
  EXPECT_EQ(loaded.configuration.text("server.listen"), "127.0.0.1:8080");
}

struct Suggestion {
  std::string name;
  std::string toml;
  std::string meant;
  friend void PrintTo(const Suggestion& suggestion, std::ostream* os) { *os << suggestion.name; }
};
class MistypedKey : public ::testing::TestWithParam<Suggestion> {};

TEST_P(MistypedKey, IsAnsweredWithTheNearestOne) {
  const TemporaryFolder folder;
  const auto file = folder.write("tertil.toml", GetParam().toml);
  const auto loaded = load_configuration({.file = file});
  ASSERT_THAT(loaded.faults, SizeIs(1));
  EXPECT_THAT(to_line(loaded.faults.front(), Language::kSwedish),
              AllOf(HasSubstr(file + ":"), HasSubstr("menade du " + GetParam().meant + "?")));
  EXPECT_THAT(to_line(loaded.faults.front(), Language::kEnglish),
              HasSubstr("did you mean " + GetParam().meant + "?"));
}

INSTANTIATE_TEST_SUITE_P(
    , MistypedKey,
    ::testing::Values(Suggestion{"Swapped", "[server]\nlisetn = \"x\"\n", "server.listen"},
                      Suggestion{"LeftOut", "[limits]\nconection_per_address = 1\n",
                                 "limits.connections_per_address"},
                      Suggestion{"Table", "[sever]\nlisten = \"x\"\n", "server"},
                      Suggestion{"TopLevel", "limit = 1\n", "limits"},
                      Suggestion{"OtherTable", "[server]\ncomplaint_url = \"https://x\"\n",
                                 "accessibility.complaint_url"}),
    [](const auto& tested) { return tested.param.name; });

TEST(Configuration, TellsWhereAFileStopsBeingToml) {
  const TemporaryFolder folder;
  const auto file = folder.write("tertil.toml", "[server]\nlisten = \n");
  const auto loaded = load_configuration({.file = file});
  ASSERT_THAT(loaded.faults, SizeIs(1));
  EXPECT_THAT(to_line(loaded.faults.front(), Language::kSwedish),
              AllOf(HasSubstr(file + ":2:"), HasSubstr("inte giltig TOML")));
}

TEST(Configuration, RefusesAKeyThatIsGivenTwiceInOneFile) {
  const TemporaryFolder folder;
  const auto file = folder.write("tertil.toml", "[log]\nlevel = \"info\"\nlevel = \"warn\"\n");
  EXPECT_THAT(load_configuration({.file = file}).faults, SizeIs(1));
}

TEST(Configuration, AsksForTheFileThatWasNamedButNotForTheStandardOne) {
  EXPECT_THAT(load_configuration({.file = "/finns/inte.toml"}).faults, SizeIs(1));
  EXPECT_THAT(load_configuration({.standard_file = "/finns/inte.toml"}).faults, IsEmpty());
}

TEST(Configuration, KnowsVariablesThatAreNotItsOwn) {
  const auto loaded = load_configuration({.environment = {{"TERTIL_SERVER__LISTN", "x"},
                                                          {"TERTIL_PASSWORD", "hemligt"},
                                                          {"TERTIL_DATA", "/a"},
                                                          {"TERTIL_H1SPEC", "1"},
                                                          {"TERTIL_TEST_X", "1"},
                                                          {"PATH", "/bin"}}});
  ASSERT_THAT(loaded.warnings, SizeIs(2));
  EXPECT_THAT(to_line(loaded.warnings[0], Language::kSwedish),
              AllOf(HasSubstr("TERTIL_PASSWORD"), ::testing::Not(HasSubstr("hemligt"))));
  EXPECT_THAT(to_line(loaded.warnings[1], Language::kSwedish),
              HasSubstr("menade du TERTIL_SERVER__LISTEN?"));
}

TEST(Configuration, RefusesASecretThatOthersCanRead) {
  const TemporaryFolder folder;
  const auto secret = folder.write("losenord", "hemligt\n");
  const Environment environment{{"TERTIL_DATA__PASSWORD_FILE", secret}};
  chmod(secret.c_str(), 0644);
  const auto open = load_configuration({.environment = environment});
  ASSERT_THAT(open.faults, SizeIs(1));
  EXPECT_THAT(to_line(open.faults.front(), Language::kEnglish), HasSubstr("chmod 600 " + secret));
  chmod(secret.c_str(), 0600);
  EXPECT_THAT(load_configuration({.environment = environment}).faults, IsEmpty());
}

TEST(Configuration, FindsACredentialOfTheServiceManagerByItsBareName) {
  const TemporaryFolder folder;
  const auto secret = folder.write("db", "hemligt\n");
  chmod(secret.c_str(), 0400);
  const Environment environment{{"TERTIL_DATA__PASSWORD_FILE", "db"},
                                {"CREDENTIALS_DIRECTORY", folder.path().string()}};
  EXPECT_THAT(load_configuration({.environment = environment}).faults, IsEmpty());
}

TEST(Configuration, NeverTakesNorRepeatsAPasswordInTheStoresAddress) {
  for (const std::string store : {"postgresql://u:hemligt@h/d", "postgresql://h/d?password=hemligt",
                                  "postgres://u:hemligt@h"}) {
    const auto loaded = load_configuration({.environment = {{"TERTIL_DATA__STORE", store}}});
    ASSERT_THAT(loaded.faults, SizeIs(1)) << store;
    EXPECT_THAT(to_line(loaded.faults.front(), Language::kSwedish),
                AllOf(HasSubstr("data.password_file"), ::testing::Not(HasSubstr("hemligt"))));
  }
  EXPECT_THAT(
      load_configuration({.environment = {{"TERTIL_DATA__STORE", "postgresql://u@h/d"}}}).faults,
      IsEmpty());
}

TEST(Configuration, FindsThePagesBesideABuiltProgram) {
  const TemporaryFolder folder;
  folder.write("web/dist/index.html", "<!doctype html>");
  const auto loaded = load_configuration({.program = folder.path() / "build/release/tertil"});
  EXPECT_EQ(loaded.configuration.text("server.web"), folder.path() / "web/dist");
}

TEST(Configuration, CannotBeMadeToSteerATerminal) {
  const TemporaryFolder folder;
  const auto file = folder.write("tertil.toml", "\"a\\u001B[31m\" = 1\n");
  const auto loaded = load_configuration({.file = file});
  ASSERT_THAT(loaded.faults, SizeIs(1));
  EXPECT_THAT(to_line(loaded.faults.front(), Language::kSwedish),
              ::testing::Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace tertil::cli
