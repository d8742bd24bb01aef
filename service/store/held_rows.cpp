#include "service/store/held_rows.hpp"

#include <array>

#include "service/store/cell.hpp"

namespace tertil::store {
namespace {

Result<std::int64_t> number(Reader& reader, std::string_view sql, std::string_view batch) {
  const Value id = cell(batch);
  const auto rows = reader.query(sql, {&id, 1});
  if (!rows) return tl::unexpected{rows.error()};
  return integer_in(rows->at(0).at(0));
}

HeldRow held_in(const Row& row) {
  return {.id = integer_in(row[0]),
          .row = integer_in(row[1]),
          .rows = integer_in(row[2]),
          .rule = text_in(row[3]),
          .message = {text_in(row[4]), text_in(row[5])},
          .record = text_in(row[6]),
          .shown = text_in(row[7]),
          .expected = optional_in<double>(row[8]),
          .payload = {},
          .decided = std::nullopt};
}

tl::unexpected<Error> decided_before() {
  return fail(ErrorCode::kConflict, {"Det är redan avgjort.", "That has been decided already."});
}

}  // namespace

Result<void> add_held(Writer& writer, std::string_view batch, std::span<const HeldRow> rows) {
  for (const auto& row : rows) {
    const std::array<Value, 10> cells{
        cell(batch),    row.row,    row.rows,  cell(row.rule),     row.message.sv,
        row.message.en, row.record, row.shown, cell(row.expected), Bytes{row.payload}};
    const auto added = writer.execute(
        "INSERT INTO held_row (batch, row_number, row_count, rule, message_sv, message_en, "
        "record, shown, expected, payload) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        cells);
    if (!added) return tl::unexpected{added.error()};
  }
  return {};
}

Result<Listing<HeldRow>> held_rows(Reader& reader, std::string_view batch, Page page) {
  const auto total = number(reader,
                            "SELECT count(*) FROM held_row h WHERE h.batch = $1 AND NOT EXISTS "
                            "(SELECT 1 FROM held_decision d WHERE d.held = h.id)",
                            batch);
  if (!total) return tl::unexpected{total.error()};
  const std::array<Value, 3> parameters{cell(batch), page.limit, (page.page - 1) * page.limit};
  const auto rows = reader.query(
      "SELECT h.id, h.row_number, h.row_count, h.rule, h.message_sv, h.message_en, h.record, "
      "h.shown, h.expected FROM held_row h WHERE h.batch = $1 AND NOT EXISTS "
      "(SELECT 1 FROM held_decision d WHERE d.held = h.id) "
      "ORDER BY h.row_number, h.id LIMIT $2 OFFSET $3",
      parameters);
  if (!rows) return tl::unexpected{rows.error()};
  Listing<HeldRow> listing{.total = *total, .items = {}};
  for (const auto& row : *rows) listing.items.push_back(held_in(row));
  return listing;
}

Result<std::vector<HeldRow>> waiting_rows(Reader& reader, std::string_view batch,
                                          std::int64_t after, std::int64_t limit) {
  const std::array<Value, 3> parameters{cell(batch), after, limit};
  const auto rows = reader.query(
      "SELECT h.id, h.row_number, h.row_count, h.rule, h.message_sv, h.message_en, h.record, "
      "h.shown, h.expected, h.payload FROM held_row h WHERE h.batch = $1 AND h.id > $2 AND "
      "NOT EXISTS (SELECT 1 FROM held_decision d WHERE d.held = h.id) ORDER BY h.id LIMIT $3",
      parameters);
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<HeldRow> found;
  for (const auto& row : *rows) {
    found.push_back(held_in(row));
    found.back().payload = std::get<Bytes>(row[9]).bytes;
  }
  return found;
}

Result<std::int64_t> count_waiting(Reader& reader, std::string_view batch) {
  return number(reader,
                "SELECT coalesce(sum(h.row_count), 0) FROM held_row h WHERE h.batch = $1 AND "
                "NOT EXISTS (SELECT 1 FROM held_decision d WHERE d.held = h.id)",
                batch);
}

Result<std::int64_t> count_waiting_of_source(Reader& reader, std::string_view source) {
  return number(reader,
                "SELECT coalesce(sum(h.row_count), 0) FROM batch b JOIN held_row h "
                "ON h.batch = b.id WHERE b.source = $1 AND b.state = 'held' AND "
                "NOT EXISTS (SELECT 1 FROM held_decision d WHERE d.held = h.id)",
                source);
}

Result<void> decide_held(Writer& writer, std::int64_t held, std::string_view decision,
                         const Decision& by) {
  const std::array<Value, 6> cells{
      held,          cell(decision),  cell(by.actor),
      cell(by.role), cell(by.reason), writer.recorded_at().microseconds};
  const auto added = writer.execute(
      "INSERT INTO held_decision (held, decision, actor, role, reason, decided_at) "
      "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
      cells);
  if (!added) return tl::unexpected{added.error()};
  if (*added == 0) return decided_before();
  return {};
}

Result<void> accept_finding(Writer& writer, std::string_view batch, std::string_view rule,
                            const Decision& by) {
  const std::array<Value, 6> cells{cell(batch),     cell(rule),
                                   cell(by.actor),  cell(by.role),
                                   cell(by.reason), writer.recorded_at().microseconds};
  const auto added = writer.execute(
      "INSERT INTO accepted_finding (batch, rule, actor, role, reason, decided_at) "
      "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
      cells);
  if (!added) return tl::unexpected{added.error()};
  if (*added == 0) return decided_before();
  return {};
}

Result<std::vector<AcceptedFinding>> accepted_findings(Reader& reader, std::string_view batch) {
  const Value id = cell(batch);
  const auto rows = reader.query(
      "SELECT rule, actor, role, reason, decided_at FROM accepted_finding WHERE batch = $1 "
      "ORDER BY decided_at, rule",
      {&id, 1});
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<AcceptedFinding> found;
  for (const auto& row : *rows)
    found.push_back(
        {text_in(row[0]),
         {"accepted", {text_in(row[1]), text_in(row[2]), text_in(row[3])}, instant_in(row[4])}});
  return found;
}

}  // namespace tertil::store
