/// @file collectors/clean_copy.hpp
/// @brief A copy of an upload without the columns that may not be kept.
#pragma once

#include <functional>
#include <string_view>

#include "collectors/byte_source.hpp"
#include "collectors/limits.hpp"
#include "collectors/source.hpp"

namespace tertil::collectors {

/// Writes the file's table as CSV (UTF-8, `;`), without the columns that are dropped and with codes
/// in the columns that are pseudonymised; what identifies nobody stays as it was written. The
/// bytes come in pieces. False when the file cannot be read as a table: then nothing is kept.
/// @throws std::system_error when the file cannot be read, and whatever `write` throws.
bool write_clean_copy(const ByteSource& bytes, const Source& source, std::string_view pseudonym_key,
                      const std::function<void(std::string_view)>& write,
                      const Limits& limits = {});

}  // namespace tertil::collectors
