/// @file service/plans/shipped_plans.hpp
/// @brief The plans that the program brings along, from service/shipped/plans.json.
#pragma once
#include <cstdint>

#include "service/domain/result.hpp"
#include "service/store/engine.hpp"

namespace tertil::plans {

/// Adds the shipped plans and measures that the store has never had; what somebody has changed
/// stays as it is. Gives how many plans and measures were added. Writes nothing when all are there.
[[nodiscard]] Result<std::int64_t> put_shipped_plans(store::Engine& engine);

}  // namespace tertil::plans
