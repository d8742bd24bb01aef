/// @file service/store/table_order.hpp
/// @brief Tables in the order in which their rows can be added.
#pragma once
#include <vector>

#include "service/store/engine.hpp"

namespace tertil::store {

/// Those that others refer to first, otherwise in the order given. kInternal if they refer to each
/// other in a ring.
[[nodiscard]] Result<std::vector<Table>> parents_first(std::vector<Table> tables);

}  // namespace tertil::store
