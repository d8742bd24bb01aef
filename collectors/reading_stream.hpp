/// @file collectors/reading_stream.hpp
/// @brief A file of meter readings, as fast as the disk gives it where the file is plain.
///
/// Gives what a Collection of the target `energyReading` gives, as small records instead of
/// columns of text. A CSV with our own headers is read by ReadingLines, line by line; every line
/// that is not as expected goes through a Collection, and so does every other file. Both ways give
/// the same rows, faults and counts; a property test says so.
///
/// Beyond what a Collection checks: a reading of use has a start, before its end and at most three
/// years (`range`); a counter reading has none; quantities are not negative unless they may be.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/collect.hpp"
#include "collectors/meter_reading.hpp"

namespace tertil::collectors {

/// The rule ids that readings add to those of finding.hpp.
namespace rule {
inline constexpr std::string_view kNegativeQuantity = "negative-quantity";
inline constexpr std::string_view kOverlap = "overlap";
inline constexpr std::string_view kConflictInFile = "conflict-in-file";
}  // namespace rule

namespace message {
[[nodiscard]] Text start_required();
[[nodiscard]] Text counter_has_no_start();
[[nodiscard]] Text end_not_after_start();
[[nodiscard]] Text too_long_a_time();
[[nodiscard]] Text negative_quantity(std::string_view raw);
}  // namespace message

struct ReadingOptions {
  bool quick{true};      ///< Whether plain lines may take the quick way; false only to compare.
  bool negative{false};  ///< Whether quantities below zero are taken.
  std::string pseudonym_key{};  ///< As for Collection.
};

/// The reading of one file, pulled piece by piece. For one thread at a time.
class ReadingStream {
 public:
  enum class Next {
    kRows,   ///< `rows` was filled; perhaps with none, so that faults can be taken.
    kAgain,  ///< All rows and faults so far are void: the file is not as it looked and is read
             ///< from its beginning once more.
    kEnd,
  };

  /// The descriptor must outlive the stream; the source is copied.
  /// @throws std::system_error when the file cannot be read, here and in `next`.
  [[nodiscard]] static ReadingStream open(int fd, const Source& source, const Limits& limits = {},
                                          const ReadingOptions& options = {});
  [[nodiscard]] static ReadingStream open(std::string_view bytes, const Source& source,
                                          const Limits& limits = {},
                                          const ReadingOptions& options = {});
  ReadingStream(ReadingStream&&) noexcept;
  ReadingStream& operator=(ReadingStream&&) noexcept;
  ~ReadingStream();

  /// Replaces `rows` with the next readings, in the order of the file.
  Next next(std::vector<MeterReading>& rows);

  /// The meters met so far: `MeterReading::meter` is the place in this list.
  [[nodiscard]] const std::vector<std::string>& meters() const;
  /// As Collection says them.
  [[nodiscard]] std::vector<RowFault> take_faults();
  [[nodiscard]] std::int64_t rows_read() const;
  [[nodiscard]] std::int64_t faulty_rows() const;
  [[nodiscard]] bool refused() const;
  [[nodiscard]] bool must_reject() const;
  [[nodiscard]] const std::string& encoding() const;
  [[nodiscard]] const std::string& format() const;
  [[nodiscard]] const std::vector<FileFinding>& notes() const;
  /// How far into the file, for whoever waits.
  [[nodiscard]] std::int64_t bytes_read() const;
  /// Rows that took the quick way, for tests and benches.
  [[nodiscard]] std::int64_t quick_rows() const;

 private:
  class State;
  explicit ReadingStream(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

/// The text of some rows of a CSV, by the lines they stand on (ascending); for rows that are set
/// aside after they were read. Lines that are not there give an empty text.
[[nodiscard]] std::vector<std::string> lines_of(int fd, const std::vector<std::int64_t>& rows);

}  // namespace tertil::collectors
