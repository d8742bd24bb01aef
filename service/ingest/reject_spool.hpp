/// @file service/ingest/reject_spool.hpp
/// @brief The rows an import sets aside, however many: the first ones in memory, the rest on disk.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "service/domain/result.hpp"
#include "service/ingest/scratch_file.hpp"
#include "service/store/batches.hpp"

namespace tertil::ingest {

/// Grows at its end and is visited from its beginning. Not shared between threads.
class RejectSpool {
 public:
  /// @throws std::system_error if there is no room on the disk.
  void push_back(store::Reject reject);
  [[nodiscard]] std::int64_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }

  /// A place to come back to.
  struct Mark {
    std::int64_t size{0};
    std::size_t in_memory{0};
    std::int64_t on_disk{0};
  };
  [[nodiscard]] Mark mark() const { return {size_, first_.size(), rest_.size()}; }
  /// Forgets what came after the mark.
  void back_to(const Mark& mark);

  /// Gives all of them in order, a few thousand at a time. Stops at the first failure.
  [[nodiscard]] Result<void> each(
      const std::function<Result<void>(std::span<const store::Reject>)>& visit) const;

 private:
  std::int64_t size_{0};
  std::vector<store::Reject> first_;
  ScratchFile rest_;
};

}  // namespace tertil::ingest
