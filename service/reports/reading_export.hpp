/// @file service/reports/reading_export.hpp
/// @brief The readings that hold, as lines of the canonical export.
#pragma once
#include "service/reports/canonical_export.hpp"

namespace tertil::reports {

/// Gives a line for every reading that holds, sorted by bytes; holds one meter's in memory. kWh
/// where unit and register allow it, else m³; counter readings in their unit, without a factor.
[[nodiscard]] Result<void> export_readings(store::Reader& reader, const LineSink& sink);

}  // namespace tertil::reports
