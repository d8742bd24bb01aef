#include "service/ingest/sources.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "tests/support/installation.hpp"

namespace tertil::ingest {
namespace {

using tests::Fill;
using tests::Installation;
using tests::must;
using tests::TemporaryDirectory;

constexpr const char* kOwnWaste = R"([mapping]
id = "waste"
version = 7
target = "wasteWeight"
owner = "13"
[source]
formats = ["canonical"]
onBadRow = "reject"
[name]
sv = "Vårt avfall"
en = "Our waste"
[attribution]
sv = "Källa: vi"
en = "Source: us"
)";

class SourceLayers : public ::testing::Test {
 protected:
  void write(const std::string& name, const std::string& toml) {
    std::ofstream{files_.path() / name} << toml;
  }
  std::vector<SourceProblem> reload() {
    sources_.set_directory(files_.path());
    return must(sources_.reload(installation_.engine()));
  }
  Installation installation_{Fill::kReferenceOnly};
  TemporaryDirectory files_;
  Sources sources_;
};

TEST_F(SourceLayers, AFileGoesBeforeTheShippedSourceOfItsIdAndTheOthersStay) {
  EXPECT_EQ(must(sources_.find("waste"))->name.en, "Waste");
  write("waste.toml", kOwnWaste);
  EXPECT_TRUE(reload().empty());
  EXPECT_EQ(must(sources_.find("waste"))->name.en, "Our waste");
  EXPECT_TRUE(sources_.find("fuel-cards"));
}

TEST_F(SourceLayers, TheShippedSourceIsBackWhenTheFileIsGone) {
  write("waste.toml", kOwnWaste);
  EXPECT_TRUE(reload().empty());
  std::filesystem::remove(files_.path() / "waste.toml");
  EXPECT_TRUE(reload().empty());
  EXPECT_EQ(must(sources_.find("waste"))->name.en, "Waste");
}

TEST_F(SourceLayers, AFileThatIsNoSourceIsToldWithItsLineAndTheShippedOneHolds) {
  write("waste.toml", "[mapping]\nid = \"waste\"\ntarget = \"wasteWeigth\"\n");
  const auto problems = reload();
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].where, "waste.toml");
  EXPECT_GT(problems[0].fault.line, 0);
  EXPECT_FALSE(problems[0].fault.message.sv.empty());
  EXPECT_FALSE(problems[0].fault.message.en.empty());
  EXPECT_EQ(must(sources_.find("waste"))->name.en, "Waste");
}

}  // namespace
}  // namespace tertil::ingest
