#include "service/http/connection.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <cstring>
#include <limits>
#include <utility>

#include "service/http/problem.hpp"

namespace tertil::http {
namespace {

constexpr std::size_t kFirstBuffer = 4096;
constexpr std::size_t kPiece = 128 * 1024;  // of an upload, per job
/// Of answers on their way out, before the next request is looked at: who does not read costs no
/// more.
constexpr std::size_t kMostWaiting = 256 * 1024;
// A proxy that is cut off while it passes a body on tells its client 502, not what was answered.
constexpr std::size_t kMostDropped = std::size_t{64} * 1024 * 1024;
constexpr std::int64_t kLingerMs = 2000;
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace

Connection::Connection(Core& core, Socket socket, std::string peer, bool counted)
    : core_{core}, socket_{std::move(socket)}, peer_{std::move(peer)}, counted_{counted} {}

Connection::~Connection() { close(); }

void Connection::start() {
  now_us_ = steady_us();
  read_deadline_ms_ = now_ms() + limits().header_deadline_ms;
  read();
}

void Connection::turn_away(unsigned status, const Text& why) {
  now_us_ = steady_us();
  turned_away_ = true;
  refuse({status, why.sv, why.en});
  advance();
}

std::int64_t Connection::due(std::int64_t from_ms, std::int64_t grace_ms, std::size_t bytes) const {
  const auto rate = limits().bytes_per_second;
  return from_ms + grace_ms + static_cast<std::int64_t>(bytes) * 1000 / rate;
}

// --- Moving on ------------------------------------------------------------------------------

void Connection::advance() {
  for (;;) {
    if (phase_ == Phase::kHead && !closing_) take_requests();
    if (phase_ == Phase::kBody && !closing_) {
      take_body();
      more_buffered_ = phase_ == Phase::kHead && !closing_ && begin_ < end_;
    }
    if (phase_ == Phase::kClosed || waiting_to_write_ || !flush()) return;
    if (phase_ == Phase::kWorking || phase_ == Phase::kLinger) return;
    if (closing_) return linger();
    if (phase_ == Phase::kHead && more_buffered_) continue;
    return core_.read_soon(shared_from_this());
  }
}

void Connection::take_requests() {
  more_buffered_ = false;
  while (phase_ == Phase::kHead && !closing_ && begin_ < end_) {
    if (outbox_.size() >= static_cast<std::size_t>(limits().pipelined_answers) ||
        outbox_.waiting() >= kMostWaiting) {
      more_buffered_ = true;
      return;
    }
    switch (scanner_.scan(unread(), limits())) {
      case HeadScanner::State::kMore: return;
      case HeadScanner::State::kRefused: return refuse(scanner_.refusal());
      case HeadScanner::State::kComplete: {
        const auto size = scanner_.size();
        scanner_.reset();
        if (size == 2) {  // an empty line before a request is let pass (RFC 9112 §2.2)
          begin_ += size;
          break;
        }
        take_head(size);
        break;
      }
      case HeadScanner::State::kFirstLine: {
        const auto line = unread().substr(0, scanner_.size());
        if (const auto refusal = parser_.emplace(limits()).parse_first_line(line))
          return refuse(refusal);
        return;
      }
    }
  }
}

void Connection::take_head(std::size_t size) {
  seen_request_ = true;
  idle_armed_ = head_armed_ = false;
  const auto refusal = parser_.emplace(limits()).parse_head(unread().substr(0, size));
  if (refusal) return refuse(refusal);
  auto next = begin(core_, parser_->head(), peer_, now_us_);
  if (next.step == Next::Step::kSend) {
    const auto& made = next.answer ? *next.answer : *next.fixed;
    const auto if_none_match = parser_->head().if_none_match.value;
    record(next, answer(made, next.answer, next.terms, if_none_match));
    begin_ += size;
    return;
  }
  exchange_ = std::move(next.exchange);
  begin_ += size;
  switch (next.step) {
    case Next::Step::kSend: break;
    case Next::Step::kRun: return run_exchange();
    case Next::Step::kBody: return begin_body();
    case Next::Step::kAuthorize:
      on_pool(
          false, [](const Shared& shared, Exchange& x) { return authorize(shared, x); },
          [](Connection& self) { self.begin_body(); });
  }
}

void Connection::begin_body() {
  phase_ = Phase::kBody;
  phase_began_ms_ = now_ms();
  read_deadline_ms_ = due(phase_began_ms_, limits().body_deadline_ms, 0);
  if (parser_->head().expects_continue && begin_ == end_) outbox_.add().rest = kContinue;
}

void Connection::take_body() {
  while (begin_ < end_ && !parser_->complete()) {
    const auto progress = parser_->parse_body(unread(), *exchange_);
    begin_ += progress.consumed;
    if (progress.refusal) return refuse(progress.refusal);
    if (!progress.needs_more) continue;
    if (end_ - begin_ >= static_cast<std::size_t>(limits().header_bytes)) {
      return refuse({431, "Innehållets rader mellan bitarna är för långa.",
                     "The lines between the chunks of the content are too long."});
    }
    break;
  }
  if (parser_->complete()) return run_exchange();
  if (exchange_->piece.size() >= kPiece) return store_piece_then_read();
  const auto got = static_cast<std::size_t>(exchange_->body_bytes);
  read_deadline_ms_ = due(phase_began_ms_, limits().body_deadline_ms, got);
}

void Connection::store_piece_then_read() {
  const auto began = now_ms();
  on_pool(
      true, [](const Shared&, Exchange& x) { return store_piece(x); },
      [began](Connection& self) {
        self.phase_ = Phase::kBody;
        self.phase_began_ms_ += self.now_ms() - began;  // the client could not send meanwhile
      });
}

void Connection::run_exchange() {
  if (!needs_pool(*exchange_)) return answer_exchange(run(core_.shared, *exchange_));
  on_pool(
      exchange_->body_bytes > 0, [](const Shared& shared, Exchange& x) { return run(shared, x); },
      [](Connection&) {});
}

/// Runs `work` on the pool; its answer is sent, or `then` goes on if it gives none. `admitted`
/// means that earlier work of the same request got past the queue's bound already.
template <class Work, class Then>
void Connection::on_pool(bool admitted, Work work, Then then) {
  phase_ = Phase::kWorking;
  read_deadline_ms_ = exchange_->file ? kNever : now_ms() + limits().handler_deadline_ms;
  auto& pool = core_.shared.pool_for(exchange_->request.method);
  BlockingPool::Job job = [self = shared_from_this(), exchange = exchange_, work, then]() mutable {
    auto& core = self->core_;
    auto made = work(core.shared, *exchange);
    // The connection goes home with the result: its last owner must not be this thread.
    asio::post(core.io, [self = std::move(self), exchange = std::move(exchange),
                         made = std::move(made), then] {
      if (self->exchange_ != exchange || self->phase_ != Phase::kWorking) return;  // too late
      self->now_us_ = steady_us();
      if (made)
        self->answer_exchange(made);
      else
        then(*self);
      self->advance();
    });
  };
  const bool queued = admitted ? pool.post_step(std::move(job)) : pool.try_post(std::move(job));
  if (queued) return;
  answer_exchange(refused(503,
                          {"Tjänsten är upptagen. Försök igen om en stund.",
                           "The service is busy. Try again in a moment."},
                          exchange_->request));
}

// --- Answers ----------------------------------------------------------------------------------

unsigned Connection::answer(const Rendered& made, Answered owner, const Terms& terms,
                            std::string_view if_none_match) {
  const auto selected = select(made, terms, if_none_match);
  auto& out = outbox_.add();
  out.append_status_line(selected.status);
  out.append(core_.date.now());
  if (!terms.keep_alive) out.append("Connection: close\r\n");
  if (terms.keep_alive && terms.old_version) out.append("Connection: keep-alive\r\n");
  if (selected.status != 304)
    out.shared_lines =
        made.own_policy ? without_policy(core_.shared.security) : core_.shared.security;
  out.rest = selected.bytes;
  out.file = selected.file;
  out.file_size = selected.file_size;
  out.owner = std::move(owner);
  closing_ = closing_ || !terms.keep_alive;
  return selected.status;
}

void Connection::answer_exchange(const Answered& made) {
  const auto exchange = std::exchange(exchange_, nullptr);
  const bool body_unread = !parser_->complete();
  auto terms = exchange->terms;
  terms.keep_alive = terms.keep_alive && !body_unread && !core_.draining;
  auto& shared = core_.shared;
  if (made->cacheable && exchange->keep) {
    core_.metrics.cache_misses.add();
    if (shared.site.version() == exchange->version)
      core_.cache.keep(exchange->version, exchange->request.target, made);
  }
  phase_ = Phase::kHead;
  const auto status = answer(*made, made, terms, exchange->if_none_match);

  Next done;
  done.answer = made;
  done.terms = exchange->terms;
  done.route_index = exchange->route_index;
  done.request_id = exchange->request.id;
  now_us_ = steady_us();
  record(done, status);
}

void Connection::refuse(const Refusal& refusal) {
  Request request;
  Next next;
  if (exchange_) {
    request = exchange_->request;
    exchange_.reset();
  } else {
    request.id = core_.next_id();
  }
  next.request_id = request.id;
  next.route_index = core_.shared.metrics.no_route();
  next.terms.keep_alive = false;
  next.terms.started_us = now_us_;
  next.answer =
      refused(refusal.status, {std::string{refusal.sv}, std::string{refusal.en}}, request);
  phase_ = Phase::kHead;
  record(next, answer(*next.answer, next.answer, next.terms, {}));
}

void Connection::record(const Next& next, unsigned status) {
  const auto us = std::max<std::int64_t>(0, steady_us() - next.terms.started_us);
  core_.metrics.answered(next.route_index, status, static_cast<std::uint64_t>(us));
  const auto& options = core_.shared.options;
  if (!options.access_sink || options.access_log == AccessLog::kNone) return;
  if (options.access_log == AccessLog::kNotable && !next.notable && status < 400) return;
  const auto& routes = core_.shared.router.routes();
  std::string_view route = "-";
  if (next.route_index < routes.size()) route = routes[next.route_index].pattern;
  if (next.route_index == core_.shared.metrics.static_route()) route = "static";
  const auto id = next.request_id.empty() ? core_.next_id() : next.request_id;
  options.access_sink({id, name_of(next.terms.method), route, status,
                       static_cast<double>(us) / 1000.0,
                       next.answer ? std::string_view{next.answer->where} : std::string_view{}});
}

// --- Writing ----------------------------------------------------------------------------------

/// Writes what is in the outbox. False if that must wait or has failed.
bool Connection::flush() {
  if (outbox_.empty()) return true;
  const auto before = outbox_.written();
  const auto state = outbox_.write(socket_.native_handle());
  core_.metrics.bytes_sent.add(outbox_.written() - before);
  if (state == Outbox::State::kBlocked) wait_until_writable();
  if (state == Outbox::State::kBroken) close();
  return state == Outbox::State::kEmpty;
}

void Connection::wait_until_writable() {
  if (write_deadline_ms_ == 0) {
    write_began_ms_ = now_ms();
    written_before_ = outbox_.written();
  }
  const auto taken = outbox_.written() - written_before_;
  write_deadline_ms_ = due(write_began_ms_, limits().write_deadline_ms, taken);
  waiting_to_write_ = true;
  socket_.async_wait(Socket::wait_write,
                     [self = shared_from_this()](const boost::system::error_code& failed) {
                       self->waiting_to_write_ = false;
                       if (self->phase_ == Phase::kClosed) return;
                       if (failed) return self->close();
                       self->now_us_ = steady_us();
                       if (!self->flush()) return;
                       self->write_deadline_ms_ = 0;
                       self->advance();
                     });
}

// --- Reading ----------------------------------------------------------------------------------

void Connection::fit_buffer() {
  const auto most = static_cast<std::size_t>(limits().header_bytes) + 1024;
  const auto kept = end_ - begin_;
  auto wanted = std::max(capacity_, std::min(kFirstBuffer, most));
  if (phase_ == Phase::kBody) wanted = most;
  if (kept == capacity_ && capacity_ > 0) wanted = std::min(2 * capacity_, most);
  if (kept == 0 && phase_ == Phase::kHead) wanted = std::min(kFirstBuffer, most);
  if (wanted == capacity_) {
    std::memmove(buffer_.get(), buffer_.get() + begin_, kept);
  } else {
    auto fresh = std::make_unique_for_overwrite<char[]>(wanted);
    if (kept > 0) std::memcpy(fresh.get(), buffer_.get() + begin_, kept);
    buffer_ = std::move(fresh);
    capacity_ = wanted;
  }
  begin_ = 0;
  end_ = kept;
}

void Connection::read() {
  if (reading_ || phase_ == Phase::kClosed) return;
  const bool idle = begin_ == end_;
  if (phase_ == Phase::kHead && idle && seen_request_) {
    if (!idle_armed_) read_deadline_ms_ = now_ms() + limits().idle_deadline_ms;
    idle_armed_ = true;
  } else if (phase_ == Phase::kHead && !head_armed_) {
    read_deadline_ms_ = now_ms() + limits().header_deadline_ms;
    head_armed_ = true;
  }
  if (idle) begin_ = end_ = 0;
  const bool shrink = idle && phase_ == Phase::kHead && capacity_ > kFirstBuffer;
  const bool widen = phase_ == Phase::kBody && capacity_ <= kFirstBuffer;
  if (end_ == capacity_ || shrink || widen) fit_buffer();
  reading_ = true;
  socket_.async_read_some(
      asio::buffer(buffer_.get() + end_, capacity_ - end_),
      [self = shared_from_this()](const boost::system::error_code& failed, std::size_t size) {
        self->on_read(failed, size);
      });
}

void Connection::on_read(const boost::system::error_code& failed, std::size_t size) {
  reading_ = false;
  if (phase_ == Phase::kClosed) return;
  now_us_ = steady_us();
  core_.metrics.bytes_received.add(size);
  if (closing_) {  // nothing more is taken as a request
    dropped_ += size;
    begin_ = end_ = 0;
    if (phase_ != Phase::kLinger) return;  // still writing; linger() reads on
    if (failed || dropped_ > kMostDropped) return close();
    return read();
  }
  if (failed == asio::error::eof) return on_end();
  if (failed) return close();
  end_ += size;
  advance();
}

void Connection::on_end() {
  if (phase_ == Phase::kHead && begin_ == end_) return close();
  refuse({400, "Begäran tog slut i förtid.", "The request ended too early."});
  advance();
}

void Connection::linger() {
  phase_ = Phase::kLinger;
  boost::system::error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  read_deadline_ms_ = now_ms() + kLingerMs;
  begin_ = end_ = 0;
  read();
}

// --- Ending -----------------------------------------------------------------------------------

void Connection::check_deadlines(std::int64_t now_ms) {
  now_us_ = now_ms * 1000;
  if (write_deadline_ms_ != 0) {
    if (now_ms >= write_deadline_ms_) close();
    return;
  }
  if (now_ms < read_deadline_ms_) return;
  switch (phase_) {
    case Phase::kHead:
      if (begin_ == end_) return close();
      refuse({408, "Begäran kom för långsamt.", "The request came too slowly."});
      break;
    case Phase::kBody:
      refuse({408, "Innehållet kom för långsamt.", "The content came too slowly."});
      break;
    case Phase::kWorking:
      answer_exchange(refused(
          503, {"Svaret tog för lång tid att ta fram.", "The answer took too long to make."},
          exchange_->request));
      break;
    case Phase::kLinger: return close();
    case Phase::kClosed: return;
  }
  advance();
}

void Connection::drain() {
  // The receiving half only: a request that has arrived is still answered.
  if (phase_ == Phase::kHead && begin_ == end_ && outbox_.empty())
    ::shutdown(socket_.native_handle(), SHUT_RD);
}

void Connection::close() {
  if (phase_ == Phase::kClosed) return;
  phase_ = Phase::kClosed;
  unlink();
  boost::system::error_code ignored;
  socket_.close(ignored);
  outbox_.clear();
  exchange_.reset();
  auto& shared = core_.shared;
  if (counted_) shared.peers.leave(peer_);
  core_.metrics.connections_closed.add();
  core_.closed(turned_away_);
}

}  // namespace tertil::http
