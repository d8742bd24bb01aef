/// @file service/http/request_parser.hpp
/// @brief Beast's parser with our rules on top, for one request: its head as views, its body as
/// pieces.
///
/// Beast 1.81 takes framings that another server in the chain may read differently. Here the
/// only coding taken is a lone "chunked" on HTTP/1.1 without a Content-Length beside it, the only
/// length one Content-Length with one number, the only Host exactly one (RFC 9112 §3.2, §6.1,
/// §6.3, §11.2). Whatever else is refused before any body is read.
#pragma once
#include <array>
#include <boost/beast/http/basic_parser.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "service/http/exchange.hpp"
#include "service/http/limits.hpp"
#include "service/http/refusal.hpp"

namespace tertil::http {

/// A field that is a list and may therefore come in several lines (RFC 9110 §5.3).
struct ListField {
  std::string_view value;
  std::string joined;  ///< Holds the value once a second line has come.
  void add(std::string_view line, std::string_view between = ", ");
};

/// What we need of a head. The views point into the bytes given to RequestParser::parse_head.
struct Head {
  Method method{Method::kOther};
  std::string_view method_name;
  std::string_view target;
  int version{11};
  bool keep_alive{true};
  bool chunked{false};
  bool expects_continue{false};
  std::optional<std::uint64_t> content_length;
  std::string_view host;
  std::string_view authorization;
  std::string_view content_type;
  std::string_view content_disposition;
  std::string_view idempotency_key;
  std::string_view csrf_token;
  std::string_view fetch_site;
  ListField cookies;  ///< Only lines with one of our cookies in them.
  ListField accept;
  ListField accept_encoding;
  ListField accept_language;
  ListField if_none_match;
  std::string_view if_match;
  ListField forwarded_for;
  std::array<ListField, 5> proxy;  ///< X-Tertil-Secret, -User, -Name, -Groups and -Email.

  [[nodiscard]] bool has_body() const { return chunked || content_length.value_or(0) > 0; }
};

/// Takes the pieces of a body.
class BodySink {
 public:
  virtual ~BodySink() = default;
  /// False if the body has grown past its limit.
  [[nodiscard]] virtual bool take(std::string_view piece) = 0;
};

/// One request. Not reusable, but cheap to make.
class RequestParser final : public boost::beast::http::basic_parser<true> {
 public:
  explicit RequestParser(const Limits& limits);

  /// Parses a whole head (HeadScanner::size() bytes). What is wrong with it, if anything; head()
  /// is then as far as it came.
  [[nodiscard]] Refusal parse_head(std::string_view bytes);

  /// Parses the first line alone, to refuse a broken one before the rest has come.
  [[nodiscard]] Refusal parse_first_line(std::string_view bytes);

  /// What has been done with some bytes of the body.
  struct Progress {
    std::size_t consumed{0};
    bool needs_more{false};  ///< Nothing more can be done with these bytes alone.
    Refusal refusal;
  };
  [[nodiscard]] Progress parse_body(std::string_view bytes, BodySink& sink);

  [[nodiscard]] const Head& head() const { return head_; }
  [[nodiscard]] bool complete() const { return is_done(); }

 private:
  using Verb = boost::beast::http::verb;
  using Field = boost::beast::http::field;
  using ErrorCode = boost::beast::error_code;
  using View = boost::beast::string_view;
  using Length = boost::optional<std::uint64_t>;

  void on_request_impl(Verb verb, View name, View target, int version, ErrorCode& ec) override;
  void on_response_impl(int, View, int, ErrorCode&) override {}
  void on_field_impl(Field field, View name, View value, ErrorCode& ec) override;
  void on_header_impl(ErrorCode& ec) override;
  void on_body_init_impl(const Length&, ErrorCode&) override {}
  std::size_t on_body_impl(View body, ErrorCode& ec) override;
  void on_chunk_header_impl(std::uint64_t, View, ErrorCode&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t remain, View body, ErrorCode& ec) override;
  void on_finish_impl(ErrorCode&) override {}

  void on_proxy_field(std::string_view name, std::string_view value);
  void refuse(ErrorCode& ec, unsigned status, std::string_view sv, std::string_view en);
  void set_once(std::string_view& field, View value, ErrorCode& ec);
  [[nodiscard]] Refusal refusal_of(const ErrorCode& ec, std::string_view bytes) const;

  Head head_;
  BodySink* sink_{nullptr};
  Refusal refusal_;
  int hosts_{0};
  int lengths_{0};
  int codings_{0};
  bool lone_chunked_{false};
  bool in_body_{false};
};

}  // namespace tertil::http
