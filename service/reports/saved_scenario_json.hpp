/// @file service/reports/saved_scenario_json.hpp
/// @brief Saved scenarios as the API answers them: assumptions, and marked as such.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "service/figures/snapshot.hpp"
#include "service/store/scenarios.hpp"

namespace tertil::reports {

/// {"plan","items":[Saved],"assumption"}
[[nodiscard]] std::string saved_scenarios_to_json(
    std::string_view plan, const std::vector<store::ScenarioVersion>& versions,
    const figures::Snapshot& snapshot);

/// One: {"id","plan","version","name","keyFigure","slug","region","year","measures","values",
/// "savedBy","role","savedAt","assumption"}
[[nodiscard]] std::string saved_scenario_to_json(const store::ScenarioVersion& version,
                                                 const figures::Snapshot& snapshot);

/// What somebody chose, alone: for fingerprints.
[[nodiscard]] std::string saved_scenario_content(const SavedScenario& scenario);

}  // namespace tertil::reports
