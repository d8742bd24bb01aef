#include "service/store/mapping_drafts.hpp"

#include <array>

#include "service/store/cell.hpp"

namespace tertil::store {

Result<bool> add_mapping_draft(Writer& writer, const MappingDraft& draft, Instant before,
                               std::int64_t most) {
  writer.leave_published_alone();
  const Value oldest{before.microseconds};
  if (const auto dropped =
          writer.execute("DELETE FROM mapping_draft WHERE made_at < $1", {&oldest, 1});
      !dropped)
    return tl::unexpected{dropped.error()};
  const auto kept = writer.query("SELECT count(*) FROM mapping_draft", {});
  if (!kept) return tl::unexpected{kept.error()};
  if (integer_in(kept->at(0)[0]) >= most) return false;
  const std::array<Value, 4> cells{draft.id, draft.actor, draft.toml, draft.made_at.microseconds};
  const auto added = writer.execute(
      "INSERT INTO mapping_draft (id, actor, toml, made_at) VALUES ($1, $2, $3, $4)", cells);
  if (!added) return tl::unexpected{added.error()};
  return true;
}

Result<std::optional<MappingDraft>> find_mapping_draft(Reader& reader, std::string_view id) {
  const Value key = cell(id);
  const auto rows =
      reader.query("SELECT id, actor, toml, made_at FROM mapping_draft WHERE id = $1", {&key, 1});
  if (!rows) return tl::unexpected{rows.error()};
  if (rows->empty()) return std::nullopt;
  const auto& row = rows->front();
  return MappingDraft{text_in(row[0]), text_in(row[1]), text_in(row[2]), instant_in(row[3])};
}

}  // namespace tertil::store
