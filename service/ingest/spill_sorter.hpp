/// @file service/ingest/spill_sorter.hpp
/// @brief Sorts any number of small records in bounded memory.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "service/ingest/scratch_file.hpp"

namespace tertil::ingest {

/// Takes records in any order and gives them in theirs (`operator<`). What does not fit into one
/// run of `most_in_memory` records is sorted run by run into a scratch file and merged while it is
/// read (external merge sort; Knuth, TAOCP volume 3, section 5.4).
///
/// Records that are equal come in any order: give them an order of their own if it matters.
template <class Record>
class SpillSorter {
  static_assert(std::is_trivially_copyable_v<Record>);

 public:
  explicit SpillSorter(std::size_t most_in_memory = std::size_t{1} << 20U)
      : most_in_memory_{most_in_memory} {}

  /// @pre `sort` has not been called. @throws std::system_error if the disk is full.
  void push(const Record& record) {
    run_.push_back(record);
    ++size_;
    if (run_.size() >= most_in_memory_) spill();
  }
  [[nodiscard]] std::size_t size() const { return size_; }

  /// Ends the taking. To be called once, before `rewind` and `next`.
  void sort() {
    if (runs_.empty()) {
      std::sort(run_.begin(), run_.end());
    } else if (!run_.empty()) {
      spill();
    }
    rewind();
  }
  /// Begins again at the smallest.
  void rewind() {
    at_ = 0;
    heads_.clear();
    for (const auto& run : runs_) {
      Head head{.next = run.begin, .end = run.end, .buffer = {}, .at = 0};
      if (refill(head)) heads_.push_back(std::move(head));
    }
    std::ranges::make_heap(heads_, later);
  }
  /// The next in order; nothing at the end.
  std::optional<Record> next() {
    if (runs_.empty()) return at_ < run_.size() ? std::optional{run_[at_++]} : std::nullopt;
    if (heads_.empty()) return std::nullopt;
    std::ranges::pop_heap(heads_, later);
    auto& head = heads_.back();
    const Record record = head.buffer[head.at++];
    if (head.at < head.buffer.size() || refill(head)) {
      std::ranges::push_heap(heads_, later);
    } else {
      heads_.pop_back();
    }
    return record;
  }

 private:
  static constexpr std::size_t kBuffered = 2048;

  struct Run {
    std::int64_t begin{0};
    std::int64_t end{0};
  };
  struct Head {
    std::int64_t next{0};
    std::int64_t end{0};
    std::vector<Record> buffer;
    std::size_t at{0};
  };
  static bool later(const Head& a, const Head& b) { return b.buffer[b.at] < a.buffer[a.at]; }

  void spill() {
    std::sort(run_.begin(), run_.end());
    const auto begin = file_.size();
    file_.append(std::as_bytes(std::span{run_}));
    runs_.push_back({begin, file_.size()});
    run_.clear();
  }
  bool refill(Head& head) {
    const auto left = static_cast<std::size_t>(head.end - head.next) / sizeof(Record);
    head.buffer.resize(std::min(left, kBuffered));
    head.at = 0;
    if (head.buffer.empty()) return false;
    file_.read(std::as_writable_bytes(std::span{head.buffer}), head.next);
    head.next += static_cast<std::int64_t>(head.buffer.size() * sizeof(Record));
    return true;
  }

  std::size_t most_in_memory_;
  std::size_t size_{0};
  std::vector<Record> run_;
  std::vector<Run> runs_;
  ScratchFile file_;
  std::vector<Head> heads_;
  std::size_t at_{0};
};

}  // namespace tertil::ingest
