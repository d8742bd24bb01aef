/// @file analytics/seeded_normal.hpp
/// @brief Random normal numbers that are the same on every machine, from a seed and a place.
///
/// The standard library's generators are defined to the bit, its distributions are not, and log()
/// differs in the last digit between processors. A simulated rank that is published must not: so
/// number i of stream s is computed from (seed, s, i) alone, in any order and on any thread, by
/// whole numbers and the four operations and square root of IEEE 754, which are exact by law.
///
/// Sources: the whole numbers are those of SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, "Fast
/// splittable pseudorandom number generators", OOPSLA 2014), used by counter; the normal quantile
/// is AS 241, PPND16 (M. J. Wichura, "The percentage points of the normal distribution", Applied
/// Statistics 37, 1988, 477–484), good to about 1 part in 10^16.
#pragma once

#include <cstdint>

namespace tertil::analytics {

/// The value that a standard normal variable does not exceed with `probability`.
/// @throws std::invalid_argument if `probability` is not above 0 and below 1.
[[nodiscard]] double normal_quantile(double probability);

/// Streams of numbers that know nothing of each other. Nothing is kept between calls.
class SeededNormal {
 public:
  explicit SeededNormal(std::uint64_t seed, std::uint64_t stream = 0);

  /// Above 0 and below 1, in steps of 2^-52.
  [[nodiscard]] double uniform(std::uint64_t index) const;

  /// Standard normal.
  [[nodiscard]] double normal(std::uint64_t index) const;

 private:
  std::uint64_t start_;
};

}  // namespace tertil::analytics
