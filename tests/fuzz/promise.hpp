/// @file tests/fuzz/promise.hpp
/// @brief What a fuzz target calls when a promise is broken.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace tertil::fuzz {

/// Ends the run with the promise's words when it does not hold, so that the input is kept.
inline void promise(bool holds, const char* words) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", words);
  std::abort();
}

}  // namespace tertil::fuzz
