#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/service/cli/run_program.hpp"

namespace tertil::cli {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

class MappingCommand : public ::testing::Test {
 protected:
  Ran mapping(std::vector<std::string> arguments, const std::string& language = "sv_SE.UTF-8") {
    arguments.insert(arguments.begin(), "mapping");
    return run_program(std::move(arguments),
                       {{"TERTIL_DATA", (folder_.path() / "data").string()}, {"LC_ALL", language}});
  }
  TemporaryFolder folder_;
  const std::string table_{
      folder_.write("fills.csv",
                    "Datum;Fordonsgrupp;Drivmedel;Volym (l)\n2024-03-01;Ambulans;HVO100;41,5\n"
                    "2024-03-02;Ambulans;Diesel;38,2\n")};
};

TEST_F(MappingCommand, SuggestGivesAMappingFileThatCheckFindsGoodAndPreviewReadsWith) {
  const auto suggested = mapping({"suggest", table_, "--target", "fuelTransaction"});
  ASSERT_EQ(suggested.code, 0) << suggested.err;
  EXPECT_THAT(suggested.out, HasSubstr("Drivmedel"));
  const auto file = folder_.write("own.toml", suggested.out);
  const auto checked = mapping({"check", file});
  EXPECT_EQ(checked.code, 0) << checked.out;
  const auto read = mapping({"preview", "--source", file, table_, "--json"});
  EXPECT_EQ(json::parse(read.out)["rowsRead"], 2) << read.out << read.err;
  EXPECT_THAT(mapping({"suggest", table_, "--target", "fuel"}).err, HasSubstr("fuelTransaction"));
  EXPECT_EQ(mapping({"suggest", (folder_.path() / "none.csv").string()}).code, 2);
}

TEST_F(MappingCommand, PreviewShowsRowsAndFaultsAndStoresNothing) {
  const auto file = folder_.write("own.csv",
                                  "date,vehicleGroup,fuel,quantity,unit\n"
                                  "2024-03-01,ambulance,HVO100,41.5,l\n"
                                  "2024-13-02,ambulance,diesel,38.2,l\n");
  const auto swedish = mapping({"preview", "--source", "fuel-cards", file});
  EXPECT_EQ(swedish.code, 3);
  EXPECT_THAT(swedish.out, HasSubstr("quantity=41.5"));
  EXPECT_THAT(swedish.out, HasSubstr("rad 3, date: "));
  const auto english = mapping({"preview", "--source", "fuel-cards", file}, "en_GB.UTF-8");
  EXPECT_THAT(english.out, HasSubstr("row 3, date: "));
  EXPECT_EQ(mapping({"preview", "--source", "fule-cards", file}).code, 2);
  const auto facts = run_program({"export", "--canonical", "--type", "fuelTransaction"},
                                 {{"TERTIL_DATA", (folder_.path() / "data").string()}});
  EXPECT_EQ(facts.out.find("HVO100"), std::string::npos);
}

TEST_F(MappingCommand, CheckNamesLineAndColumnOfAFaultInBothLanguages) {
  const auto file = folder_.write("wrong.toml",
                                  "[mapping]\nid = \"own-fuel\"\nversion = 1\n"
                                  "target = \"fuelTransactoin\"\nowner = \"13\"\n");
  const auto swedish = mapping({"check", file});
  EXPECT_EQ(swedish.code, 3);
  EXPECT_THAT(swedish.out, HasSubstr(file + ":4:"));
  const auto english = mapping({"check", file}, "en_GB.UTF-8");
  EXPECT_THAT(english.out, HasSubstr(file + ":4:"));
  EXPECT_NE(swedish.out, english.out);
  const auto faults = json::parse(mapping({"check", file, "--json"}).out)["faults"];
  EXPECT_EQ(faults[0]["line"], 4);
  EXPECT_GT(faults[0]["column"], 0);
  EXPECT_EQ(mapping({"check", (folder_.path() / "none.toml").string()}).code, 2);
}

}  // namespace
}  // namespace tertil::cli
