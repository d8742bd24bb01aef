/// @file service/store/sqlite/engine.hpp
/// @brief The embedded engine: one file, one writer, a few readers.
#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "service/store/engine.hpp"
#include "service/store/migrations.hpp"

namespace tertil::store::sqlite {

/// Opens the database file at `path`, creating it and the folders above it if they are not there,
/// and applies the migrations that it lacks, each in a transaction of its own.
///
/// Where nothing can be written (a read-only medium, missing rights) the store opens for reading:
/// writes answer kBusy and `health` says why. If a log lies beside such a file, both are copied to
/// a private folder for temporary files first, because reading a log takes a file to lock.
[[nodiscard]] Result<std::unique_ptr<Engine>> open(
    const std::string& path, const Clock& clock,
    std::span<const Migration> migrations = tertil::store::migrations());

/// The names of the migrations that the file lacks; all of them if there is no file.
[[nodiscard]] Result<std::vector<std::string>> pending_migrations(
    const std::string& path, std::span<const Migration> migrations = tertil::store::migrations());

/// What SQLite calls things.
[[nodiscard]] const Dialect& dialect();

}  // namespace tertil::store::sqlite
