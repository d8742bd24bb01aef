// What `tertil import` says and leaves on a disk that is full or read-only.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/service/cli/run_program.hpp"
#include "tests/support/small_disk.hpp"

namespace tertil::cli {
namespace {

using ::testing::HasSubstr;

class ImportOnADisk : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!disk_.is_there()) GTEST_SKIP() << "may not mount a disk here";
    std::string text = "date,vehicleGroup,fuel,quantity,unit,transactionId\n";
    for (int i = 0; i < 8000; ++i)
      text += "2024-03-03,ambulance,diesel,40,l,T" + std::to_string(i) + "\n";
    file_ = elsewhere_.write("fills.csv", text);
    ASSERT_EQ(tertil({"export", "--canonical"}).code, 0) << "makes the store";
  }
  Ran tertil(std::vector<std::string> arguments) {
    return run_program(std::move(arguments), {{"TERTIL_DATA", (disk_.path() / "data").string()}});
  }
  Ran import() { return tertil({"import", "--source", "fuel-cards", "--json", file_}); }
  std::string facts() { return tertil({"export", "--canonical"}).out; }

  TemporaryFolder elsewhere_;
  tests::SmallDisk disk_{48};
  std::string file_;
};

TEST_F(ImportOnADisk, ThatIsFullStoresNothingAndIsTakenWhenThereIsRoomAgain) {
  const auto before = facts();
  for (const std::size_t room : {0U, 512U * 1024U, 1024U * 1024U}) {
    disk_.fill(room);
    const auto ran = import();
    EXPECT_NE(ran.code, 0) << room;
    EXPECT_FALSE(ran.err.empty()) << room;
    disk_.make_room();
    EXPECT_EQ(facts(), before) << room;
  }
  const auto ran = import();
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("\"stored\":8000"));
}

TEST_F(ImportOnADisk, ThatIsReadOnlyStoresNothingAndIsTakenWhenItIsNot) {
  const auto before = facts();
  ASSERT_TRUE(disk_.read_only(true));
  const auto refused = import();
  EXPECT_NE(refused.code, 0);
  EXPECT_FALSE(refused.err.empty());
  ASSERT_TRUE(disk_.read_only(false));
  EXPECT_EQ(facts(), before);
  const auto ran = import();
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("\"stored\":8000"));
}

}  // namespace
}  // namespace tertil::cli
