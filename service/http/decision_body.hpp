/// @file service/http/decision_body.hpp
/// @brief The small JSON bodies of decisions: which rows, which rule, and why.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "service/http/import_access.hpp"
#include "service/http/query.hpp"
#include "service/store/decision.hpp"

namespace tertil::http {

inline constexpr std::size_t kLongestReason = 2000;  ///< Bytes.

/// What a decision's body may hold; each resource takes what it needs.
struct DecisionBody {
  std::optional<std::vector<std::int64_t>> rows;  ///< Empty: all.
  std::string rule;
  std::string area;
  std::string period;
  std::string reason;  ///< Never blank.
};

/// Which members there must be besides `reason`.
enum class DecisionNeeds { kReason, kRows, kRule, kValue };

/// Reads the body: 400 with a pointer to the member that is missing or wrong, 415 if it is no JSON.
[[nodiscard]] Parsed<DecisionBody> decision_in(const Request& request, DecisionNeeds needs);

/// The decision as the store keeps it.
[[nodiscard]] store::Decision decision_of(const Caller& caller, const DecisionBody& body);

}  // namespace tertil::http
