#include "service/store/batches.hpp"

#include <algorithm>
#include <array>

#include "service/store/cell.hpp"

namespace tertil::store {
namespace {

constexpr std::array<std::pair<BatchState, std::string_view>, 5> kStates{
    {{BatchState::kRunning, "running"},
     {BatchState::kStored, "stored"},
     {BatchState::kHeld, "held"},
     {BatchState::kRejected, "rejected"},
     {BatchState::kRetracted, "retracted"}}};

Row to_cells(const Batch& batch) {
  return {batch.id,
          batch.source,
          batch.idempotency_key ? Value{*batch.idempotency_key} : Value{},
          batch.received_at.microseconds,
          batch.mapping_version,
          batch.target,
          batch.sha256,
          batch.bytes,
          batch.file_name,
          batch.format,
          batch.encoding,
          cell(to_string(batch.state)),
          batch.actor,
          cell(batch.recorded_at),
          batch.rows_read,
          batch.stored,
          batch.duplicate,
          batch.quarantined,
          batch.superseded,
          batch.digest,
          batch.receipt,
          cell(batch.retracted_at),
          batch.retracted_by,
          batch.retract_reason};
}

Result<Batch> batch_in(const Row& row) {
  const auto state = parse_batch_state(text_in(row[11]));
  if (!state) return unknown_word("state", text_in(row[11]));
  return Batch{.id = text_in(row[0]),
               .source = text_in(row[1]),
               .mapping_version = text_in(row[4]),
               .target = text_in(row[5]),
               .sha256 = text_in(row[6]),
               .bytes = integer_in(row[7]),
               .file_name = text_in(row[8]),
               .format = text_in(row[9]),
               .encoding = text_in(row[10]),
               .state = *state,
               .idempotency_key = optional_in<std::string>(row[2]),
               .actor = text_in(row[12]),
               .received_at = instant_in(row[3]),
               .recorded_at = optional_instant_in(row[13]),
               .rows_read = integer_in(row[14]),
               .stored = integer_in(row[15]),
               .duplicate = integer_in(row[16]),
               .quarantined = integer_in(row[17]),
               .superseded = integer_in(row[18]),
               .digest = text_in(row[19]),
               .receipt = text_in(row[20]),
               .retracted_at = optional_instant_in(row[21]),
               .retracted_by = text_in(row[22]),
               .retract_reason = text_in(row[23])};
}

Result<std::vector<Batch>> read_batches(Reader& reader, std::string_view sql,
                                        std::span<const Value> parameters) {
  const auto rows = reader.query(sql, parameters);
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<Batch> found;
  for (const auto& row : *rows) {
    auto batch = batch_in(row);
    if (!batch) return tl::unexpected{batch.error()};
    found.push_back(std::move(*batch));
  }
  return found;
}

Result<std::optional<Batch>> first(Result<std::vector<Batch>> found) {
  if (!found) return tl::unexpected{found.error()};
  if (found->empty()) return std::nullopt;
  return std::move(found->front());
}

Result<std::int64_t> count(Reader& reader, std::string_view sql,
                           std::span<const Value> parameters) {
  const auto rows = reader.query(sql, parameters);
  if (!rows) return tl::unexpected{rows.error()};
  return integer_in(rows->at(0).at(0));
}

tl::unexpected<Error> no_such_batch(std::string_view id) {
  return fail(ErrorCode::kNotFound,
              {"Det finns ingen import med det numret.", "There is no import of that id."},
              "store/batches: " + std::string{id});
}

/// Runs an UPDATE that must hit the one batch of that id.
Result<void> change(Writer& writer, std::string_view sql, std::span<const Value> parameters,
                    std::string_view id) {
  const auto changed = writer.execute(sql, parameters);
  if (!changed) return tl::unexpected{changed.error()};
  if (*changed == 0) return no_such_batch(id);
  return {};
}

// The same columns in the same order everywhere: what never changes comes first.
#define TERTIL_BATCH_COLUMNS                                                                      \
  "id, source, idempotency_key, received_at, mapping_version, target, sha256, bytes, file_name, " \
  "format, encoding, state, actor, recorded_at, rows_read, stored, duplicate, quarantined, "      \
  "superseded, digest, receipt, retracted_at, retracted_by, retract_reason"

}  // namespace

std::string_view to_string(BatchState state) {
  return std::ranges::find(kStates, state, &std::pair<BatchState, std::string_view>::first)->second;
}

std::optional<BatchState> parse_batch_state(std::string_view text) {
  const auto* found =
      std::ranges::find(kStates, text, &std::pair<BatchState, std::string_view>::second);
  return found == kStates.end() ? std::nullopt : std::optional{found->first};
}

Result<void> insert_batch(Writer& writer, const Batch& batch) {
  const auto added = writer.execute(
      "INSERT INTO batch (" TERTIL_BATCH_COLUMNS
      ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, "
      "$19, $20, $21, $22, $23, $24) ON CONFLICT DO NOTHING",
      to_cells(batch));
  if (!added) return tl::unexpected{added.error()};
  if (*added == 0) {
    return fail(ErrorCode::kConflict,
                {"Idempotensnyckeln är redan använd för den här källan.",
                 "The idempotency key has been used for this source already."},
                "store/batches: " + batch.id);
  }
  return {};
}

Result<void> update_batch(Writer& writer, const Batch& batch) {
  Row cells = to_cells(batch);
  cells.erase(cells.begin() + 1, cells.begin() + 4);  // those that never change
  return change(writer,
                "UPDATE batch SET mapping_version = $2, target = $3, sha256 = $4, bytes = $5, "
                "file_name = $6, format = $7, encoding = $8, state = $9, actor = $10, "
                "recorded_at = $11, rows_read = $12, stored = $13, duplicate = $14, "
                "quarantined = $15, superseded = $16, digest = $17, receipt = $18, "
                "retracted_at = $19, retracted_by = $20, retract_reason = $21 WHERE id = $1",
                cells, batch.id);
}

Result<void> set_batch_state(Writer& writer, std::string_view id, BatchState state) {
  const std::array<Value, 2> parameters{cell(id), cell(to_string(state))};
  return change(writer, "UPDATE batch SET state = $2 WHERE id = $1", parameters, id);
}

Result<void> retract_batch(Writer& writer, std::string_view id, std::string_view by,
                           std::string_view reason) {
  const auto batch = find_batch(writer, id);
  if (!batch) return tl::unexpected{batch.error()};
  if (!*batch) return no_such_batch(id);
  if ((*batch)->state != BatchState::kStored && (*batch)->state != BatchState::kHeld) {
    return fail(ErrorCode::kConflict,
                {"Importen gäller inte och kan därför inte tas tillbaka.",
                 "The import is not in force and so cannot be taken back."},
                "store/batches: " + std::string{id});
  }
  const std::array<Value, 4> parameters{cell(id), writer.recorded_at().microseconds, cell(by),
                                        cell(reason)};
  return change(writer,
                "UPDATE batch SET state = 'retracted', retracted_at = $2, retracted_by = $3, "
                "retract_reason = $4 WHERE id = $1",
                parameters, id);
}

Result<std::optional<Batch>> find_batch(Reader& reader, std::string_view id) {
  const Value parameter = cell(id);
  return first(read_batches(reader, "SELECT " TERTIL_BATCH_COLUMNS " FROM batch WHERE id = $1",
                            {&parameter, 1}));
}

Result<std::optional<Batch>> find_batch_by_key(Reader& reader, std::string_view source,
                                               std::string_view idempotency_key) {
  const std::array<Value, 2> parameters{cell(source), cell(idempotency_key)};
  return first(read_batches(reader,
                            "SELECT " TERTIL_BATCH_COLUMNS
                            " FROM batch WHERE source = $1 AND idempotency_key = $2",
                            parameters));
}

Result<std::optional<Batch>> find_batch_by_bytes(Reader& reader, std::string_view source,
                                                 std::string_view sha256,
                                                 std::string_view mapping_version) {
  const std::array<Value, 3> parameters{cell(source), cell(sha256), cell(mapping_version)};
  return first(read_batches(reader,
                            "SELECT " TERTIL_BATCH_COLUMNS
                            " FROM batch WHERE source = $1 AND sha256 = $2 AND "
                            "mapping_version = $3 AND state IN ('stored', 'held') "
                            "ORDER BY received_at DESC, id DESC LIMIT 1",
                            parameters));
}

Result<Listing<Batch>> batches(Reader& reader, Page page, std::optional<std::string_view> source) {
  const Value wanted = source ? cell(*source) : Value{};
  const auto total =
      count(reader, "SELECT count(*) FROM batch WHERE $1 IS NULL OR source = $1", {&wanted, 1});
  if (!total) return tl::unexpected{total.error()};
  const std::array<Value, 3> parameters{wanted, page.limit, (page.page - 1) * page.limit};
  auto items = read_batches(reader,
                            "SELECT " TERTIL_BATCH_COLUMNS
                            " FROM batch WHERE $1 IS NULL OR source = $1 "
                            "ORDER BY received_at DESC, id DESC LIMIT $2 OFFSET $3",
                            parameters);
  if (!items) return tl::unexpected{items.error()};
  return Listing<Batch>{*total, std::move(*items)};
}

Result<void> add_rejects(Writer& writer, std::string_view batch, std::span<const Reject> rejects) {
  for (const auto& reject : rejects) {
    const std::array<Value, 8> cells{cell(batch),       reject.row,   reject.column,
                                     reject.raw,        reject.rule,  reject.message.sv,
                                     reject.message.en, reject.record};
    const auto added = writer.execute(
        "INSERT INTO reject (batch, row_number, column_name, raw, rule, message_sv, message_en, "
        "record) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        cells);
    if (!added) return tl::unexpected{added.error()};
  }
  return {};
}

Result<Listing<Reject>> rejects(Reader& reader, std::string_view batch, Page page,
                                std::string_view rule) {
  const std::array<Value, 4> parameters{cell(batch), cell(rule), page.limit,
                                        (page.page - 1) * page.limit};
  const auto total =
      count(reader, "SELECT count(*) FROM reject WHERE batch = $1 AND ($2 = '' OR rule = $2)",
            std::span{parameters}.first(2));
  if (!total) return tl::unexpected{total.error()};
  const auto rows = reader.query(
      "SELECT row_number, column_name, raw, rule, message_sv, message_en, record FROM reject "
      "WHERE batch = $1 AND ($2 = '' OR rule = $2) "
      "ORDER BY row_number, column_name, id LIMIT $3 OFFSET $4",
      parameters);
  if (!rows) return tl::unexpected{rows.error()};
  Listing<Reject> listing{.total = *total, .items = {}};
  for (const auto& row : *rows) {
    listing.items.push_back({.row = integer_in(row[0]),
                             .column = text_in(row[1]),
                             .raw = text_in(row[2]),
                             .rule = text_in(row[3]),
                             .message = {text_in(row[4]), text_in(row[5])},
                             .record = text_in(row[6])});
  }
  return listing;
}

Result<std::vector<DuplicateOf>> duplicates(Reader& reader, std::string_view batch) {
  const Value id = cell(batch);
  const auto rows = reader.query(
      "SELECT batch, of_batch, row_count FROM duplicate_of WHERE batch = $1 ORDER BY of_batch",
      {&id, 1});
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<DuplicateOf> found;
  for (const auto& row : *rows) {
    found.push_back({text_in(row[0]), text_in(row[1]), integer_in(row[2])});
  }
  return found;
}

}  // namespace tertil::store
