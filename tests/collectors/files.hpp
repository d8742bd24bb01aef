/// @file tests/collectors/files.hpp
/// @brief Helpers for tests of whole files: sources, a file descriptor, everything that was read.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/collect.hpp"
#include "collectors/shipped_sources.hpp"

namespace tertil::collectors {

/// A source that is shipped, by its id.
inline Source shipped_source(std::string_view id) {
  for (const auto& shipped : shipped_sources()) {
    if (shipped.id == id) return std::get<Source>(parse_source(shipped.toml));
  }
  throw std::invalid_argument("no such source");
}

/// A file without a name that holds `bytes`.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view bytes) : fd_(::memfd_create("upload", 0)) {
    while (!bytes.empty()) {
      const ssize_t n = ::write(fd_, bytes.data(), bytes.size());
      if (n <= 0) throw std::runtime_error("cannot write a temporary file");
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() { ::close(fd_); }
  [[nodiscard]] int fd() const { return fd_; }

 private:
  int fd_;
};

/// All that one file gave, with the promise of collect.hpp checked on the way.
struct Gathered {
  std::vector<RecordBatch> batches;
  std::vector<RowFault> faults;
  std::vector<FileFinding> notes;
  std::int64_t rows_read{0};
  std::int64_t faulty_rows{0};
  bool refused{false};
  std::string encoding;
  std::string format;

  [[nodiscard]] std::int64_t good_rows() const {
    std::int64_t rows = 0;
    for (const auto& batch : batches) rows += static_cast<std::int64_t>(batch.size());
    return rows;
  }
  /// "3 value not-a-number" for each fault.
  [[nodiscard]] std::vector<std::string> fault_lines() const {
    std::vector<std::string> lines;
    for (const auto& fault : faults) {
      lines.push_back(std::to_string(fault.row) + " " + fault.column + " " + fault.rule);
    }
    return lines;
  }
};

inline Gathered gather(Collection collection) {
  Gathered all;
  RecordBatch batch;
  while (collection.next(batch)) {
    for (auto& fault : collection.take_faults()) all.faults.push_back(std::move(fault));
    if (batch.size() > 0) all.batches.push_back(batch);
  }
  for (auto& fault : collection.take_faults()) all.faults.push_back(std::move(fault));
  all.notes = collection.notes();
  all.rows_read = collection.rows_read();
  all.faulty_rows = collection.faulty_rows();
  all.refused = collection.refused();
  all.encoding = collection.encoding();
  all.format = collection.format();
  if (all.rows_read != all.good_rows() + all.faulty_rows) {
    throw std::logic_error("a row is in no batch and in no fault, or in both");
  }
  return all;
}

inline Gathered gather(std::string_view bytes, const Source& source, const Limits& limits = {}) {
  return gather(Collection::open(bytes, source, limits));
}

}  // namespace tertil::collectors
