/// @file service/plans/shipped_plans.hpp
/// @brief The plans that the program brings along, from service/shipped/plans.json, and the units
/// of the organisation, from service/shipped/org_units.json.
///
/// An entry of plans.json has a plan's members, `measures` and, under the names of addresses in
/// camelCase (`focusAreas`, `goals`, `indicators`, `targets`, `activities`, `updates`,
/// `assessments`), its other parts, each with an `id`.
#pragma once
#include <cstdint>

#include "service/domain/result.hpp"
#include "service/store/engine.hpp"

namespace tertil::plans {

/// Adds the shipped units, plans, measures and other parts that the store has never had. A plan in
/// which anybody has written anything is theirs: nothing is added to it. Gives how many of all
/// were added. Writes nothing when all are there.
[[nodiscard]] Result<std::int64_t> put_shipped_plans(store::Engine& engine);

}  // namespace tertil::plans
