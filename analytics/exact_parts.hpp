/// @file analytics/exact_parts.hpp
/// @brief Three parts that add up to their total to the last bit, in any order of addition.
///
/// A table of parts that misses its total by one in the last place is a table that nobody trusts,
/// and a sum that depends on who adds it up is worse.
#pragma once

#include <array>

namespace tertil::analytics {

/// Puts what rounding left into the largest part. Where parts are so much larger than their total
/// that their last digits cannot show it, all are cut to digits that can, and the total with them.
/// @pre The parts add up to the total but for rounding; all are finite.
void add_up(std::array<double*, 3> parts, double& total);

}  // namespace tertil::analytics
