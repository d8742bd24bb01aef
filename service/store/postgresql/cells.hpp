/// @file service/store/postgresql/cells.hpp
/// @brief From PostgreSQL's answers to cells.
#pragma once
#include <pqxx/result>
#include <vector>

#include "service/store/engine.hpp"

namespace tertil::store::postgresql {

/// All rows, copied out. Whole numbers and truth values become integers, as SQLite has them; a sum
/// of whole numbers, which PostgreSQL gives as numeric, too.
[[nodiscard]] std::vector<Row> rows_in(const pqxx::result& result);

}  // namespace tertil::store::postgresql
