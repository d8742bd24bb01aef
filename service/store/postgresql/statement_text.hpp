/// @file service/store/postgresql/statement_text.hpp
/// @brief SQL written for every engine, as PostgreSQL wants it: each parameter with its type.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "service/store/engine.hpp"

namespace tertil::store::postgresql {

/// PostgreSQL guesses a parameter's type from its neighbours, and refuses where there are none
/// ("$1 IS NULL", "SELECT $1"). SQLite asks the value. So that both agree, "$2" becomes
/// "$2::bigint" or whatever the value is, and NULL where it is NULL; the rest is numbered anew.
[[nodiscard]] Result<std::string> typed(std::string_view sql, std::span<const Value> parameters);

/// One letter for each parameter's kind: with the SQL, what a prepared statement is known by.
[[nodiscard]] std::string kinds_of(std::span<const Value> parameters);

/// The values that are not NULL, as text. Refuses numbers that are not finite, and text with NUL,
/// which PostgreSQL cannot keep.
[[nodiscard]] Result<std::vector<std::string>> as_texts(std::span<const Value> parameters);

/// "\x00ff".
[[nodiscard]] std::string as_hex(std::string_view bytes);

}  // namespace tertil::store::postgresql
