#include "service/store/migrations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "embedded/migrations.hpp"
#include "service/store/sha256.hpp"

namespace tertil::store {
namespace {

std::vector<Migration> embedded_migrations() {
  std::vector<Migration> found;
  for (const auto& file : embedded::migrations()) {
    Migration migration{.name = file.name, .sql = file.bytes};
    std::from_chars(file.name.data(), file.name.data() + file.name.size(), migration.number);
    found.push_back(migration);
  }
  return found;
}

/// The text between `{` and `}` is a word if it is letters only; JSON in a default is not.
std::optional<std::string_view> word_at(std::string_view sql, std::size_t at) {
  const auto end = sql.find_first_not_of("abcdefghijklmnopqrstuvwxyz", at + 1);
  if (end == std::string_view::npos || sql[end] != '}' || end == at + 1) return std::nullopt;
  return sql.substr(at, end + 1 - at);
}

}  // namespace

std::span<const Migration> migrations() {
  static const std::vector<Migration> all = embedded_migrations();
  return all;
}

Result<std::vector<Migration>> pending(std::span<const Migration> known,
                                       std::span<const AppliedMigration> applied) {
  const std::int64_t newest_known = known.empty() ? 0 : known.back().number;
  for (const auto& past : applied) {
    if (past.number > newest_known) {
      return fail(
          ErrorCode::kRefused,
          {fmt::format("Databasen är nyare än programmet: den har schema {}, programmet känner "
                       "till {}. Installera den version av tertil som databasen användes med.",
                       past.number, newest_known),
           fmt::format("The store is newer than the program: it has schema {}, the program knows "
                       "{}. Install the version of tertil that the store was used with.",
                       past.number, newest_known)},
          "store/migrations: " + past.name);
    }
  }
  std::vector<Migration> rest;
  for (const auto& migration : known) {
    const auto past = std::ranges::find(applied, migration.number, &AppliedMigration::number);
    if (past == applied.end()) {
      rest.push_back(migration);
      continue;
    }
    if (past->sha256 != sha256_hex(migration.sql) || !rest.empty()) {
      return fail(
          ErrorCode::kRefused,
          {fmt::format("Databasens schema kommer inte från det här programmet: steg {} ({}) är "
                       "ett annat. Installera den version av tertil som databasen användes med.",
                       past->number, past->name),
           fmt::format("The store's schema does not come from this program: step {} ({}) is "
                       "another one. Install the version of tertil that the store was used with.",
                       past->number, past->name)},
          "store/migrations: checksum of " + past->name);
    }
  }
  return rest;
}

Result<std::string> in_dialect(std::string_view sql, const Dialect& dialect) {
  std::string out;
  bool ours = true;
  while (!sql.empty()) {
    const auto line = sql.substr(0, sql.find('\n') + 1);
    const auto text = line.empty() ? sql : line;
    sql.remove_prefix(text.size());
    if (text.starts_with("--only ")) {
      ours = text.substr(7, text.find_last_not_of(" \n") - 6) == dialect.name;
    } else if (text.starts_with("--end")) {
      ours = true;
    }
    if (!ours || text.starts_with("--")) continue;
    for (std::size_t at = 0; at < text.size();) {
      const auto word = text[at] == '{' ? word_at(text, at) : std::nullopt;
      if (!word) {
        out += text[at++];
        continue;
      }
      const auto known = std::ranges::find(dialect.words, *word,
                                           &std::pair<std::string_view, std::string_view>::first);
      if (known == dialect.words.end()) {
        return fail(ErrorCode::kInternal,
                    {"Programmets databasschema är felaktigt.", "The program's schema is wrong."},
                    "store/migrations: unknown word " + std::string{*word});
      }
      out += known->second;
      at += word->size();
    }
  }
  return out;
}

}  // namespace tertil::store
