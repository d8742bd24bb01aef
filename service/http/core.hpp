/// @file service/http/core.hpp
/// @brief What a server's threads share, and what each I/O thread has for itself. Internal.
///
/// The shared part is read-only while serving, but for counters behind atomics or mutexes that
/// only misses, connects and disconnects touch. Everything a cached answer needs is the thread's.
#pragma once
#include <atomic>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/intrusive/list.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "service/http/date_line.hpp"
#include "service/http/peer_limits.hpp"
#include "service/http/response_cache.hpp"
#include "service/http/server.hpp"

namespace tertil::http {

namespace asio = boost::asio;

/// A concrete executor: any_io_executor costs a third of the throughput.
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;

[[nodiscard]] std::int64_t steady_us();
[[nodiscard]] inline std::int64_t steady_ms() { return steady_us() / 1000; }

/// One for each server.
struct Shared {
  Shared(Options asked, Site served, std::size_t threads);

  Options options;
  Site site;
  Router router;
  Metrics metrics;
  BlockingPool pool;
  /// For what changes something: it waits for its turn at the store, and for a store that is away.
  /// Whoever only asks must not stand behind it.
  BlockingPool changes;
  std::string security;  ///< security_lines()
  std::string all_methods;
  std::atomic<std::int64_t> connections{0};
  std::atomic<std::int64_t> turned_away{0};
  PeerCounts peers;
  PeerCounts imports;
  TokenBuckets reads;
  TokenBuckets import_rate;

  [[nodiscard]] const Limits& limits() const { return options.limits; }
  [[nodiscard]] BlockingPool& pool_for(Method method) {
    return method == Method::kGet || method == Method::kHead ? pool : changes;
  }
  [[nodiscard]] bool trusts(std::string_view peer) const;
  [[nodiscard]] bool takes_headers_from(std::string_view peer) const;
};

/// What a thread knows of a connection of its own.
class Confined : public boost::intrusive::list_base_hook<
                     boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  Confined() = default;
  Confined(const Confined&) = delete;
  Confined& operator=(const Confined&) = delete;
  virtual ~Confined() = default;
  virtual void check_deadlines(std::int64_t now_ms) = 0;
  virtual void drain() = 0;  ///< Ends at once if nothing is under way.
  virtual void close() = 0;  ///< Ends now. Leaves Core::open.
  virtual void read() = 0;   ///< Begins to read, unless that has begun.
};

/// One for each I/O thread; nobody else touches it, but for asio::post to `io`.
class Core {
 public:
  /// Binds and listens. @throws std::system_error
  Core(Shared& state, std::size_t index, const asio::ip::tcp::endpoint& endpoint);
  Core(const Core&) = delete;
  Core& operator=(const Core&) = delete;
  ~Core();

  /// Accepts and serves until drained; what a handler throws ends its connection, not the thread.
  void run();
  /// Closes the listening socket and lets answers under way finish; again: closes everything.
  void drain();
  /// Begins a read when the connections that are ready now have had their turn. Most clients have
  /// sent the next request by then, which saves asking in vain and waiting.
  void read_soon(std::shared_ptr<Confined> connection);
  /// Called by a connection that has closed.
  void closed(bool was_turned_away);
  [[nodiscard]] asio::ip::tcp::endpoint endpoint() const { return acceptor_.local_endpoint(); }
  /// 16 hex digits, different for each request of the process.
  [[nodiscard]] std::string next_id();

  /// One thread runs it, so the reactor needs no locks; posting to it is safe from any thread.
  asio::io_context io{BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO};
  Shared& shared;
  MetricsShard& metrics;
  ResponseCache cache;
  DateLine date;
  bool draining{false};
  boost::intrusive::list<Confined, boost::intrusive::constant_time_size<false>> open;

 private:
  void accept();
  void accepted(Socket socket);
  void sweep();
  void finish();

  std::vector<std::shared_ptr<Confined>> to_read_;
  std::vector<std::shared_ptr<Confined>> reading_now_;
  Acceptor acceptor_;
  Timer accept_pause_;
  Timer sweep_timer_;
  asio::executor_work_guard<Executor> work_;
  std::int64_t drain_until_ms_{0};
  std::uint64_t id_seed_;
  bool accepting_{false};
};

}  // namespace tertil::http
