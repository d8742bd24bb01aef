#include "service/http/core.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <random>
#include <set>
#include <system_error>
#include <utility>

#include "service/http/connection.hpp"
#include "service/http/rendered.hpp"

namespace tertil::http {
namespace {

constexpr auto kAcceptRetry = std::chrono::milliseconds{100};
constexpr std::int64_t kMostTurnedAway = 64;

std::vector<std::string> names_of(const std::vector<Route>& routes) {
  std::vector<std::string> names;
  names.reserve(routes.size());
  for (const auto& route : routes)
    names.push_back(fmt::format("{} {}", name_of(route.method), route.pattern));
  return names;
}

std::string methods_of(const std::vector<Route>& routes) {
  std::set<Method> methods{Method::kGet, Method::kHead, Method::kOptions};
  for (const auto& route : routes) methods.insert(route.method);
  std::string text;
  for (const auto method : methods)
    text += fmt::format("{}{}", text.empty() ? "" : ", ", name_of(method));
  return text;
}

/// One of several listening sockets on the endpoint; the kernel hands each connection to one.
Acceptor listen(asio::io_context& io, const asio::ip::tcp::endpoint& endpoint) {
  Acceptor acceptor{io, endpoint.protocol()};
  acceptor.set_option(Acceptor::reuse_address{true});
  const int on = 1;
  if (::setsockopt(acceptor.native_handle(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) != 0)
    throw std::system_error{errno, std::generic_category(), "SO_REUSEPORT"};
  acceptor.bind(endpoint);
  acceptor.listen(4096);
  return acceptor;
}

/// How often deadlines are looked at: a quarter of the shortest, between 5 and 250 ms.
std::int64_t sweep_ms(const Limits& limits) {
  const auto shortest =
      std::min({limits.header_deadline_ms, limits.body_deadline_ms, limits.write_deadline_ms,
                limits.idle_deadline_ms, limits.handler_deadline_ms, std::int64_t{1000}});
  return std::clamp<std::int64_t>(shortest / 4, 5, 250);
}

}  // namespace

std::int64_t steady_us() {
  return std::chrono::duration_cast<std::chrono::microseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

Shared::Shared(Options asked, Site served, std::size_t threads)
    : options{std::move(asked)},
      site{std::move(served)},
      router{std::exchange(site.routes, {})},
      metrics{names_of(router.routes()), threads},
      pool{options.workers, static_cast<std::size_t>(options.limits.queued_jobs)},
      changes{options.workers, static_cast<std::size_t>(options.limits.queued_jobs)},
      security{security_lines(options.frame_ancestors)},
      all_methods{methods_of(router.routes())},
      reads{static_cast<double>(limits().reads_per_second),
            static_cast<double>(limits().reads_burst)},
      import_rate{static_cast<double>(limits().imports_per_minute) / 60.0,
                  static_cast<double>(limits().imports_per_minute)} {
  if (!site.has_page) site.has_page = [](std::string_view) { return true; };
  if (!site.version) site.version = [] { return std::uint64_t{0}; };
}

bool Shared::trusts(std::string_view peer) const {
  const auto& proxies = options.trusted_proxies;
  return std::ranges::find(proxies, peer) != proxies.end();
}

bool Shared::takes_headers_from(std::string_view peer) const {
  const auto& allowed = options.header_peers;
  return std::ranges::find(allowed, peer) != allowed.end();
}

Core::Core(Shared& state, std::size_t index, const asio::ip::tcp::endpoint& endpoint)
    : shared{state},
      metrics{state.metrics.shard(index)},
      cache{static_cast<std::size_t>(state.limits().cache_bytes) / state.metrics.threads()},
      acceptor_{listen(io, endpoint)},
      accept_pause_{io},
      sweep_timer_{io},
      work_{asio::make_work_guard(io)},
      id_seed_{(std::uint64_t{std::random_device{}()} << 32U) ^ std::random_device{}()} {}

Core::~Core() {
  while (!open.empty()) open.front().close();
}

void Core::run() {
  accept();
  sweep();
  for (;;) {
    try {
      io.run();
      return;
    } catch (const std::exception& error) {
      // The connection it came from has lost its handler and dies with it.
      spdlog::error("http: a connection failed: {}", error.what());
    }
  }
}

void Core::accept() {
  if (accepting_ || draining) return;
  if (shared.turned_away >= kMostTurnedAway) return;  // the kernel's backlog waits
  accepting_ = true;
  acceptor_.async_accept([this](const boost::system::error_code& failed, Socket socket) {
    accepting_ = false;
    if (draining) return;
    if (!failed) {
      accepted(std::move(socket));
      return accept();
    }
    // Out of descriptors and the like: retrying at once would spin.
    accept_pause_.expires_after(kAcceptRetry);
    accept_pause_.async_wait([this](const boost::system::error_code&) { accept(); });
  });
}

void Core::accepted(Socket socket) {
  boost::system::error_code failed;
  const auto address = socket.remote_endpoint(failed).address();
  if (failed) return;  // gone already
  socket.set_option(asio::ip::tcp::no_delay{true}, failed);
  auto peer = address.to_string();

  const auto& limits = shared.limits();
  const bool full = shared.connections.fetch_add(1) >= limits.connections;
  const bool exempt = full || shared.trusts(peer);
  const bool counted = !exempt && shared.peers.enter(peer, limits.connections_per_address);
  const auto connection =
      std::make_shared<Connection>(*this, std::move(socket), std::move(peer), counted);
  open.push_back(*connection);
  metrics.connections_opened.add();
  if (exempt && !full) return connection->start();
  if (counted) return connection->start();

  metrics.connections_refused.add();
  ++shared.turned_away;
  if (full) {
    connection->turn_away(503, {"Alla anslutningar är upptagna. Försök igen om en stund.",
                                "All connections are in use. Try again in a moment."});
  } else {
    connection->turn_away(429, {"För många anslutningar från samma adress.",
                                "Too many connections from the same address."});
  }
}

void Core::read_soon(std::shared_ptr<Confined> connection) {
  to_read_.push_back(std::move(connection));
  if (to_read_.size() > 1) return;
  asio::post(io, [this] {
    std::swap(to_read_, reading_now_);  // both keep their memory
    for (const auto& each : reading_now_) each->read();
    reading_now_.clear();
  });
}

void Core::closed(bool was_turned_away) {
  --shared.connections;
  if (was_turned_away) {
    --shared.turned_away;
    accept();
  }
  if (draining && open.empty()) finish();
}

void Core::sweep() {
  const auto now = steady_ms();
  for (auto at = open.begin(); at != open.end();) {
    auto& connection = *at++;
    try {
      connection.check_deadlines(now);
    } catch (const std::exception& error) {  // out of memory: the others still need looking after
      spdlog::error("http: a connection failed: {}", error.what());
      connection.close();
    }
  }
  if (!draining) accept();  // in case another thread made room
  if (draining && now >= drain_until_ms_) {
    while (!open.empty()) open.front().close();
    return finish();
  }
  sweep_timer_.expires_after(std::chrono::milliseconds{sweep_ms(shared.limits())});
  sweep_timer_.async_wait([this](const boost::system::error_code& ended) {
    if (!ended) sweep();
  });
}

void Core::drain() {
  if (draining) {  // asked again: do not wait
    drain_until_ms_ = 0;
    while (!open.empty()) open.front().close();
    return finish();
  }
  draining = true;
  drain_until_ms_ = steady_ms() + shared.limits().drain_ms;
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  accept_pause_.cancel();
  for (auto at = open.begin(); at != open.end();) (*at++).drain();
  if (open.empty()) finish();
}

void Core::finish() {
  sweep_timer_.cancel();
  work_.reset();
}

std::string Core::next_id() {
  auto mixed = id_seed_ += 0x9E3779B97F4A7C15U;  // splitmix64
  mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
  return fmt::format("{:016x}", mixed ^ (mixed >> 31U));
}

}  // namespace tertil::http
