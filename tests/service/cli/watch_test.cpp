// `tertil watch` as a program of its own: killed, stopped, and beside another.
#include <fcntl.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "tests/service/cli/run_program.hpp"

namespace tertil::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using ::testing::HasSubstr;

class Watch : public ::testing::Test {
 protected:
  [[nodiscard]] std::string data() const { return (folder_.path() / "data").string(); }
  [[nodiscard]] std::string drop() const { return (folder_.path() / "slapp").string(); }
  Ran once(std::vector<std::string> more = {}) {
    std::vector<std::string> arguments{"watch",    "--once", "--directory", drop(),
                                       "--settle", "0",      "--data",      data()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_program(std::move(arguments));
  }
  void put(const std::string& name, int year) {
    folder_.write("slapp/incoming/own-key-figures/." + name,
                  fmt::format("keyFigure,region,year,value,status\n"
                              "energy-use-premises,13,{},190,final\n",
                              year));
    const auto incoming = folder_.path() / "slapp/incoming/own-key-figures";
    fs::rename(incoming / ("." + name), incoming / name);
  }
  pid_t start() {
    const pid_t child = ::fork();
    if (child == 0) {
      const int nowhere = ::open("/dev/null", O_RDWR);
      for (const int descriptor : {0, 1, 2}) ::dup2(nowhere, descriptor);
      ::execl(TERTIL_PROGRAM, "tertil", "watch", "--directory", drop().c_str(), "--settle", "0",
              "--data", data().c_str(), static_cast<char*>(nullptr));
      ::_exit(127);
    }
    return child;
  }
  /// Files in `done`, reports left out.
  int files_done() {
    int found = 0;
    std::error_code ignored;
    for (const auto& entry : fs::recursive_directory_iterator{drop() + "/done", ignored})
      if (entry.path().extension() == ".csv") ++found;
    return found;
  }
  int stored_rows() {
    const auto ran =
        run_program({"export", "--canonical", "--type", "keyFigureValue", "--data", data()});
    int found = 0;
    std::istringstream lines{ran.out};
    for (std::string line; std::getline(lines, line);) {
      const auto value = json::parse(line);
      if (value["keyFigure"] == "energy-use-premises" && value.value("series", "") == "own")
        ++found;
    }
    return found;
  }
  TemporaryFolder folder_;
};

TEST_F(Watch, OnceForCronSaysHowItWentByItsExitCode) {
  EXPECT_EQ(once().code, 0);
  EXPECT_TRUE(fs::is_directory(drop() + "/incoming/own-key-figures")) << "made for each source";
  put("a.csv", 2001);
  const auto good = once({"--json"});
  EXPECT_EQ(good.code, 0) << good.err;
  EXPECT_EQ(json::parse(good.out)["done"], 1);
  folder_.write("slapp/incoming/own-key-figures/b.csv", "nonsense\n1\n");
  const auto bad = once();
  EXPECT_EQ(bad.code, 3);
  EXPECT_THAT(bad.out, HasSubstr("AVVISAD  own-key-figures/b.csv"));
  folder_.write("slapp/incoming/los.csv", "x\n");
  EXPECT_EQ(once().code, 1) << "somebody must look";
  EXPECT_EQ(run_program({"watch", "--once", "--data", data()}).code, 2) << "no folder named";
}

TEST_F(Watch, StopsAtSigtermWithTheFileUnderWayFinished) {
  ASSERT_EQ(once().code, 0);
  const auto child = start();
  put("a.csv", 2001);
  for (int i = 0; i < 1500 && files_done() < 1; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  EXPECT_EQ(files_done(), 1);
  ::kill(child, SIGTERM);
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST_F(Watch, KilledAtAnyMomentLosesNothingAndStoresNothingTwice) {
  ASSERT_EQ(once().code, 0);
  const auto seed = std::random_device{}();
  SCOPED_TRACE(fmt::format("seed {}", seed));
  std::mt19937 random{seed};
  int files = 0;
  for (int kill = 0; kill < 6; ++kill) {
    const auto child = start();
    for (int i = 0; i < 8; ++i) {
      put(fmt::format("f{}.csv", files), 1910 + files);
      ++files;
    }
    const auto before = files_done();
    for (int i = 0; i < 1000 && files_done() == before; ++i)  // it is at work
      std::this_thread::sleep_for(std::chrono::milliseconds{5});
    std::this_thread::sleep_for(std::chrono::milliseconds{random() % 40});
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
  }
  EXPECT_EQ(once().code, 0);
  EXPECT_EQ(files_done(), files);
  EXPECT_EQ(stored_rows(), files);
  std::error_code ignored;
  int reports = 0;
  for (const auto& entry : fs::recursive_directory_iterator{drop() + "/done", ignored})
    if (entry.path().string().ends_with(".rapport.json")) ++reports;
  EXPECT_EQ(reports, files) << "each has its report";
}

TEST_F(Watch, TwoProgramsAtOneFolderDoNoHarm) {
  ASSERT_EQ(once().code, 0);
  const auto one = start();
  const auto other = start();
  constexpr int kFiles = 25;
  for (int i = 0; i < kFiles; ++i) put(fmt::format("f{}.csv", i), 1950 + i);
  for (int i = 0; i < 3000 && files_done() < kFiles; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  EXPECT_EQ(files_done(), kFiles);
  for (const auto child : {one, other}) {
    ::kill(child, SIGTERM);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  }
  EXPECT_EQ(stored_rows(), kFiles);
}

}  // namespace
}  // namespace tertil::cli
