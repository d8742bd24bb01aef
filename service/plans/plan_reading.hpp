/// @file service/plans/plan_reading.hpp
/// @brief A plan's own members as somebody sends them, in JSON: read whole, or every fault with
/// its place.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <tl/expected.hpp>
#include <vector>

#include "service/domain/plan.hpp"
#include "service/plans/json_members.hpp"

namespace tertil::plans {

/// name, from, to, decidedBy, reference and source; id and owner stay those of `before`.
[[nodiscard]] tl::expected<Plan, std::vector<ReadingFault>> read_plan(const nlohmann::json& body,
                                                                      const Plan& before);

}  // namespace tertil::plans
