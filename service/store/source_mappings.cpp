#include "service/store/source_mappings.hpp"

#include <fmt/format.h>

#include <array>

#include "service/store/cell.hpp"

namespace tertil::store {
namespace {

SourceMapping mapping_in(const Row& row) {
  return {.id = text_in(row[0]),
          .version = integer_in(row[1]),
          .toml = text_in(row[2]),
          .actor = text_in(row[3]),
          .recorded_at = instant_in(row[4])};
}

Result<std::vector<SourceMapping>> read_mappings(Reader& reader, std::string_view sql,
                                                 std::span<const Value> parameters) {
  const auto rows = reader.query(sql, parameters);
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<SourceMapping> found;
  for (const auto& row : *rows) found.push_back(mapping_in(row));
  return found;
}

}  // namespace

Result<void> add_source_mapping(Writer& writer, const SourceMapping& mapping) {
  const auto now = writer.recorded_at().microseconds;
  const std::array<Value, 3> key{mapping.id, mapping.version, now};
  const auto closed = writer.execute(
      "UPDATE source_mapping SET superseded_at = $3 WHERE id = $1 AND superseded_at IS NULL AND "
      "version < $2",
      key);
  if (!closed) return tl::unexpected{closed.error()};
  const std::array<Value, 5> cells{mapping.id, mapping.version, mapping.toml, mapping.actor, now};
  const auto added = writer.execute(
      "INSERT INTO source_mapping (id, version, toml, actor, recorded_at) "
      "VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
      cells);
  if (!added) return tl::unexpected{added.error()};
  if (*added == 0)
    return fail(ErrorCode::kConflict,
                {"Någon annan har just ändrat källan. Läs in den på nytt.",
                 "Somebody else has just changed the source. Load it anew."},
                "store/source_mappings: " + mapping.id);
  return {};
}

Result<std::vector<SourceMapping>> open_source_mappings(Reader& reader) {
  return read_mappings(reader,
                       "SELECT id, version, toml, actor, recorded_at FROM source_mapping "
                       "WHERE superseded_at IS NULL ORDER BY id",
                       {});
}

Result<std::string> source_mappings_mark(Reader& reader) {
  const auto rows =
      reader.query("SELECT count(*), coalesce(max(recorded_at), 0) FROM source_mapping", {});
  if (!rows) return tl::unexpected{rows.error()};
  const auto& row = rows->at(0);
  if (integer_in(row[0]) == 0) return std::string{};
  return fmt::format("{}/{}", integer_in(row[0]), integer_in(row[1]));
}

Result<std::vector<SourceMapping>> source_mapping_versions(Reader& reader, std::string_view id) {
  const Value parameter = cell(id);
  return read_mappings(reader,
                       "SELECT id, version, '', actor, recorded_at FROM source_mapping "
                       "WHERE id = $1 ORDER BY version DESC",
                       {&parameter, 1});
}

}  // namespace tertil::store
