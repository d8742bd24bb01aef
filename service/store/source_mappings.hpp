/// @file service/store/source_mappings.hpp
/// @brief Sources that were written or changed in this installation, every version of them.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/instant.hpp"
#include "service/store/engine.hpp"

namespace tertil::store {

/// One version of one source, as TOML.
struct SourceMapping {
  std::string id;
  std::int64_t version{0};
  std::string toml;
  std::string actor;  ///< Who wrote it: an account's name or a key's id.
  Instant recorded_at;
};

/// Appends a version; the open one, if any, is superseded. kConflict if that version is there
/// already or is not newer than the open one.
[[nodiscard]] Result<void> add_source_mapping(Writer& writer, const SourceMapping& mapping);

/// The open version of every source, by id.
[[nodiscard]] Result<std::vector<SourceMapping>> open_source_mappings(Reader& reader);

/// A text that changes whenever a version is added, for whoever keeps what was read; empty while
/// there is none.
[[nodiscard]] Result<std::string> source_mappings_mark(Reader& reader);

/// Every version of one source, the newest first, without its text.
[[nodiscard]] Result<std::vector<SourceMapping>> source_mapping_versions(Reader& reader,
                                                                         std::string_view id);

}  // namespace tertil::store
