/// @file service/reports/canonical_export.hpp
/// @brief Every current fact and plan as sorted JSON lines: equal content gives equal bytes in any
/// store.
///
/// Type and field names are those of the import (contract 5), so a file can be sent back. Fields
/// that are empty are left out. Quantities stand in the kept unit. No internal ids and no recording
/// times; numbers are the shortest text that reads back. `source` says where a value was taken
/// from, last, when that is known. Plans with all their parts are there too (plan_export.hpp), so
/// that two stores can be compared in full; those lines cannot be imported.
#pragma once
#include <functional>
#include <optional>
#include <string_view>

#include "service/domain/result.hpp"
#include "service/store/engine.hpp"

namespace tertil::reports {

/// The types that can be exported, in the order of their lines.
inline constexpr std::string_view kExportTypes[] = {
    "activity",       "assessment",      "degreeDays",  "energyReading", "factor",
    "focusArea",      "fuelTransaction", "gasMovement", "goal",          "indicator",
    "keyFigureValue", "measure",         "meter",       "orgUnit",       "plan",
    "planTarget",     "population",      "property",    "scenario",      "target",
    "travel",         "update",          "vehicle",     "wasteWeight"};

/// Takes one line, without its line end. A failure stops the export and is its result.
using LineSink = std::function<Result<void>(std::string_view line)>;

/// Gives every line, sorted by bytes; of one type only if it is named. kInvalidInput for a type
/// that does not exist.
[[nodiscard]] Result<void> export_canonical(store::Reader& reader, const LineSink& sink,
                                            std::optional<std::string_view> type = std::nullopt);

}  // namespace tertil::reports
