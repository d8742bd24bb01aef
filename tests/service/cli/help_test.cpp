#include <gmock/gmock.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include <sstream>

#include "service/cli/terminal_text.hpp"
#include "service/cli/version.hpp"
#include "tests/service/cli/run_program.hpp"

namespace tertil::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

using Words = std::vector<std::string>;

class EveryCommand : public ::testing::TestWithParam<Words> {};

TEST_P(EveryCommand, ExplainsItselfInBothLanguagesWithin80Columns) {
  std::string other;
  for (const std::string language : {"sv", "en"}) {
    auto arguments = GetParam();
    arguments.insert(arguments.end(), {"--help", "--lang", language});
    const auto ran = run_program(arguments);
    EXPECT_EQ(ran.code, 0);
    EXPECT_EQ(ran.err, "");
    std::string path{"tertil"};
    for (const auto& word : GetParam()) path += ' ' + word;
    EXPECT_THAT(ran.out, HasSubstr((language == "sv" ? "Användning:\n  " : "Usage:\n  ") + path));
    EXPECT_THAT(ran.out,
                HasSubstr(language == "sv" ? "Exempel:\n  tertil" : "Examples:\n  tertil"));
    EXPECT_NE(ran.out, other);
    other = ran.out;
    std::istringstream lines{ran.out};
    for (std::string line; std::getline(lines, line);) EXPECT_LE(width_of(line), 80U) << line;
  }
}

INSTANTIATE_TEST_SUITE_P(
    , EveryCommand,
    ::testing::Values(Words{}, Words{"serve"}, Words{"import"}, Words{"watch"}, Words{"compare"},
                      Words{"rank"}, Words{"certainty"}, Words{"movement"}, Words{"forecast"},
                      Words{"measures"}, Words{"measures", "curve"}, Words{"measures", "best"},
                      Words{"plan"}, Words{"plan", "export"}, Words{"plan", "import"},
                      Words{"export"}, Words{"token"}, Words{"token", "create"},
                      Words{"token", "list"}, Words{"token", "revoke"}, Words{"user"},
                      Words{"user", "add"}, Words{"user", "list"}, Words{"user", "remove"},
                      Words{"user", "allow"}, Words{"user", "password"}, Words{"audit"},
                      Words{"audit", "verify"}, Words{"audit", "export"}, Words{"backup"},
                      Words{"verify-backup"}, Words{"restore"}, Words{"config"},
                      Words{"config", "check"}, Words{"config", "show"}, Words{"settings"},
                      Words{"settings", "show"}, Words{"settings", "set"}, Words{"doctor"},
                      Words{"migrate"}, Words{"copy"}),
    [](const auto& tested) {
      std::string name{"tertil"};
      for (const auto& word : tested.param) name += '_' + word;
      std::ranges::replace(name, '-', '_');
      return name;
    });

struct Mistake {
  std::string name;
  Words arguments;
  std::string sv;
  std::string en;
  friend void PrintTo(const Mistake& mistake, std::ostream* os) { *os << mistake.name; }
};
class WrongCall : public ::testing::TestWithParam<Mistake> {};

TEST_P(WrongCall, IsToldWhatIsWrongAndEndsWith2) {
  const auto& mistake = GetParam();
  const auto swedish = run_program(mistake.arguments);
  EXPECT_EQ(swedish.code, 2);
  EXPECT_EQ(swedish.out, "");
  EXPECT_THAT(swedish.err, AllOf(HasSubstr(mistake.sv), HasSubstr("--help")));
  const auto english = run_program(mistake.arguments, {{"LANG", "en_GB.UTF-8"}});
  EXPECT_EQ(english.code, 2);
  EXPECT_THAT(english.err, HasSubstr(mistake.en));
}

INSTANTIATE_TEST_SUITE_P(
    , WrongCall,
    ::testing::Values(Mistake{"NoCommand", {}, "Användning:", "Usage:"},
                      Mistake{"UnknownCommand",
                              {"rnak"},
                              "inget kommando ”rnak”; menade du rank?",
                              "no command \"rnak\"; did you mean rank?"},
                      Mistake{"UnknownSubcommand",
                              {"token", "crate"},
                              "menade du create?",
                              "did you mean create?"},
                      Mistake{"NoSubcommand",
                              {"config"},
                              "tertil config behöver ett kommando: check, show",
                              "tertil config needs a command: check, show"},
                      Mistake{"UnknownOption",
                              {"rank", "energi", "--yaer", "2023"},
                              "tertil rank har inget val --yaer; menade du --year?",
                              "tertil rank has no option --yaer; did you mean --year?"},
                      Mistake{"MissingOption",
                              {"rank", "energi"},
                              "tertil rank behöver --year",
                              "tertil rank needs --year"},
                      Mistake{"MissingArgument",
                              {"rank", "--year", "2023"},
                              "tertil rank behöver NYCKELTAL",
                              "tertil rank needs KEYFIGURE"},
                      Mistake{"MissingValue",
                              {"rank", "energi", "--year"},
                              "--year ska ha ett värde",
                              "--year must be followed by one value"},
                      Mistake{"NotANumber",
                              {"rank", "energi", "--year", "20x3"},
                              "--year: ska vara ett heltal från 1900 till 2100 (”20x3”)",
                              "--year: must be a whole number from 1900 to 2100 (”20x3”)"},
                      Mistake{"NoneOfThem",
                              {"rank", "energi", "--year", "2023", "--scheme", "third"},
                              "menade du thirds?",
                              "did you mean thirds?"},
                      Mistake{"UnknownRegion",
                              {"compare", "--region", "99"},
                              "”99” är inget av 01, 03",
                              "\"99\" is none of 01, 03"},
                      Mistake{"TooMuch",
                              {"doctor", "mig"},
                              "tar inte emot argumentet ”mig”",
                              "does not take the argument \"mig\""},
                      Mistake{"UnknownLanguage",
                              {"doctor", "--lang", "de"},
                              "is none of sv, en",
                              "is none of sv, en"}),
    [](const auto& tested) { return tested.param.name; });

TEST(Complaint, CannotSteerTheTerminal) {
  EXPECT_THAT(run_program({"\x1b[31m"}).err, Not(HasSubstr("\x1b")));
}

TEST(Version, IsOneLine) {
  const auto ran = run_program({"--version"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out, "tertil " + std::string{version()} + "\n");
}

TEST(HiddenCommands, AreNotOfferedToPeopleButDescribeEveryCommandToScripts) {
  EXPECT_THAT(run_program({"--help"}).out,
              ::testing::Not(::testing::HasSubstr("describe-commands")));
  const auto described = run_program({"describe-commands", "--lang", "en"});
  EXPECT_EQ(described.code, 0);
  const auto all = nlohmann::json::parse(described.out);
  std::vector<std::string> names;
  for (const auto& command : all["commands"]) names.push_back(command["name"]);
  EXPECT_THAT(names, ::testing::IsSupersetOf({"serve", "import", "backup", "restore", "demo"}));
  EXPECT_THAT(names, ::testing::Not(::testing::Contains("describe-commands")));
}

}  // namespace
}  // namespace tertil::cli
