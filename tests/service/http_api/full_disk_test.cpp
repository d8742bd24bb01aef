// On a disk without room an import over HTTP is refused whole, and goes through once there is room.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/http_api/api.hpp"
#include "tests/support/small_disk.hpp"

namespace tertil::http::testing {
namespace {

std::string fills(int count) {
  std::string text = "date,vehicleGroup,fuel,quantity,unit,transactionId\n";
  for (int i = 0; i < count; ++i)
    text += fmt::format("2024-{:02}-03,ambulance,diesel,{},l,T{}\n", 1 + i % 12, 30 + i % 9, i);
  return text;
}

/// How much room is left: none for the upload, for the upload alone, for some of the store's pages.
class FullDisk : public ::testing::TestWithParam<std::size_t> {};

TEST_P(FullDisk, AnImportIsRefusedWholeAndTakenWhenThereIsRoomAgain) {
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

}  // namespace
}  // namespace tertil::http::testing
