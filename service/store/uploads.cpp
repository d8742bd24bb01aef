#include "service/store/uploads.hpp"

#include <array>

#include "service/store/cell.hpp"

namespace tertil::store {
namespace {

Upload upload_in(const Row& row) {
  return {text_in(row[0]), text_in(row[1]), instant_in(row[2]), optional_instant_in(row[3])};
}

}  // namespace

Result<void> put_upload(Writer& writer, const Upload& upload) {
  const std::array<Value, 3> cells{cell(upload.sha256), cell(upload.kept_sha256),
                                   upload.kept_at.microseconds};
  const auto put = writer.execute(
      "INSERT INTO upload (sha256, kept_sha256, kept_at) VALUES ($1, $2, $3) "
      "ON CONFLICT (sha256) DO UPDATE SET kept_sha256 = excluded.kept_sha256, "
      "kept_at = excluded.kept_at, deleted_at = NULL",
      cells);
  if (!put) return tl::unexpected{put.error()};
  return {};
}

Result<std::optional<Upload>> find_upload(Reader& reader, std::string_view sha256) {
  const Value id = cell(sha256);
  const auto rows = reader.query(
      "SELECT sha256, kept_sha256, kept_at, deleted_at FROM upload WHERE sha256 = $1", {&id, 1});
  if (!rows) return tl::unexpected{rows.error()};
  if (rows->empty()) return std::nullopt;
  return upload_in(rows->front());
}

Result<std::vector<Upload>> uploads_before(Reader& reader, Instant before) {
  const Value parameter{before.microseconds};
  const auto rows = reader.query(
      "SELECT u.sha256, u.kept_sha256, u.kept_at, u.deleted_at FROM upload u "
      "WHERE u.kept_at < $1 AND u.deleted_at IS NULL AND u.kept_sha256 <> '' AND NOT EXISTS "
      "(SELECT 1 FROM batch b WHERE b.sha256 = u.sha256 AND b.state = 'held') "
      "AND NOT EXISTS (SELECT 1 FROM upload o WHERE o.kept_sha256 = u.kept_sha256 AND "
      "o.sha256 <> u.sha256 AND o.kept_at >= $1) "
      "ORDER BY u.kept_at LIMIT 1000",
      {&parameter, 1});
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<Upload> found;
  for (const auto& row : *rows) found.push_back(upload_in(row));
  return found;
}

Result<void> mark_upload_deleted(Writer& writer, std::string_view sha256) {
  const std::array<Value, 2> cells{cell(sha256), writer.recorded_at().microseconds};
  const auto marked = writer.execute(
      "UPDATE upload SET deleted_at = $2 WHERE sha256 = $1 AND deleted_at IS NULL", cells);
  if (!marked) return tl::unexpected{marked.error()};
  return {};
}

Result<std::vector<std::string>> kept_uploads(Reader& reader) {
  const auto rows = reader.query(
      "SELECT DISTINCT kept_sha256 FROM upload WHERE deleted_at IS NULL AND kept_sha256 <> '' "
      "ORDER BY kept_sha256",
      {});
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<std::string> found;
  for (const auto& row : *rows) found.push_back(text_in(row[0]));
  return found;
}

Result<bool> is_deleted_upload(Reader& reader, std::string_view kept_sha256) {
  const Value id = cell(kept_sha256);
  const auto rows = reader.query(
      "SELECT count(*), count(deleted_at) FROM upload WHERE kept_sha256 = $1", {&id, 1});
  if (!rows) return tl::unexpected{rows.error()};
  const auto& row = rows->at(0);
  return integer_in(row[0]) > 0 && integer_in(row[0]) == integer_in(row[1]);
}

Result<UploadCounts> count_uploads(Reader& reader) {
  const auto rows = reader.query(
      "SELECT count(*), count(deleted_at), min(CASE WHEN deleted_at IS NULL THEN kept_at END) "
      "FROM upload WHERE kept_sha256 <> ''",
      {});
  if (!rows) return tl::unexpected{rows.error()};
  const auto& row = rows->at(0);
  return UploadCounts{integer_in(row[0]) - integer_in(row[1]), integer_in(row[1]),
                      optional_instant_in(row[2])};
}

}  // namespace tertil::store
