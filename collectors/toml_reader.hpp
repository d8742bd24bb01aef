/// @file collectors/toml_reader.hpp
/// @brief Reads the keys of a table in TOML one by one, and remembers all that was wrong.
///
/// A key is asked for in snake_case and found in camelCase too (`decimal_char`, `decimalChar`).
/// What nobody asked for is a fault that names the nearest key that is known.
#pragma once

#include <toml++/toml.h>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/pattern.hpp"
#include "collectors/source.hpp"

namespace tertil::collectors {

/// What was found wrong while one file was read.
struct TomlFaults {
  std::vector<SourceFault> unknown_keys;  ///< Told first: a misspelt key explains what is missing.
  std::vector<SourceFault> others;
};

/// One table. Call `done` when every key was asked for.
class TomlReader {
 public:
  /// `path` names the table in messages, "field" or ""; the table must outlive the reader.
  TomlReader(const toml::table& table, std::string path, TomlFaults& faults)
      : table_(&table), path_(std::move(path)), faults_(&faults) {}

  [[nodiscard]] bool has(std::string_view key);
  /// Text in quotes; empty, and a fault where `required`, when the key is not there.
  [[nodiscard]] std::string text(std::string_view key, bool required = false);
  /// One of `choices`, or empty.
  [[nodiscard]] std::string choice(std::string_view key,
                                   std::initializer_list<std::string_view> choices);
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key, std::int64_t least,
                                                    std::int64_t most);
  [[nodiscard]] std::optional<double> number(std::string_view key);
  [[nodiscard]] bool flag(std::string_view key, bool otherwise = false);
  /// A text or a list of texts.
  [[nodiscard]] std::vector<std::string> texts(std::string_view key);
  /// A whole number or a list of them.
  [[nodiscard]] std::vector<std::int64_t> integers(std::string_view key);
  [[nodiscard]] std::optional<Pattern> pattern(std::string_view key);
  [[nodiscard]] std::optional<TomlReader> table(std::string_view key);
  /// A table or a list of tables.
  [[nodiscard]] std::vector<TomlReader> tables(std::string_view key);

  /// The node itself, marked as asked for.
  [[nodiscard]] const toml::node* node(std::string_view key);
  /// A fault at the key, or at the table when the key is not there.
  void fail(std::string_view key, std::string_view sv, std::string_view en);
  [[nodiscard]] std::int64_t line() const { return table_->source().begin.line; }
  [[nodiscard]] const toml::table& raw() const { return *table_; }
  [[nodiscard]] const std::string& path() const { return path_; }
  /// Every key that was not asked for is a fault.
  void done();

 private:
  [[nodiscard]] std::string full(std::string_view key) const;
  void fail_at(const toml::node& node, std::string_view key, std::string_view sv,
               std::string_view en);

  const toml::table* table_;
  std::string path_;
  TomlFaults* faults_;
  std::vector<std::string> asked_;
};

/// The one of `known` that `word` was probably meant to be, or nothing.
[[nodiscard]] std::optional<std::string> nearest_word(std::string_view word,
                                                      const std::vector<std::string>& known);

}  // namespace tertil::collectors
