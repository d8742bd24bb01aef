/// @file service/http/connection.hpp
/// @brief One client: reads its requests, sends the answers in order, minds every deadline.
/// Internal.
///
/// A small machine of callbacks, because they are the hot path and g++ 12 miscompiles some
/// coroutines. It is always in one phase; advance() does what can be done without waiting and then
/// starts at most one read or one wait for room to write, never both of the same kind. So there is
/// one reader and one writer, an answer leaves the outbox only when its last byte has been taken,
/// and reading pauses while answers wait.
///
/// Deadlines are times that Core looks at a few times a second; setting one is a store.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "service/http/core.hpp"
#include "service/http/head_scanner.hpp"
#include "service/http/outbox.hpp"
#include "service/http/request_parser.hpp"
#include "service/http/responder.hpp"

namespace tertil::http {

class Connection final : public Confined, public std::enable_shared_from_this<Connection> {
 public:
  Connection(Core& core, Socket socket, std::string peer, bool counted);
  ~Connection() override;

  /// Begins to read.
  void start();
  /// Answers this status without reading, then closes gently: a limit on connections was reached.
  void turn_away(unsigned status, const Text& why);

  void check_deadlines(std::int64_t now_ms) override;
  void drain() override;
  void close() override;
  void read() override;

 private:
  enum class Phase {
    kHead,     ///< A head is awaited or coming.
    kBody,     ///< The exchange's body is coming.
    kWorking,  ///< The pool has the exchange.
    kLinger,   ///< All is said; what the client still sends is dropped, so that it can read.
    kClosed,
  };

  void advance();
  void take_requests();
  void take_head(std::size_t size);
  void take_body();
  void begin_body();
  void run_exchange();
  void store_piece_then_read();
  template <class Work, class Then>
  void on_pool(bool admitted, Work work, Then then);

  unsigned answer(const Rendered& made, Answered owner, const Terms& terms,
                  std::string_view if_none_match);
  void answer_exchange(const Answered& made);
  void refuse(const Refusal& refusal);
  void record(const Next& next, unsigned status);

  [[nodiscard]] bool flush();
  void wait_until_writable();
  void on_read(const boost::system::error_code& failed, std::size_t size);
  void on_end();
  void linger();
  void fit_buffer();

  [[nodiscard]] std::string_view unread() const { return {buffer_.get() + begin_, end_ - begin_}; }
  [[nodiscard]] std::int64_t now_ms() const { return now_us_ / 1000; }
  [[nodiscard]] const Limits& limits() const { return core_.shared.limits(); }
  /// When `bytes` at the slowest rate, begun at `from_ms`, must have passed.
  [[nodiscard]] std::int64_t due(std::int64_t from_ms, std::int64_t grace_ms,
                                 std::size_t bytes) const;

  Core& core_;
  Socket socket_;
  std::string peer_;
  Phase phase_{Phase::kHead};
  bool counted_;  // per address
  bool turned_away_{false};
  bool closing_{false};  // after what is in the outbox
  bool reading_{false};
  bool waiting_to_write_{false};
  bool more_buffered_{false};
  bool seen_request_{false};
  bool idle_armed_{false};  // the deadline of silence is set
  bool head_armed_{false};  // the deadline of a head is set

  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_{0};
  std::size_t begin_{0};
  std::size_t end_{0};
  HeadScanner scanner_;
  std::optional<RequestParser> parser_;
  std::shared_ptr<Exchange> exchange_;

  Outbox outbox_;

  std::int64_t now_us_{0};  // of the event being handled
  std::int64_t read_deadline_ms_{0};
  std::int64_t write_deadline_ms_{0};
  std::int64_t write_began_ms_{0};
  std::size_t written_before_{0};  // of the outbox, when the wait to write began
  std::int64_t phase_began_ms_{0};
  std::size_t dropped_{0};
};

}  // namespace tertil::http
