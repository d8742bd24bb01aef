#include "service/store/audit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <nlohmann/json.hpp>

#include "service/store/cell.hpp"
#include "service/store/sha256.hpp"

namespace tertil::store {
namespace {

using Json = nlohmann::json;

constexpr std::int64_t kAtOnce = 1000;

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Text as every engine keeps it and JSON gives it back: UTF-8 without NUL.
std::string clean(std::string_view text) {
  std::string whole{text};
  std::erase(whole, '\0');
  return Json::parse(dumped(Json(whole))).get<std::string>();
}

Json json_of(const AuditRecord& record) {
  const auto& entry = record.entry;
  const auto hash = [](const std::optional<std::string>& of) { return of ? Json(*of) : Json(); };
  return {{"seq", record.seq},
          {"time", to_rfc3339(record.time)},
          {"actor", entry.actor},
          {"role", entry.role},
          {"action", entry.action},
          {"object", entry.object},
          {"note", entry.note},
          {"before", hash(entry.before_sha256)},
          {"after", hash(entry.after_sha256)},
          {"request", entry.request},
          {"previous", record.previous}};
}

AuditRecord record_in(const Row& row) {
  AuditRecord record;
  record.seq = integer_in(row[0]);
  record.time = instant_in(row[1]);
  record.entry = {.actor = text_in(row[2]),
                  .role = text_in(row[3]),
                  .action = text_in(row[4]),
                  .object = text_in(row[5]),
                  .note = text_in(row[6]),
                  .before_sha256 = optional_in<std::string>(row[7]),
                  .after_sha256 = optional_in<std::string>(row[8]),
                  .request = text_in(row[9])};
  record.previous = text_in(row[10]);
  record.hash = text_in(row[11]);
  return record;
}

Value cell_of(const std::optional<std::string>& text) { return text ? Value{*text} : Value{}; }

/// Gives records in order until `take` says no.
Result<void> walk(Reader& reader, const std::function<bool(const AuditRecord&)>& take) {
  std::int64_t after = std::numeric_limits<std::int64_t>::min();
  for (;;) {
    const std::array<Value, 2> parameters{after, kAtOnce};
    const auto rows = reader.query(
        "SELECT seq, time, actor, role, action, object, note, before_sha256, after_sha256, "
        "request, previous, hash FROM audit WHERE seq > $1 ORDER BY seq LIMIT $2",
        parameters);
    if (!rows) return tl::unexpected{rows.error()};
    for (const auto& row : *rows) {
      const auto record = record_in(row);
      after = record.seq;
      if (!take(record)) return {};
    }
    if (std::ssize(*rows) < kAtOnce) return {};
  }
}

/// What is wrong with a record that follows `last`; empty if nothing is.
std::optional<Text> fault_in(const AuditRecord& record, const AuditRecord& last) {
  if (record.seq != last.seq + 1)
    return Text{fmt::format("post {} saknas", last.seq + 1),
                fmt::format("entry {} is missing", last.seq + 1)};
  if (record.previous != last.hash)
    return Text{"den hänger inte ihop med posten före", "it does not follow the entry before"};
  if (record.hash != sha256_hex(canonical_json(record)))
    return Text{"den är ändrad: hashen stämmer inte", "it has been changed: its hash is wrong"};
  if (record.time < last.time)
    return Text{"den är äldre än posten före", "it is older than the entry before"};
  return std::nullopt;
}

}  // namespace

std::string canonical_json(const AuditRecord& record) { return dumped(json_of(record)); }

std::string to_json(const AuditRecord& record) {
  auto json = json_of(record);
  json["hash"] = record.hash;
  return dumped(json);
}

Result<AuditHead> audit_head(Reader& reader) {
  const auto rows = reader.query("SELECT seq, hash FROM audit_head", {});
  if (!rows) return tl::unexpected{rows.error()};
  if (rows->empty()) return AuditHead{};
  return AuditHead{integer_in(rows->front()[0]), text_in(rows->front()[1])};
}

Result<void> append_audit(Writer& writer, const AuditEntry& entry) {
  const auto rows = writer.query(
      "SELECT h.seq, h.hash, a.time FROM audit_head h LEFT JOIN audit a ON a.seq = h.seq", {});
  if (!rows) return tl::unexpected{rows.error()};
  AuditRecord record;
  record.seq = integer_in(rows->at(0)[0]) + 1;
  record.previous = text_in(rows->at(0)[1]);
  // A clock that goes back does not take the log with it.
  record.time =
      std::max(writer.recorded_at(), optional_instant_in(rows->at(0)[2]).value_or(Instant{}));
  record.entry = {.actor = clean(entry.actor),
                  .role = clean(entry.role),
                  .action = clean(entry.action),
                  .object = clean(entry.object),
                  .note = clean(entry.note),
                  .before_sha256 = entry.before_sha256,
                  .after_sha256 = entry.after_sha256,
                  .request = clean(entry.request)};
  record.hash = sha256_hex(canonical_json(record));
  const auto& kept = record.entry;
  const std::array<Value, 12> cells{record.seq,
                                    record.time.microseconds,
                                    kept.actor,
                                    kept.role,
                                    kept.action,
                                    kept.object,
                                    kept.note,
                                    cell_of(kept.before_sha256),
                                    cell_of(kept.after_sha256),
                                    kept.request,
                                    record.previous,
                                    record.hash};
  const auto added = writer.execute(
      "INSERT INTO audit (seq, time, actor, role, action, object, note, before_sha256, "
      "after_sha256, request, previous, hash) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
      cells);
  if (!added) return tl::unexpected{added.error()};
  const std::array<Value, 2> head{record.seq, record.hash};
  const auto moved = writer.execute("UPDATE audit_head SET seq = $1, hash = $2", head);
  if (!moved) return tl::unexpected{moved.error()};
  return {};
}

Result<AuditVerdict> verify(Reader& reader) {
  AuditVerdict verdict;
  AuditRecord last;
  const auto walked = walk(reader, [&](const AuditRecord& record) {
    ++verdict.entries;
    if (auto fault = fault_in(record, last)) {
      const auto seq = std::min(record.seq, last.seq + 1);
      verdict.fault = AuditVerdict::Fault{seq, std::move(*fault)};
      return false;
    }
    last = record;
    return true;
  });
  if (!walked) return tl::unexpected{walked.error()};
  verdict.head = last.hash;
  if (verdict.fault) return verdict;
  const auto head = audit_head(reader);
  if (!head) return tl::unexpected{head.error()};
  if (head->seq != last.seq || head->hash != last.hash)
    verdict.fault =
        AuditVerdict::Fault{last.seq + 1, {"loggens slut saknas", "the end of the log is missing"}};
  return verdict;
}

Result<void> each_audit_record(Reader& reader,
                               const std::function<void(const AuditRecord&)>& take) {
  return walk(reader, [&](const AuditRecord& record) {
    take(record);
    return true;
  });
}

}  // namespace tertil::store
