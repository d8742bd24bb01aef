/// @file tests/support/random_cases.hpp
/// @brief How many random cases a property is held against.
#pragma once
#include "tests/support/sanitized.hpp"

namespace tertil::tests {

/// A sanitizer looks for faults of memory, and finds them in the first few hundred.
inline constexpr int kRandomCases = kSanitized ? 300 : 10'000;

}  // namespace tertil::tests
