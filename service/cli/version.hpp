/// @file service/cli/version.hpp
/// @brief Which tertil this is.
#pragma once
#include <string_view>

namespace tertil::cli {

/// "0.1.0": the project's version, semantic versioning.
[[nodiscard]] std::string_view version();

}  // namespace tertil::cli
