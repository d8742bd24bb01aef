// R10: what a backup holds, and what making one leaves alone.
#include <gmock/gmock.h>
#include <unistd.h>

#include <thread>

#include "service/backup/verify.hpp"
#include "service/cli/doctor_backup.hpp"
#include "service/store/last_backup.hpp"
#include "service/store/migrations.hpp"
#include "service/store/sha256.hpp"
#include "service/store/sqlite/engine.hpp"
#include "tests/service/backup/backed_up.hpp"

namespace tertil::backup {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using tests::BackedUp;
using tests::kProgram;
using tests::must;

std::vector<std::string> names_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator{folder})
    names.push_back(entry.path().filename().string());
  return names;
}

TEST(Backup, HoldsTheCanonicalExportAndEveryKeptFile) {
  BackedUp all;
  const auto text = tests::canonical(all.installation.engine());
  const auto made = must(all.make());
  ASSERT_TRUE(made.manifest.contents.canonical);
  EXPECT_EQ(made.manifest.contents.canonical->sha256, store::sha256_hex(text));
  EXPECT_EQ(made.manifest.contents.canonical->lines, std::ranges::count(text, '\n'));
  EXPECT_EQ(made.manifest.parts.size(), 1 + names_in(all.installation.directory() / "raw").size());
  EXPECT_EQ(made.bytes, static_cast<std::int64_t>(std::filesystem::file_size(all.file())));
  EXPECT_THAT(names_in(all.folder.path()), ElementsAre("backup.tar.zst")) << "nothing else is left";
}

TEST(Backup, IsProvedByVerify) {
  BackedUp all;
  must(all.make());
  const auto verdict = must(verify(all.file(), kProgram));
  for (const auto& check : verdict.checks) EXPECT_TRUE(check.good) << check.found.en;
  std::vector<std::string_view> names;
  for (const auto& check : verdict.checks) names.push_back(check.name);
  EXPECT_THAT(names, ElementsAre("file", "store", "contents", "answers"));
}

TEST(Backup, NeverReplacesAFileUnasked) {
  BackedUp all;
  tests::write_bytes(all.file(), "mine");
  const auto refused = all.make();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
  EXPECT_EQ(tests::bytes_of(all.file()), "mine");
  must(all.make(true));
  EXPECT_TRUE(must(verify(all.file(), kProgram)).good());
}

TEST(Backup, IsOfOneMomentWhileImportsGoOn) {
  BackedUp all;
  std::jthread importer{[&](const std::stop_token& stop) {
    for (int year = 1900; year < 2400 && !stop.stop_requested(); ++year)
      must(all.installation.import_text(
          "own-key-figures", "keyFigure;region;year;value;status\nelectric-car-share;13;" +
                                 std::to_string(year % 100 + 1950) + ';' + std::to_string(year) +
                                 ";final\n"));
  }};
  for (int i = 0; i < 3; ++i) {
    must(all.make(true));
    const auto verdict = must(verify(all.file(), kProgram));
    for (const auto& check : verdict.checks) EXPECT_TRUE(check.good) << check.found.en;
  }
}

TEST(Backup, TellsOfKeptFilesThatAreLostOrDamagedAndTakesTheRest) {
  BackedUp all;
  const auto raw = all.installation.directory() / "raw";
  auto names = names_in(raw);
  std::ranges::sort(names);
  ASSERT_GE(names.size(), 3U);
  std::filesystem::remove(raw / names[0]);
  tests::write_bytes(raw / names[1], "other bytes");
  const auto made = must(all.make());
  EXPECT_THAT(made.manifest.missing_uploads, ElementsAre(names[0]));
  EXPECT_THAT(made.manifest.damaged_uploads, ElementsAre(names[1]));
  EXPECT_TRUE(must(verify(all.file(), kProgram)).good()) << "it is what was there";
}

TEST(Backup, RefusesADamagedStoreSoThatGoodBackupsAreNotRotatedAway) {
  BackedUp all;
  const auto broken = all.folder.path() / "broken.db";
  {
    auto bytes = tests::bytes_of(all.installation.directory() / "tertil.db");
    bytes.resize(bytes.size() - 4096 * 3);
    tests::write_bytes(broken, bytes);
  }
  const auto made = make({broken, all.folder.path() / "none", all.file(), false, kProgram});
  EXPECT_FALSE(made);
  EXPECT_FALSE(std::filesystem::exists(all.file()));
}

TEST(Backup, IsMadeBeforeAnUpgradeOfAStoreThatIsOlderThanTheProgram) {
  const tests::TemporaryDirectory folder;
  const auto database = folder.path() / "tertil.db";
  constexpr std::size_t kOlder = 13;
  {
    auto engine = must(
        store::sqlite::open(database.string(), system_clock(), store::migrations().first(kOlder)));
    figures::Published published{*engine};
    must(ingest::put_reference_data(*engine, published));
  }
  const auto file = folder.path() / "backup.tar.zst";
  const auto made = must(make({database, folder.path() / "uploads", file, false, kProgram}));
  EXPECT_EQ(made.manifest.contents.schema, 13);
  EXPECT_EQ(made.manifest.contents.canonical, std::nullopt) << "it is not this program's to say";
  const auto verdict = must(verify(file, kProgram));
  for (const auto& check : verdict.checks) EXPECT_TRUE(check.good) << check.found.en;
  EXPECT_EQ(must(store::sqlite::pending_migrations(database.string())).size(),
            store::migrations().size() - kOlder)
      << "the store is as it was";
}

TEST(Backup, OfAStoreThatIsNewerThanTheProgramIsRefused) {
  BackedUp all;
  must(all.installation.engine().write([](store::Writer& writer) -> Result<void> {
    must(
        writer.execute("INSERT INTO schema_migration VALUES (9999, '9999_later.sql', 'x', 0)", {}));
    return {};
  }));
  const auto refused = all.make();
  ASSERT_FALSE(refused);
  EXPECT_FALSE(std::filesystem::exists(all.file()));
}

TEST(Backup, ByAnotherVersionIsProvedButForTheBytesOfItsExport) {
  BackedUp all;
  must(all.make());
  EXPECT_TRUE(must(verify(all.file(), "another version")).good());
}

TEST(Backup, IsRememberedByTheStoreWithoutTouchingWhatIsPublished) {
  BackedUp all;
  auto& engine = all.installation.engine();
  const auto before = must(engine.change_counter());
  const auto text = tests::canonical(engine);
  const store::LastBackup noted{{1'790'000'000'000'000}, 42};
  must(engine.write([&](store::Writer& writer) { return store::put_last_backup(writer, noted); }));
  std::optional<store::LastBackup> found;
  must(engine.read([&](store::Reader& reader) -> Result<void> {
    found = must(store::last_backup(reader));
    return {};
  }));
  EXPECT_EQ(found, noted);
  EXPECT_EQ(must(engine.change_counter()), before);
  EXPECT_EQ(tests::canonical(engine), text);
}

TEST(DoctorOnBackups, WarnsWhenThereIsNoneAndWhenItIsOlderThanTwoDays) {
  constexpr std::int64_t kHour = 3'600'000'000;
  const Instant now{1'790'000'000'000'000};
  const auto at = [&](std::int64_t hours) {
    return cli::backup_finding(store::LastBackup{{now.microseconds - hours * kHour}, 1}, now);
  };
  EXPECT_EQ(cli::backup_finding(std::nullopt, now).verdict, cli::Verdict::kDoubtful);
  EXPECT_EQ(at(48).verdict, cli::Verdict::kGood);
  EXPECT_EQ(at(49).verdict, cli::Verdict::kDoubtful);
  EXPECT_THAT(at(49).found.en, HasSubstr("49 hours ago"));
  EXPECT_THAT(at(49).remedy.sv, HasSubstr("tertil backup"));
}

}  // namespace
}  // namespace tertil::backup
