/// @file service/backup/progress.hpp
/// @brief How far a backup, its proof or its restoring has come.
#pragma once
#include <cstdint>
#include <functional>

namespace tertil::backup {

enum class Step {
  kCopying,    ///< The database, in pages.
  kExamining,  ///< The database; `all` is 0.
  kPacking,    ///< Bytes into the file.
  kUnpacking,  ///< Bytes out of the file.
};

/// Told now and then, from the thread that works.
using Progress = std::function<void(Step step, std::int64_t done, std::int64_t all)>;

}  // namespace tertil::backup
