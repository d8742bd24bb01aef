// The container: what is put in comes out, and other programs can open it.
#include "service/backup/archive.hpp"

#include <gmock/gmock.h>

#include <cstdlib>

#include "service/backup/seal.hpp"
#include "service/store/sha256.hpp"
#include "tests/service/backup/backed_up.hpp"

namespace tertil::backup {
namespace {

using tests::bytes_of;
using tests::must;

class Archive : public ::testing::Test {
 protected:
  void write(const std::string& content) {
    tests::write_bytes(folder_.path() / "in", content);
    auto archive = must(ArchiveWriter::create(file_, Instant{1'700'000'000'000'000}));
    must(archive.add_file("tertil.db", folder_.path() / "in"));
    must(archive.add_text("manifest.json", "{}"));
    must(archive.finish());
  }
  tests::TemporaryDirectory folder_;
  std::filesystem::path file_{folder_.path() / "a.tar.zst"};
};

TEST_F(Archive, GivesBackEveryByteOfEveryPartInOrder) {
  std::string content(3'000'000, 'x');
  for (std::size_t i = 0; i < content.size(); i += 7) content[i] = static_cast<char>(i);
  write(content);
  auto archive = must(ArchiveReader::open(file_));
  std::vector<std::string> names;
  std::string all;
  while (const auto entry = must(archive.next())) {
    names.push_back(entry->name);
    must(archive.read([&](std::string_view bytes) -> Result<void> {
      all += bytes;
      return {};
    }));
  }
  must(archive.finish());
  EXPECT_THAT(names, ::testing::ElementsAre("tertil.db", "manifest.json"));
  EXPECT_TRUE(all == content + "{}");
}

TEST_F(Archive, IsOpenedByTarWithoutAWordOfComplaint) {
  write("hej");
  const auto out = (folder_.path() / "out").string();
  const auto command =
      "cd " + folder_.path().string() + " && tar --zstd -xOf a.tar.zst tertil.db >out 2>err";
  if (std::system("tar --zstd --version >/dev/null 2>&1 && zstd --version >/dev/null 2>&1") != 0)
    GTEST_SKIP() << "no tar with zstd here";
  ASSERT_EQ(std::system(command.c_str()), 0);
  EXPECT_EQ(bytes_of(out), "hej");
  EXPECT_EQ(bytes_of(folder_.path() / "err"), "");
}

TEST_F(Archive, IsReadableByItsOwnerAlone) {
  write("hej");
  EXPECT_EQ(std::filesystem::status(file_).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(Archive, IsNotWrittenOverAFileThatIsThere) {
  tests::write_bytes(file_, "mine");
  EXPECT_FALSE(ArchiveWriter::create(file_, Instant{}));
  EXPECT_EQ(bytes_of(file_), "mine");
}

TEST(Seal, TellsTheDigestOfAllBytesBeforeIt) {
  const auto digest = store::sha256_hex("abc");
  EXPECT_EQ(digest_in(seal_of(digest)), digest);
  EXPECT_EQ(digest_in(seal_of(digest).substr(1)), std::nullopt);
  EXPECT_EQ(digest_in(std::string(kSealBytes, '\0')), std::nullopt);
}

}  // namespace
}  // namespace tertil::backup
