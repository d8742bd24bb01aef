// ux 10.2 and promises 5.9: what becomes of files in a drop folder, attacks included.
#include "service/ingest/drop_folder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fcntl.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "service/ingest/folder_watch.hpp"
#include "service/store/batches.hpp"
#include "tests/support/installation.hpp"

namespace tertil::ingest {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr const char* kSource = "own-key-figures";

std::string file_of(int year, std::string_view value = "187.9") {
  return fmt::format("keyFigure,region,year,value,status\nenergy-use-premises,13,{},{},final\n",
                     year, value);
}

std::string bytes_of(const fs::path& path) {
  std::ifstream stream{path, std::ios::binary};
  std::ostringstream all;
  all << stream.rdbuf();
  return all.str();
}

class DropFolderTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(folder().prepare());
    ::umask(0022);
  }
  DropFolder folder() {
    return DropFolder{
        root_,
        {installation_.importer(), [this] { return sources_; },
         [this](const DropEvent& event) { events_.push_back(event); }, system_clock()}};
  }
  DropRound look() {
    auto looked = folder().round({});
    EXPECT_TRUE(looked) << looked.error().where;
    return looked.value_or(DropRound{});
  }
  void put(const std::string& name, std::string_view bytes) const {
    std::ofstream{incoming() / name, std::ios::binary} << bytes;
  }
  [[nodiscard]] fs::path incoming() const { return root_ / "incoming" / kSource; }
  [[nodiscard]] fs::path processing() const { return root_ / "processing" / kSource; }
  [[nodiscard]] fs::path done() const {
    return root_ / "done" / to_rfc3339(system_clock().now()).substr(0, 7);
  }
  /// Names, without our own locks.
  static std::vector<std::string> names(const fs::path& folder) {
    std::vector<std::string> found;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator{folder, ignored})
      if (entry.path().filename() != ".lock") found.push_back(entry.path().filename().string());
    std::ranges::sort(found);
    return found;
  }
  nlohmann::json report(const fs::path& path) { return nlohmann::json::parse(bytes_of(path)); }
  std::int64_t batches() {
    std::int64_t total = 0;
    EXPECT_TRUE(installation_.engine().read([&](store::Reader& reader) -> Result<void> {
      const auto listed = store::batches(reader, {});
      if (!listed) return tl::unexpected{listed.error()};
      total = listed->total;
      return {};
    }));
    return total;
  }

  tests::Installation installation_{tests::Fill::kReferenceOnly};
  tests::TemporaryDirectory outside_;
  tests::TemporaryDirectory place_;
  fs::path root_{place_.path() / "slapp"};
  std::vector<DropSource> sources_{{kSource, "", 0}, {"targets", "", 0}};
  std::vector<DropEvent> events_;
};

TEST_F(DropFolderTest, AFileIsStoredAndPutAwayWithAReportBeside) {
  put("åter.csv", file_of(2024));
  const auto round = look();
  EXPECT_EQ(round.done, 1);
  EXPECT_EQ(round.failed, 0);
  EXPECT_FALSE(round.findings);
  EXPECT_THAT(names(incoming()), IsEmpty());
  EXPECT_THAT(names(processing()), IsEmpty());
  EXPECT_THAT(names(done()), ElementsAre("åter.csv", "åter.csv.rapport.json"));
  EXPECT_EQ(bytes_of(done() / "åter.csv"), file_of(2024));
  const auto told = report(done() / "åter.csv.rapport.json");
  EXPECT_EQ(told["state"], "stored");
  EXPECT_EQ(told["source"], kSource);
  EXPECT_EQ(told["receipt"]["stored"], 1);
  EXPECT_EQ(told["receipt"]["fileName"], "åter.csv");
  EXPECT_THAT(told["summary"]["sv"].get<std::string>(), HasSubstr("Lagrad: 1 av 1 rader"));
  EXPECT_NE(told["summary"]["sv"], told["summary"]["en"]);
  EXPECT_EQ(batches(), 1);
}

TEST_F(DropFolderTest, ABadFileIsRefusedWithWordsAboutEachFinding) {
  put("fel.csv", file_of(2024, "12x"));
  const auto round = look();
  EXPECT_EQ(round.failed, 1);
  EXPECT_TRUE(round.findings);
  EXPECT_THAT(names(root_ / "failed"), ElementsAre("fel.csv", "fel.csv.rapport.json"));
  const auto told = report(root_ / "failed" / "fel.csv.rapport.json");
  EXPECT_EQ(told["state"], "rejected");
  ASSERT_FALSE(told["findings"].empty());
  EXPECT_THAT(told["findings"][0]["sv"].get<std::string>(), HasSubstr("rad 2"));
  EXPECT_THAT(told["whatToDo"]["en"].get<std::string>(), HasSubstr("incoming again"));
  EXPECT_EQ(events_.at(0).kind, DropEvent::Kind::kFailed);
}

TEST_F(DropFolderTest, UnfinishedFilesAreLeftAlone) {
  const std::vector<std::string> left{".dold.csv",      "a.csv.part", "b.tmp",   "c.PART",
                                      "d.csv.filepart", "e~",         "~$f.xlsx"};
  for (const auto& name : left) put(name, file_of(2024));
  put("x.csv.rapport.json", "{}");
  const auto round = look();
  EXPECT_EQ(round.done + round.failed + round.trouble, 0);
  EXPECT_EQ(names(incoming()).size(), left.size() + 1);
}

TEST_F(DropFolderTest, AFileIsLeftUntilNobodyHasTouchedItForAWhile) {
  sources_[0].settle_seconds = 3600;
  put("a.csv", file_of(2024));
  // An old time of writing proves nothing: a copy is given one while it is being made.
  fs::last_write_time(incoming() / "a.csv",
                      fs::file_time_type::clock::now() - std::chrono::hours{48});
  EXPECT_EQ(look().waiting, 1);
  EXPECT_THAT(names(incoming()), ElementsAre("a.csv"));
  sources_[0].settle_seconds = 0;
  EXPECT_EQ(look().done, 1);
}

TEST_F(DropFolderTest, OnlyNamesThatFitTheSourcesPatternAreTaken) {
  sources_[0].glob = "energi_*.csv";
  put("energi_2024.csv", file_of(2024));
  put("ENERGI_2023.CSV", file_of(2023));
  put("annat.csv", file_of(2022));
  const auto round = look();
  EXPECT_EQ(round.done, 2);
  EXPECT_EQ(round.trouble, 1);
  EXPECT_THAT(names(incoming()), ElementsAre("annat.csv"));
}

TEST_F(DropFolderTest, TheSameBytesAreStoredOnceAndSameNamesAreKeptApart) {
  put("a.csv", file_of(2024));
  look();
  put("a.csv", file_of(2024));
  look();
  put("a.csv", file_of(2023));
  look();
  EXPECT_THAT(names(done()), UnorderedElementsAre("a.csv", "a.csv.rapport.json", "a (2).csv",
                                                  "a (2).csv.rapport.json", "a (3).csv",
                                                  "a (3).csv.rapport.json"));
  EXPECT_EQ(report(done() / "a (2).csv.rapport.json")["state"], "repeated");
  EXPECT_EQ(batches(), 2);
}

TEST_F(DropFolderTest, WhatACrashLeftInProcessingIsFinished) {
  fs::create_directories(processing());
  std::ofstream{processing() / "a.csv"} << file_of(2024);  // taken over, not imported
  ASSERT_TRUE(installation_.import_text(kSource, file_of(2023)));
  std::ofstream{processing() / "b.csv"} << file_of(2023);  // imported, not put away
  fs::create_directories(done());
  std::ofstream{done() / "b.csv.rapport.json"} << "{}";  // the report came before the crash
  const auto round = look();
  EXPECT_EQ(round.done, 2);
  EXPECT_THAT(names(processing()), IsEmpty());
  EXPECT_THAT(names(done()),
              ElementsAre("a.csv", "a.csv.rapport.json", "b.csv", "b.csv.rapport.json"));
  EXPECT_EQ(report(done() / "b.csv.rapport.json")["state"], "repeated");
  EXPECT_EQ(batches(), 2);
}

// An archive is known by its name or, where it is called something else, by its bytes.
TEST_F(DropFolderTest, AZipFileGoesToFailedWithAReportThatSaysToUnpackIt) {
  const std::string empty_archive = "PK\x05\x06" + std::string(18, '\0');
  for (const std::string name : {"allt.ZIP", "allt.csv"}) {
    put(name, empty_archive);
    EXPECT_EQ(look().failed, 1) << name;
    EXPECT_FALSE(fs::exists(incoming() / name));
    EXPECT_EQ(bytes_of(root_ / "failed" / name), empty_archive);
    const auto said = report(root_ / "failed" / (name + ".rapport.json")).dump();
    EXPECT_THAT(said, HasSubstr("Packa upp den och")) << name;
    EXPECT_THAT(said, HasSubstr("Unpack it and")) << name;
  }
}

TEST_F(DropFolderTest, LinksAndPipesInIncomingAreNeverFollowed) {
  const auto secret = outside_.path() / "secret.csv";
  std::ofstream{secret} << file_of(2024);
  fs::create_symlink(secret, incoming() / "link.csv");
  fs::create_directory_symlink(outside_.path(), root_ / "incoming" / "targets2");
  ASSERT_EQ(::mkfifo((incoming() / "pipe.csv").c_str(), 0600), 0);
  fs::create_directory(incoming() / "folder.csv");
  auto one = folder();
  for (int i = 0; i < 3; ++i) {
    const auto round = one.round({}).value();
    EXPECT_EQ(round.done + round.failed, 0);
    EXPECT_EQ(round.trouble, 4);
  }
  EXPECT_EQ(batches(), 0);
  EXPECT_EQ(bytes_of(secret), file_of(2024));
  EXPECT_EQ(events_.size(), 4U) << "each is told once";
}

TEST_F(DropFolderTest, AFileSwappedForALinkAfterTheLookIsRefusedUnread) {
  const auto secret = outside_.path() / "secret.csv";
  std::ofstream{secret} << file_of(2024);
  fs::create_directories(processing());
  fs::create_symlink(secret, processing() / "swapped.csv");  // as if between the look and the move
  EXPECT_EQ(look().failed, 1);
  EXPECT_EQ(batches(), 0);
  EXPECT_TRUE(fs::is_symlink(root_ / "failed" / "swapped.csv")) << "the link itself was moved";
  EXPECT_EQ(bytes_of(secret), file_of(2024));
}

TEST_F(DropFolderTest, ASecondNameForAFileElsewhereIsRefused) {
  const auto secret = place_.path() / "secret.csv";
  std::ofstream{secret} << file_of(2024);
  fs::create_hard_link(secret, incoming() / "hard.csv");
  EXPECT_EQ(look().failed, 1);
  EXPECT_EQ(batches(), 0);
  EXPECT_EQ(bytes_of(secret), file_of(2024));
}

TEST_F(DropFolderTest, FoldersThatAreLinksAreNotEntered) {
  for (const std::string name : {"incoming", "processing"}) {
    SCOPED_TRACE(name);
    const auto ours = root_ / name / kSource;
    fs::remove_all(ours);
    fs::create_directory_symlink(outside_.path(), ours);
    std::ofstream{outside_.path() / "a.csv"} << file_of(2024);
    const auto round = look();
    EXPECT_EQ(round.done + round.failed, 0);
    EXPECT_GE(round.trouble, 1);
    EXPECT_THAT(names(outside_.path()), ElementsAre("a.csv"));
    fs::remove(ours);
    fs::create_directories(ours);
  }
  for (const std::string name : {"incoming", "processing", "done", "failed"}) {
    SCOPED_TRACE(name);
    fs::remove_all(root_ / name);
    fs::create_directory_symlink(outside_.path(), root_ / name);
    EXPECT_FALSE(folder().round({}));
    fs::remove(root_ / name);
    ASSERT_TRUE(folder().prepare());
  }
  EXPECT_THAT(names(outside_.path()), ElementsAre("a.csv"));
  EXPECT_EQ(batches(), 0);
}

TEST_F(DropFolderTest, ALinkAtTheMonthDoesNotLeadFilesAway) {
  fs::create_directory_symlink(outside_.path(), done());
  put("a.csv", file_of(2024));
  const auto round = look();
  EXPECT_EQ(round.done, 0);
  EXPECT_GE(round.trouble, 1);
  EXPECT_THAT(names(outside_.path()), IsEmpty());
  EXPECT_THAT(names(processing()), ElementsAre("a.csv")) << "it waits there";
  fs::remove(done());
  EXPECT_EQ(look().done, 1);
  EXPECT_EQ(batches(), 1);
}

TEST_F(DropFolderTest, StrangeFoldersAndFilesAreToldAndLeft) {
  fs::create_directory(root_ / "incoming" / "finns-inte");
  std::ofstream{root_ / "incoming" / "los.csv"} << file_of(2024);
  EXPECT_EQ(look().trouble, 2);
  ASSERT_EQ(events_.size(), 2U);
  EXPECT_THAT(events_[0].message.sv, HasSubstr("Ingen källa"));
  EXPECT_THAT(events_[1].message.sv, HasSubstr("incoming/KÄLLA"));
  EXPECT_TRUE(fs::exists(root_ / "incoming" / "los.csv"));
}

TEST_F(DropFolderTest, NamesThatAreNoTextAreTakenAndTheirReportIsStillJson) {
  put("m\xe4tare\x1b[31m.csv", file_of(2024));
  EXPECT_EQ(look().done, 1);
  EXPECT_EQ(batches(), 1);
  for (const auto& name : names(done()))
    if (name.ends_with(".rapport.json")) {
      EXPECT_EQ(report(done() / name)["state"], "stored");
    }
}

TEST_F(DropFolderTest, AVeryLongNameIsPutAwayUnderAShorterOne) {
  put(std::string(250, 'a') + ".csv", file_of(2024));
  EXPECT_EQ(look().done, 1);
  EXPECT_EQ(names(done()).size(), 2U);
  EXPECT_THAT(names(processing()), IsEmpty());
}

TEST_F(DropFolderTest, ASourceThatSomebodyElseWorksOnIsLeftToThem) {
  put("a.csv", file_of(2024));
  fs::create_directories(processing());
  const int lock = ::open((processing() / ".lock").c_str(), O_CREAT | O_RDWR, 0600);
  ASSERT_EQ(::flock(lock, LOCK_EX), 0);
  EXPECT_EQ(look().waiting, 1);
  EXPECT_THAT(names(incoming()), ElementsAre("a.csv"));
  ::close(lock);
  EXPECT_EQ(look().done, 1);
}

TEST_F(DropFolderTest, TwoWatchersAtOnceStoreEachFileOnce) {
  constexpr int kFiles = 30;
  for (int i = 0; i < kFiles; ++i) put(fmt::format("f{}.csv", i), file_of(1960 + i));
  std::atomic<int> stored{0};
  {
    std::vector<std::jthread> watchers;
    for (int i = 0; i < 3; ++i)
      watchers.emplace_back([&] {
        auto one = DropFolder{root_,
                              {installation_.importer(), [this] { return sources_; },
                               [](const DropEvent&) {}, system_clock()}};
        for (int rounds = 0; rounds < 5; ++rounds) stored += one.round({}).value().done;
      });
  }
  EXPECT_EQ(stored, kFiles);
  EXPECT_EQ(batches(), kFiles);
  EXPECT_EQ(names(done()).size(), 2U * kFiles);
  EXPECT_THAT(names(processing()), IsEmpty());
}

TEST_F(DropFolderTest, IsWatchedUntilAskedToStop) {
  auto watched = folder();
  std::jthread watcher{[&](const std::stop_token& stop) {
    watch(
        watched, [](const Error&) {}, stop);
  }};
  put("a.csv.part", file_of(2024));
  fs::rename(incoming() / "a.csv.part", incoming() / "a.csv");
  for (int i = 0; i < 1000 && names(done()).size() < 2; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  EXPECT_THAT(names(done()), ElementsAre("a.csv", "a.csv.rapport.json"));
  watcher.request_stop();
  watcher.join();
}

TEST_F(DropFolderTest, AFolderThatMayNotBeReadIsToldWithWhatToDo) {
  fs::permissions(incoming(), fs::perms::none);
  const auto child = ::fork();
  if (child == 0) {  // as somebody who is not its owner
    if (::geteuid() == 0 &&
        (::setresgid(65534, 65534, 65534) != 0 || ::setresuid(65534, 65534, 65534) != 0))
      ::_exit(2);
    const auto refused = Folder::open(incoming().string());
    const bool told = !refused && refused.error().code == ErrorCode::kForbidden &&
                      refused.error().message.sv.find("läs- och skrivrätt") != std::string::npos &&
                      refused.error().message.en.find(incoming().string()) != std::string::npos;
    ::_exit(told ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  fs::permissions(incoming(), fs::perms::owner_all);
}

}  // namespace
}  // namespace tertil::ingest
