#include "service/http/server.hpp"

#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/system/system_error.hpp>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>

#include "service/http/capacity.hpp"
#include "service/http/core.hpp"

namespace tertil::http {
namespace {

using asio::ip::tcp;

tcp::endpoint endpoint_of(const Options& options) {
  boost::system::error_code failed;
  const auto address = asio::ip::make_address(options.address, failed);
  if (failed) throw std::invalid_argument{fmt::format("not an address: {}", options.address)};
  return {address, options.port};
}

/// SO_REUSEPORT lets a second program of the same user share a port in silence. A socket without
/// that option is refused if anybody listens there.
void refuse_taken_port(const tcp::endpoint& endpoint) {
  if (endpoint.port() == 0) return;
  asio::io_context io;
  tcp::acceptor probe{io, endpoint.protocol()};
  probe.set_option(tcp::acceptor::reuse_address{true});
  probe.bind(endpoint);
}

std::size_t threads_of(const Options& options) {
  if (options.threads > 0) return options.threads;
  return std::max(1U, std::thread::hardware_concurrency());
}

Options checked(Options options) {
  options.limits.connections = connection_ceiling(options.limits.connections);
  return options;
}

}  // namespace

struct Server::State {
  State(Options options, Site site)
      : shared{checked(std::move(options)), std::move(site), threads_of(options)} {
    auto endpoint = endpoint_of(shared.options);
    try {
      refuse_taken_port(endpoint);
      for (std::size_t i = 0; i < shared.metrics.threads(); ++i)
        endpoint = cores.emplace_back(shared, i, endpoint).endpoint();
    } catch (const boost::system::system_error& error) {
      throw std::system_error{error.code(), fmt::format("cannot listen on {}:{}",
                                                        shared.options.address, endpoint.port())};
    }
    port = endpoint.port();
  }

  Shared shared;
  std::deque<Core> cores;  // an io_context cannot move
  std::vector<std::thread> threads;
  std::uint16_t port{0};
};

Server::Server(Options options, Site site)
    : state_{std::make_unique<State>(std::move(options), std::move(site))} {}

Server::~Server() {
  stop();
  stop();
  wait();
}

void Server::start() {
  std::signal(SIGPIPE, SIG_IGN);  // sendfile has no other way to leave it out
  for (auto& core : state_->cores) state_->threads.emplace_back([&core] { core.run(); });
}

std::uint16_t Server::port() const { return state_->port; }

std::string Server::url() const {
  const auto& address = state_->shared.options.address;
  const bool v6 = address.find(':') != std::string::npos;
  return fmt::format("http://{}{}{}:{}", v6 ? "[" : "", address, v6 ? "]" : "", state_->port);
}

void Server::stop() {
  for (auto& core : state_->cores) asio::post(core.io, [&core] { core.drain(); });
}

void Server::wait() {
  for (auto& thread : state_->threads) {
    if (thread.joinable()) thread.join();
  }
  state_->shared.changes.join();
  state_->shared.pool.join();  // before the io_contexts go: running jobs still point at them
}

void Server::run(const std::function<void()>& ready) {
  asio::io_context io;
  asio::signal_set signals{io, SIGTERM, SIGINT};
  const std::function<void()> listen = [&] {
    signals.async_wait([&](const boost::system::error_code& ended, int) {
      if (ended) return;
      stop();  // the second time: at once
      listen();
    });
  };
  listen();
  start();
  std::thread watcher{[&io] { io.run(); }};
  if (ready) ready();
  wait();
  asio::post(io, [&signals] { signals.cancel(); });
  watcher.join();
}

bool Server::is_responsive(std::chrono::milliseconds within) {
  struct Rollcall {
    std::mutex mutex;
    std::condition_variable answered;
    std::size_t missing{0};
  };
  const auto call = std::make_shared<Rollcall>();  // a thread may answer after we have given up
  call->missing = state_->cores.size();
  for (auto& core : state_->cores)
    asio::post(core.io, [call] {
      const std::lock_guard lock{call->mutex};
      if (--call->missing == 0) call->answered.notify_one();
    });
  std::unique_lock lock{call->mutex};
  return call->answered.wait_for(lock, within, [&] { return call->missing == 0; });
}

const Metrics& Server::metrics() const { return state_->shared.metrics; }

BlockingPool& Server::pool() { return state_->shared.pool; }

Route metrics_route(const Metrics& metrics, std::function<std::string()> more) {
  Route route;
  if (more) route.where = Where::kPool;
  route.pattern = "/metrics";
  route.summary = {"Mätvärden", "Metrics"};
  route.description = {"Räknare och tider i Prometheus textformat.",
                       "Counters and durations in Prometheus' text format."};
  route.answers = {{200,
                    "text/plain; version=0.0.4; charset=utf-8",
                    {"Mätvärden i textform.", "The metrics as text."},
                    ""}};
  route.handler = [&metrics, more = std::move(more)](const Request&) -> Result<Response> {
    Response response;
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    response.body = metrics.render();
    if (more) response.body += more();
    return response;
  };
  return route;
}

}  // namespace tertil::http
