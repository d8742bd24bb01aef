/// @file service/demo/random.hpp
/// @brief Numbers that look random and are the same everywhere for the same seed.
#pragma once
#include <cstdint>
#include <string_view>

namespace tertil::demo {

/// SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014). The
/// standard library's distributions differ between implementations; these do not.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_{seed} {}
  /// A generator of its own for each thing, so that adding one thing does not move the others.
  Random(std::uint64_t seed, std::string_view thing) : state_{seed} {
    for (const char c : thing) state_ = (state_ ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  }

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
  /// From 0 up to but not 1.
  double uniform() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
  double between(double low, double high) { return low + (high - low) * uniform(); }
  /// From `low` to `high`, both possible.
  int whole(int low, int high) {
    return low + static_cast<int>(uniform() * static_cast<double>(high - low + 1));
  }
  /// About normal, mean 0 and deviation 1: the sum of twelve uniforms.
  double bell() {
    double sum = -6.0;
    for (int i = 0; i < 12; ++i) sum += uniform();
    return sum;
  }

 private:
  std::uint64_t state_;
};

}  // namespace tertil::demo
