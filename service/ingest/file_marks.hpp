/// @file service/ingest/file_marks.hpp
/// @brief Which rows of a file say the same or contradict each other, whatever the file's size.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "service/ingest/spill_sorter.hpp"

namespace tertil::ingest {

/// What is special about a row. Rows are known by their place among the file's good rows, from 0.
struct RowVerdict {
  std::uint64_t place{0};
  bool conflict{false};        ///< Another row of its key says something else.
  std::int64_t occurrence{1};  ///< The n-th of identical rows (contract 2a.4).
  friend bool operator<(const RowVerdict& a, const RowVerdict& b) { return a.place < b.place; }
};

/// Compares rows by 128 bits of a SHA-256 of their key, so that 40 bytes a row are enough and a
/// crafted file cannot make keys collide; sorts on disk what does not fit into memory.
///
/// Numbered rows are those without an id of their own: identical ones are counted, ordered by
/// their values so that the order of the rows in the file does not matter. Other rows of one key
/// contradict each other unless all say the same.
class FileMarks {
 public:
  explicit FileMarks(std::size_t most_in_memory = std::size_t{1} << 19U)
      : marks_{most_in_memory}, conflicts_{most_in_memory}, verdicts_{most_in_memory} {}

  /// Adds the next good row: its key, and what it says, each as text that no other has.
  void add(std::string_view key, std::string_view values, bool numbered);
  /// Ends the adding and compares.
  void compare();
  [[nodiscard]] std::int64_t conflicts() const { return conflicting_; }

  /// Begins again at the first row.
  void rewind();
  /// What is special about the row in that place. @pre Places are asked for in rising order.
  [[nodiscard]] RowVerdict of(std::uint64_t place);

 private:
  using Key = std::array<std::uint64_t, 2>;
  struct Mark {
    Key key{};
    std::uint64_t values{0};
    std::uint64_t place{0};  ///< Doubled; odd for numbered rows.
    auto operator<=>(const Mark&) const = default;
  };

  void find_conflicts();
  void find_verdicts();

  std::uint64_t rows_{0};
  std::int64_t conflicting_{0};
  SpillSorter<Mark> marks_;
  SpillSorter<Key> conflicts_;
  SpillSorter<RowVerdict> verdicts_;
  std::optional<RowVerdict> next_;
};

}  // namespace tertil::ingest
