/// @file collectors/limits.hpp
/// @brief How much one file may ask of us; each number is a key of the configuration.
#pragma once

#include <cstddef>

#include "collectors/memory_limit.hpp"

namespace tertil::collectors {

/// Bounds on what is held in memory while a file is read. The size of the file itself is not
/// bounded here: it is streamed, and the upload has its own limit. Where a control group leaves
/// little memory, they are lower (R26).
struct Limits {
  std::size_t cell_bytes{std::size_t{64} * 1024};   ///< One cell, as UTF-8.
  std::size_t columns{1000};                        ///< Cells in one record.
  std::size_t record_bytes{std::size_t{1} << 20U};  ///< One record or NDJSON line, as UTF-8.
  std::size_t json_depth{32};                       ///< Arrays and objects inside each other.
  /// The text of one JSON document that is no NDJSON, or of one of XML.
  std::size_t json_bytes{within_memory(std::size_t{32} << 20U, 16)};
  /// What such a document may take when it has been read: many times its text where it is dense.
  std::size_t document_memory{within_memory(std::size_t{512} << 20U, 8)};
  std::size_t batch_rows{4096};                    ///< Rows in one batch.
  std::size_t batch_bytes{std::size_t{4} << 20U};  ///< Raw text in one batch; ends it early.
  /// What a workbook's parts inflate to.
  std::size_t inflated_bytes{within_memory(std::size_t{100} << 20U, 4)};
  std::size_t inflation_ratio{100};   ///< The same as a multiple of the file; 1 MiB is always let.
  std::size_t archive_entries{1000};  ///< Parts of a workbook.
};

}  // namespace tertil::collectors
