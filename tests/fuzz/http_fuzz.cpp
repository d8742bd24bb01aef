#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "service/http/head_scanner.hpp"
#include "service/http/negotiate.hpp"
#include "service/http/request_parser.hpp"
#include "service/http/target.hpp"
#include "tests/fuzz/promise.hpp"

using namespace tertil::http;
using tertil::fuzz::promise;

namespace {

struct Count final : BodySink {
  std::size_t bytes{0};
  bool take(std::string_view part) override {
    bytes += part.size();
    return true;
  }
};

void look_at(const Head& head) {
  if (const auto target = parse_target(head.target, head.method)) {
    const auto& path = target->path;
    promise(path == "*" || path.starts_with('/'), "a path is whole");
    promise(is_utf8(path), "a path is UTF-8");
    promise(path.find('\0') == std::string::npos, "a path has no NUL");
    promise((path + "/").find("/../") == std::string::npos, "a path climbs nowhere");
  }
  static_cast<void>(accepts_gzip(head.accept_encoding.value));
  static_cast<void>(language_of(head.accept_language.value));
  static_cast<void>(matches_etag(head.if_none_match.value, "\"a\""));
}

}  // namespace

/// Bytes as from a connection, as far as the router is given a path: what is taken has one length,
/// a path that leads nowhere else, and a body no longer than what came.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const Limits limits;
  HeadScanner scanner;
  auto state = scanner.scan(bytes, limits);
  if (state == HeadScanner::State::kFirstLine) state = scanner.scan(bytes, limits);
  if (state != HeadScanner::State::kComplete) return 0;
  promise(scanner.size() <= size, "the head is of what came");

  RequestParser parser(limits);
  const std::string head = bytes.substr(0, scanner.size());
  if (parser.parse_head(head)) return 0;
  promise(!(parser.head().chunked && parser.head().content_length), "a body has one length");
  look_at(parser.head());
  Count count;
  const std::string rest = bytes.substr(scanner.size());
  const auto progress = parser.parse_body(rest, count);
  promise(progress.consumed <= rest.size() && count.bytes <= rest.size(), "no byte is made up");
  return 0;
}
