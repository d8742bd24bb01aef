/// @file service/ingest/pseudonym_key.hpp
/// @brief The installation's own key for turning registration numbers and the like into codes.
#pragma once
#include <filesystem>
#include <string>

#include "service/domain/result.hpp"

namespace tertil::ingest {

/// The key in `directory`/pseudonym.key: 32 random bytes as hex, made at the first call, readable
/// by the owner only. Whoever loses it gets other codes for the same vehicles, so it belongs in the
/// backup; whoever has it can try out registration numbers, so it belongs nowhere else.
[[nodiscard]] Result<std::string> pseudonym_key(const std::filesystem::path& directory);

}  // namespace tertil::ingest
