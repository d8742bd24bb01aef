/// @file collectors/suggest.hpp
/// @brief Drafts a mapping for a file nobody has seen before. A person looks it through.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "collectors/byte_source.hpp"
#include "collectors/limits.hpp"
#include "collectors/schema.hpp"

namespace tertil::collectors {

/// {"format","encoding","sheets","headerRow","rows","columns":[{"name","samples","empty",
/// "looksPersonal","suggested":{"to","type","unit","confidence"}}],"mapping","toml","target",
/// "refused"}. Personal cells are masked in the samples; columns that look personal are dropped in
/// the draft, registration numbers made into codes.
/// @param target what the file is to become; nothing: the target that fits best.
/// @throws std::system_error when the file cannot be read.
[[nodiscard]] nlohmann::json suggest(const ByteSource& bytes, std::optional<Target> target,
                                     const Limits& limits = {});

}  // namespace tertil::collectors
