/// @file service/store/postgresql/catalog.hpp
/// @brief The tables of the current schema.
#pragma once
#include <vector>

#include "service/store/engine.hpp"

namespace tertil::store::postgresql {

/// Every table but the list of migrations, by name.
[[nodiscard]] Result<std::vector<Table>> tables_in(Reader& reader);

}  // namespace tertil::store::postgresql
