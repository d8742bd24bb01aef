#include "service/ingest/importer.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "collectors/clean_copy.hpp"
#include "collectors/encoding.hpp"
#include "service/ingest/batch_writing.hpp"
#include "service/ingest/kept_uploads.hpp"
#include "service/ingest/pseudonym_key.hpp"
#include "service/ingest/scratch_file.hpp"
#include "service/store/audit.hpp"
#include "service/store/import_keys.hpp"
#include "service/store/sha256.hpp"
#include "service/store/ulid.hpp"

namespace tertil::ingest {
namespace {

using store::BatchState;

/// Ends a transaction on purpose after everything in it has been seen.
constexpr std::string_view kDryRunEnds = "dry run";
/// Ends one in which nothing was to be done: another instance had taken the same file in.
constexpr std::string_view kSeenMeanwhile = "seen meanwhile";

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

tl::unexpected<Error> under_way(std::string_view where) {
  return fail(ErrorCode::kConflict,
              {"Samma import pågår redan. Försök igen om en stund för att få kvittot.",
               "The same import is already under way. Try again in a moment for the receipt."},
              std::string{where});
}

tl::unexpected<Error> unreadable(const std::system_error& error) {
  if (error.code().value() == ENOSPC || error.code().value() == EDQUOT)
    return fail(ErrorCode::kStoreFull,
                {"Disken är full. Inget har sparats; frigör utrymme och försök igen.",
                 "The disk is full. Nothing was stored; free some space and try again."},
                error.what());
  return fail(ErrorCode::kInternal, {"Filen kunde inte läsas.", "The file could not be read."},
              error.what());
}

/// A file may be called anything; a store keeps text. Bytes that are none become U+FFFD.
std::string as_text(std::string_view name) {
  std::string text;
  for (;;) {
    const auto good = collectors::valid_utf8_prefix(name);
    text += name.substr(0, good);
    if (good == name.size()) return text;
    text += "\uFFFD";
    name.remove_prefix(good + 1);
  }
}

Receipt first_receipt(const ImportRequest& request, const collectors::Source& source,
                      const CheckedFile& checked, Instant received_at) {
  Receipt receipt;
  receipt.id = store::ulid(received_at);
  receipt.source = source.id;
  receipt.sha256 = request.sha256;
  receipt.state = checked.rejected ? BatchState::kRejected : BatchState::kStored;
  receipt.dry_run = request.dry_run;
  receipt.file_name = as_text(request.file_name);
  receipt.bytes = request.bytes;
  receipt.format = checked.format;
  receipt.encoding = checked.encoding;
  receipt.mapping_version = std::to_string(source.version);
  receipt.received_at = received_at;
  receipt.rows_read = checked.rows_read;
  return receipt;
}

/// What was kept of an upload, and whether the name is new in the folder.
struct Kept {
  store::Upload upload;
  bool is_new{false};
  ScratchFile copy{};
  int descriptor{-1};  ///< Of the bytes that were kept; -1 if none were. Not ours.
};

/// The upload itself; or, where a mapping drops columns, a copy without them; or nothing at all,
/// where it was refused for the personal data in it (contract 4, Import).
Result<Kept> keep_upload(const RawUploads& raw, const ImportRequest& request,
                         const collectors::Source& source, const CheckedFile& checked,
                         std::string_view pseudonym_key, Instant now) {
  Kept kept{{request.sha256, "", now, std::nullopt}};
  if (checked.personal) return kept;
  kept.descriptor = request.descriptor;
  kept.upload.kept_sha256 = request.sha256;
  if (checked.must_not_keep_raw) {
    kept.upload.kept_sha256.clear();
    kept.descriptor = -1;
    store::Sha256 digest;
    const bool made =
        collectors::write_clean_copy(collectors::ByteSource{request.descriptor}, source,
                                     pseudonym_key, [&](std::string_view piece) {
                                       digest.update(piece);
                                       kept.copy.append(std::as_bytes(std::span{piece}));
                                     });
    if (!made || kept.copy.size() == 0) return kept;
    kept.descriptor = kept.copy.synced_descriptor();
    kept.upload.kept_sha256 = digest.hex();
  }
  const auto is_new = raw.keep(kept.descriptor, kept.upload.kept_sha256);
  if (!is_new) return tl::unexpected{is_new.error()};
  kept.is_new = *is_new;
  return kept;
}

/// What an earlier import of the same file came to, and whether the key it comes with is new.
struct SeenFile {
  std::optional<ImportOutcome> outcome;
  bool new_key{false};
};

Result<SeenFile> seen_in(store::Reader& reader, const ImportRequest& request,
                         const collectors::Source& source) {
  SeenFile seen{std::nullopt, request.idempotency_key.has_value()};
  if (request.idempotency_key) {
    const auto used = store::find_import_key(reader, source.id, *request.idempotency_key);
    if (!used) return tl::unexpected{used.error()};
    if (*used) {
      seen.new_key = false;
      if ((*used)->sha256 != request.sha256) return key_reused();
      const auto batch = store::find_batch(reader, (*used)->batch);
      if (!batch) return tl::unexpected{batch.error()};
      if (*batch) seen.outcome = outcome_of(**batch);
      return seen;
    }
  }
  const auto same =
      store::find_batch_by_bytes(reader, source.id, request.sha256, std::to_string(source.version));
  if (!same) return tl::unexpected{same.error()};
  if (!*same) return seen;
  const auto current = keeping_of(source.target).still_current(reader, (*same)->id);
  if (!current) return tl::unexpected{current.error()};
  if (*current) seen.outcome = outcome_of(**same);
  return seen;
}

/// The installation's key, made at the first need; empty for sources that need none.
Result<std::string> key_for(store::Engine& engine, const collectors::Source& source,
                            const RawUploads& raw) {
  if (source.privacy.pseudonymise.empty()) return std::string{};
  return pseudonym_key(engine, raw.directory().parent_path());
}

}  // namespace

Result<std::optional<ImportOutcome>> Importer::seen_before(const ImportRequest& request,
                                                           const collectors::Source& source) {
  SeenFile seen;
  const auto read = engine_.read([&](store::Reader& reader) -> Result<void> {
    auto found = seen_in(reader, request, source);
    if (!found) return tl::unexpected{found.error()};
    seen = std::move(*found);
    return {};
  });
  if (!read) return tl::unexpected{read.error()};
  if (seen.outcome && seen.new_key && !request.dry_run) {
    // A key is kept for good, also when the bytes were known already.
    const auto kept = engine_.write([&](store::Writer& writer) {
      return store::add_import_key(writer, source.id, *request.idempotency_key, request.sha256,
                                   seen.outcome->id);
    });
    if (!kept) return tl::unexpected{kept.error()};
  }
  return std::move(seen.outcome);
}

Result<ImportOutcome> Importer::import_file(const ImportRequest& request) {
  if (request.draft != nullptr) return import_new(request, *request.draft);
  if (auto read = sources_.refresh(engine_); !read) return tl::unexpected{read.error()};
  const auto found = sources_.find(request.source);
  if (!found) return tl::unexpected{found.error()};
  const auto& source = **found;

  std::vector<std::string> names{source.id + "\n" + request.sha256};
  if (request.idempotency_key) names.push_back(source.id + "\nkey\n" + *request.idempotency_key);
  const auto turn = in_flight_.begin(std::move(names));
  if (!turn) return under_way({});
  auto seen = seen_before(request, source);
  if (!seen) return tl::unexpected{seen.error()};
  if (*seen) return std::move(**seen);
  return import_new(request, source);
}

Result<ImportOutcome> Importer::import_new(const ImportRequest& request,
                                           const collectors::Source& source) try {
  const auto received_at = clock_.now();
  const auto snapshot = published_.current();
  const auto key = key_for(engine_, source, raw_);
  if (!key) return tl::unexpected{key.error()};
  const auto intake = make_intake(source, *snapshot, *key);
  Running::Entry entry{running_, {source.id, request.file_name, received_at, request.bytes}};
  CheckedFile checked;
  intake->read(request.descriptor, entry.progress(), checked);
  auto receipt = first_receipt(request, source, checked, received_at);

  std::optional<Kept> kept;
  if (!request.dry_run) {
    auto done = keep_upload(raw_, request, source, checked, *key, received_at);
    if (!done) return tl::unexpected{done.error()};
    kept = std::move(*done);
  }
  entry.progress().phase = Phase::kStoring;
  BatchWriting writing{published_, request, source, *intake, checked, receipt};
  const auto upload = kept ? std::optional{kept->upload} : std::nullopt;
  const auto forget = [&] {
    if (kept && kept->is_new) raw_.forget(kept->upload.kept_sha256);
  };
  Result<void> written;
  try {
    do {
      written = engine_.write([&](store::Writer& writer) -> Result<void> {
        if (!request.dry_run && request.draft == nullptr) {  // another instance may be quicker
          const auto seen = seen_in(writer, request, source);
          if (!seen) return tl::unexpected{seen.error()};
          if (seen->outcome) return under_way(kSeenMeanwhile);
        }
        if (auto done = writing.write(writer, upload); !done) return done;
        if (request.dry_run) return fail(ErrorCode::kInternal, {}, std::string{kDryRunEnds});
        if (!engine_.is_shared() || !kept || kept->descriptor < 0) return {};
        return put_kept(writer, kept->descriptor, kept->upload.kept_sha256);
      });
    } while (!written && BatchWriting::begins_again(written.error()));
  } catch (...) {
    forget();
    throw;
  }
  if (!written && written.error().where == kSeenMeanwhile) {
    auto seen = seen_before(request, source);
    if (!seen) return tl::unexpected{seen.error()};
    if (*seen) return std::move(**seen);
  }
  const bool dry_run_done = request.dry_run && !written && written.error().where == kDryRunEnds;
  if (!written && !dry_run_done) {
    forget();
    return tl::unexpected{written.error()};
  }
  if (!request.dry_run)
    if (const auto shown = writing.publish(); !shown) return tl::unexpected{shown.error()};

  return ImportOutcome{checked.rejected ? ImportKind::kRejected : ImportKind::kStored,
                       to_json(receipt),
                       receipt.id,
                       receipt.rows_read,
                       receipt.stored,
                       receipt.duplicate,
                       receipt.quarantined};
} catch (const std::system_error& error) {
  return unreadable(error);
}

Result<RetractOutcome> Importer::retract(std::string_view batch, std::string_view actor,
                                         std::string_view reason) {
  RetractOutcome outcome;
  outcome.id = batch;
  std::shared_ptr<const figures::Snapshot> after;
  Instant recorded_at;
  const auto written = engine_.write([&](store::Writer& writer) -> Result<void> {
    const auto found = store::find_batch(writer, batch);
    if (!found) return tl::unexpected{found.error()};
    if (!*found)
      return fail(ErrorCode::kNotFound, {fmt::format("Importen ”{}” finns inte.", batch),
                                         fmt::format("There is no import “{}”.", batch)});
    const auto target = collectors::target_named((*found)->target);
    if (!target) return fail(ErrorCode::kCorrupt, {"Okänd måltabell.", "Unknown target."});
    auto seen = effects_of(writer, published_, [&]() -> Result<void> {
      if (auto marked = store::retract_batch(writer, batch, actor, reason); !marked) return marked;
      std::vector<figures::Touched> touched;
      auto taken_back = keeping_of(*target).retract(writer, batch, touched);
      if (!taken_back) return tl::unexpected{taken_back.error()};
      outcome.closed = taken_back->closed;
      outcome.reopened = taken_back->reopened;
      outcome.also_touched = std::move(taken_back->duplicates_lost);
      std::vector<Finding> unsaid;
      return recompute_figures(writer, touched, batch, unsaid);
    });
    if (!seen) return tl::unexpected{seen.error()};
    outcome.effects = std::move(seen->effects);
    after = std::move(seen->after);
    recorded_at = writer.recorded_at();
    return store::append_audit(writer, {.actor = std::string{actor},
                                        .role = {},
                                        .action = std::string{store::audit::kRetract},
                                        .object = "import/" + outcome.id,
                                        .note = std::string{reason},
                                        .before_sha256 = (*found)->sha256,
                                        .after_sha256 = std::nullopt,
                                        .request = {}});
  });
  if (!written) return tl::unexpected{written.error()};
  if (const auto shown = published_.adopt(after, recorded_at); !shown)
    return tl::unexpected{shown.error()};
  return outcome;
}

}  // namespace tertil::ingest
