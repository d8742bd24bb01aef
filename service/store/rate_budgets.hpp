/// @file service/store/rate_budgets.hpp
/// @brief Budgets that all instances on one store share: token buckets, a row each.
///
/// For what costs the store more than the counting does (an import, a password that is tried).
/// Rates of reads are not here: see service/http/peer_limits.hpp.
#pragma once
#include <cstdint>
#include <string_view>

#include "service/domain/instant.hpp"
#include "service/store/engine.hpp"

namespace tertil::store {

/// So many a minute, and as many at one go.
struct RateBudget {
  std::string_view name;  ///< Whose, and of what: "import/KEY".
  std::int64_t per_minute{0};
};

/// Whether there is one left; takes nothing.
[[nodiscard]] Result<bool> has_budget(Reader& reader, const RateBudget& budget, Instant now);

/// Takes one; false, and nothing taken, if there is none. Forgets budgets that have long been full
/// again. Leaves what is published alone.
[[nodiscard]] Result<bool> take_from_budget(Writer& writer, const RateBudget& budget, Instant now);

}  // namespace tertil::store
