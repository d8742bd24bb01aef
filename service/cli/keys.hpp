/// @file service/cli/keys.hpp
/// @brief The one table of everything that can be set: name, kind, default and meaning.
///
/// `config check`, `config show`, the environment names and the complaints about a bad value all
/// read this table; a key that is not in it cannot be set. The limits' part comes from
/// service/http/limits.hpp, so that a limit and its key cannot part.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "service/access/group_roles.hpp"
#include "service/domain/text.hpp"

namespace tertil::cli {

/// What a value must look like.
enum class Kind {
  kText,          ///< Any text without control characters.
  kInteger,       ///< A whole number between `minimum` and `maximum`.
  kBoolean,       ///< true or false.
  kChoice,        ///< One of `choices`.
  kAddress,       ///< "127.0.0.1:8080" or "[::1]:8080"; empty where the default may be empty.
  kDirectory,     ///< A folder that is there, or nothing; in a file, relative to the file.
  kNewDirectory,  ///< A folder that is made if it is not there.
  kStore,         ///< "sqlite:FILE" or "postgresql://…", without a password.
  kUrl,           ///< "https://…", "http://…" or a path on this site ("/tillganglighet").
  kDate,          ///< "2026-11-22".
  kTexts,         ///< A list of texts; in the environment parted by commas.
  kStatements,    ///< A list of {sv = "…", en = "…"}.
  kRoles,       ///< A list of {group = "…", role = "…", org_unit = "…"}, or [[table.roles]].
  kSecretFile,  ///< A file that holds a secret and that others may not read.
};

/// A value as read. The alternative follows from the kind.
using Value = std::variant<bool, std::int64_t, std::string, std::vector<std::string>,
                           std::vector<Text>, std::vector<access::GroupRole>>;

/// One key of tertil.toml.
struct Key {
  std::string name;  ///< "server.listen": table and key.
  Kind kind{Kind::kText};
  Value standard;    ///< What holds when nobody says anything (the default).
  Text description;  ///< One sentence.
  std::vector<std::string> choices{};
  std::int64_t minimum{0};
  std::int64_t maximum{0};
};

/// Every key, in the order `config show` lists them.
[[nodiscard]] std::span<const Key> all_keys();

/// The key of that name; null if there is none.
[[nodiscard]] const Key* find_key(std::string_view name);

/// The key, or the table ("server"), that a mistyped name is nearest to; a key of the same name in
/// another table counts as near. Empty if nothing is.
[[nodiscard]] std::string nearest_key(std::string_view name);

/// "server.listen" → "TERTIL_SERVER__LISTEN".
[[nodiscard]] std::string environment_name(std::string_view key);

/// What a value of this key should be, to follow "expected": "a whole number from 0 to 256".
[[nodiscard]] Text expected_of(const Key& key);

/// The value as it would stand in tertil.toml. Passwords inside addresses are masked.
[[nodiscard]] std::string to_toml(const Value& value);

}  // namespace tertil::cli
