/// @file service/store/plans.hpp
/// @brief Action plans and their measures: every version of them, by whom and when.
///
/// Append-only. A change is a new version, and so is taking one back. The version that holds is
/// the highest; `as_of` gives the highest that was recorded by then, the time included.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/plan.hpp"
#include "service/store/engine.hpp"

namespace tertil::store {

/// Who made a version, and when.
struct VersionStamp {
  std::int64_t version{1};  ///< From 1, without gaps.
  std::string actor;        ///< An account's name, a key's id, "tertil" for what is shipped.
  std::string role;         ///< The role it was done in; empty if none.
  Instant recorded_at;      ///< Set by the store.
};

struct PlanVersion {
  Plan plan;
  VersionStamp stamp;
};

struct MeasureVersion {
  std::string plan;
  std::string id;
  Measure measure;
  std::optional<std::int64_t> restores;  ///< The version whose content an undo brought back.
  VersionStamp stamp;
};

/// Appends a version. kConflict unless it follows the newest one, or is 1 where there is none.
[[nodiscard]] Result<void> add_plan(Writer& writer, const PlanVersion& version);

/// Every plan as it holds, by first year and id.
[[nodiscard]] Result<std::vector<PlanVersion>> plans(Reader& reader,
                                                     std::optional<Instant> as_of = std::nullopt);

/// Appends a version. kConflict as above; kNotFound if there is no such plan.
[[nodiscard]] Result<void> add_measure(Writer& writer, const MeasureVersion& version);

/// The measures of a plan as they hold, by id.
[[nodiscard]] Result<std::vector<MeasureVersion>> measures(
    Reader& reader, std::string_view plan, std::optional<Instant> as_of = std::nullopt);

/// Every version of one measure, the newest first; none if there is no such measure.
[[nodiscard]] Result<std::vector<MeasureVersion>> measure_versions(Reader& reader,
                                                                   std::string_view plan,
                                                                   std::string_view id);

}  // namespace tertil::store
