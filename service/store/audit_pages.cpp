#include "service/store/audit_pages.hpp"

#include <array>
#include <limits>

#include "service/store/cell.hpp"

namespace tertil::store {
namespace {

constexpr std::string_view kTokenObject = "token/";

std::int64_t number_of(AuditSight sight) { return static_cast<std::int64_t>(sight); }

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

}  // namespace

Result<Listing<AuditRecord>> audit_page(Reader& reader, const AuditQuestion& question, Page page) {
  const auto before = question.before.microseconds == 0 ? std::numeric_limits<std::int64_t>::max()
                                                        : question.before.microseconds;
  const std::array<Value, 9> parameters{question.actor,
                                        question.action,
                                        question.object,
                                        question.from.microseconds,
                                        before,
                                        number_of(question.sight),
                                        question.who,
                                        page.limit,
                                        (page.page - 1) * page.limit};
  const auto rows = reader.query(
      "SELECT seq, time, actor, role, action, object, note, before_sha256, after_sha256, request, "
      "previous, hash, count(*) OVER () FROM audit "
      "WHERE ($1 = '' OR actor = $1) AND substr(action, 1, length($2)) = $2 "
      "AND substr(object, 1, length($3)) = $3 AND time >= $4 AND time < $5 "
      "AND ($6 = 2 OR actor = $7 OR ($6 = 1 AND action NOT IN ('access.denied', 'config.change') "
      "AND substr(action, 1, 5) <> 'user.' AND substr(action, 1, 6) <> 'token.' "
      "AND substr(action, 1, 8) <> 'session.' AND substr(action, 1, 11) <> 'feed-token.')) "
      "ORDER BY seq DESC LIMIT $8 OFFSET $9",
      parameters);
  if (!rows) return tl::unexpected{rows.error()};
  Listing<AuditRecord> found;
  for (const auto& row : *rows) {
    found.total = integer_in(row[12]);
    found.items.push_back(record_in(row));
  }
  return found;
}

Result<std::optional<Instant>> audit_time(Reader& reader, std::int64_t seq) {
  const Value parameter = seq;
  const auto rows = reader.query("SELECT time FROM audit WHERE seq = $1", {&parameter, 1});
  if (!rows) return tl::unexpected{rows.error()};
  if (rows->empty()) return std::nullopt;
  return instant_in(rows->front()[0]);
}

Result<std::map<std::string, std::string>> makers_of_tokens(Reader& reader) {
  const Value action = cell(audit::kTokenCreate);
  const auto rows =
      reader.query("SELECT object, actor FROM audit WHERE action = $1 ORDER BY seq", {&action, 1});
  if (!rows) return tl::unexpected{rows.error()};
  std::map<std::string, std::string> makers;
  for (const auto& row : *rows)
    if (text_in(row[0]).starts_with(kTokenObject))
      makers[text_in(row[0]).substr(kTokenObject.size())] = text_in(row[1]);
  return makers;
}

}  // namespace tertil::store
