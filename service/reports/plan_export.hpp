/// @file service/reports/plan_export.hpp
/// @brief Plans, measures, their other parts, saved scenarios and the organisation as lines of the
/// canonical export.
///
/// {"type":"goal","plan":…,"goal":…}: whose it is and its id (of a scenario the name), then the
/// members of the API in the order of their names, without those that are null or empty, without
/// versions, authors and times.
#pragma once
#include <string_view>

#include "service/reports/canonical_export.hpp"

namespace tertil::reports {

/// Whether the type is one of these: plan, measure, focusArea, goal, indicator, planTarget,
/// activity, update, assessment, scenario, orgUnit.
[[nodiscard]] bool is_plan_type(std::string_view type);

/// Gives the lines of one of these types, sorted by bytes.
[[nodiscard]] Result<void> export_plan_type(store::Reader& reader, std::string_view type,
                                            const LineSink& sink);

}  // namespace tertil::reports
