/// @file service/ingest/payload_spool.hpp
/// @brief Packed blocks that wait to be written: in memory while they are few, in a file beyond.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "service/ingest/scratch_file.hpp"

namespace tertil::ingest {

/// Grows at its end and is read anywhere. Nothing is ever taken out of it.
class PayloadSpool {
 public:
  /// @param in_memory bytes that may be held before they are set down in a file without a name.
  explicit PayloadSpool(std::size_t in_memory) : in_memory_{in_memory} {}

  /// Gives the place to fetch it from.
  /// @throws std::system_error if there is no room, as `fetch` if it cannot be read.
  std::int64_t set_down(std::string_view payload);
  [[nodiscard]] std::string fetch(std::int64_t place, std::size_t bytes) const;
  /// Bytes that had no room in memory.
  [[nodiscard]] std::int64_t in_file() const { return file_.size(); }

 private:
  std::size_t in_memory_;
  ScratchFile file_;
  std::string tail_;  ///< What comes after the file.
};

}  // namespace tertil::ingest
