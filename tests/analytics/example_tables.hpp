/// @file tests/analytics/example_tables.hpp
/// @brief Tables that the tests of analytics share: true ones, and random ones with a seed.
#pragma once

#include <array>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "analytics/ranking.hpp"

namespace tertil::analytics {

/// Renewable fuel in public transport 2023, %, high is best: Kolada U60496, the 21 regions in
/// order of county code. Seven regions stand at 100.
inline constexpr std::array kRenewableFuel2023 = {99.73, 99.04, 100.0, 99.99, 92.16, 100.0, 87.63,
                                                  100.0, 100.0, 100.0, 98.33, 86.6,  90.85, 100.0,
                                                  100.0, 86.76, 75.8,  99.99, 93.95, 87.55, 62.32};
inline constexpr std::size_t kHalland = 10;  ///< Its place in the table above.

/// 1, 2, … n.
inline std::vector<double> distinct(std::size_t n) {
  std::vector<double> values(n);
  for (std::size_t i = 0; i < n; ++i) values[i] = static_cast<double>(i + 1);
  return values;
}

/// The seed of a random test: 1, or TERTIL_TEST_SEED to search further. Printed, so that a
/// failure can be repeated.
inline std::mt19937_64 seeded() {
  const char* given = std::getenv("TERTIL_TEST_SEED");
  const std::uint64_t seed = given != nullptr ? std::stoull(given) : 1;
  std::cout << "TERTIL_TEST_SEED=" << seed << '\n';
  return std::mt19937_64(seed);
}

/// `n` values in steps of 0.01, from so few different ones that many are equal, some of them
/// negative.
inline std::vector<double> random_values(std::mt19937_64& random, std::size_t n) {
  const int different = std::uniform_int_distribution(1, 40)(random);
  std::uniform_int_distribution<int> step(-different / 4, different);
  std::vector<double> values(n);
  for (double& value : values) value = step(random) / 100.0;
  return values;
}

inline Polarity random_polarity(std::mt19937_64& random) {
  return random() % 2 == 0 ? Polarity::kLow : Polarity::kHigh;
}

inline Scheme random_scheme(std::mt19937_64& random) {
  return random() % 2 == 0 ? Scheme::kThirds : Scheme::kQuartiles;
}

}  // namespace tertil::analytics
