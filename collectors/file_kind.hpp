/// @file collectors/file_kind.hpp
/// @brief What kind of file this is, by what stands in it. Names and content types are not asked.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "collectors/byte_source.hpp"
#include "collectors/encoding.hpp"
#include "collectors/limits.hpp"
#include "collectors/text.hpp"

namespace tertil::collectors {

/// A format that we know by its first bytes but do not read.
struct ForeignFormat {
  std::string name;  ///< "xls", "encrypted", "pdf", "xml", "html", "gzip".
  Text message;      ///< That it is not supported, and what to do or send instead.
};

/// The foreign format that a file beginning with `bytes` has, if any. Also for decoded text. XML
/// is one too: only a mapping tells what its elements mean.
[[nodiscard]] std::optional<ForeignFormat> foreign_format(std::string_view bytes);

/// The same for a whole file, which tells an old workbook from one that a password protects.
[[nodiscard]] std::optional<ForeignFormat> foreign_format(const ByteSource& bytes);

/// A zip archive; a workbook is one (`open_xlsx_table` says what it really is).
[[nodiscard]] bool is_archive(const ByteSource& bytes);

/// Text that begins as XML and is not HTML.
[[nodiscard]] bool is_xml(std::string_view text);

enum class TextKind { kCsv, kJson, kNdjson };

/// CSV unless the text begins with a brace or bracket. NDJSON when the first line is an object by
/// itself, or looks like one and the next line does too; an answer of Kolada on one line is JSON.
[[nodiscard]] TextKind text_kind(TextReader text, const Limits& limits);

}  // namespace tertil::collectors
