/// @file collectors/shipped_sources.hpp
/// @brief The sources that come with the program, so that it needs no files beside it.
#pragma once

#include <span>
#include <string_view>

namespace tertil::collectors {

/// One file of collectors/sources/, as it was when the program was built.
struct ShippedSource {
  std::string_view id;    ///< The file's name without `.toml`; equals the id inside.
  std::string_view toml;  ///< For `parse_source`, which never fails on these (tests say so).
};

/// All of them, sorted by id. They live as long as the program.
[[nodiscard]] std::span<const ShippedSource> shipped_sources();

}  // namespace tertil::collectors
