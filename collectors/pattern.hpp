/// @file collectors/pattern.hpp
/// @brief A regular expression that a mapping's author wrote, safe on whatever a file holds.
///
/// ECMAScript's syntax with named groups `(?<month>…)` and a leading `(?i)`. Matching takes time
/// proportional to pattern times text, however the pattern is written; back-references do not
/// exist, and texts over 1 KiB match nothing.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "collectors/text.hpp"

namespace tertil::collectors {

class Pattern {
 public:
  /// What a match found.
  struct Match {
    std::string whole;
    std::vector<std::string> groups;  ///< From the first; those that took no part are empty.
  };

  /// Compiles; the text says what is wrong with the pattern otherwise.
  [[nodiscard]] static std::variant<Pattern, Text> compile(std::string_view pattern);

  /// The first place where the pattern matches; nothing when there is none.
  [[nodiscard]] std::optional<Match> find(std::string_view text) const;
  [[nodiscard]] bool matches(std::string_view text) const { return find(text).has_value(); }
  /// Names of groups, with their numbers from 1.
  [[nodiscard]] const std::vector<std::pair<std::string, std::size_t>>& names() const;
  /// As written.
  [[nodiscard]] const std::string& text() const;

 private:
  struct Compiled;
  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace tertil::collectors
