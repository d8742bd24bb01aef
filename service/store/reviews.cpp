#include "service/store/reviews.hpp"

#include <array>

#include "service/store/cell.hpp"
#include "service/store/fact_payload.hpp"
#include "service/store/observations.hpp"
#include "service/store/precedence.hpp"

namespace tertil::store {
namespace {

constexpr std::size_t kValue = 0;
constexpr std::size_t kStatus = 2;
constexpr std::size_t kVerifiedBy = 8;

#define TERTIL_REVIEW_SELECT                                                                       \
  "SELECT r.id, r.owner, r.key_figure, r.area, r.period, r.category, r.series, r.verified_value, " \
  "r.verified_by, r.verified_at, r.incoming_value, r.incoming, r.source, r.batch, r.opened_at, "   \
  "d.decision, d.actor, d.role, d.reason, d.decided_at FROM review r "                             \
  "LEFT JOIN review_decision d ON d.review = r.id "

Result<Review> review_in(const Row& row) {
  auto incoming = fact_in(std::get<Bytes>(row[11]).bytes);
  if (!incoming) return unknown_word("incoming", "review");
  Review review{.id = integer_in(row[0]),
                .owner = text_in(row[1]),
                .key_figure = text_in(row[2]),
                .area = text_in(row[3]),
                .period = text_in(row[4]),
                .category = text_in(row[5]),
                .series = text_in(row[6]),
                .verified_value = optional_in<double>(row[7]),
                .verified_by = text_in(row[8]),
                .verified_at = instant_in(row[9]),
                .incoming_value = optional_in<double>(row[10]),
                .incoming = std::move(*incoming),
                .source = text_in(row[12]),
                .batch = text_in(row[13]),
                .opened_at = instant_in(row[14]),
                .decided = std::nullopt};
  if (const auto word = optional_in<std::string>(row[15]))
    review.decided =
        Decided{*word, {text_in(row[16]), text_in(row[17]), text_in(row[18])}, instant_in(row[19])};
  return review;
}

Result<std::vector<Review>> read_reviews(Reader& reader, std::string_view sql,
                                         std::span<const Value> parameters) {
  const auto rows = reader.query(sql, parameters);
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<Review> found;
  for (const auto& row : *rows) {
    auto review = review_in(row);
    if (!review) return tl::unexpected{review.error()};
    found.push_back(std::move(*review));
  }
  return found;
}

std::optional<std::string> verified_by(const Fact& fact) {
  return optional_in<std::string>(fact.values.at(kVerifiedBy));
}

/// Whether somebody has been asked the same already and has not answered.
Result<bool> is_asked(Reader& reader, const Fact& incoming) {
  const auto open =
      read_reviews(reader,
                   TERTIL_REVIEW_SELECT
                   "WHERE r.owner = $1 AND r.key_figure = $2 AND r.area = $3 AND r.period = $4 AND "
                   "r.category = $5 AND r.series = $6 AND d.review IS NULL",
                   incoming.key);
  if (!open) return tl::unexpected{open.error()};
  for (const auto& review : *open)
    if (says_the_same(review.incoming, incoming)) return true;
  return false;
}

}  // namespace

Result<std::optional<Review>> review_of(Reader& reader, const Fact& incoming,
                                        const Provenance& provenance) {
  const auto open = open_fact(reader, kObservations, incoming.key);
  if (!open) return tl::unexpected{open.error()};
  if (!*open || verified_by(incoming)) return std::nullopt;
  const auto& verified = **open;
  const auto by = verified_by(verified.fact);
  if (!by || verified.fact.values.at(kValue) == incoming.values.at(kValue)) return std::nullopt;
  return Review{.id = 0,
                .owner = text_in(incoming.key[0]),
                .key_figure = text_in(incoming.key[1]),
                .area = text_in(incoming.key[2]),
                .period = text_in(incoming.key[3]),
                .category = text_in(incoming.key[4]),
                .series = text_in(incoming.key[5]),
                .verified_value = optional_in<double>(verified.fact.values.at(kValue)),
                .verified_by = *by,
                .verified_at = verified.recorded_at,
                .incoming_value = optional_in<double>(incoming.values.at(kValue)),
                .incoming = incoming,
                .source = provenance.source,
                .batch = provenance.batch,
                .opened_at = {},
                .decided = std::nullopt};
}

Result<void> add_review(Writer& writer, const Review& review) {
  const auto asked = is_asked(writer, review.incoming);
  if (!asked) return tl::unexpected{asked.error()};
  if (*asked) return {};
  const std::array<Value, 15> cells{cell(review.owner),
                                    cell(review.key_figure),
                                    cell(review.area),
                                    cell(review.period),
                                    cell(review.category),
                                    cell(review.series),
                                    cell(review.verified_value),
                                    cell(review.verified_by),
                                    review.verified_at.microseconds,
                                    cell(review.incoming_value),
                                    Bytes{to_payload(review.incoming)},
                                    cell(review.source),
                                    cell(review.batch),
                                    review.incoming.row,
                                    writer.recorded_at().microseconds};
  const auto added = writer.execute(
      "INSERT INTO review (owner, key_figure, area, period, category, series, verified_value, "
      "verified_by, verified_at, incoming_value, incoming, source, batch, row_number, opened_at) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
      cells);
  if (!added) return tl::unexpected{added.error()};
  return {};
}

Result<std::vector<Review>> computed_against_verified(Reader& reader, std::string_view batch) {
  const auto brought = facts_of(reader, kObservations, batch);
  if (!brought) return tl::unexpected{brought.error()};
  std::vector<Review> found;
  for (const auto& stored : *brought) {
    const bool computed = kObservations.derived(stored.fact.values);
    if (!computed || !stored.superseded_at) continue;
    auto review = review_of(reader, stored.fact, {stored.source, stored.batch});
    if (!review) return tl::unexpected{review.error()};
    if (*review) found.push_back(std::move(**review));
  }
  return found;
}

Result<Listing<Review>> reviews(Reader& reader, Page page, std::string_view state) {
  const std::array<Value, 3> parameters{cell(state), page.limit, (page.page - 1) * page.limit};
  const auto counted = reader.query(
      "SELECT count(*) FROM review r LEFT JOIN review_decision d ON d.review = r.id "
      "WHERE $1 = '' OR coalesce(d.decision, 'open') = $1",
      std::span{parameters}.first(1));
  if (!counted) return tl::unexpected{counted.error()};
  auto items = read_reviews(reader,
                            TERTIL_REVIEW_SELECT
                            "WHERE $1 = '' OR coalesce(d.decision, 'open') = $1 "
                            "ORDER BY d.review IS NOT NULL, r.id DESC LIMIT $2 OFFSET $3",
                            parameters);
  if (!items) return tl::unexpected{items.error()};
  return Listing<Review>{integer_in(counted->at(0).at(0)), std::move(*items)};
}

Result<std::optional<Review>> find_review(Reader& reader, std::int64_t id) {
  const Value parameter{id};
  auto found = read_reviews(reader, TERTIL_REVIEW_SELECT "WHERE r.id = $1", {&parameter, 1});
  if (!found) return tl::unexpected{found.error()};
  if (found->empty()) return std::nullopt;
  return std::move(found->front());
}

Fact as_verified(const Fact& incoming, std::string_view by) {
  Fact fact = incoming;
  fact.values.at(kVerifiedBy) = cell(by);
  const auto status = parse_status(text_in(fact.values.at(kStatus)));
  if (status == Status::kPreliminary || status == Status::kEstimated)
    fact.values.at(kStatus) = cell(to_string(Status::kRevised));
  return fact;
}

Result<void> decide_review(Writer& writer, std::int64_t id, std::string_view decision,
                           const Decision& by) {
  const std::array<Value, 6> cells{id,
                                   cell(decision),
                                   cell(by.actor),
                                   cell(by.role),
                                   cell(by.reason),
                                   writer.recorded_at().microseconds};
  const auto added = writer.execute(
      "INSERT INTO review_decision (review, decision, actor, role, reason, decided_at) "
      "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
      cells);
  if (!added) return tl::unexpected{added.error()};
  if (*added == 0)
    return fail(ErrorCode::kConflict,
                {"Granskningen är redan avgjord.", "The review has been decided already."});
  return {};
}

}  // namespace tertil::store
