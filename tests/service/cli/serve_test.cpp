#include <arpa/inet.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <nlohmann/json.hpp>
#include <optional>
#include <regex>
#include <thread>

#include "service/cli/version.hpp"
#include "service/cli/watchdog.hpp"
#include "tests/service/cli/run_program.hpp"

namespace tertil::cli {
namespace {

using nlohmann::json;
using std::chrono::steady_clock;
using ::testing::HasSubstr;

constexpr auto kPatience = std::chrono::seconds{20};

/// The real program in a process of its own.
class Child {
 public:
  Child(std::vector<std::string> arguments, std::vector<std::string> environment) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error{"pipe"};
    arguments.insert(arguments.begin(), TERTIL_PROGRAM);
    posix_spawn_file_actions_t actions{};
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    const auto failed = posix_spawn(&pid_, TERTIL_PROGRAM, &actions, nullptr,
                                    pointers(arguments).data(), pointers(environment).data());
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    output_ = ends[0];
    if (failed != 0) throw std::runtime_error{"cannot start " TERTIL_PROGRAM};
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (pid_ > 0) {
      kill(pid_, SIGKILL);
      waitpid(pid_, nullptr, 0);
    }
    close(output_);
  }

  /// The next line it writes; empty at the end, or when patience has ended.
  std::string line() {
    const auto deadline = steady_clock::now() + kPatience;
    while (true) {
      if (const auto end = pending_.find('\n'); end != std::string::npos) {
        auto result = pending_.substr(0, end);
        pending_.erase(0, end + 1);
        return result;
      }
      const auto left =
          std::chrono::duration_cast<std::chrono::milliseconds>(deadline - steady_clock::now());
      pollfd ready{output_, POLLIN, 0};
      if (left.count() <= 0 || poll(&ready, 1, static_cast<int>(left.count())) <= 0) return {};
      std::array<char, 4096> buffer{};
      const auto count = read(output_, buffer.data(), buffer.size());
      if (count <= 0) return {};
      pending_.append(buffer.data(), static_cast<std::size_t>(count));
    }
  }

  /// Reads lines until one holds the text.
  std::string line_with(const std::string& text) {
    for (auto next = line(); !next.empty(); next = line())
      if (next.find(text) != std::string::npos) return next;
    return {};
  }

  void signal(int number) const { kill(pid_, number); }

  /// The exit code; negative if a signal ended it or it did not end in time.
  int wait() {
    const auto deadline = steady_clock::now() + kPatience;
    int status = 0;
    while (waitpid(pid_, &status, WNOHANG) == 0) {
      if (steady_clock::now() > deadline) return -1;
      std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -2;
  }

 private:
  static std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> result;
    for (auto& text : texts) result.push_back(text.data());
    result.push_back(nullptr);
    return result;
  }

  pid_t pid_{-1};
  int output_{-1};
  std::string pending_;
};

/// One GET on a fresh connection: head and body as they come.
std::string get(std::uint16_t port, const std::string& target) {
  const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string answer;
  if (connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    const auto request =
        "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    EXPECT_EQ(send(descriptor, request.data(), request.size(), 0),
              static_cast<ssize_t>(request.size()));
    std::array<char, 4096> buffer{};
    for (ssize_t n = 0; (n = recv(descriptor, buffer.data(), buffer.size(), 0)) > 0;)
      answer.append(buffer.data(), static_cast<std::size_t>(n));
  }
  close(descriptor);
  return answer;
}

class Serve : public ::testing::Test {
 protected:
  std::unique_ptr<Child> start(std::vector<std::string> more = {},
                               std::vector<std::string> environment = {}) {
    std::vector<std::string> arguments{"serve", "--listen", "127.0.0.1:0", "--data",
                                       data(),  "--config", config_};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return std::make_unique<Child>(std::move(arguments), std::move(environment));
  }
  /// The port after "listening on http://127.0.0.1:"; 0 if the first line is another.
  static std::uint16_t port_of(const std::string& line) {
    std::smatch match;
    const std::regex form{"listening on http://127\\.0\\.0\\.1:([0-9]+)"};
    return std::regex_match(line, match, form)
               ? static_cast<std::uint16_t>(std::stoi(match[1].str()))
               : std::uint16_t{0};
  }
  [[nodiscard]] std::string data() const { return (folder_.path() / "data").string(); }

  TemporaryFolder folder_;
  std::string config_{folder_.write("tertil.toml", "[log]\nlevel = \"info\"\n")};
};

TEST_F(Serve, SaysFirstOfAllWhereItListensAnswersAndDrainsAtSigterm) {
  const auto child = start();
  const auto port = port_of(child->line());
  ASSERT_NE(port, 0);
  EXPECT_THAT(get(port, "/healthz"), HasSubstr("200 OK"));
  EXPECT_THAT(get(port, "/api/v1/regions"), HasSubstr("Region Halland"));
  const auto started = json::parse(child->line());
  EXPECT_EQ(started["msg"], "started");
  EXPECT_EQ(started["version"], std::string{version()});
  child->signal(SIGTERM);
  EXPECT_EQ(child->wait(), 0);
}

TEST_F(Serve, GivesMetricsOnAnAddressOfTheirOwn) {
  const auto child = start({"--metrics", "127.0.0.1:0"});
  const auto port = port_of(child->line());
  const auto metrics = json::parse(child->line())["metrics"].get<std::string>();
  const auto metrics_port =
      static_cast<std::uint16_t>(std::stoi(metrics.substr(metrics.rfind(':') + 1)));
  EXPECT_NE(metrics_port, port);
  EXPECT_THAT(get(metrics_port, "/metrics"), HasSubstr("tertil_http_requests_total"));
  EXPECT_THAT(get(port, "/metrics"), HasSubstr("404"));
}

TEST_F(Serve, RunsBesideAnotherOneThatHasTheDefaultPortOfTheMetrics) {
  const auto first = start();
  ASSERT_NE(port_of(first->line()), 0);
  const TemporaryFolder other;
  Child second{{"serve", "--listen", "127.0.0.1:0", "--data", other.path().string()}, {}};
  EXPECT_NE(port_of(second.line()), 0);
}

TEST_F(Serve, RefusesAPortThatIsTakenAndNamesTheKey) {
  const auto first = start();
  const auto port = port_of(first->line());
  ASSERT_NE(port, 0);
  const auto address = "127.0.0.1:" + std::to_string(port);
  Child second{{"serve", "--listen", address, "--data", data(), "--lang", "en"}, {}};
  EXPECT_THAT(second.line(), HasSubstr("server.listen: cannot listen on " + address));
  EXPECT_EQ(second.wait(), 1);
  Child third{{"serve", "--listen", "127.0.0.1:0", "--metrics", address, "--data", data()}, {}};
  EXPECT_THAT(third.line(), HasSubstr("server.metrics_listen: kan inte lyssna på " + address));
  EXPECT_EQ(third.wait(), 1);
}

TEST_F(Serve, ReadsTheLogLevelAgainAtSighup) {
  const auto child = start();
  ASSERT_NE(port_of(child->line()), 0);
  folder_.write("tertil.toml", "[log]\nlevel = \"debug\"\n");
  child->signal(SIGHUP);
  const auto reloaded = json::parse(child->line_with("reloaded"));
  EXPECT_EQ(reloaded["log_level"], "debug");
  EXPECT_EQ(reloaded["accepted"], true);
  folder_.write("tertil.toml", "[log]\nlevel = \"loud\"\n");
  child->signal(SIGHUP);
  EXPECT_THAT(child->line_with("\"configuration\""), HasSubstr("log.level"));
  EXPECT_EQ(json::parse(child->line_with("reloaded"))["accepted"], false);
  child->signal(SIGTERM);
  EXPECT_EQ(child->wait(), 0);
}

TEST_F(Serve, ShowsWhatAnotherProcessHasImported) {
  const auto child = start();
  const auto port = port_of(child->line());
  ASSERT_NE(port, 0);
  const std::string target{"/api/v1/key-figures/organic-food/series?regions=13&from=2025&to=2025"};
  EXPECT_THAT(get(port, target), ::testing::Not(HasSubstr("33.3")));
  const auto file = folder_.write(
      "a.csv", "keyFigure;region;year;value;status\norganic-food;13;2025;33,3;final\n");
  ASSERT_EQ(run_program({"import", "--source", "own-key-figures", file, "--data", data()}).code, 0);
  const auto deadline = steady_clock::now() + kPatience;
  std::string answer;
  do {
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
    answer = get(port, target);
  } while (answer.find("33.3") == std::string::npos && steady_clock::now() < deadline);
  EXPECT_THAT(answer, HasSubstr("33.3"));
}

/// What systemd listens on.
class NotifySocket {
 public:
  explicit NotifySocket(const std::string& path)
      : descriptor_{socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)} {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) throw std::runtime_error{"path too long"};
    std::ranges::copy(path, address.sun_path);
    if (bind(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
      throw std::runtime_error{"bind"};
  }
  NotifySocket(const NotifySocket&) = delete;
  NotifySocket& operator=(const NotifySocket&) = delete;
  ~NotifySocket() { close(descriptor_); }
  /// The next message; empty when patience has ended.
  std::string next() const {
    pollfd ready{descriptor_, POLLIN, 0};
    if (poll(&ready, 1, 20'000) != 1) return {};
    std::array<char, 64> buffer{};
    const auto count = recv(descriptor_, buffer.data(), buffer.size(), MSG_DONTWAIT);
    return {buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0))};
  }

 private:
  int descriptor_;
};

TEST_F(Serve, TellsTheServiceManagerThatItIsReadyAndThatItStops) {
  const auto path = (folder_.path() / "notify").string();
  const NotifySocket manager{path};
  const auto child = start({}, {"NOTIFY_SOCKET=" + path});
  ASSERT_NE(port_of(child->line()), 0);
  EXPECT_EQ(manager.next(), "READY=1");
  child->signal(SIGTERM);
  EXPECT_EQ(manager.next(), "STOPPING=1");
}

TEST_F(Serve, FeedsTheWatchdogAsOftenAsItIsAsked) {
  const auto path = (folder_.path() / "notify").string();
  const NotifySocket manager{path};
  const auto child = start({}, {"NOTIFY_SOCKET=" + path, "WATCHDOG_USEC=200000"});
  ASSERT_NE(port_of(child->line()), 0);
  int fed = 0;
  for (int i = 0; i < 5; ++i) fed += manager.next() == "WATCHDOG=1" ? 1 : 0;
  EXPECT_GE(fed, 4) << "one of five may be READY=1";
}

TEST(Watchdog, IsKeptOnlyByTheProcessThatIsMeant) {
  const auto self = std::to_string(getpid());
  using std::chrono::seconds;
  EXPECT_EQ(watchdog_limit({}), std::nullopt);
  EXPECT_EQ(watchdog_limit({{"WATCHDOG_USEC", "60000000"}}), seconds{60});
  EXPECT_EQ(watchdog_limit({{"WATCHDOG_USEC", "60000000"}, {"WATCHDOG_PID", self}}), seconds{60});
  EXPECT_EQ(watchdog_limit({{"WATCHDOG_USEC", "60000000"}, {"WATCHDOG_PID", "1"}}), std::nullopt);
  for (const char* broken : {"0", "-1", "x", "60s"})
    EXPECT_EQ(watchdog_limit({{"WATCHDOG_USEC", broken}}), std::nullopt) << broken;
}

TEST(Watchdog, GetsNothingFromAServiceThatHangs) {
  const TemporaryFolder folder;
  const auto path = (folder.path() / "notify").string();
  const NotifySocket manager{path};
  int asked = 0;
  std::stop_source stop;
  keep_watchdog_content(
      {{"NOTIFY_SOCKET", path}, {"WATCHDOG_USEC", "2000"}},
      [&](std::chrono::milliseconds) {
        if (++asked == 3) stop.request_stop();
        return asked == 3;
      },
      stop.get_token());
  EXPECT_EQ(asked, 3);
  EXPECT_EQ(manager.next(), "WATCHDOG=1") << "once, when it answered";
}

}  // namespace
}  // namespace tertil::cli
