/// @file service/cli/read_value.hpp
/// @brief Text to value, by the kind of the key: the whole or nothing, and words about why not.
#pragma once
#include <filesystem>
#include <optional>
#include <string_view>
#include <tl/expected.hpp>

#include "service/cli/environment.hpp"
#include "service/cli/keys.hpp"

namespace tertil::cli {

/// An address to listen on. The host is without brackets.
struct Address {
  std::string host;
  std::uint16_t port{0};
};

/// "127.0.0.1:8080" or "[::1]:8080"; empty if it is anything else. Names are not looked up.
[[nodiscard]] std::optional<Address> parse_address(std::string_view text);

/// A value, or what is wrong with it: "expected X, found Y".
using ReadValue = tl::expected<Value, Text>;

/// Reads what a flag or a variable holds, which is always text.
[[nodiscard]] ReadValue read_text(const Key& key, std::string_view text);

/// Checks a value of the right type: ranges, forms, and that named files are there and are safe.
[[nodiscard]] ReadValue check_value(const Key& key, Value value, const Environment& environment);

/// Where a secret file's name leads: a bare name is looked for in $CREDENTIALS_DIRECTORY, where
/// systemd's LoadCredential= puts it.
[[nodiscard]] std::filesystem::path secret_path(std::string_view name,
                                                const Environment& environment);

/// "expected …, found …"; `found` is shown quoted, without control characters, cut at 60 bytes.
[[nodiscard]] Text expected_but_found(const Key& key, std::string_view found);

}  // namespace tertil::cli
