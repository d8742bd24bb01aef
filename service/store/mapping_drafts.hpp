/// @file service/store/mapping_drafts.hpp
/// @brief Mappings that are tried out, so that any instance can run what was drafted at another.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "service/domain/instant.hpp"
#include "service/store/engine.hpp"

namespace tertil::store {

struct MappingDraft {
  std::string id;
  std::string actor;
  std::string toml;
  Instant made_at;
};

/// Forgets those made before `before`, and adds one unless `most` are there: false then. Leaves
/// what is published alone.
[[nodiscard]] Result<bool> add_mapping_draft(Writer& writer, const MappingDraft& draft,
                                             Instant before, std::int64_t most);
[[nodiscard]] Result<std::optional<MappingDraft>> find_mapping_draft(Reader& reader,
                                                                     std::string_view id);

}  // namespace tertil::store
