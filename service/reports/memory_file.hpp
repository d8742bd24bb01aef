/// @file service/reports/memory_file.hpp
/// @brief A file in memory, for libraries that want to open their output by name.
#pragma once
#include <string>

#include "service/domain/result.hpp"

namespace tertil::reports {

/// Lives as long as the object; never touches a disk.
class MemoryFile {
 public:
  MemoryFile();
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile();
  [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }
  /// A name that this process can open.
  [[nodiscard]] std::string path() const;
  [[nodiscard]] Result<std::string> bytes() const;

 private:
  int descriptor_;
};

}  // namespace tertil::reports
