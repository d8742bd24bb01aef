/// @file collectors/limits.hpp
/// @brief How much one file may ask of us; each number is a key of the configuration.
#pragma once

#include <cstddef>

namespace tertil::collectors {

/// Bounds on what is held in memory while a file is read. The size of the file itself is not
/// bounded here: it is streamed, and the upload has its own limit.
struct Limits {
  std::size_t cell_bytes{std::size_t{64} * 1024};       ///< One cell, as UTF-8.
  std::size_t columns{1000};                            ///< Cells in one record.
  std::size_t record_bytes{std::size_t{1} << 20U};      ///< One record or NDJSON line, as UTF-8.
  std::size_t json_depth{32};                           ///< Arrays and objects inside each other.
  std::size_t json_bytes{std::size_t{32} << 20U};       ///< One JSON document that is no NDJSON.
  std::size_t batch_rows{4096};                         ///< Rows in one batch.
  std::size_t batch_bytes{std::size_t{4} << 20U};       ///< Raw text in one batch; ends it early.
  std::size_t inflated_bytes{std::size_t{100} << 20U};  ///< What a workbook's parts inflate to.
  std::size_t inflation_ratio{100};   ///< The same as a multiple of the file; 1 MiB is always let.
  std::size_t archive_entries{1000};  ///< Parts of a workbook.
};

}  // namespace tertil::collectors
