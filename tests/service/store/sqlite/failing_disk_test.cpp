// R3, R6, R8: nothing is acknowledged without a sync, and a failed one closes the door.
#include <gmock/gmock.h>

#include "service/store/sqlite/engine.hpp"
#include "tests/service/store/store_fixture.hpp"
#include "tests/support/failing_disk.hpp"

namespace tertil::store::sqlite {
namespace {

using tests::FailingDisk;

class FailingDiskTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = sqlite::open(folder_ / "tertil.db", clock_);
    ASSERT_TRUE(opened) << opened.error().where;
    engine_ = std::move(*opened);
  }
  Result<void> add(const std::string& code) {
    return engine_->write([&](Writer& writer) -> Result<void> {
      const Value cell{code};
      auto done = writer.execute(
          "INSERT INTO region (code, name, short_name, county, kolada_id, iso, source) "
          "VALUES ($1, '', '', '', '', '', '')",
          {&cell, 1});
      if (!done) return tl::unexpected{done.error()};
      return {};
    });
  }
  std::vector<std::string> codes() {
    std::vector<std::string> found;
    EXPECT_TRUE(engine_->read([&](Reader& reader) -> Result<void> {
      const auto rows = reader.query("SELECT code FROM region ORDER BY code", {});
      if (!rows) return tl::unexpected{rows.error()};
      for (const auto& row : *rows) found.push_back(std::get<std::string>(row[0]));
      return {};
    }));
    return found;
  }
  FailingDisk disk_;
  Folder folder_;
  HandClock clock_;
  std::unique_ptr<Engine> engine_;
};

TEST_F(FailingDiskTest, NothingIsAcknowledgedWithoutASync) {
  for (int i = 0; i < 20; ++i) {
    const int before = FailingDisk::syncs;
    ASSERT_TRUE(add(std::to_string(i)));
    EXPECT_GT(FailingDisk::syncs, before);
  }
}

TEST_F(FailingDiskTest, AFailedSyncClosesTheDoorForGoodAndReadingGoesOn) {
  ASSERT_TRUE(add("01"));
  FailingDisk::fail_sync = true;
  const auto failed = add("03");
  ASSERT_FALSE(failed) << "it was not safe, so it is not said to be";
  FailingDisk::fail_sync = false;
  const int syncs = FailingDisk::syncs;
  for (int i = 0; i < 3; ++i) {
    const auto later = add("04");
    ASSERT_FALSE(later) << "the disk says yes again, and is not believed";
    EXPECT_EQ(later.error().code, ErrorCode::kBusy);
  }
  EXPECT_THAT(codes(), ::testing::ElementsAre("01"));
  const auto health = engine_->health();
  ASSERT_TRUE(health);
  EXPECT_FALSE(health->writable);
  EXPECT_THAT(health->reason, ::testing::HasSubstr("sync"));
  engine_.reset();
  EXPECT_EQ(FailingDisk::syncs, syncs) << "no descriptor is synced again, not even at the end";

  SetUp();  // as a restart does
  EXPECT_TRUE(engine_->health()->writable);
  EXPECT_TRUE(add("04"));
  EXPECT_THAT(codes(), ::testing::IsSupersetOf({"01", "04"}));
}

TEST_F(FailingDiskTest, AFullDiskStoresNothingAndIsUsedAgainWhenThereIsRoom) {
  ASSERT_TRUE(add("01"));
  FailingDisk::write_fault = SQLITE_FULL;
  const auto failed = add("03");
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, ErrorCode::kStoreFull);
  EXPECT_THAT(codes(), ::testing::ElementsAre("01")) << "reading goes on";
  FailingDisk::write_fault = SQLITE_OK;
  EXPECT_TRUE(add("03")) << "without a restart";
  EXPECT_THAT(codes(), ::testing::ElementsAre("01", "03"));
}

}  // namespace
}  // namespace tertil::store::sqlite
