// A disk that runs full in the middle: nothing half-made is left, and the words say why.
#include <gmock/gmock.h>

#include "service/backup/restore.hpp"
#include "tests/service/backup/backed_up.hpp"
#include "tests/support/small_disk.hpp"

namespace tertil::backup {
namespace {

using tests::BackedUp;
using tests::kProgram;
using tests::must;

constexpr int kDisk = 8;  // MiB
constexpr std::size_t kRooms[] = {4'096, 65'536, 400'000, 900'000, 1'300'000, 1'400'000};

class FullDisk : public ::testing::TestWithParam<std::size_t> {
 protected:
  /// Everything on the small disk but what keeps it full.
  [[nodiscard]] std::vector<std::string> left(const std::filesystem::path& where) const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{where})
      names.push_back(entry.path().filename().string());
    return names;
  }
  BackedUp all_;
  tests::SmallDisk disk_{kDisk};
};

TEST_P(FullDisk, LeavesNoHalfBackup) {
  if (!disk_.is_there()) GTEST_SKIP() << "may not mount here";
  disk_.fill(GetParam());
  const auto folder = disk_.path() / "backups";
  std::filesystem::create_directory(folder);
  const auto made =
      make({all_.installation.directory() / "tertil.db", all_.installation.directory() / "raw",
            folder / "b.tar.zst", false, kProgram});
  if (made) {
    EXPECT_THAT(left(folder), ::testing::ElementsAre("b.tar.zst"));
  } else {
    EXPECT_EQ(made.error().code, ErrorCode::kStoreFull) << made.error().message.en;
    EXPECT_THAT(left(folder), ::testing::IsEmpty());
  }
}

TEST_P(FullDisk, LeavesNoHalfInstallation) {
  if (!disk_.is_there()) GTEST_SKIP() << "may not mount here";
  must(all_.make());
  disk_.fill(GetParam());
  const auto data = disk_.path() / "data";
  const auto verdict = restore(all_.file(), {data, data / "tertil.db", data / "uploads"}, kProgram,
                               [](store::Engine&, const Manifest&) -> Result<void> { return {}; });
  if (verdict) {
    EXPECT_TRUE(verdict->good());
    EXPECT_TRUE(std::filesystem::exists(data / "tertil.db"));
  } else {
    EXPECT_EQ(verdict.error().code, ErrorCode::kStoreFull) << verdict.error().message.en;
    EXPECT_THAT(left(data), ::testing::IsEmpty());
  }
}

INSTANTIATE_TEST_SUITE_P(Room, FullDisk, ::testing::ValuesIn(kRooms));

}  // namespace
}  // namespace tertil::backup
