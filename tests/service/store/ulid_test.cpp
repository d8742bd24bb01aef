#include "service/store/ulid.hpp"

#include <gtest/gtest.h>

#include "service/store/sha256.hpp"

namespace tertil::store {
namespace {

TEST(Ulid, HasTheTimeOfTheSpecificationsExample) {
  // github.com/ulid/spec: 1469918176385 ms is "01ARYZ6S41".
  EXPECT_EQ(ulid({1469918176385'000}, {}), "01ARYZ6S410000000000000000");
}

TEST(Ulid, WritesEveryRandomBitMostSignificantFirst) {
  EXPECT_EQ(ulid({0}, {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}),
            "0000000000ZZZZZZZZZZZZZZZZ");
  EXPECT_EQ(ulid({0}, {0x80}), "0000000000G000000000000000");
  EXPECT_EQ(ulid({0}, {0, 0, 0, 0, 0, 0, 0, 0, 0, 1}), "00000000000000000000000001");
  EXPECT_EQ(ulid({0}, {0x08, 0x42}), "00000000001110000000000000") << "00001 00001 00001 0…";
}

TEST(Ulid, SortsByTimeAndDiffersWithinAMillisecond) {
  EXPECT_LT(ulid({1'000'000}), ulid({1'001'000}));
  EXPECT_NE(ulid({1'000'000}), ulid({1'000'000}));
  EXPECT_EQ(ulid({-5'000'000}, {}), ulid({0}, {})) << "before 1970 there are no batches";
}

TEST(Sha256, GivesThePublishedDigests) {
  // FIPS 180-2, appendix B.1, and the empty message.
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  Sha256 in_parts;
  in_parts.update("a");
  in_parts.update("bc");
  EXPECT_EQ(in_parts.hex(), sha256_hex("abc"));
}

}  // namespace
}  // namespace tertil::store
