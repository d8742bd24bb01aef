/// @file service/http/responder.hpp
/// @brief From a parsed head to an answer: cache, files, routes, rights, limits. Internal.
///
/// Knows no sockets. A connection asks begin() with each head and does what it says.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "service/http/core.hpp"
#include "service/http/request_parser.hpp"
#include "service/http/upload_file.hpp"

namespace tertil::http {

/// How an answer is to be sent: what of the request still matters when it is ready.
struct Terms {
  Method method{Method::kGet};
  bool keep_alive{true};
  bool old_version{false};  ///< HTTP/1.0: keep-alive must be said.
  bool gzip{false};
  std::int64_t started_us{0};
};

/// A request that the cache could not answer, until its answer is ready. Shared with the job on the
/// pool, which alone touches it meanwhile.
struct Exchange final : BodySink {
  Request request;
  const Route* route{nullptr};
  std::size_t route_index{0};
  Terms terms;
  std::string if_none_match;
  std::uint64_t version{0};  ///< Of the data, before the handler ran.
  bool authorized{false};
  bool keep{false};  ///< A cacheable answer may go to the cache.
  std::int64_t body_limit{0};
  std::int64_t body_bytes{0};
  std::string piece;  ///< Bytes of a file that are not written yet.
  std::unique_ptr<UploadFile> file;
  PeerPass import_pass;

  [[nodiscard]] bool take(std::string_view bytes) override;
};

using Answered = std::shared_ptr<Rendered>;

/// What begin() wants done next.
struct Next {
  enum class Step {
    kSend,       ///< `fixed` or `answer` is the answer.
    kAuthorize,  ///< authorize(exchange) on the pool, then the body.
    kBody,       ///< Read the body into the exchange, then run it.
    kRun,        ///< run(exchange), on the pool if needs_pool().
  };
  Step step{Step::kSend};
  const Rendered* fixed{nullptr};  ///< Lives as long as the server.
  Answered answer;
  Terms terms;
  std::size_t route_index{0};
  bool notable{true};  ///< For AccessLog::kNotable.
  std::string request_id;
  std::shared_ptr<Exchange> exchange;
};

/// Decides on a head that was complete at `now_us`. `peer` is the address of the other end.
[[nodiscard]] Next begin(Core& core, const Head& head, const std::string& peer,
                         std::int64_t now_us);

/// Whether the exchange's handler must run on the pool.
[[nodiscard]] bool needs_pool(const Exchange& exchange);

/// Asks Site::authorize; the answer to give if it says no, else null. Blocking.
[[nodiscard]] Answered authorize(const Shared& shared, Exchange& exchange);

/// Writes the bytes of a file that have come; the answer to give if that fails. Blocking.
[[nodiscard]] Answered store_piece(Exchange& exchange);

/// Authorizes if that is not done, finishes the file, runs the handler, renders. Never throws.
[[nodiscard]] Answered run(const Shared& shared, Exchange& exchange);

/// The answer to a refusal of HTTP itself.
[[nodiscard]] Answered refused(unsigned status, const Text& why, const Request& request);

/// The bytes of an answer that go out on these terms.
struct Selected {
  unsigned status{200};
  std::string_view bytes;         ///< All there is to send, or all but what `file` holds.
  const BodyFile* file{nullptr};  ///< The body, if it is sent from a file.
  std::size_t file_size{0};
};
[[nodiscard]] Selected select(const Rendered& answer, const Terms& terms,
                              std::string_view if_none_match);

}  // namespace tertil::http
