/// @file collectors/json.hpp
/// @brief The one way JSON is read in this product: strictly, or not at all.
///
/// The library underneath stops at a NUL as if the text ended there, keeps the last of two equal
/// keys without a word, and takes any depth. This wrapper does not. Nobody else calls the
/// library's parser. Callers that look into the value include <nlohmann/json.hpp> themselves.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <nlohmann/json_fwd.hpp>
#include <string_view>
#include <variant>

#include "collectors/text.hpp"

namespace tertil::collectors {

struct JsonOptions {
  std::size_t max_depth{32};  ///< Arrays and objects inside each other; `[[1]]` has 2.
  /// About so many bytes of memory for the value; beyond them it is not read to its end.
  std::size_t most_memory{std::numeric_limits<std::size_t>::max()};
  bool allow_duplicate_keys{false};  ///< The last one wins; for conformance tests only.
};

/// Why a text is not JSON that we take, and where.
struct JsonFault {
  enum class Kind { kSyntax, kDuplicateKey, kTooDeep, kNul, kTooLarge };
  Kind kind{Kind::kSyntax};
  std::size_t byte{0};     ///< Offset from 0 of what was wrong, or just after it.
  std::int64_t line{1};    ///< From 1.
  std::int64_t column{1};  ///< From 1, in bytes.
  Text message;            ///< A full sentence with line and column; never quotes the input.
};

/// Reads `text` as exactly one JSON value (RFC 8259), with white space round it at most.
///
/// Refused: any other byte after the value, a NUL anywhere, bytes that are not UTF-8, lone
/// surrogates, numbers beyond a double, comments, trailing commas, two equal keys in one object,
/// more than `max_depth` levels or `most_memory` bytes. A UTF-8 byte order mark at the beginning is
/// passed over. An object keeps its keys sorted, not in the order of the text.
[[nodiscard]] std::variant<nlohmann::json, JsonFault> parse_json(std::string_view text,
                                                                 const JsonOptions& options = {});

}  // namespace tertil::collectors
