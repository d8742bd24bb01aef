// R6, R7: on a disk without room, or one that is read-only, an import over HTTP is refused whole,
// and goes through once the disk is mended.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/http_api/api.hpp"
#include "tests/support/failing_disk.hpp"
#include "tests/support/small_disk.hpp"

namespace tertil::http::testing {
namespace {

using ::testing::HasSubstr;

std::string fills(int count) {
  std::string text = "date,vehicleGroup,fuel,quantity,unit,transactionId\n";
  for (int i = 0; i < count; ++i)
    text += fmt::format("2024-{:02}-03,ambulance,diesel,{},l,T{}\n", 1 + i % 12, 30 + i % 9, i);
  return text;
}

/// How much room is left: none for the upload, for the upload alone, for some of the store's pages.
class FullDisk : public ::testing::TestWithParam<std::size_t> {};

TEST_P(FullDisk, AnImportIsRefusedWholeAndTakenWhenThereIsRoomAgain) {
  if (tests::on_postgresql()) GTEST_SKIP() << "the store's disk is the server's";
  tests::SmallDisk disk{32};
  if (!disk.is_there()) GTEST_SKIP() << "may not mount a disk here";
  Api api{Fill::kReferenceOnly};
  const auto key = api.key("importer", {"fuel-cards"}) + "Content-Type: text/csv\r\n";
  ASSERT_EQ(api.get("/api/v1/imports", key).status, 200);
  const auto request = with_body("POST", "/api/v1/imports?source=fuel-cards", fills(8000), key);
  disk.fill(GetParam());
  const auto refused = api.ask(request);
  EXPECT_EQ(refused.status, 507) << refused.body;
  EXPECT_EQ(refused.header("content-type"), "application/problem+json");
  EXPECT_EQ(parsed(refused.body)["type"], "/problem/store-full");
  EXPECT_EQ(parsed(api.get("/api/v1/imports", key).body)["total"], 0) << "reading goes on";

  disk.make_room();
  const auto taken = api.ask(request);
  ASSERT_EQ(taken.status, 201) << taken.body;
  EXPECT_EQ(parsed(taken.body)["stored"], 8000) << "nothing was there from before";
  EXPECT_EQ(parsed(api.get("/api/v1/imports", key).body)["total"], 1);
}
INSTANTIATE_TEST_SUITE_P(With, FullDisk, ::testing::Values(0U, 512U * 1024U, 1024U * 1024U));

/// A folder that the system lets nobody write in, as a disk becomes that met an error.
class ReadOnlyFolder {
 public:
  explicit ReadOnlyFolder(const std::filesystem::path& folder) : folder_{folder} {
    bound_ = ::mount(folder_.c_str(), folder_.c_str(), nullptr, MS_BIND, nullptr) == 0;
    is_there_ = bound_ && ::mount(nullptr, folder_.c_str(), nullptr,
                                  MS_REMOUNT | MS_BIND | MS_RDONLY, nullptr) == 0;
  }
  ReadOnlyFolder(const ReadOnlyFolder&) = delete;
  ReadOnlyFolder& operator=(const ReadOnlyFolder&) = delete;
  ~ReadOnlyFolder() {
    if (bound_) ::umount2(folder_.c_str(), MNT_DETACH);
  }
  [[nodiscard]] bool is_there() const { return is_there_; }

 private:
  std::filesystem::path folder_;
  bool bound_{false};
  bool is_there_{false};
};

/// A server that was started while it could write.
class ReadOnlyDisk : public ::testing::Test {
 protected:
  [[nodiscard]] Reply import() {
    return api_.ask(with_body("POST", "/api/v1/imports?source=fuel-cards", fills(100), key_));
  }
  void expect_refused(const Reply& refused) {
    EXPECT_EQ(refused.status, 503) << refused.body;
    EXPECT_EQ(refused.header("content-type"), "application/problem+json");
    EXPECT_THAT(refused.body, HasSubstr("gör den skrivbar och försök igen"));
    EXPECT_EQ(parsed(api_.get("/api/v1/imports", key_).body)["total"], 0) << "reading goes on";
  }
  void expect_taken(const Reply& taken) {
    ASSERT_EQ(taken.status, 201) << taken.body;
    EXPECT_EQ(parsed(taken.body)["stored"], 100) << "nothing was there from before";
    EXPECT_EQ(parsed(api_.get("/api/v1/imports", key_).body)["total"], 1);
  }

  tests::FailingDisk disk_;
  Api api_{Fill::kReferenceOnly};
  std::string key_ = api_.key("importer", {"fuel-cards"}) + "Content-Type: text/csv\r\n";
};

TEST_F(ReadOnlyDisk, OfUploadsRefusesAnImportWithWhatToDo) {
  {
    const ReadOnlyFolder folder{api_.installation().directory() / "raw"};
    if (!folder.is_there()) GTEST_SKIP() << "may not mount here";
    expect_refused(import());
  }
  expect_taken(import());
}

TEST_F(ReadOnlyDisk, OfTheStoreRefusesAnImportWholeWithWhatToDo) {
  if (tests::on_postgresql()) GTEST_SKIP() << "the store's disk is the server's";
  tests::FailingDisk::write_fault = SQLITE_READONLY;
  expect_refused(import());
  tests::FailingDisk::write_fault = SQLITE_OK;
  expect_taken(import());
}

}  // namespace
}  // namespace tertil::http::testing
