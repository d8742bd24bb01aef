#include "service/cli/logging.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include <array>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "service/http/machine_key.hpp"

namespace tertil::cli::log {
namespace {

using nlohmann::json;

constexpr Instant kAt{1'795'352'880'250'000};

TEST(LogLine, IsAnObjectWithTimeLevelMessageAndFields) {
  const auto line = to_line(
      kAt, Level::kWarn, "långsamt",
      {{"route", "GET /api/v1/regions"}, {"status", 200}, {"dur_ms", 0.25}, {"cached", true}});
  const auto read = json::parse(line);
  EXPECT_EQ(read["ts"], to_rfc3339(kAt));
  EXPECT_EQ(read["level"], "warn");
  EXPECT_EQ(read["msg"], "långsamt");
  EXPECT_EQ(read["route"], "GET /api/v1/regions");
  EXPECT_EQ(read["status"], 200);
  EXPECT_EQ(read["dur_ms"], 0.25);
  EXPECT_EQ(read["cached"], true);
}

TEST(LogLine, StaysOneLineOfJsonWhateverTheTextHolds) {
  std::mt19937 random{17};
  std::uniform_int_distribution<int> any_byte{0, 255};
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    for (int j = 0; j < 24; ++j) text += static_cast<char>(any_byte(random));
    const auto line = to_line(kAt, Level::kInfo, text, {{"raw", text}});
    ASSERT_TRUE(json::accept(line)) << line;
    for (const char c : line) ASSERT_GE(static_cast<unsigned char>(c), 0x20U);
  }
}

TEST(LogLine, KeepsTextThatIsUtf8AndMarksWhatIsNot) {
  const auto said = [](std::string_view text) {
    return json::parse(to_line(kAt, Level::kInfo, text, {}))["msg"].get<std::string>();
  };
  const std::string every = "å ä ö ” € 𝄞 \" \\ / \n \r \t \x01 \x7f \u2028 \u0085";
  EXPECT_EQ(said(every), every);
  EXPECT_EQ(said("a\xff"
                 "b"),
            "a\uFFFDb");
  EXPECT_EQ(said("\xc0\xaf"), "\uFFFD\uFFFD");            // an overlong slash
  EXPECT_EQ(said("\xed\xa0\x80"), "\uFFFD\uFFFD\uFFFD");  // half a surrogate pair
  EXPECT_EQ(said("\xf4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(said("cut \xe2\x82"), "cut \uFFFD\uFFFD");
}

TEST(LogLine, CannotBeForgedByANewline) {
  const auto line = to_line(kAt, Level::kInfo, "a\n{\"ts\":\"2000-01-01T00:00:00Z\"}", {});
  EXPECT_EQ(line.find('\n'), std::string::npos);
}

TEST(LogLine, TellsNoNumberThatJsonHasNot) {
  const auto line = to_line(kAt, Level::kInfo, "x", {{"nan", 0.0 / 0.0}, {"inf", 1e308 * 10}});
  EXPECT_TRUE(json::parse(line)["nan"].is_null());
  EXPECT_TRUE(json::parse(line)["inf"].is_null());
}

TEST(LogLine, NeverHoldsAMachineKey) {
  const auto key = http::make_machine_key();
  const auto line = to_line(kAt, Level::kInfo, "Bearer " + http::to_string(key),
                            {{"header", http::to_string(key)}});
  EXPECT_EQ(line.find(key.secret), std::string::npos);
  EXPECT_NE(line.find(key.id), std::string::npos);
}

/// A pipe that the log writes to for as long as the test runs.
class LogPipe : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(pipe2(ends_.data(), O_CLOEXEC), 0);
    write_to(ends_[1]);
  }
  void TearDown() override {
    write_to(STDOUT_FILENO);
    set_level(Level::kInfo);
    close(ends_[0]);
    close(ends_[1]);
  }
  std::vector<json> lines() {
    fcntl(ends_[0], F_SETFL, O_NONBLOCK);
    std::string all;
    std::array<char, 4096> buffer{};
    for (ssize_t n = 0; (n = read(ends_[0], buffer.data(), buffer.size())) > 0;)
      all.append(buffer.data(), static_cast<std::size_t>(n));
    std::vector<json> result;
    std::istringstream stream{all};
    for (std::string line; std::getline(stream, line);) result.push_back(json::parse(line));
    return result;
  }
  std::array<int, 2> ends_{};
};

TEST_F(LogPipe, WritesWhatIsAtOrAboveTheLevel) {
  debug("tyst");
  info("hörs");
  set_level(Level::kError);
  warn("tyst");
  error("hörs också");
  const auto written = lines();
  ASSERT_EQ(written.size(), 2U);
  EXPECT_EQ(written[0]["msg"], "hörs");
  EXPECT_EQ(written[1]["level"], "error");
}

TEST_F(LogPipe, KeepsLinesOfManyThreadsApart) {
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([t] {
        for (int i = 0; i < 50; ++i) info("rad", {{"thread", t}, {"i", i}});
      });
  }
  EXPECT_EQ(lines().size(), 200U);
}

TEST_F(LogPipe, DropsAndCountsLinesThatNobodyReadsInsteadOfWaitingForEver) {
  const std::string text(1000, 'x');
  for (int i = 0; i < 500; ++i) info(text);  // far more than a pipe holds
  EXPECT_FALSE(lines().empty());
  info("efteråt");
  const auto after = lines();
  ASSERT_EQ(after.size(), 2U);
  EXPECT_EQ(after[0]["msg"], "log lines dropped");
  EXPECT_GT(after[0]["count"], 100);
  EXPECT_EQ(after[1]["msg"], "efteråt");
}

}  // namespace
}  // namespace tertil::cli::log
