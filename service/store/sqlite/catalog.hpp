/// @file service/store/sqlite/catalog.hpp
/// @brief The tables of one database file.
#pragma once
#include <vector>

#include "service/store/engine.hpp"

namespace tertil::store::sqlite {

/// Every table but the list of migrations, by name.
[[nodiscard]] Result<std::vector<Table>> tables_in(Reader& reader);

}  // namespace tertil::store::sqlite
