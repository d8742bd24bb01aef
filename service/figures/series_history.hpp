/// @file service/figures/series_history.hpp
/// @brief What was first published, and how preliminary values turned out, for a snapshot.
#pragma once
#include "service/figures/snapshot.hpp"

namespace tertil::figures {

/// Fills `history` of every figure of the snapshot, whose tables must be there already. The country
/// and org units are left out: they are not ranked.
[[nodiscard]] Result<void> add_history(store::Reader& reader, std::optional<Instant> as_of,
                                       Snapshot& snapshot);

}  // namespace tertil::figures
