/// @file service/ingest/effects.hpp
/// @brief What people will see change between two snapshots: values, ranks, classes.
#pragma once
#include "service/figures/snapshot.hpp"
#include "service/ingest/receipt.hpp"

namespace tertil::ingest {

/// Compares every yearly value of every series, and the rankings of the years that changed (by
/// the series and scheme a ranking takes by default), the newest first, and of all years where the
/// best end is another. Regions that were not ranked before are no move: a first value is told by
/// `affected`.
[[nodiscard]] Effects effects_between(const figures::Snapshot& before,
                                      const figures::Snapshot& after);

}  // namespace tertil::ingest
