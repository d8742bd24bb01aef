#include "service/ingest/decisions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "service/ingest/batch_writing.hpp"
#include "service/ingest/held_batch.hpp"
#include "service/store/audit.hpp"
#include "service/store/fact_payload.hpp"
#include "service/store/held_rows.hpp"
#include "service/store/observations.hpp"
#include "service/store/sha256.hpp"
#include "service/store/ulid.hpp"

namespace tertil::ingest {
namespace {

using store::BatchState;
using store::Decision;

Result<void> check_reason(const Decision& by) {
  const bool blank = by.reason.find_first_not_of(" \t\r\n") == std::string::npos;
  if (!blank) return {};
  return fail(ErrorCode::kRefused, {"Ett beslut behöver ett skäl.", "A decision needs a reason."});
}

tl::unexpected<Error> no_import(std::string_view id) {
  return fail(ErrorCode::kNotFound, {fmt::format("Importen ”{}” finns inte.", id),
                                     fmt::format("There is no import “{}”.", id)});
}

Result<store::Batch> batch_named(store::Reader& reader, std::string_view id) {
  auto found = store::find_batch(reader, id);
  if (!found) return tl::unexpected{found.error()};
  if (!*found) return no_import(id);
  return std::move(**found);
}

/// Whose data the batch's source delivers; if the source is gone, what its first held fact says.
Result<std::string> owner_of(store::Reader& reader, const Sources& sources,
                             const store::Batch& batch) {
  if (const auto source = sources.find(batch.source)) return (*source)->owner;
  const auto rows = store::waiting_rows(reader, batch.id, 0, 1);
  if (!rows) return tl::unexpected{rows.error()};
  const auto fact = rows->empty() ? std::nullopt : store::fact_in(rows->front().payload);
  if (!fact || fact->key.empty()) return std::string{};
  const auto* owner = std::get_if<std::string>(&fact->key.front());
  return owner == nullptr ? std::string{} : *owner;
}

/// A batch of one value that a person, not a file, brought in.
store::Batch decision_batch(std::string_view source, const Decision& by, Instant at,
                            std::string_view about) {
  store::Batch batch;
  batch.id = store::ulid(at);
  batch.source = source;
  batch.mapping_version = "1";
  batch.target = "keyFigureValue";
  batch.sha256 = store::sha256_hex(fmt::format("{}\n{}\n{}", about, by.actor, at.microseconds));
  batch.state = BatchState::kStored;
  batch.actor = by.actor;
  batch.received_at = at;
  batch.recorded_at = at;
  batch.rows_read = 1;
  batch.stored = 1;
  batch.superseded = 1;
  return batch;
}

/// Adds one observation as a batch of its own.
Result<std::string> add_decided(store::Writer& writer, store::Fact fact, std::string_view source,
                                const Decision& by, std::string_view about) {
  auto batch = decision_batch(source, by, writer.recorded_at(), about);
  fact.row = 1;
  fact.version.clear();
  const auto counts =
      store::add(writer, store::kObservations, {&fact, 1}, {std::string{source}, batch.id});
  if (!counts) return tl::unexpected{counts.error()};
  Receipt receipt;
  receipt.id = batch.id;
  receipt.source = batch.source;
  receipt.sha256 = batch.sha256;
  receipt.state = batch.state;
  receipt.mapping_version = batch.mapping_version;
  receipt.received_at = batch.received_at;
  receipt.recorded_at = batch.recorded_at;
  receipt.rows_read = 1;
  receipt.stored = batch.stored = counts->stored;
  receipt.duplicate = batch.duplicate = counts->duplicate;
  receipt.superseded = batch.superseded = counts->superseded;
  batch.receipt = to_json(receipt);
  const auto digest = store::digest_of(writer, store::kObservations, batch.id);
  if (!digest) return tl::unexpected{digest.error()};
  batch.digest = *digest;
  if (auto inserted = store::insert_batch(writer, batch); !inserted)
    return tl::unexpected{inserted.error()};
  return batch.id;
}

}  // namespace

Result<void> Decisions::log(store::Writer& writer, std::string_view action, std::string object,
                            const Decision& by) const {
  return store::append_audit(writer, {.actor = by.actor,
                                      .role = by.role,
                                      .action = std::string{action},
                                      .object = std::move(object),
                                      .note = by.reason,
                                      .before_sha256 = std::nullopt,
                                      .after_sha256 = std::nullopt,
                                      .request = request_id_});
}

Result<std::string> Decisions::decide(std::string_view id,
                                      const std::optional<std::vector<std::int64_t>>& rows,
                                      const Decision& by, Held what) {
  if (auto checked = check_reason(by); !checked) return tl::unexpected{checked.error()};
  const bool release = what == Held::kRelease;
  std::string receipt;
  const auto written = engine_.write([&](store::Writer& writer) -> Result<void> {
    auto batch = batch_named(writer, id);
    if (!batch) return tl::unexpected{batch.error()};
    if (batch->state != BatchState::kHeld)
      return fail(ErrorCode::kConflict,
                  {"Importen har inga rader som väntar.", "The import has no rows that wait."});
    const auto owner = owner_of(writer, sources_, *batch);
    if (!owner) return tl::unexpected{owner.error()};
    HeldBatch held{writer, *batch, *owner, rows, by};
    auto decided = release ? held.release() : held.discard();
    if (!decided) return tl::unexpected{decided.error()};
    std::vector<Finding> unsaid;
    if (auto done = recompute_figures(writer, decided->touched, id, unsaid); !done) return done;

    batch->stored += decided->counts.stored;
    batch->duplicate += decided->counts.duplicate;
    batch->superseded += decided->counts.superseded;
    batch->quarantined -= decided->counts.stored + decided->counts.duplicate;
    const auto left = store::count_waiting(writer, id);
    if (!left) return tl::unexpected{left.error()};
    if (*left == 0) batch->state = BatchState::kStored;
    const auto target = collectors::target_named(batch->target);
    auto digest = keeping_of(*target).digest_of(writer, id);
    if (!digest) return tl::unexpected{digest.error()};
    batch->digest = std::move(*digest);
    receipt = decided_receipt(*batch, *left, release ? "released" : "discarded", decided->rows, by,
                              writer.recorded_at());
    batch->receipt = receipt;
    if (auto updated = store::update_batch(writer, *batch); !updated) return updated;
    return log(writer, release ? store::audit::kRelease : store::audit::kDiscard,
               "import/" + batch->id, by);
  });
  if (!written) return tl::unexpected{written.error()};
  if (const auto refreshed = published_.refresh(); !refreshed)
    return tl::unexpected{refreshed.error()};
  return receipt;
}

Result<std::string> Decisions::release(std::string_view batch,
                                       const std::optional<std::vector<std::int64_t>>& rows,
                                       const Decision& by) {
  return decide(batch, rows, by, Held::kRelease);
}

Result<std::string> Decisions::discard(std::string_view batch,
                                       const std::optional<std::vector<std::int64_t>>& rows,
                                       const Decision& by) {
  return decide(batch, rows, by, Held::kDiscard);
}

Result<std::string> Decisions::accept(std::string_view id, std::string_view rule,
                                      const Decision& by) {
  if (auto checked = check_reason(by); !checked) return tl::unexpected{checked.error()};
  std::string receipt;
  const auto written = engine_.write([&](store::Writer& writer) -> Result<void> {
    auto batch = batch_named(writer, id);
    if (!batch) return tl::unexpected{batch.error()};
    auto with = accepted_receipt(*batch, rule, by, writer.recorded_at());
    if (!with)
      return fail(ErrorCode::kNotFound,
                  {fmt::format("Importen har inget fynd av regeln ”{}”.", rule),
                   fmt::format("The import has no finding by the rule “{}”.", rule)});
    if (auto noted = store::accept_finding(writer, id, rule, by); !noted) return noted;
    batch->receipt = receipt = std::move(*with);
    if (auto updated = store::update_batch(writer, *batch); !updated) return updated;
    writer.leave_published_alone();
    return log(writer, store::audit::kAccept, fmt::format("import/{}/{}", id, rule), by);
  });
  if (!written) return tl::unexpected{written.error()};
  return receipt;
}

Result<store::Review> Decisions::decide_review(std::int64_t id, const Decision& by, bool accept) {
  if (auto checked = check_reason(by); !checked) return tl::unexpected{checked.error()};
  std::optional<store::Review> decided;
  const auto written = engine_.write([&](store::Writer& writer) -> Result<void> {
    auto review = store::find_review(writer, id);
    if (!review) return tl::unexpected{review.error()};
    if (!*review)
      return fail(ErrorCode::kNotFound,
                  {"Det finns ingen sådan granskning.", "There is no such review."});
    if (auto noted = store::decide_review(writer, id, accept ? "accepted" : "declined", by); !noted)
      return noted;
    if (accept) {
      const auto added = add_decided(writer, store::as_verified((*review)->incoming, by.actor),
                                     "review", by, fmt::format("review {}", id));
      if (!added) return tl::unexpected{added.error()};
    }
    review = store::find_review(writer, id);
    if (!review) return tl::unexpected{review.error()};
    decided = std::move(*review);
    return log(writer, store::audit::kReview, fmt::format("review/{}", id), by);
  });
  if (!written) return tl::unexpected{written.error()};
  if (accept)
    if (const auto refreshed = published_.refresh(); !refreshed)
      return tl::unexpected{refreshed.error()};
  return std::move(*decided);
}

Result<store::Review> Decisions::accept_review(std::int64_t id, const Decision& by) {
  return decide_review(id, by, true);
}

Result<store::Review> Decisions::decline_review(std::int64_t id, const Decision& by) {
  return decide_review(id, by, false);
}

Result<std::string> Decisions::verify(std::string_view key_figure, std::string_view area,
                                      std::string_view period, const Decision& by) {
  if (auto checked = check_reason(by); !checked) return tl::unexpected{checked.error()};
  std::string batch;
  const auto written = engine_.write([&](store::Writer& writer) -> Result<void> {
    const auto history = store::observation_history(writer, key_figure, area);
    if (!history) return tl::unexpected{history.error()};
    const auto open = std::ranges::find_if(*history, [&](const auto& version) {
      const auto& one = version.observation;
      return !version.superseded_at && one.series == Series::kOwn && one.category.empty() &&
             one.period == period;
    });
    if (open == history->end() || !open->observation.value)
      return fail(ErrorCode::kNotFound,
                  {"Det finns inget eget värde att verifiera för området och perioden.",
                   "There is no own value to verify for that area and period."});
    if (!open->observation.verified_by.empty())
      return fail(ErrorCode::kConflict,
                  {"Värdet är redan verifierat.", "The value has been verified already."});
    auto verified = open->observation;
    verified.verified_by = by.actor;
    const auto about = fmt::format("{} {} {}", key_figure, area, period);
    auto added =
        add_decided(writer, store::to_fact(verified, 1, open->origin), "verification", by, about);
    if (!added) return tl::unexpected{added.error()};
    batch = std::move(*added);
    return log(writer, store::audit::kVerify, "value/" + about, by);
  });
  if (!written) return tl::unexpected{written.error()};
  if (const auto refreshed = published_.refresh(); !refreshed)
    return tl::unexpected{refreshed.error()};
  return batch;
}

}  // namespace tertil::ingest
