/// @file service/store/last_backup.hpp
/// @brief When the store was last backed up, as it says itself.
#pragma once
#include <cstdint>
#include <optional>

#include "service/domain/instant.hpp"
#include "service/store/engine.hpp"

namespace tertil::store {

struct LastBackup {
  Instant at;             ///< When the copying began: what was acknowledged before is in it.
  std::int64_t bytes{0};  ///< Of the file.
  friend bool operator==(const LastBackup&, const LastBackup&) = default;
};

/// Empty while none was made.
[[nodiscard]] Result<std::optional<LastBackup>> last_backup(Reader& reader);

/// Notes one. What is published does not change by it.
[[nodiscard]] Result<void> put_last_backup(Writer& writer, const LastBackup& backup);

}  // namespace tertil::store
