// Old backups go, and nothing else.
#include "service/backup/rotation.hpp"

#include <gmock/gmock.h>

#include "tests/service/backup/backed_up.hpp"

namespace tertil::backup {
namespace {

using ::testing::ElementsAre;
using tests::must;

TEST(Rotation, NamesABackupByItsSecond) {
  EXPECT_EQ(dated_name(*parse_rfc3339("2026-11-22T13:08:09.25Z")),
            "tertil-20261122T130809Z.tar.zst");
}

TEST(Rotation, RemovesTheOldestBackupsAndTouchesNoOtherFile) {
  const tests::TemporaryDirectory folder;
  const char* const kOthers[] = {"tertil-20200101T000000Z.tar.zst.asc", "tertil-2020.tar.zst",
                                 "anna.tar.zst", "tertil-x0200101T000000Z.tar.zst"};
  for (const char* name : kOthers) tests::write_bytes(folder.path() / name, "x");
  std::filesystem::create_directory(folder.path() / "tertil-20190101T000000Z.tar.zst");
  for (int day = 1; day <= 5; ++day)
    tests::write_bytes(
        folder.path() / ("tertil-2026110" + std::to_string(day) + "T010000Z.tar.zst"), "x");
  EXPECT_THAT(must(remove_oldest(folder.path(), 3)),
              ElementsAre("tertil-20261101T010000Z.tar.zst", "tertil-20261102T010000Z.tar.zst"));
  EXPECT_THAT(must(remove_oldest(folder.path(), 3)), ElementsAre());
  for (const char* name : kOthers) EXPECT_TRUE(std::filesystem::exists(folder.path() / name));
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "tertil-20261103T010000Z.tar.zst"));
}

}  // namespace
}  // namespace tertil::backup
