#include "collectors/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace tertil::collectors {

namespace {

using nlohmann::json;
using Kind = JsonFault::Kind;

/// Thrown out of the parser when one of our own rules is broken.
struct Stop {
  Kind kind;
};

/// Our rules, asked by the parser at every key, bracket and brace.
class Watch {
 public:
  explicit Watch(const JsonOptions& options) : options_(options) {}

  bool operator()(int depth, json::parse_event_t event, json& parsed) {
    switch (event) {
      case json::parse_event_t::object_start:
      case json::parse_event_t::array_start:
        if (static_cast<std::size_t>(depth) >= options_.max_depth) throw Stop{Kind::kTooDeep};
        if (event == json::parse_event_t::object_start) keys_.emplace_back();
        break;
      case json::parse_event_t::object_end: keys_.pop_back(); break;
      case json::parse_event_t::key:
        if (!options_.allow_duplicate_keys &&
            !keys_.back().insert(parsed.get_ref<const std::string&>()).second) {
          throw Stop{Kind::kDuplicateKey};
        }
        break;
      default: break;
    }
    return true;
  }

 private:
  const JsonOptions& options_;
  std::vector<std::unordered_set<std::string>> keys_;  ///< One set for each open object.
};

/// The same text once more, through a stream that knows how far it has been read: the parser
/// itself does not tell a callback where it is. Only done when a rule is broken.
std::size_t where_stopped(std::string_view text, const JsonOptions& options) {
  std::istringstream in{std::string(text)};
  try {
    const auto ignored = json::parse(in, Watch(options));
    static_cast<void>(ignored);
  } catch (const Stop&) {
    const auto read = in.tellg();
    return read < 0 ? text.size() : static_cast<std::size_t>(read);
  } catch (const json::exception&) {
  }
  return 0;
}

Text words(Kind kind, std::int64_t line, std::int64_t column, const JsonOptions& options) {
  switch (kind) {
    case Kind::kDuplicateKey:
      return {fmt::format("Rad {}, tecken {}: samma nyckel står två gånger i ett objekt.", line,
                          column),
              fmt::format("Line {}, column {}: the same key stands twice in one object.", line,
                          column)};
    case Kind::kTooDeep:
      return {fmt::format("Rad {}, tecken {}: fler än {} nivåer av listor och objekt.", line,
                          column, options.max_depth),
              fmt::format("Line {}, column {}: more than {} levels of arrays and objects.", line,
                          column, options.max_depth)};
    case Kind::kNul:
      return {fmt::format("Rad {}, tecken {}: nolltecken i texten.", line, column),
              fmt::format("Line {}, column {}: a NUL character in the text.", line, column)};
    case Kind::kSyntax: break;
  }
  return {fmt::format("Rad {}, tecken {}: detta är inte giltig JSON (RFC 8259).", line, column),
          fmt::format("Line {}, column {}: this is not valid JSON (RFC 8259).", line, column)};
}

JsonFault fault(Kind kind, std::string_view text, std::size_t byte, const JsonOptions& options) {
  const auto before = text.substr(0, std::min(byte, text.size()));
  const auto line = 1 + static_cast<std::int64_t>(std::count(before.begin(), before.end(), '\n'));
  const std::size_t last = before.rfind('\n');
  const std::size_t in_line =
      last == std::string_view::npos ? before.size() : before.size() - last - 1;
  const auto column = static_cast<std::int64_t>(in_line) + 1;
  return {kind, before.size(), line, column, words(kind, line, column, options)};
}

}  // namespace

std::variant<json, JsonFault> parse_json(std::string_view text, const JsonOptions& options) {
  // The parser takes a NUL for the end of its input, and would accept what follows unread.
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    return fault(Kind::kNul, text, nul, options);
  }
  try {
    return json::parse(text.begin(), text.end(), Watch(options));
  } catch (const Stop& stop) {
    const std::size_t at = where_stopped(text, options);
    return fault(stop.kind, text, at == 0 ? 0 : at - 1, options);
  } catch (const json::parse_error& error) {
    return fault(Kind::kSyntax, text, error.byte == 0 ? 0 : error.byte - 1, options);
  } catch (const json::exception&) {  // a number beyond a double: the library has no position
    return fault(Kind::kSyntax, text, 0, options);
  }
}

}  // namespace tertil::collectors
