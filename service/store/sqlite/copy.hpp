/// @file service/store/sqlite/copy.hpp
/// @brief A database file as it was at one moment, copied beside its writers, and what can be said
/// of such a copy without changing it.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "service/store/engine.hpp"

namespace tertil::store::sqlite {

/// How far a copy has come, in pages.
using CopyProgress = std::function<void(std::int64_t done, std::int64_t all)>;

/// Copies the database at `from` into the new file `to`, with mode 0600. All of the copy is of one
/// moment, whoever writes meanwhile, and nobody is held up. It is not synced.
[[nodiscard]] Result<void> copy_database(const std::string& from, const std::string& to,
                                         const CopyProgress& progress = {});

/// What SQLite's own checks find wrong with a file that nobody writes; empty if nothing.
[[nodiscard]] Result<std::vector<std::string>> damage_in(const std::string& path);

/// How many rows each table has.
[[nodiscard]] Result<std::map<std::string, std::int64_t>> count_rows(const std::string& path);

/// Reads a file that nobody writes, in one transaction.
[[nodiscard]] Result<void> read_copy(const std::string& path,
                                     const std::function<Result<void>(Reader&)>& work);

}  // namespace tertil::store::sqlite
