/// @file service/ingest/counter_events.hpp
/// @brief What counter readings tell of their meters: reset, or replaced.
#pragma once
#include <vector>

#include "service/ingest/check.hpp"
#include "service/store/readings.hpp"

namespace tertil::ingest {

/// Adds a finding `counter-reset` where a counter of the file went back and nothing in the register
/// says why, and `meter-replaced` where the register has a new meter there; both are gaps in the
/// month's use. Looks at the sums of the months that the file has counter readings of, so it comes
/// after they were made.
[[nodiscard]] Result<void> note_counter_events(store::Reader& reader,
                                               const store::IncomingReadings& incoming,
                                               std::vector<Finding>& findings);

}  // namespace tertil::ingest
