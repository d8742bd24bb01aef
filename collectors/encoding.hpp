/// @file collectors/encoding.hpp
/// @brief Finds out how a file's text is encoded, and gives it as UTF-8.
///
/// A byte order mark decides. Without one, a pattern of NULs means UTF-16; bytes that are UTF-8
/// throughout are UTF-8; anything else is an eight-bit encoding, and is windows-1252 when a byte
/// 0x80–0x9F occurs, else ISO-8859-1. The old encodings of DOS and the Mac share their bytes with
/// those two, so an eight-bit file is only taken when its letters and marks stand where Swedish
/// text has them; otherwise the file is refused. Better no figure than "Malm”".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "collectors/byte_source.hpp"
#include "collectors/text.hpp"

namespace tertil::collectors {

enum class Encoding { kUtf8, kUtf8Bom, kUtf16Le, kUtf16Be, kWindows1252, kIso88591 };

/// "utf-8", "utf-8-bom", "utf-16le", "utf-16be", "windows-1252" or "iso-8859-1", as in receipts.
[[nodiscard]] std::string_view name_of(Encoding encoding);

/// Why a file's text cannot be read without guessing.
struct EncodingFault {
  std::int64_t line{1};  ///< Where the first doubtful byte stands, from 1.
  Text message;
};

/// Reads the whole file once, in chunks. ASCII and the empty file are "utf-8".
[[nodiscard]] std::variant<Encoding, EncodingFault> detect_encoding(const ByteSource& bytes);

/// Reads a file from its beginning and gives its text as UTF-8, without byte order mark.
class TextReader {
 public:
  /// @pre `encoding` is what `detect_encoding` said of the same bytes.
  TextReader(ByteSource bytes, Encoding encoding) : bytes_(bytes), encoding_(encoding) {}

  /// Appends about `amount` bytes of text to `out`. False when the end was reached before.
  /// Whole characters only. Bytes that do not decode become U+FFFD (they cannot occur while the
  /// precondition holds).
  bool read(std::string& out, std::size_t amount);

 private:
  void decode_utf8(std::string& out);

  ByteSource bytes_;
  Encoding encoding_;
  std::uint64_t offset_{0};
  std::string chunk_;
  std::string carry_;  ///< Bytes of a character that the last chunk cut.
  bool started_{false};
  bool ended_{false};
};

/// True when `text` is UTF-8 throughout (RFC 3629: no overlong forms, no surrogates).
[[nodiscard]] bool is_utf8(std::string_view text);

/// Where `text` stops being UTF-8, or its size when it never does. A character that the end cuts
/// counts as a fault.
[[nodiscard]] std::size_t valid_utf8_prefix(std::string_view text);

}  // namespace tertil::collectors
