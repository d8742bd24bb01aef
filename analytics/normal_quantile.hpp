/// @file analytics/normal_quantile.hpp
/// @brief The quantile of the normal distribution, the same to the bit on every machine.
///
/// log() differs in the last digit between processors; here are only the four operations and the
/// square root, which IEEE 754 fixes. Source: AS 241, PPND16 (M. J. Wichura, "The percentage points
/// of the normal distribution", Applied Statistics 37, 1988, 477–484), good to about 1 part in
/// 10^16. Random numbers are drawn by analytics/random_draws.hpp, whose floats need less.
#pragma once

namespace tertil::analytics {

/// The value that a standard normal variable does not exceed with `probability`.
/// @throws std::invalid_argument if `probability` is not above 0 and below 1.
[[nodiscard]] double normal_quantile(double probability);

}  // namespace tertil::analytics
