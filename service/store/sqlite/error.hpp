/// @file service/store/sqlite/error.hpp
/// @brief SQLite's result codes in our words, in one place.
#pragma once
#include <sqlite3.h>

#include <string_view>

#include "service/domain/result.hpp"

namespace tertil::store::sqlite {

/// The error for `code`, while doing what `doing` says. Copies SQLite's message at once: it is
/// only valid until the connection's next call. `db` may be null.
[[nodiscard]] Error make_error(sqlite3* db, int code, std::string_view doing);

/// Whether a sync of a file or its directory failed. After that nobody knows what is on the disk,
/// and asking the same descriptor again may say "done" (promises, R8).
[[nodiscard]] bool is_sync_failure(int code);

}  // namespace tertil::store::sqlite
