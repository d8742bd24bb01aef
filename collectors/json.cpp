#include "collectors/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace tertil::collectors {

namespace {

using nlohmann::json;
using Kind = JsonFault::Kind;

// What the library's objects, lists and members take beside what is in them: a node of a tree with
// its key, and the block that holds the tree or the list.
constexpr std::size_t kMember = 96;
constexpr std::size_t kContainer = 64;

/// Builds the value from the parser's events, and stops at the first broken rule.
///
/// The library's own way, a callback to `parse`, walks through the whole array again at the end of
/// each object in it: quadratic, minutes for a few megabytes of `[{},{},…]`.
class Builder {
 public:
  explicit Builder(const JsonOptions& options) : options_(options) {}

  bool null() { return put(nullptr); }
  bool boolean(bool value) { return put(value); }
  bool number_integer(std::int64_t value) { return put(value); }
  bool number_unsigned(std::uint64_t value) { return put(value); }
  bool number_float(double value, const std::string&) { return put(value); }
  bool string(std::string& value) {
    memory_ += value.capacity() + sizeof(std::string);
    return put(std::move(value));
  }
  bool binary(json::binary_t&) { return false; }
  bool start_object(std::size_t) { return open(json::object()); }
  bool start_array(std::size_t) { return open(json::array()); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(std::string& name) {
    json& object = *open_.back();
    if (!options_.allow_duplicate_keys && object.contains(name)) return stop(Kind::kDuplicateKey);
    memory_ += kMember + name.capacity();
    member_ = &object[name];
    return true;
  }

  bool parse_error(std::size_t position, const std::string&, const json::exception&) {
    position_ = position;
    return false;
  }

  [[nodiscard]] json take() { return std::move(root_); }
  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] std::size_t position() const { return position_; }

 private:
  /// Where the next value goes; each container stays where it is until it is closed.
  json& slot(json value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return root_;
    }
    if (open_.back()->is_array()) {
      open_.back()->push_back(std::move(value));
      return open_.back()->back();
    }
    *member_ = std::move(value);
    return *member_;
  }

  bool put(json value) {
    slot(std::move(value));
    return fits();
  }

  bool open(json container) {
    if (open_.size() >= options_.max_depth) return stop(Kind::kTooDeep);
    open_.push_back(&slot(std::move(container)));
    memory_ += kContainer;
    return fits();
  }

  /// A list that grows has room for twice what is in it.
  bool fits() {
    memory_ += 2 * sizeof(json);
    return memory_ <= options_.most_memory || stop(Kind::kTooLarge);
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  bool stop(Kind kind) {
    kind_ = kind;
    return false;
  }

  const JsonOptions& options_;
  json root_;
  std::vector<json*> open_;
  json* member_{nullptr};
  Kind kind_{Kind::kSyntax};
  std::size_t position_{0};
  std::size_t memory_{0};
};

/// The same text once more, through a stream that knows how far it has been read: the parser does
/// not tell where it is when a rule of ours stops it.
std::size_t where_stopped(std::string_view text, const JsonOptions& options) {
  std::istringstream in{std::string(text)};
  Builder builder(options);
  json::sax_parse(in, &builder);
  const auto read = in.tellg();
  return read < 0 ? text.size() : static_cast<std::size_t>(read);
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
    case Kind::kTooLarge:
      return {fmt::format("Rad {}, tecken {}: så långt räcker minnet. Skicka ett objekt per rad "
                          "(NDJSON) eller CSV.",
                          line, column),
              fmt::format("Line {}, column {}: as far as memory goes. Send one object a line "
                          "(NDJSON) or CSV.",
                          line, column)};
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
  Builder builder(options);
  if (json::sax_parse(text.begin(), text.end(), &builder)) return builder.take();
  const Kind kind = builder.kind();
  const std::size_t at = kind == Kind::kSyntax ? builder.position() : where_stopped(text, options);
  return fault(kind, text, at == 0 ? 0 : at - 1, options);
}

}  // namespace tertil::collectors
