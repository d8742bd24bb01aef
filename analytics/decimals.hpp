/// @file analytics/decimals.hpp
/// @brief Sums with values as people wrote them: in decimals, not in binary.
///
/// A value is read from decimal text ("98.33") and kept as the nearest double. The shortest text
/// that reads back as that double is what was written, so its digits are exact whole numbers,
/// and 100.0 - 98.33 can be 1.67 instead of 1.6700000000000017 (contract, ranking rule 10:
/// "differences and medians are rounded to the most decimals among their operands").
///
/// Halves are rounded away from zero, and it is the decimal digits that decide: 0.285 becomes
/// 0.29, although the double nearest to 0.285 lies just below it.
///
/// Valid range: every finite double. Where the common digits of two operands do not fit into 63
/// bits (a number of 17 digits beside one a thousand times larger), the plain sum of the doubles
/// is given, which then is as near as anyone can tell. Results are never negative zero.
#pragma once

namespace tertil::analytics {

/// How many decimals the shortest text of `value` has: 2 for 98.33, 0 for 100.0 and 1e22,
/// 7 for 1e-7.
/// @pre `value` is finite.
[[nodiscard]] int decimals(double value);

/// `value` rounded to `places` decimals, half away from zero: round_to(-2.5, 0) is -3. Fewer
/// than none rounds to tens: round_to(1250, -2) is 1300.
/// @pre `value` is finite.
[[nodiscard]] double round_to(double value, int places);

/// `a - b`, exact to the most decimals among the two.
/// @pre Both are finite.
[[nodiscard]] double difference(double a, double b);

/// The middle of two values, rounded to the most decimals among the two. The rule is taken at
/// its word: the middle of 99.0 and 99.1 is 99.1, not 99.05, because no more is known.
/// @pre Both are finite.
[[nodiscard]] double midpoint(double a, double b);

/// How far `at` has come on the way from `from` to `to`: (at - from) / (to - from). The
/// differences are exact, so that 3 of 10 years and 0.3 of 1.0 kg are the same share.
/// @pre All are finite and `from` differs from `to`.
[[nodiscard]] double share_of_way(double from, double to, double at);

}  // namespace tertil::analytics
