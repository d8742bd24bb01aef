#include "service/ingest/batch_writing.hpp"

#include <algorithm>
#include <utility>

#include "service/store/audit.hpp"
#include "service/store/import_keys.hpp"
#include "service/store/reviews.hpp"

namespace tertil::ingest {
namespace {

using store::BatchState;

/// Ends a transaction that is to be begun again.
constexpr std::string_view kOnceMore = "rows are kept out";
constexpr std::string_view kUnknownMeter = "unknown-meter";

store::Reject told(const Suspicion& suspicion) {
  return {suspicion.row, "", "", suspicion.rule, suspicion.message, ""};
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

bool is_kept_out(std::span<const Suspicion> kept_out, const Suspicion& suspicion) {
  return std::ranges::any_of(kept_out, [&](const Suspicion& known) {
    return known.series == suspicion.series && known.period == suspicion.period;
  });
}

/// Whether the rows themselves, not a figure, have a finding of the rule.
bool findings_have(std::span<const Finding> findings, std::string_view rule) {
  return std::ranges::any_of(findings, [rule](const Finding& finding) {
    return finding.rule == rule && finding.column == "meter";
  });
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

}  // namespace

Result<void> recompute_figures(store::Writer& writer, std::span<const figures::Touched> touched,
                               std::string_view batch, std::vector<Finding>& findings) {
  if (touched.empty()) return {};
  const auto notes = figures::recompute(writer, touched, {"computed", std::string{batch}});
  if (!notes) return tl::unexpected{notes.error()};
  for (const auto& said : *notes) {
    // What the readings of the file said already is not said again for each year of them.
    if (said.rule == kUnknownMeter && findings_have(findings, kUnknownMeter)) continue;
    note(findings, {0, said.key_figure, "", said.rule, said.message, ""},
         said.rule == "missing-factor" ? "error" : "warning", false);
  }
  const auto against = store::computed_against_verified(writer, batch);
  if (!against) return tl::unexpected{against.error()};
  for (const auto& review : *against) {
    if (auto added = store::add_review(writer, review); !added) return added;
    note(findings,
         {0,
          review.key_figure,
          "",
          "verified-value",
          {"Ett beräknat värde skiljer sig från ett som en person har verifierat; det ligger i "
           "granskningskön.",
           "A computed value differs from one that a person has verified; it is in the review "
           "queue."},
          ""},
         "warning", false);
  }
  return {};
}

Result<Seen> effects_of(store::Writer& writer, figures::Published& published,
                        const std::function<Result<void>()>& work) {
  const auto before = published.found_by(writer);
  if (!before) return tl::unexpected{before.error()};
  if (auto done = work(); !done) return tl::unexpected{done.error()};
  auto after = figures::build_snapshot(writer);
  if (!after) return tl::unexpected{after.error()};
  return Seen{effects_between(**before, **after), std::move(*after)};
}

bool BatchWriting::begins_again(const Error& error) { return error.where == kOnceMore; }

Result<void> BatchWriting::check(const store::SeriesSums& before, const store::SeriesSums& after) {
  auto verdict = check_series(rules_, before, after, intake_.in_file());
  std::vector<Suspicion> to_keep_out;
  for (const auto& suspicion : verdict.suspicions)
    if (suspicion.severity != Severity::kWarning && !is_kept_out(kept_out_, suspicion))
      to_keep_out.push_back(suspicion);
  if (!to_keep_out.empty()) {
    kept_out_.insert(kept_out_.end(), to_keep_out.begin(), to_keep_out.end());
    intake_.leave_out(to_keep_out);
    return fail(ErrorCode::kInternal, {}, std::string{kOnceMore});
  }
  for (const auto& suspicion : verdict.suspicions) {
    note(checked_.findings, told(suspicion), "warning", false);
    std::ranges::find(checked_.findings, suspicion.rule, &Finding::rule)->rows += suspicion.rows;
  }
  verdict.suspicions.insert(verdict.suspicions.begin(), kept_out_.begin(), kept_out_.end());
  verdict.add(intake_.of_rows());
  receipt_.checks = check_results(rules_, verdict);
  return {};
}

Result<void> BatchWriting::write_rows(store::Writer& writer) {
  const auto before = intake_.sums(writer);
  if (!before) return tl::unexpected{before.error()};
  const auto counts = intake_.write(writer, {source_.id, receipt_.id}, checked_);
  if (!counts) return tl::unexpected{counts.error()};
  const auto after = intake_.sums(writer);
  if (!after) return tl::unexpected{after.error()};
  if (auto checked = check(*before, *after); !checked) return checked;
  note_losers(counts->kept_losing, checked_.findings);
  receipt_.recorded_at = writer.recorded_at();
  receipt_.stored = counts->stored;
  receipt_.duplicate = counts->duplicate;
  receipt_.superseded = counts->superseded;
  if (counts->stored == 0) return {};  // nothing is new, so no figure is
  return recompute_figures(writer, intake_.touched(), receipt_.id, checked_.findings);
}

Result<void> BatchWriting::write_batch_row(store::Writer& writer) {
  receipt_.quarantined = checked_.quarantined;
  receipt_.held = checked_.held;
  receipt_.findings = checked_.findings;
  if (checked_.held > 0) receipt_.state = BatchState::kHeld;
  auto batch = to_batch(request_, source_, receipt_);
  if (!checked_.rejected) {
    auto digest = keeping_of(source_.target).digest_of(writer, receipt_.id);
    if (!digest) return tl::unexpected{digest.error()};
    batch.digest = std::move(*digest);
  }
  if (auto inserted = store::insert_batch(writer, batch); !inserted) return inserted;
  return checked_.rejects.each([&](std::span<const store::Reject> rejects) {
    return store::add_rejects(writer, batch.id, rejects);
  });
}

Result<void> BatchWriting::write(store::Writer& writer,
                                 const std::optional<store::Upload>& upload) {
  checked_.back_to(unwritten_);
  if (!checked_.rejected) {
    auto seen = effects_of(writer, published_, [&] { return write_rows(writer); });
    if (!seen) return tl::unexpected{seen.error()};
    receipt_.effects = std::move(seen->effects);
    after_ = std::move(seen->after);
  }
  if (auto written = write_batch_row(writer); !written) return written;
  if (upload)
    if (auto put = store::put_upload(writer, *upload); !put) return put;
  if (auto logged = store::append_audit(writer, {.actor = request_.actor,
                                                 .role = request_.role,
                                                 .action = std::string{store::audit::kImport},
                                                 .object = "import/" + receipt_.id,
                                                 .note = std::string{to_string(receipt_.state)},
                                                 .before_sha256 = std::nullopt,
                                                 .after_sha256 = receipt_.sha256,
                                                 .request = request_.request_id});
      !logged)
    return logged;
  if (!request_.idempotency_key) return {};
  return store::add_import_key(writer, source_.id, *request_.idempotency_key, request_.sha256,
                               receipt_.id);
}

Result<void> BatchWriting::publish() const {
  if (after_ == nullptr || !receipt_.recorded_at) return {};
  return published_.adopt(after_, *receipt_.recorded_at);
}

}  // namespace tertil::ingest
