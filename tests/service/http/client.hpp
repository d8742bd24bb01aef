/// @file tests/service/http/client.hpp
/// @brief A client that sends exactly the bytes it is told to, and a small site to send them to.
#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/http/server.hpp"
#include "tests/support/sanitized.hpp"

namespace tertil::http::testing {

/// An answer taken apart by a reader of its own, independent of the code under test.
struct Reply {
  int status{0};
  std::string head;                            ///< With the empty line.
  std::map<std::string, std::string> headers;  ///< Names in lower case.
  std::string body;
  [[nodiscard]] std::string header(const std::string& name) const;
};

/// A watched build is ten to twenty times slower.
inline constexpr std::chrono::seconds kLongestWait{tests::kSanitized ? 120 : 10};

/// A blocking TCP connection to a port on loopback. Every wait ends after kLongestWait.
class Client {
 public:
  explicit Client(std::uint16_t port, const std::string& from = "127.0.0.1");
  Client(Client&& other) noexcept;
  Client(const Client&) = delete;
  ~Client();

  /// False if the other end has gone.
  bool send(std::string_view bytes);
  void half_close();
  /// The next final answer; empty if the connection ended first. `bodyless` for answers to HEAD.
  std::optional<Reply> reply(bool bodyless = false);
  /// Everything until the other end closes; empty optional if it has not within `wait`.
  std::optional<std::string> rest(std::chrono::milliseconds wait = kLongestWait);
  /// Statuses of all answers until the other end closes (answers to GET and the like).
  std::vector<int> statuses();
  /// True if the other end has closed and nothing more was sent.
  bool closed(std::chrono::milliseconds wait = kLongestWait);

 private:
  bool fill(std::chrono::milliseconds wait);
  int socket_;
  std::string buffer_;
};

/// "GET <target> HTTP/1.1" with a Host and these further lines ("A: b\r\n").
std::string get(std::string_view target, std::string_view lines = {});
/// A request with a body and its Content-Length.
std::string with_body(std::string_view method, std::string_view target, std::string_view body,
                      std::string_view lines = {});

/// Options for a test: two I/O threads, uploads into a directory of its own, roomy rate limits.
Options test_options();

/// What the test site lets tests look at and hold.
struct Stage {
  std::atomic<std::uint64_t> version{1};
  std::atomic<int> computed{0};      ///< Calls of /api/v1/figure.
  std::atomic<int> entered{0};       ///< Calls of /api/v1/slow that have begun.
  std::atomic<bool> release{false};  ///< Lets them end.
  std::atomic<std::uint64_t> upload_bytes{0};
};

/// Routes of every kind: see client.cpp. Tokens: "Bearer good" may, "Bearer other" is forbidden.
Site test_site(Stage& stage);

/// A directory that is removed with its contents.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory();
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// A started server with the test site.
class Running {
 public:
  explicit Running(Options options = test_options(), StaticFiles files = {});
  ~Running() { stage.release = true; }
  Client client() { return Client{server->port()}; }
  /// One request on a connection of its own.
  Reply ask(std::string_view bytes, bool bodyless = false);

  Stage stage;
  std::unique_ptr<Server> server;
};

}  // namespace tertil::http::testing
