/// @file service/store/batches.hpp
/// @brief Batches: one import each, with its receipt and the rows it could not take.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/instant.hpp"
#include "service/domain/text.hpp"
#include "service/store/engine.hpp"
#include "service/store/page.hpp"

namespace tertil::store {

/// Where a batch is in its life (contract 4, Import).
enum class BatchState {
  kRunning,    ///< Being read; nothing of it is in force.
  kStored,     ///< In force.
  kHeld,       ///< Waits for a person.
  kRejected,   ///< Nothing of it was taken.
  kRetracted,  ///< Was in force and has been taken back.
};

[[nodiscard]] std::string_view to_string(BatchState state);
[[nodiscard]] std::optional<BatchState> parse_batch_state(std::string_view text);

/// One batch. The receipt is made and read by ingest; the store keeps it as it is.
struct Batch {
  std::string id;               ///< A ULID (service/store/ulid.hpp).
  std::string source;           ///< The source's id.
  std::string mapping_version;  ///< Of the mapping it was read with.
  std::string target;           ///< "keyFigureValue", "population", …
  std::string sha256;           ///< Of the bytes as they came, in hex.
  std::int64_t bytes{0};
  std::string file_name;  ///< For display only; may be empty.
  std::string format;     ///< "csv", "xlsx", …
  std::string encoding;   ///< "windows-1252"; empty where it means nothing.
  BatchState state{BatchState::kRunning};
  std::optional<std::string> idempotency_key;  ///< At most one batch per source has the same.
  std::string actor;                           ///< Who sent it: a token's id, a user, "cli".
  Instant received_at;
  std::optional<Instant> recorded_at;  ///< When it came into force; empty if it never did.
  std::int64_t rows_read{0};           ///< stored + duplicate + quarantined, always.
  std::int64_t stored{0};
  std::int64_t duplicate{0};
  std::int64_t quarantined{0};
  std::int64_t superseded{0};
  std::string digest;         ///< `digest_of` (service/store/facts.hpp); empty if nothing stored.
  std::string receipt{"{}"};  ///< JSON object: what was answered the first time, kept for repeats.
  std::optional<Instant> retracted_at;
  std::string retracted_by;
  std::string retract_reason;
};

/// One cell, or one row, that was not taken. `row` is the row's number in the file, from 1.
struct Reject {
  std::int64_t row{0};
  std::string column;  ///< Empty if the whole row is meant.
  std::string raw;     ///< The cell as it came, masked where a detector matched.
  std::string rule;    ///< "not-a-number".
  Text message;
  std::string record;  ///< The row's mapped columns as they came.
};

/// Adds a batch. kConflict if its id, or its idempotency key for the same source, is taken.
[[nodiscard]] Result<void> insert_batch(Writer& writer, const Batch& batch);

/// Writes everything of a batch that is there again, except its id, source, idempotency key and
/// time of arrival, which never change. kNotFound if there is none of that id.
[[nodiscard]] Result<void> update_batch(Writer& writer, const Batch& batch);

/// Changes the state alone. kNotFound if there is no such batch.
[[nodiscard]] Result<void> set_batch_state(Writer& writer, std::string_view id, BatchState state);

/// Marks a batch as taken back at the time of this write, by whom and why. Its facts are another
/// matter: see `retract` (service/store/facts.hpp). kConflict if it is neither stored nor held.
[[nodiscard]] Result<void> retract_batch(Writer& writer, std::string_view id, std::string_view by,
                                         std::string_view reason);

/// The batch of that id, if there is one.
[[nodiscard]] Result<std::optional<Batch>> find_batch(Reader& reader, std::string_view id);

/// The batch that came with this idempotency key from this source, whatever its state.
[[nodiscard]] Result<std::optional<Batch>> find_batch_by_key(Reader& reader,
                                                             std::string_view source,
                                                             std::string_view idempotency_key);

/// The newest batch in force (stored or held) with the same bytes, source and mapping version.
[[nodiscard]] Result<std::optional<Batch>> find_batch_by_bytes(Reader& reader,
                                                               std::string_view source,
                                                               std::string_view sha256,
                                                               std::string_view mapping_version);

/// Batches, newest first; of one source only if it is named.
[[nodiscard]] Result<Listing<Batch>> batches(Reader& reader, Page page,
                                             std::optional<std::string_view> source = std::nullopt);

/// Keeps what the batch could not take. The batch may be added before or after, in the same write.
[[nodiscard]] Result<void> add_rejects(Writer& writer, std::string_view batch,
                                       std::span<const Reject> rejects);

/// What the batch could not take, by row and column.
[[nodiscard]] Result<Listing<Reject>> rejects(Reader& reader, std::string_view batch, Page page,
                                              std::string_view rule = {});

/// How many rows of a batch were counted as duplicates of which other batch.
struct DuplicateOf {
  std::string batch;
  std::string of_batch;
  std::int64_t rows{0};
};

/// What the batch counted as duplicates, by batch.
[[nodiscard]] Result<std::vector<DuplicateOf>> duplicates(Reader& reader, std::string_view batch);

}  // namespace tertil::store
