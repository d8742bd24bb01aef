/// @file service/cli/toml_file.hpp
/// @brief One TOML file to settings: every key with its place, every fault with its.
#pragma once
#include <filesystem>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "service/cli/configuration.hpp"

namespace tertil::cli {

/// Reads `path` into `loaded`. Unknown tables and keys, wrong types and bad values become faults;
/// so does a file that is missing, larger than 1 MiB or no TOML. Relative folders and files in it
/// are taken from the folder it lies in.
void read_toml_file(const std::filesystem::path& path, const Environment& environment,
                    Loaded& loaded);

/// Reads one TOML value from text, for kinds that are not plain text (lists of statements).
[[nodiscard]] tl::expected<Value, Text> read_toml_value(const Key& key, std::string_view text);

/// "unknown key …; did you mean …?"
[[nodiscard]] Text unknown_key(std::string_view name);

}  // namespace tertil::cli
