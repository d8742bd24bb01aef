#include "service/store/report_locks.hpp"

#include <fmt/format.h>

#include "service/store/cell.hpp"
#include "service/store/sha256.hpp"

namespace tertil::store {

std::string_view to_string(ReportFormat format) {
  switch (format) {
    case ReportFormat::kHtml: return "html";
    case ReportFormat::kXlsx: return "xlsx";
    case ReportFormat::kJson: return "json";
  }
  return "html";
}

Result<ReportLock> add_report_lock(Writer& writer, ReportLock lock,
                                   const std::array<std::string, 3>& files) {
  const auto earlier = report_locks(writer, lock.plan, lock.report);
  if (!earlier) return tl::unexpected{earlier.error()};
  if (lock.version != (earlier->empty() ? 1 : earlier->front().version + 1))
    return fail(ErrorCode::kConflict,
                {"Någon annan har just låst rapporten. Läs in den på nytt.",
                 "Somebody else has just locked the report. Load it anew."},
                "store/report_locks: " + lock.report);
  lock.locked_at = writer.recorded_at();
  for (std::size_t i = 0; i < files.size(); ++i) lock.sha256[i] = sha256_hex(files[i]);
  const std::array<Value, 15> cells{lock.plan,
                                    lock.report,
                                    lock.version,
                                    lock.draft,
                                    lock.reason,
                                    lock.actor,
                                    lock.role,
                                    lock.locked_at.microseconds,
                                    lock.as_of.microseconds,
                                    Bytes{files[0]},
                                    lock.sha256[0],
                                    Bytes{files[1]},
                                    lock.sha256[1],
                                    Bytes{files[2]},
                                    lock.sha256[2]};
  const auto added = writer.execute(
      "INSERT INTO report_lock (plan, report, version, draft, reason, actor, role, locked_at, "
      "as_of, html, html_sha256, xlsx, xlsx_sha256, json, json_sha256) VALUES ($1, $2, $3, $4, "
      "$5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
      cells);
  if (!added) return tl::unexpected{added.error()};
  return lock;
}

Result<std::vector<ReportLock>> report_locks(Reader& reader, std::string_view plan,
                                             std::string_view report) {
  const std::array parameters{cell(plan), cell(report)};
  const auto rows = reader.query(
      "SELECT report, version, draft, reason, actor, role, locked_at, as_of, html_sha256, "
      "xlsx_sha256, json_sha256 FROM report_lock WHERE plan = $1 AND ($2 = '' OR report = $2) "
      "ORDER BY report DESC, version DESC",
      parameters);
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<ReportLock> found;
  for (const auto& row : *rows)
    found.push_back({std::string{plan},
                     text_in(row[0]),
                     integer_in(row[1]),
                     integer_in(row[2]),
                     text_in(row[3]),
                     text_in(row[4]),
                     text_in(row[5]),
                     instant_in(row[6]),
                     instant_in(row[7]),
                     {text_in(row[8]), text_in(row[9]), text_in(row[10])}});
  return found;
}

Result<LockedFile> locked_file(Reader& reader, std::string_view plan, std::string_view report,
                               std::int64_t version, ReportFormat format) {
  const std::array<Value, 3> parameters{cell(plan), cell(report), version};
  const auto name = to_string(format);
  const auto rows = reader.query(
      fmt::format("SELECT {0}, {0}_sha256 FROM report_lock WHERE plan = $1 AND report = $2 AND "
                  "version = $3",
                  name),
      parameters);
  if (!rows) return tl::unexpected{rows.error()};
  if (rows->empty())
    return fail(ErrorCode::kNotFound, {"Det finns ingen sådan låst version av rapporten.",
                                       "There is no such locked version of the report."});
  LockedFile file{std::get<Bytes>(rows->front()[0]).bytes, text_in(rows->front()[1])};
  if (sha256_hex(file.bytes) != file.sha256)
    return fail(ErrorCode::kCorrupt,
                {"Den låsta rapportens bytes stämmer inte med dess kontrollsumma. Filen lämnas "
                 "inte ut; läs tillbaka databasen från en säkerhetskopia.",
                 "The locked report's bytes do not match its digest. The file is not given out; "
                 "restore the database from a backup."},
                fmt::format("store/report_locks: digest of {}/{} version {} {}", plan, report,
                            version, name));
  return file;
}

}  // namespace tertil::store
