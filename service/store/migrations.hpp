/// @file service/store/migrations.hpp
/// @brief Numbered SQL files that bring a store's schema forward, the same for every engine.
///
/// The files lie in service/store/migrations and are part of the program. Where engines differ
/// they say `{text}`, `{bigint}`, `{real}`, `{blob}`, `{json}`, `{identity}` or `{strict}`, and
/// what stands between the lines `--only NAME` and `--end` is for the engine of that name alone.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "service/domain/result.hpp"

namespace tertil::store {

/// One file. Its checksum is kept in every store it was applied to, so it is never edited.
struct Migration {
  std::int64_t number{0};  ///< From the file's name: 1, 2, 3, … without gaps.
  std::string_view name;   ///< "0001_facts.sql".
  std::string_view sql;
};

/// A migration as a store remembers it.
struct AppliedMigration {
  std::int64_t number{0};
  std::string name;
  std::string sha256;  ///< Of the file's bytes, in hex.
};

/// What an engine calls things.
struct Dialect {
  std::string_view name;  ///< "sqlite": for `--only`.
  std::span<const std::pair<std::string_view, std::string_view>> words;  ///< {"{text}", "TEXT"}.
};

/// The migrations this program knows, by number.
[[nodiscard]] std::span<const Migration> migrations();

/// What is still to be applied, in order. Refuses a store that is newer than the program, and one
/// to which another text was applied under the same number.
[[nodiscard]] Result<std::vector<Migration>> pending(std::span<const Migration> known,
                                                     std::span<const AppliedMigration> applied);

/// The SQL for one engine. kInternal if it uses a word that the dialect does not have.
[[nodiscard]] Result<std::string> in_dialect(std::string_view sql, const Dialect& dialect);

}  // namespace tertil::store
