/// @file service/ingest/pseudonym_key.hpp
/// @brief The installation's own key for turning registration numbers and the like into codes.
#pragma once
#include <filesystem>
#include <string>

#include "service/domain/result.hpp"
#include "service/store/engine.hpp"

namespace tertil::ingest {

/// The key in `directory`/pseudonym.key: 32 random bytes as hex, made at the first call, readable
/// by the owner only. Whoever loses it gets other codes for the same vehicles, so it belongs in the
/// backup; whoever has it can try out registration numbers, so it belongs nowhere else.
[[nodiscard]] Result<std::string> pseudonym_key(const std::filesystem::path& directory);

/// The same for an instance on a store that others may share. The key is in none of what they
/// share, since whoever reads the codes must not find it beside them: the file is copied to each
/// instance's data directory. The store knows the key's SHA-256, so that one that has another key,
/// or would make one, is refused instead of giving the same vehicle a second code.
[[nodiscard]] Result<std::string> pseudonym_key(store::Engine& engine,
                                                const std::filesystem::path& directory);

}  // namespace tertil::ingest
