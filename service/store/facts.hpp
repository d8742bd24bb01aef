/// @file service/store/facts.hpp
/// @brief Bitemporal facts, written once for every table of them.
///
/// A fact is never changed or deleted. A new value of a key closes the row that was open
/// (`superseded_at`) and adds its own (`recorded_at`), so that "as it was known then" is a plain
/// question: recorded_at <= T < superseded_at. At most one row is open per key. The one that loses
/// by precedence is kept too: closed at the moment it was recorded, it was never open.
///
/// Precedence (contract 2a.2): (a) the heavier value by the table's `weight`, (b) the higher
/// version where both have one, (c) the one recorded later.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "service/store/engine.hpp"

namespace tertil::store {

/// What tells one table of facts from another. A further kind of fact needs a migration and one
/// of these, no code. The table has these columns and the common ones: id, source, batch,
/// row_number, origin, version, recorded_at, superseded_at.
struct FactTable {
  std::string_view name;
  std::span<const std::string_view> key;     ///< Column names, owner first; never NULL.
  std::span<const std::string_view> values;  ///< Column names.
  /// How much the values weigh against others of the same key; the heavier one stays open
  /// whatever the order of arrival. Null: all weigh the same.
  int (*weight)(std::span<const Value> values){nullptr};
  /// Whether the program itself derived the row from other facts. Such a row stays open when
  /// another batch is taken back: whoever derived it says what holds now. Null: none is.
  bool (*derived)(std::span<const Value> values){nullptr};
  /// How many of the last values came with a later migration: digests leave out those that are
  /// NULL, so that they still fit the batches from before.
  std::size_t added_later{0};
};

/// One fact as a source gives it. `key` and `values` follow the order of the table's columns.
struct Fact {
  std::vector<Value> key;
  std::vector<Value> values;
  std::int64_t row{0};  ///< Where in the file, from 1.
  std::string origin;   ///< Where the source says it took the value; may be empty.
  std::string version;  ///< The source's own version or time of last change; may be empty.
};

/// Whose facts they are. The batch's own row may be written before or after its facts, but in the
/// same transaction.
struct Provenance {
  std::string source;
  std::string batch;
};

/// What became of the rows: `stored + duplicate` is how many were given.
struct WriteCounts {
  std::int64_t stored{0};
  std::int64_t duplicate{0};              ///< The open row says exactly the same.
  std::int64_t superseded{0};             ///< Of the stored: those that replaced an open row.
  std::vector<std::int64_t> kept_losing;  ///< Of the stored: row numbers that never became open.
};

/// A fact as it stands in the store, with where it came from.
struct StoredFact {
  Fact fact;
  std::string source;
  std::string batch;
  Instant recorded_at;
  std::optional<Instant> superseded_at;  ///< Empty while the row is open.
};

/// What taking a batch back did.
struct Retraction {
  std::int64_t closed{0};    ///< Open rows of the batch that are closed now.
  std::int64_t reopened{0};  ///< Earlier or losing rows of other batches that are open again.
  /// Batches, oldest first, some of whose rows were counted as duplicates of the one taken back
  /// and are gone with it.
  std::vector<std::string> duplicates_lost;
};

/// Adds the facts, in order. Rows whose values (and version) the open row has already are counted
/// as duplicates and noted per batch in `duplicate_of`. Two rows of one key in one call should not
/// differ: ingest quarantines such pairs (`conflict-in-file`).
[[nodiscard]] Result<WriteCounts> add(Writer& writer, const FactTable& table,
                                      std::span<const Fact> facts, const Provenance& provenance);

/// Takes the batch's facts back without touching what was known before: its open rows are closed,
/// and for each key the row that would be open had the batch never come is open again, as a new
/// copy recorded now. Rows of batches that are themselves retracted never come back. The state of
/// the batch is not changed here: see `retract_batch` (service/store/batches.hpp).
[[nodiscard]] Result<Retraction> retract(Writer& writer, const FactTable& table,
                                         std::string_view batch);

/// Closes the open row of a key if it is derived, and reopens the row that would be open had
/// nothing ever been derived. True if a row is open afterwards.
[[nodiscard]] Result<bool> withdraw_derived(Writer& writer, const FactTable& table,
                                            std::span<const Value> key);

/// The open row of a key.
[[nodiscard]] Result<std::optional<StoredFact>> open_fact(Reader& reader, const FactTable& table,
                                                          std::span<const Value> key);

/// Visits all open rows in order of arrival, or those that were open at `as_of`; never holds more
/// than a few thousand of them. Stops at the first failure of `visit` and gives it.
[[nodiscard]] Result<void> each(Reader& reader, const FactTable& table,
                                std::optional<Instant> as_of,
                                const std::function<Result<void>(const StoredFact&)>& visit);

/// All open rows, in order of arrival.
[[nodiscard]] Result<std::vector<StoredFact>> current(Reader& reader, const FactTable& table);

/// The rows that were open at `instant`: recorded_at <= instant < superseded_at.
[[nodiscard]] Result<std::vector<StoredFact>> as_of(Reader& reader, const FactTable& table,
                                                    Instant instant);

/// The rows a batch brought, in order of the file, each once, also those superseded since. A row
/// that was reopened has the time it was first recorded and is closed only if its last copy is.
[[nodiscard]] Result<std::vector<StoredFact>> facts_of(Reader& reader, const FactTable& table,
                                                       std::string_view batch);

/// Whether the store still says what the batch said: none of its rows has been superseded since,
/// and the same holds for the batches it counted duplicates of. If so, the same bytes again are a
/// repeat (contract 4, Import); if not, they are read anew, which is always safe.
[[nodiscard]] Result<bool> still_current(Reader& reader, const FactTable& table,
                                         std::string_view batch);

/// SHA-256 (hex) over the batch's rows as stored, in a canonical form. Later corrections and
/// retractions do not change it; a flipped bit does.
[[nodiscard]] Result<std::string> digest_of(Reader& reader, const FactTable& table,
                                            std::string_view batch);

}  // namespace tertil::store
