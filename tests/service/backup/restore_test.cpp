// R10: a restored installation is the one that was backed up, and a restoring that fails leaves
// nothing.
#include "service/backup/restore.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include "service/cli/step_progress.hpp"
#include "tests/service/backup/backed_up.hpp"

namespace tertil::backup {
namespace {

namespace fs = std::filesystem;
using tests::BackedUp;
using tests::kProgram;
using tests::must;

Result<void> no_note(store::Engine&, const Manifest&) { return {}; }

class Restore : public ::testing::Test {
 protected:
  void SetUp() override { must(all_.make()); }
  Result<Verdict> restore_all(
      const std::function<Result<void>(store::Engine&, const Manifest&)>& note = no_note) {
    return restore(all_.file(), {data_, data_ / "tertil.db", data_ / "uploads"}, kProgram, note);
  }
  BackedUp all_;
  fs::path data_{all_.folder.path() / "data"};
};

TEST_F(Restore, GivesTheSameFactsAndFilesByteForByte) {
  ASSERT_TRUE(must(restore_all()).good());
  const auto engine = must(store::open("sqlite:" + (data_ / "tertil.db").string()));
  EXPECT_TRUE(tests::canonical(*engine) == tests::canonical(all_.installation.engine()));
  for (const auto& entry : fs::directory_iterator{all_.installation.directory() / "raw"})
    EXPECT_TRUE(tests::bytes_of(entry.path()) ==
                tests::bytes_of(data_ / "uploads" / entry.path().filename()));
  EXPECT_EQ(fs::status(data_).permissions(), fs::perms::owner_all);
}

TEST_F(Restore, RefusesADirectoryThatHoldsAnything) {
  fs::create_directories(data_);
  for (const char* name : {"tertil.db", "notes.txt"}) {
    tests::write_bytes(data_ / name, "mine");
    const auto refused = restore_all();
    ASSERT_FALSE(refused) << name;
    EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
    EXPECT_EQ(tests::bytes_of(data_ / name), "mine");
    fs::remove(data_ / name);
  }
  fs::create_directories(data_ / "uploads");
  tests::write_bytes(data_ / "uploads" / "kept", "mine");
  EXPECT_FALSE(restore_all()) << "uploads of another installation";
}

TEST_F(Restore, CleansUpAfterATryThatWasKilledAtAnyStep) {
  fs::create_directories(data_ / ".restore" / "uploads");
  tests::write_bytes(data_ / ".restore" / "uploads" / "half", "half");
  tests::write_bytes(data_ / "tertil.db.restore", "half");
  tests::write_bytes(data_ / "tertil.db.restore-wal", "half");
  fs::create_directories(data_ / "uploads");
  tests::write_bytes(data_ / "uploads" / "moved already", "whole");
  ASSERT_TRUE(must(restore_all()).good());
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator{data_})
    names.push_back(entry.path().filename().string());
  EXPECT_THAT(names, ::testing::UnorderedElementsAre("tertil.db", "uploads"));
  EXPECT_FALSE(fs::exists(data_ / "uploads" / "moved already"));
}

TEST_F(Restore, LeavesNothingWhenTheLastStepFails) {
  const auto failed = restore_all([](store::Engine&, const Manifest&) -> Result<void> {
    return fail(ErrorCode::kInternal, {"fel", "fault"});
  });
  EXPECT_FALSE(failed);
  EXPECT_TRUE(fs::is_empty(data_));
}

TEST_F(Restore, ByRootBelongsToTheOwnerOfTheDirectory) {
  if (::geteuid() != 0) GTEST_SKIP() << "not root";
  constexpr uid_t kSomebody = 4242;
  fs::create_directories(data_);
  ASSERT_EQ(::chown(data_.c_str(), kSomebody, kSomebody), 0);
  ASSERT_TRUE(must(restore_all()).good());
  for (const auto& entry : fs::recursive_directory_iterator{data_}) {
    struct stat found {};
    ASSERT_EQ(::stat(entry.path().c_str(), &found), 0);
    EXPECT_EQ(found.st_uid, kSomebody) << entry.path();
  }
}

TEST(RestoreProgress, IsToldInTheReadersWords) {
  EXPECT_EQ(cli::progress_line(Step::kPacking, 48, 100, Language::kSwedish), "packar 48 %");
  EXPECT_EQ(cli::progress_line(Step::kExamining, 0, 0, Language::kEnglish), "examining the store");
}

TEST_F(Restore, TakesAStoreThatLiesOutsideTheDataDirectory) {
  const auto database = all_.folder.path() / "fast-disk" / "t.db";
  ASSERT_TRUE(
      must(restore(all_.file(), {data_, database, data_ / "uploads"}, kProgram, no_note)).good());
  const auto engine = must(store::open("sqlite:" + database.string()));
  EXPECT_TRUE(tests::canonical(*engine) == tests::canonical(all_.installation.engine()));
}

}  // namespace
}  // namespace tertil::backup
