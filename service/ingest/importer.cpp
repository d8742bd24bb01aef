#include "service/ingest/importer.hpp"

#include <fmt/format.h>

#include <system_error>

#include "service/ingest/check.hpp"
#include "service/ingest/conversion.hpp"
#include "service/ingest/effects.hpp"
#include "service/store/import_keys.hpp"
#include "service/store/ulid.hpp"

namespace tertil::ingest {
namespace {

using store::BatchState;

/// Ends a transaction on purpose after everything in it has been seen.
constexpr std::string_view kDryRunEnds = "dry run";

ImportKind kind_of(BatchState state) {
  return state == BatchState::kRejected ? ImportKind::kRejected : ImportKind::kRepeated;
}

ImportOutcome outcome_of(const store::Batch& batch) {
  return {kind_of(batch.state), receipt_json(batch), batch.id,         batch.rows_read,
          batch.stored,         batch.duplicate,     batch.quarantined};
}

tl::unexpected<Error> key_reused() {
  return fail(ErrorCode::kRefused,
              {"Idempotency-Key har redan använts med en annan fil. Använd en ny nyckel för en ny "
               "fil.",
               "The Idempotency-Key has been used with another file. Use a new key for a new "
               "file."});
}

/// A finding about rows that were stored but are not in force.
void note_losers(const std::vector<std::int64_t>& rows, std::vector<Finding>& findings) {
  for (const auto row : rows)
    note(findings,
         {row,
          "",
          "",
          "kept-not-in-force",
          {"Värdet är sparat men gäller inte: det som redan finns är slutligt och går före.",
           "The value is kept but not in force: the one there is final and comes first."},
          ""},
         "warning", true);
}

Receipt first_receipt(const ImportRequest& request, const collectors::Source& source,
                      const CheckedFile& checked, Instant received_at) {
  Receipt receipt;
  receipt.id = store::ulid(received_at);
  receipt.source = source.id;
  receipt.sha256 = request.sha256;
  receipt.state = checked.rejected ? BatchState::kRejected : BatchState::kStored;
  receipt.dry_run = request.dry_run;
  receipt.file_name = request.file_name;
  receipt.bytes = request.bytes;
  receipt.format = checked.format;
  receipt.encoding = checked.encoding;
  receipt.mapping_version = std::to_string(source.version);
  receipt.received_at = received_at;
  receipt.rows_read = checked.rows_read;
  receipt.quarantined = checked.quarantined;
  receipt.findings = checked.findings;
  return receipt;
}

store::Batch to_batch(const ImportRequest& request, const collectors::Source& source,
                      const Receipt& receipt) {
  store::Batch batch;
  batch.id = receipt.id;
  batch.source = receipt.source;
  batch.mapping_version = receipt.mapping_version;
  batch.target = collectors::name_of(source.target);
  batch.sha256 = receipt.sha256;
  batch.bytes = receipt.bytes;
  batch.file_name = receipt.file_name;
  batch.format = receipt.format;
  batch.encoding = receipt.encoding;
  batch.state = receipt.state;
  batch.idempotency_key = request.idempotency_key;
  batch.actor = request.actor;
  batch.received_at = receipt.received_at;
  batch.recorded_at = receipt.recorded_at;
  batch.rows_read = receipt.rows_read;
  batch.stored = receipt.stored;
  batch.duplicate = receipt.duplicate;
  batch.quarantined = receipt.quarantined;
  batch.superseded = receipt.superseded;
  batch.receipt = to_json(receipt);
  return batch;
}

/// Everything one batch writes, in the transaction that `writer` is.
Result<void> write_batch(store::Writer& writer, const ImportRequest& request,
                         const collectors::Source& source, const CheckedFile& checked,
                         Receipt& receipt) {
  if (!checked.rejected) {
    const auto before = figures::build_snapshot(writer);
    if (!before) return tl::unexpected{before.error()};
    const auto& table = table_of(source.target);
    const auto counts = store::add(writer, table, checked.facts, {source.id, receipt.id});
    if (!counts) return tl::unexpected{counts.error()};
    receipt.recorded_at = writer.recorded_at();
    receipt.stored = counts->stored;
    receipt.duplicate = counts->duplicate;
    receipt.superseded = counts->superseded;
    note_losers(counts->kept_losing, receipt.findings);
    const auto after = figures::build_snapshot(writer);
    if (!after) return tl::unexpected{after.error()};
    receipt.effects = effects_between(**before, **after);
  }

  auto batch = to_batch(request, source, receipt);
  if (!checked.rejected) {
    auto digest = store::digest_of(writer, table_of(source.target), receipt.id);
    if (!digest) return tl::unexpected{digest.error()};
    batch.digest = std::move(*digest);
  }
  if (const auto inserted = store::insert_batch(writer, batch); !inserted)
    return tl::unexpected{inserted.error()};
  if (const auto added = store::add_rejects(writer, batch.id, checked.rejects); !added)
    return tl::unexpected{added.error()};
  if (!request.idempotency_key) return {};
  return store::add_import_key(writer, source.id, *request.idempotency_key, request.sha256,
                               batch.id);
}

}  // namespace

Result<std::optional<ImportOutcome>> Importer::seen_before(const ImportRequest& request,
                                                           const collectors::Source& source) {
  std::optional<ImportOutcome> seen;
  bool new_key = request.idempotency_key.has_value();
  const auto read = engine_.read([&](store::Reader& reader) -> Result<void> {
    if (request.idempotency_key) {
      const auto used = store::find_import_key(reader, source.id, *request.idempotency_key);
      if (!used) return tl::unexpected{used.error()};
      if (*used) {
        new_key = false;
        if ((*used)->sha256 != request.sha256) return key_reused();
        const auto batch = store::find_batch(reader, (*used)->batch);
        if (!batch) return tl::unexpected{batch.error()};
        if (*batch) seen = outcome_of(**batch);
        return {};
      }
    }
    const auto same = store::find_batch_by_bytes(reader, source.id, request.sha256,
                                                 std::to_string(source.version));
    if (!same) return tl::unexpected{same.error()};
    if (!*same) return {};
    const auto current = store::still_current(reader, table_of(source.target), (*same)->id);
    if (!current) return tl::unexpected{current.error()};
    if (*current) seen = outcome_of(**same);
    return {};
  });
  if (!read) return tl::unexpected{read.error()};
  if (seen && new_key && !request.dry_run) {
    // A key is kept for good, also when the bytes were known already.
    const auto kept = engine_.write([&](store::Writer& writer) {
      return store::add_import_key(writer, source.id, *request.idempotency_key, request.sha256,
                                   seen->id);
    });
    if (!kept) return tl::unexpected{kept.error()};
  }
  return seen;
}

Result<ImportOutcome> Importer::import_file(const ImportRequest& request) {
  const auto found = sources_.find(request.source);
  if (!found) return tl::unexpected{found.error()};
  const auto& source = **found;

  std::vector<std::string> names{source.id + "\n" + request.sha256};
  if (request.idempotency_key) names.push_back(source.id + "\nkey\n" + *request.idempotency_key);
  const auto turn = in_flight_.begin(std::move(names));
  if (!turn)
    return fail(ErrorCode::kConflict,
                {"Samma import pågår redan. Försök igen om en stund för att få kvittot.",
                 "The same import is already under way. Try again in a moment for the receipt."});
  auto seen = seen_before(request, source);
  if (!seen) return tl::unexpected{seen.error()};
  if (*seen) return std::move(**seen);

  const auto received_at = clock_.now();
  CheckedFile checked;
  try {
    const auto snapshot = published_.current();
    checked = check_file(request.descriptor, source, *snapshot);
  } catch (const std::system_error& error) {
    return fail(ErrorCode::kInternal, {"Filen kunde inte läsas.", "The file could not be read."},
                error.what());
  }
  auto receipt = first_receipt(request, source, checked, received_at);

  bool new_file = false;
  if (!request.dry_run) {
    const auto kept = raw_.keep(request.descriptor, request.sha256);
    if (!kept) return tl::unexpected{kept.error()};
    new_file = *kept;
  }
  const auto written = engine_.write([&](store::Writer& writer) -> Result<void> {
    auto done = write_batch(writer, request, source, checked, receipt);
    if (done && request.dry_run) return fail(ErrorCode::kInternal, {}, std::string{kDryRunEnds});
    return done;
  });
  const bool dry_run_done = request.dry_run && !written && written.error().where == kDryRunEnds;
  if (!written && !dry_run_done) {
    if (new_file) raw_.forget(request.sha256);
    return tl::unexpected{written.error()};
  }
  if (!request.dry_run && !checked.rejected)
    if (const auto refreshed = published_.refresh(); !refreshed)
      return tl::unexpected{refreshed.error()};

  return ImportOutcome{checked.rejected ? ImportKind::kRejected : ImportKind::kStored,
                       to_json(receipt),
                       receipt.id,
                       receipt.rows_read,
                       receipt.stored,
                       receipt.duplicate,
                       receipt.quarantined};
}

Result<RetractOutcome> Importer::retract(std::string_view batch, std::string_view actor,
                                         std::string_view reason) {
  RetractOutcome outcome;
  outcome.id = batch;
  const auto written = engine_.write([&](store::Writer& writer) -> Result<void> {
    const auto found = store::find_batch(writer, batch);
    if (!found) return tl::unexpected{found.error()};
    if (!*found)
      return fail(ErrorCode::kNotFound, {fmt::format("Importen ”{}” finns inte.", batch),
                                         fmt::format("There is no import “{}”.", batch)});
    const auto target = collectors::target_named((*found)->target);
    if (!target) return fail(ErrorCode::kCorrupt, {"Okänd måltabell.", "Unknown target."});
    const auto before = figures::build_snapshot(writer);
    if (!before) return tl::unexpected{before.error()};
    if (const auto marked = store::retract_batch(writer, batch, actor, reason); !marked)
      return tl::unexpected{marked.error()};
    auto taken_back = store::retract(writer, table_of(*target), batch);
    if (!taken_back) return tl::unexpected{taken_back.error()};
    const auto after = figures::build_snapshot(writer);
    if (!after) return tl::unexpected{after.error()};
    outcome.closed = taken_back->closed;
    outcome.reopened = taken_back->reopened;
    outcome.also_touched = std::move(taken_back->duplicates_lost);
    outcome.effects = effects_between(**before, **after);
    return {};
  });
  if (!written) return tl::unexpected{written.error()};
  if (const auto refreshed = published_.refresh(); !refreshed)
    return tl::unexpected{refreshed.error()};
  return outcome;
}

}  // namespace tertil::ingest
