#include "service/ingest/pseudonym_key.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "tests/support/installation.hpp"

namespace tertil::ingest {
namespace {

namespace fs = std::filesystem;
using tests::must;
using tests::TemporaryDirectory;

TEST(PseudonymKey, IsMadeOnceForAnInstallationAndIsAnothersInAnother) {
  const TemporaryDirectory one;
  const TemporaryDirectory other;
  const auto key = must(pseudonym_key(one.path()));
  EXPECT_EQ(key.size(), 64U);
  EXPECT_EQ(key.find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_EQ(must(pseudonym_key(one.path())), key) << "the same codes tomorrow";
  EXPECT_NE(must(pseudonym_key(other.path())), key);
}

TEST(PseudonymKey, IsReadableByItsOwnerOnlyAndNothingElseIsLeftBeside) {
  const TemporaryDirectory directory;
  must(pseudonym_key(directory.path()));
  const auto mode = fs::status(directory.path() / "pseudonym.key").permissions();
  EXPECT_EQ(mode, fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(std::distance(fs::directory_iterator{directory.path()}, {}), 1);
}

TEST(PseudonymKey, ThatIsCutShortIsToldAndNotReplaced) {
  const TemporaryDirectory directory;
  std::ofstream{directory.path() / "pseudonym.key"} << "0123abcd\n";
  const auto key = pseudonym_key(directory.path());
  ASSERT_FALSE(key) << "a new one would give other codes for the same vehicles";
  EXPECT_THAT(key.error().message.sv, testing::HasSubstr("pseudonym.key"));
  EXPECT_THAT(key.error().message.en, testing::HasSubstr("pseudonym.key"));
  std::string kept;
  std::getline(std::ifstream{directory.path() / "pseudonym.key"}, kept);
  EXPECT_EQ(kept, "0123abcd");
}

TEST(PseudonymKey, ThatCannotBeMadeIsTold) {
  const auto key = pseudonym_key("/nonexistent/place");
  ASSERT_FALSE(key);
  EXPECT_EQ(key.error().code, ErrorCode::kInternal);
}

}  // namespace
}  // namespace tertil::ingest
