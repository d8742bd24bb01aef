/// @file service/http/server.hpp
/// @brief The HTTP server: one I/O thread per core, connections confined to theirs, a bounded pool
/// for what blocks.
///
/// No Asio in here: the command line and the tests start a server through this header alone.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "service/domain/result.hpp"
#include "service/http/access_log.hpp"
#include "service/http/blocking_pool.hpp"
#include "service/http/exchange.hpp"
#include "service/http/limits.hpp"
#include "service/http/metrics.hpp"
#include "service/http/router.hpp"
#include "service/http/static_files.hpp"

namespace tertil::http {

/// How to serve.
struct Options {
  std::string address{"127.0.0.1"};  ///< IPv4 or IPv6, without brackets.
  std::uint16_t port{0};             ///< 0: any free one; endpoint() tells which.
  unsigned threads{0};               ///< I/O threads; 0: one per core.
  unsigned workers{3};               ///< Blocking threads for questions, and as many for changes.
  Limits limits;
  /// Where uploads lie until they are handed over; must be on the store's disk so that they can be
  /// linked. Only asked for when a route takes a file.
  std::filesystem::path upload_directory{"."};
  /// Hosts we answer for, lower case, without port; empty: any. Another one gets 421.
  std::vector<std::string> names;
  /// Addresses whose X-Forwarded-For we believe (the rightmost hop that is not one of them counts
  /// as the peer) and whose connections are not counted per address.
  std::vector<std::string> trusted_proxies;
  /// Addresses whose headers about who somebody is are passed on (Request::proxy); from all others
  /// they are dropped. Needs more than this to be believed: see service/access/trusted_header.hpp.
  std::vector<std::string> header_peers;
  /// CSP frame-ancestors; widened for a region's intranet.
  std::string frame_ancestors{"'none'"};
  AccessLog access_log{AccessLog::kNotable};
  AccessSink access_sink;  ///< Empty: nothing is logged.
};

/// What to serve.
struct Site {
  std::vector<Route> routes;
  StaticFiles files;
  /// Version of what open answers are made from. A cached answer of another version is dropped.
  /// Called for each request on every I/O thread: an atomic load, nothing more.
  std::function<std::uint64_t()> version;
  /// Whether the web application has something to show at this decoded path; where it has not, the
  /// page is sent as a 404. Called on the I/O threads: must not block. Empty: it always has.
  std::function<bool(std::string_view path)> has_page;
  /// Says whether the request may use a route with Access::kToken: kUnauthorized or kForbidden if
  /// not. Runs on the blocking pool before the body is read. Empty: all such routes answer 401.
  std::function<Result<void>(const Route&, const Request&)> authorize;
};

/// A running server.
///
/// Thread safety: stop(), is_responsive() and metrics() from any thread; the rest from the owner's.
class Server {
 public:
  /// Opens the sockets, so that a taken port is known at once.
  /// @throws std::system_error if the address cannot be bound (another program has the port, also
  /// one of ours), std::invalid_argument if the address or the routes are wrong.
  Server(Options options, Site site);
  ~Server();  ///< stop(), then waits.
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Begins to serve and returns.
  void start();
  /// The port that was bound.
  [[nodiscard]] std::uint16_t port() const;
  /// "http://127.0.0.1:8080".
  [[nodiscard]] std::string url() const;
  /// Stops accepting at once, lets running requests finish for at most limits.drain_ms, then
  /// closes. Returns immediately; a second call closes everything without waiting.
  void stop();
  /// Waits until the server has stopped and every job has ended.
  void wait();
  /// start(), then SIGTERM and SIGINT stop (a second one forces); returns when all has ended.
  /// `ready` is called once, when connections are accepted.
  void run(const std::function<void()>& ready = {});

  /// Whether every I/O thread gets round to something new within that time.
  [[nodiscard]] bool is_responsive(std::chrono::milliseconds within);
  [[nodiscard]] const Metrics& metrics() const;
  /// The pool that kPool handlers run on, for other blocking work of the program.
  [[nodiscard]] BlockingPool& pool();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// `GET /metrics` of a server, for a second one on an address of its own. `more` gives further
/// families of metrics, asked each time on the blocking pool.
[[nodiscard]] Route metrics_route(const Metrics& metrics, std::function<std::string()> more = {});

}  // namespace tertil::http
