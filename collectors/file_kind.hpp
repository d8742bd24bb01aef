/// @file collectors/file_kind.hpp
/// @brief What kind of file this is, by what stands in it. Names and content types are not asked.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "collectors/encoding.hpp"
#include "collectors/limits.hpp"
#include "collectors/text.hpp"

namespace tertil::collectors {

/// A format that we know by its first bytes but do not read.
struct ForeignFormat {
  std::string name;  ///< "xlsx", "xls", "pdf", "xml", "html", "gzip", "zip".
  Text message;      ///< That it is not supported yet, and what to send instead.
};

/// The foreign format that a file beginning with `bytes` has, if any. Also for decoded text.
[[nodiscard]] std::optional<ForeignFormat> foreign_format(std::string_view bytes);

enum class TextKind { kCsv, kJson, kNdjson };

/// CSV unless the text begins with a brace or bracket. NDJSON when the first line is an object by
/// itself, or looks like one and the next line does too; an answer of Kolada on one line is JSON.
[[nodiscard]] TextKind text_kind(TextReader text, const Limits& limits);

}  // namespace tertil::collectors
