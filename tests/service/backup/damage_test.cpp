// R9, R10: whatever happens to a backup's file, verify says so, and never that it is good.
#include <archive.h>
#include <gmock/gmock.h>

#include "service/backup/archive.hpp"
#include "service/backup/restore.hpp"
#include "service/backup/seal.hpp"
#include "service/backup/verify.hpp"
#include "service/store/settings.hpp"
#include "service/store/sha256.hpp"
#include "tests/service/backup/backed_up.hpp"

namespace tertil::backup {
namespace {

using ::testing::HasSubstr;
using tests::BackedUp;
using tests::bytes_of;
using tests::kProgram;
using tests::must;
using tests::write_bytes;

/// The first thing that is wrong, in English; empty if nothing is.
std::string fault_of(const std::filesystem::path& file) {
  const auto verdict = must(verify(file, kProgram));
  for (const auto& check : verdict.checks)
    if (!check.good) return check.found.en;
  return {};
}

class Damage : public ::testing::Test {
 protected:
  void SetUp() override { must(all_.make()); }
  /// The backup with other parts: `change` gives each part's bytes, or nothing to leave it out.
  /// The seal fits, as if somebody had made the file anew.
  void remake(
      const std::function<std::optional<std::string>(const std::string&, std::string)>& change) {
    auto from = must(ArchiveReader::open(all_.file()));
    auto to = must(ArchiveWriter::create(changed_, Instant{}));
    while (const auto entry = must(from.next())) {
      std::string bytes;
      must(from.read([&](std::string_view some) -> Result<void> {
        bytes += some;
        return {};
      }));
      if (auto kept = change(entry->name, std::move(bytes))) must(to.add_text(entry->name, *kept));
    }
    must(to.finish());
  }
  BackedUp all_;
  std::filesystem::path changed_{all_.folder.path() / "changed.tar.zst"};
};

TEST_F(Damage, OneFlippedBitIsFoundWhereverItIs) {
  const auto whole = bytes_of(all_.file());
  ASSERT_EQ(fault_of(all_.file()), "");
  std::vector<std::size_t> places{0,
                                  1,
                                  4,
                                  5,
                                  6,
                                  whole.size() - 1,
                                  whole.size() - kSealBytes,
                                  whole.size() - kSealBytes - 1,
                                  whole.size() - kSealBytes + 9};
  for (std::size_t i = 1; i < 24; ++i) places.push_back(i * whole.size() / 24);
  for (const auto place : places) {
    auto bytes = whole;
    bytes[place] = static_cast<char>(bytes[place] ^ 0x10);
    write_bytes(changed_, bytes);
    EXPECT_NE(fault_of(changed_), "") << "byte " << place << " of " << whole.size();
  }
}

TEST_F(Damage, AFileCutShortIsFoundWhereverItWasCut) {
  const auto whole = bytes_of(all_.file());
  for (const auto size : {std::size_t{0}, std::size_t{1}, std::size_t{50}, whole.size() / 2,
                          whole.size() - kSealBytes, whole.size() - 1}) {
    write_bytes(changed_, whole.substr(0, size));
    EXPECT_THAT(fault_of(changed_), HasSubstr("cut short")) << size;
  }
  write_bytes(changed_, whole + "more");
  EXPECT_NE(fault_of(changed_), "");
}

TEST_F(Damage, AMissingPartIsNamed) {
  std::string left_out;
  remake([&](const std::string& name, std::string bytes) -> std::optional<std::string> {
    if (left_out.empty() && name.starts_with("uploads/")) {
      left_out = name;
      return std::nullopt;
    }
    return bytes;
  });
  EXPECT_EQ(fault_of(changed_), left_out + " is missing.");
}

TEST_F(Damage, AMissingStoreOrManifestIsNamed) {
  for (const std::string gone : {"tertil.db", "manifest.json"}) {
    std::filesystem::remove(changed_);
    remake([&](const std::string& name, std::string bytes) {
      return name == gone ? std::nullopt : std::optional{std::move(bytes)};
    });
    EXPECT_EQ(fault_of(changed_), gone + " is missing.");
  }
}

TEST_F(Damage, AChangedPartIsNamedEvenWhenTheFileWasSealedAnew) {
  remake([](const std::string& name, std::string bytes) {
    if (name == "tertil.db") bytes.back() = static_cast<char>(bytes.back() ^ 1);
    return std::optional{std::move(bytes)};
  });
  EXPECT_EQ(fault_of(changed_), "tertil.db has been changed.");
}

TEST_F(Damage, RowsAddedToTheStoreAreFoundEvenWhenItsDigestWasMadeAnew) {
  // Whoever changes the store and its SHA-256 in the manifest still does not fit what it tells.
  const auto database = all_.folder.path() / "tampered.db";
  std::string tampered;
  remake([&](const std::string& name, std::string bytes) {
    if (name == "tertil.db") {
      write_bytes(database, bytes);
      auto engine = must(store::open("sqlite:" + database.string()));
      must(engine->write([](store::Writer& writer) -> Result<void> {
        must(store::put_setting(writer, "x", "y"));
        return {};
      }));
      engine.reset();
      tampered = bytes_of(database);
      return std::optional{tampered};
    }
    if (name == "manifest.json") {
      auto manifest = must(parse_manifest(bytes));
      for (auto& part : manifest.parts)
        if (part.name == "tertil.db")
          part = {part.name, static_cast<std::int64_t>(tampered.size()),
                  store::sha256_hex(tampered)};
      return std::optional{to_json(manifest)};
    }
    return std::optional{std::move(bytes)};
  });
  EXPECT_THAT(fault_of(changed_), HasSubstr("number of rows"));
}

TEST_F(Damage, NamesThatLeadElsewhereAreNeverWritten) {
  for (const std::string name :
       {"../outside", "/tmp/outside", "uploads/../../outside", "uploads/short", "tertil.db-wal"}) {
    std::filesystem::remove(changed_);
    auto archive = must(ArchiveWriter::create(changed_, Instant{}));
    must(archive.add_text(name, "evil"));
    must(archive.finish());
    EXPECT_THAT(fault_of(changed_), HasSubstr("does not belong")) << name;
  }
}

TEST_F(Damage, IsNeverRestored) {
  auto bytes = bytes_of(all_.file());
  bytes[bytes.size() / 3] = static_cast<char>(bytes[bytes.size() / 3] ^ 1);
  write_bytes(changed_, bytes);
  const auto data = all_.folder.path() / "data";
  const auto verdict =
      must(restore(changed_, {data, data / "tertil.db", data / "uploads"}, kProgram,
                   [](store::Engine&, const Manifest&) -> Result<void> { return {}; }));
  EXPECT_FALSE(verdict.good());
  EXPECT_TRUE(std::filesystem::is_empty(data));
}

TEST_F(Damage, SomethingElseIsNoBackup) {
  write_bytes(changed_, std::string(100'000, 'a'));
  EXPECT_THAT(fault_of(changed_), HasSubstr("no backup of tertil's"));
  EXPECT_FALSE(verify(all_.folder.path() / "none", kProgram)) << "no file is no verdict";
}

}  // namespace
}  // namespace tertil::backup
