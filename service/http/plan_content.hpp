/// @file service/http/plan_content.hpp
/// @brief All that a plan holds, read in one go for what is computed of it.
#pragma once
#include <optional>

#include "service/plans/goal_evidence.hpp"
#include "service/store/engine.hpp"

namespace tertil::http {

/// The plan with its parts and measures as they hold now, or held.
[[nodiscard]] Result<plans::PlanContent> plan_content(store::Reader& reader, Plan plan,
                                                      std::optional<Instant> as_of = std::nullopt);

}  // namespace tertil::http
