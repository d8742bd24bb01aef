/// @file service/ingest/suspicion.hpp
/// @brief What a quality rule says of rows that are well formed.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/text.hpp"

namespace tertil::ingest {

enum class Severity {
  kError,    ///< Quarantined.
  kHold,     ///< Waits for a person.
  kWarning,  ///< Stored and told.
};
[[nodiscard]] std::string_view to_string(Severity severity);

/// What a rule says of one row, or of one series in one period.
struct Suspicion {
  std::string rule;
  Severity severity{Severity::kWarning};
  std::string series;
  int period{0};
  std::int64_t row{0};   ///< The first of them in the file.
  std::int64_t rows{1};  ///< Of the file.
  Text message;
  std::optional<double> expected;
};

/// How many rows or periods a rule had something to compare with.
using Looked = std::map<std::string, std::int64_t, std::less<>>;

/// What all rules found, and what they could look at.
struct Verdict {
  std::vector<Suspicion> suspicions;
  Looked looked;
  /// Adds another's; suspicions of rows become one for each rule, so that memory stays bounded.
  void add_row(const Suspicion& suspicion);
  void add(const Verdict& other);
};

}  // namespace tertil::ingest
