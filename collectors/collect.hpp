/// @file collectors/collect.hpp
/// @brief From a file to batches of records and findings: the one door of this folder.
///
/// A collector is a function of (read-only file, source, limits). It calls nobody back, keeps no
/// state between files and knows no store, so it can run in a process of its own.
///
/// Every data row ends as exactly one of: a row of a batch, or a faulty row with at least one
/// fault. When `next` has said false, rows_read() = rows in all batches + faulty_rows().
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/byte_source.hpp"
#include "collectors/finding.hpp"
#include "collectors/limits.hpp"
#include "collectors/records.hpp"
#include "collectors/source.hpp"

namespace tertil::collectors {

/// One reader behind a Collection: a format gives rows and faults. A new format adds a class.
class RowReader;

/// The reading of one file, pulled batch by batch. Movable, not copyable; for one thread at a
/// time.
///
/// Numbers in CSV: a `;` file has decimal comma, a `,` file decimal point (the machine dialect),
/// tab and `|` say nothing (see DecimalMark). Columns whose names begin with `_` are notes for
/// people, as in a file of rejected rows, and are passed over; any other unknown column refuses
/// the file. For `keyFigureValue` the fields `year` and `period` are both filled on return where
/// the period is a year, `period` always; a missing value's empty `status` becomes "final"; an
/// empty `series` becomes the source's. A source with a mapping is read through it: columns that it
/// does not name are passed over, and faults name the file's own columns.
class Collection {
 public:
  /// Looks at the whole file once (encoding) and at its beginning (format).
  /// The descriptor must outlive the Collection; the source is copied.
  /// @throws std::system_error when the file cannot be read, here and in `next`.
  /// A source that refuses personal data has the whole file looked through first: the file is
  /// then refused with the rule `personal-data` before any row of it is given.
  /// @param pseudonym_key the installation's key, for sources that turn columns into codes.
  [[nodiscard]] static Collection open(int fd, const Source& source, const Limits& limits = {},
                                       std::string_view pseudonym_key = {});
  /// The same for bytes in memory, which must outlive the Collection.
  [[nodiscard]] static Collection open(std::string_view bytes, const Source& source,
                                       const Limits& limits = {},
                                       std::string_view pseudonym_key = {});
  /// The same for either.
  [[nodiscard]] static Collection open(ByteSource bytes, const Source& source,
                                       const Limits& limits = {},
                                       std::string_view pseudonym_key = {});
  Collection(Collection&&) noexcept;
  Collection& operator=(Collection&&) noexcept;
  ~Collection();

  /// Replaces `out` with the next rows; false, and no rows, at the end. A batch may be empty when
  /// many rows in turn were faulty, so that their faults can be taken.
  bool next(RecordBatch& out);

  /// Faults found so far and not yet taken, in the order of the rows.
  [[nodiscard]] const std::vector<RowFault>& faults() const;
  /// Moves them out, which keeps memory bounded whatever the size of the file.
  [[nodiscard]] std::vector<RowFault> take_faults();

  /// How far into the file the reading has come: at its end a file's size, but the rows of a batch
  /// lie before it, as bytes are read in chunks. For showing only.
  [[nodiscard]] std::int64_t bytes_read() const;
  /// Data rows so far; headers, blank lines and rows of empty cells are none.
  [[nodiscard]] std::int64_t rows_read() const;
  /// How many of them are in no batch. In a refused file all are, by its one fault.
  [[nodiscard]] std::int64_t faulty_rows() const;
  /// The whole file is refused: one fault says why, and no batch ever comes.
  [[nodiscard]] bool refused() const;

  /// It is refused because of personal data: nothing of it may be kept, not even the upload.
  [[nodiscard]] bool has_personal_data() const;
  /// A row had a value that the mapping says refuses the file (`on_missing = "reject"`): nothing
  /// may be stored, as if `onBadRow` were "reject". Complete at the end.
  [[nodiscard]] bool must_reject() const;
  /// Columns are dropped or made into codes: the upload itself must not be linked. A copy without
  /// them may be kept (write_clean_copy, clean_copy.hpp).
  [[nodiscard]] bool must_not_keep_raw() const;
  /// Columns of this file that were dropped for privacy.
  [[nodiscard]] const std::vector<std::string>& dropped_columns() const;

  /// As in the receipt, "utf-8" …; empty when the text could not be decoded.
  [[nodiscard]] const std::string& encoding() const;
  /// "csv", "json", "ndjson", "kolada-json"; the suspected format, as "xlsx", when refused.
  [[nodiscard]] const std::string& format() const;
  /// What is worth saying of the file as a whole; complete at the end.
  [[nodiscard]] const std::vector<FileFinding>& notes() const;

 private:
  struct State;
  explicit Collection(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace tertil::collectors
