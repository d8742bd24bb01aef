/// @file service/store/import_keys.hpp
/// @brief Idempotency keys of imports. They are kept for good.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "service/store/engine.hpp"

namespace tertil::store {

/// What a key was used for: these bytes, answered with the receipt of this batch. Several keys
/// may lead to one batch, when the same bytes came again under another key.
struct ImportKey {
  std::string sha256;
  std::string batch;
};

/// What the key of this source was used for, if it was.
[[nodiscard]] Result<std::optional<ImportKey>> find_import_key(Reader& reader,
                                                               std::string_view source,
                                                               std::string_view key);

/// Keeps a key. kConflict if it is taken.
[[nodiscard]] Result<void> add_import_key(Writer& writer, std::string_view source,
                                          std::string_view key, std::string_view sha256,
                                          std::string_view batch);

}  // namespace tertil::store
