/// @file collectors/preview.hpp
/// @brief What a mapping makes of a file, for somebody who looks at it. Stores nothing.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "collectors/byte_source.hpp"
#include "collectors/limits.hpp"
#include "collectors/source.hpp"

namespace tertil::collectors {

struct PreviewLimits {
  std::size_t shown{20};         ///< Rows shown, raw beside made.
  std::size_t faults{200};       ///< Faults told.
  std::int64_t rows{1'000'000};  ///< Rows read; what lies after is not looked at.
};

/// {"rowsRead","shown":[{"row","fields","source"}],"faults":[{"row","column","raw","rule",
/// "message"}],"totals":[{"field","unit","sum"}],"unmapped","dropped","refused"}. Quantities are
/// summed in the unit we keep; personal cells are masked.
/// @throws std::system_error when the file cannot be read.
[[nodiscard]] nlohmann::json preview(const ByteSource& bytes, const Source& source,
                                     std::string_view pseudonym_key, const Limits& limits = {},
                                     const PreviewLimits& bounds = {});

}  // namespace tertil::collectors
