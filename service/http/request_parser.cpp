#include "service/http/request_parser.hpp"

#include <algorithm>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>

#include "service/http/negotiate.hpp"
#include "service/http/target.hpp"

namespace tertil::http {
namespace {

namespace bhttp = boost::beast::http;

Method method_of(bhttp::verb verb) {
  switch (verb) {
    case bhttp::verb::get: return Method::kGet;
    case bhttp::verb::head: return Method::kHead;
    case bhttp::verb::options: return Method::kOptions;
    case bhttp::verb::post: return Method::kPost;
    case bhttp::verb::put: return Method::kPut;
    case bhttp::verb::patch: return Method::kPatch;
    case bhttp::verb::delete_: return Method::kDelete;
    default: return Method::kOther;
  }
}

/// Whether the first line is three words, the last "HTTP/d.d": a version, though not one of ours.
bool ends_in_a_version(std::string_view bytes) {
  const auto line = bytes.substr(0, bytes.find('\r'));
  if (line.size() < 9 || std::ranges::count(line, ' ') != 2) return false;
  const auto word = line.substr(line.size() - 9);
  const auto digit = [](char byte) { return byte >= '0' && byte <= '9'; };
  return word.starts_with(" HTTP/") && digit(word[6]) && word[7] == '.' && digit(word[8]);
}

constexpr std::string_view kProxyPrefix = "X-Tertil-";
constexpr std::array<std::string_view, 5> kProxyFields{"Secret", "User", "Name", "Groups", "Email"};

std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

}  // namespace

void ListField::add(std::string_view line, std::string_view between) {
  if (value.empty()) {
    value = line;
    return;
  }
  if (joined.empty()) joined = value;
  joined += between;
  joined += line;
  value = joined;
}

RequestParser::RequestParser(const Limits& limits) {
  header_limit(static_cast<std::uint32_t>(limits.header_bytes) + 1024);
  body_limit(boost::none);  // ours depends on the route
  eager(false);
}

Refusal RequestParser::parse_head(std::string_view bytes) {
  ErrorCode ec;
  put(boost::asio::const_buffer{bytes.data(), bytes.size()}, ec);
  if (!ec && !is_header_done()) ec = bhttp::error::partial_message;
  in_body_ = true;
  return refusal_of(ec, bytes);
}

Refusal RequestParser::parse_first_line(std::string_view bytes) {
  ErrorCode ec;
  put(boost::asio::const_buffer{bytes.data(), bytes.size()}, ec);
  if (ec == bhttp::error::need_more) return {};
  return refusal_of(ec, bytes);
}

RequestParser::Progress RequestParser::parse_body(std::string_view bytes, BodySink& sink) {
  Progress progress;
  sink_ = &sink;
  while (!is_done() && progress.consumed < bytes.size()) {
    ErrorCode ec;
    const auto rest = bytes.substr(progress.consumed);
    progress.consumed += put(boost::asio::const_buffer{rest.data(), rest.size()}, ec);
    if (ec == bhttp::error::need_more) {
      progress.needs_more = true;
      break;
    }
    if (ec) {
      progress.refusal = refusal_of(ec, {});
      break;
    }
  }
  return progress;
}

void RequestParser::refuse(ErrorCode& ec, unsigned status, std::string_view sv,
                           std::string_view en) {
  refusal_ = {status, sv, en};
  ec = bhttp::error::bad_value;
}

Refusal RequestParser::refusal_of(const ErrorCode& ec, std::string_view bytes) const {
  if (!ec || refusal_) return refusal_;
  if (ec == bhttp::error::bad_version && ends_in_a_version(bytes)) {
    return {505, "Bara HTTP/1.1 och HTTP/1.0 stöds.", "Only HTTP/1.1 and HTTP/1.0 work here."};
  }
  if (ec == bhttp::error::header_limit)
    return {431, "Huvudet är för stort.", "The header is too large."};
  return {400, "Begäran följer inte HTTP/1.1.", "The request does not follow HTTP/1.1."};
}

void RequestParser::on_request_impl(Verb verb, View name, View target, int version,
                                    ErrorCode& /*ec*/) {
  head_.method = method_of(verb);
  head_.method_name = view(name);
  head_.target = view(target);
  head_.version = version;
}

void RequestParser::set_once(std::string_view& field, View value, ErrorCode& ec) {
  if (!field.empty()) {
    refuse(ec, 400, "Ett fält som får stå en gång står flera.",
           "A field that may come once comes several times.");
    return;
  }
  field = view(value);
}

void RequestParser::on_field_impl(Field field, View name, View value, ErrorCode& ec) {
  if (in_body_) return;  // a trailer: nothing of ours is taken from there
  switch (field) {
    case Field::host:
      ++hosts_;
      head_.host = view(value);
      return;
    case Field::content_length:
      ++lengths_;
      if (value.empty() || value.find_first_not_of("0123456789") != View::npos)
        refuse(ec, 400, "Content-Length är inte ett tal.", "Content-Length is not one number.");
      return;
    case Field::transfer_encoding:
      ++codings_;
      lone_chunked_ = codings_ == 1 && equals_ignoring_case(view(value), "chunked");
      return;
    case Field::expect:
      if (head_.version < 11) return;  // RFC 9110 §10.1.1: ignored there
      head_.expects_continue = equals_ignoring_case(view(value), "100-continue");
      if (!head_.expects_continue)
        refuse(ec, 417, "Bara Expect: 100-continue stöds.", "Only Expect: 100-continue works.");
      return;
    case Field::authorization: set_once(head_.authorization, value, ec); return;
    case Field::content_type: set_once(head_.content_type, value, ec); return;
    case Field::content_disposition: set_once(head_.content_disposition, value, ec); return;
    case Field::sec_fetch_site: set_once(head_.fetch_site, value, ec); return;
    case Field::cookie:
      if (view(value).find(kOurCookies) != std::string_view::npos)
        head_.cookies.add(view(value), "; ");
      return;
    case Field::accept: head_.accept.add(view(value)); return;
    case Field::accept_encoding: head_.accept_encoding.add(view(value)); return;
    case Field::accept_language: head_.accept_language.add(view(value)); return;
    case Field::if_match: set_once(head_.if_match, value, ec); return;
    case Field::if_none_match: head_.if_none_match.add(view(value)); return;
    case Field::unknown: break;
    default: return;
  }
  if (equals_ignoring_case(view(name), "Idempotency-Key"))
    set_once(head_.idempotency_key, value, ec);
  else if (equals_ignoring_case(view(name), "X-CSRF-Token"))
    set_once(head_.csrf_token, value, ec);
  else if (equals_ignoring_case(view(name), "X-Forwarded-For"))
    head_.forwarded_for.add(view(value));
  else if (view(name).size() > kProxyPrefix.size() &&
           equals_ignoring_case(view(name).substr(0, kProxyPrefix.size()), kProxyPrefix))
    on_proxy_field(view(name).substr(kProxyPrefix.size()), view(value));
}

/// Two lines of one name become a value that names nobody: whoever added the second lied.
void RequestParser::on_proxy_field(std::string_view name, std::string_view value) {
  for (std::size_t at = 0; at < kProxyFields.size(); ++at)
    if (equals_ignoring_case(name, kProxyFields[at])) head_.proxy[at].add(value, "\n");
}

void RequestParser::on_header_impl(ErrorCode& ec) {
  head_.keep_alive = keep_alive();
  head_.chunked = chunked();
  if (const auto length = content_length(); length && !chunked()) head_.content_length = *length;

  if (hosts_ > 1 || (hosts_ == 0 && head_.version >= 11)) {
    return refuse(ec, 400, "Begäran ska ha exakt ett Host-fält.",
                  "The request must have exactly one Host field.");
  }
  if (hosts_ == 1 && !is_valid_host(head_.host))
    return refuse(ec, 400, "Host-fältet är ogiltigt.", "The Host field is invalid.");
  if (lengths_ > 1) {
    return refuse(ec, 400, "Content-Length står flera gånger.",
                  "Content-Length comes several times.");
  }
  if (codings_ > 0 && (lengths_ > 0 || head_.version < 11)) {
    return refuse(ec, 400,
                  "Innehållets längd anges på mer än ett sätt, eller på ett sätt som "
                  "versionen inte har.",
                  "The body's length is given in more than one way, or in one that this version "
                  "does not have.");
  }
  if (codings_ > 0 && !lone_chunked_) {
    return refuse(ec, 501, "Bara överföringskodningen chunked stöds.",
                  "The only transfer coding that works is chunked.");
  }
}

std::size_t RequestParser::on_body_impl(View body, ErrorCode& ec) {
  if (!sink_->take(view(body)))
    refuse(ec, 413, "Innehållet är för stort.", "The content is too large.");
  return body.size();
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t /*remain*/, View body, ErrorCode& ec) {
  return on_body_impl(body, ec);
}

}  // namespace tertil::http
