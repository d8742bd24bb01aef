/// @file service/store/scenarios.hpp
/// @brief Saved scenarios of a plan: every version of them, by whom and when.
///
/// Append-only, as store/plans.hpp: taking one away is a version too.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/saved_scenario.hpp"
#include "service/store/plans.hpp"

namespace tertil::store {

struct ScenarioVersion {
  std::string plan;
  std::string id;
  SavedScenario scenario;
  bool deleted{false};  ///< This version took it away; its content is that of the one before.
  VersionStamp stamp;
};

/// Appends a version. kConflict unless it follows the newest one, or is 1 where there is none;
/// kNotFound if there is no such plan.
[[nodiscard]] Result<void> add_scenario(Writer& writer, const ScenarioVersion& version);

/// The scenarios of a plan as they hold, without those taken away, by name and id.
[[nodiscard]] Result<std::vector<ScenarioVersion>> scenarios(
    Reader& reader, std::string_view plan, std::optional<Instant> as_of = std::nullopt);

}  // namespace tertil::store
