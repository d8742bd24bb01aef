#include "service/store/plan_items.hpp"

#include <array>
#include <limits>

#include "service/store/cell.hpp"

namespace tertil::store {
namespace {

constexpr std::string_view kSelect =
    "SELECT plan, kind, id, version, restores, removed, content, example, actor, role, recorded_at "
    "FROM plan_item i WHERE ";

Result<std::vector<PlanItemVersion>> read_items(Reader& reader, std::string_view where,
                                                std::span<const Value> parameters) {
  const auto rows = reader.query(std::string{kSelect} + std::string{where}, parameters);
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<PlanItemVersion> found;
  found.reserve(rows->size());
  for (const auto& row : *rows) {
    const auto kind = parse_plan_item_kind(text_in(row[1]));
    if (!kind) return unknown_word("plan_item.kind", text_in(row[1]));
    PlanItemVersion item;
    item.plan = text_in(row[0]);
    item.kind = *kind;
    item.id = text_in(row[2]);
    item.restores = optional_in<std::int64_t>(row[4]);
    item.removed = integer_in(row[5]) != 0;
    item.content = text_in(row[6]);
    item.example = integer_in(row[7]) != 0;
    item.stamp = {integer_in(row[3]), text_in(row[8]), text_in(row[9]), instant_in(row[10])};
    found.push_back(std::move(item));
  }
  return found;
}

}  // namespace

Result<void> add_plan_item(Writer& writer, const PlanItemVersion& version) {
  const std::array<Value, 3> key{version.plan, cell(to_string(version.kind)), version.id};
  if (!version.plan.empty()) {
    const auto plan = writer.query("SELECT 1 FROM plan WHERE id = $1", std::span{key}.first(1));
    if (!plan) return tl::unexpected{plan.error()};
    if (plan->empty())
      return fail(ErrorCode::kNotFound, {"Det finns ingen sådan plan.", "There is no such plan."});
  }
  const auto last = writer.query(
      "SELECT coalesce(max(version), 0) FROM plan_item WHERE plan = $1 AND kind = $2 AND id = $3",
      key);
  if (!last) return tl::unexpected{last.error()};
  if (version.stamp.version != integer_in(last->front().front()) + 1)
    return fail(ErrorCode::kConflict,
                {"Någon annan har just ändrat detta. Läs in det på nytt.",
                 "Somebody else has just changed this. Load it anew."},
                "store/plan_items: " + version.id);
  const std::array<Value, 11> cells{version.plan,
                                    key[1],
                                    version.id,
                                    version.stamp.version,
                                    version.restores ? Value{*version.restores} : Value{},
                                    std::int64_t{version.removed ? 1 : 0},
                                    version.content,
                                    std::int64_t{version.example ? 1 : 0},
                                    version.stamp.actor,
                                    version.stamp.role,
                                    writer.recorded_at().microseconds};
  const auto added = writer.execute(
      "INSERT INTO plan_item (plan, kind, id, version, restores, removed, content, example, actor, "
      "role, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
      cells);
  if (!added) return tl::unexpected{added.error()};
  return {};
}

Result<std::vector<PlanItemVersion>> plan_items(Reader& reader, std::string_view plan,
                                                std::optional<PlanItemKind> kind,
                                                std::optional<Instant> as_of) {
  const std::array<Value, 3> parameters{
      cell(plan), as_of ? as_of->microseconds : std::numeric_limits<std::int64_t>::max(),
      cell(kind ? to_string(*kind) : std::string_view{})};
  return read_items(reader,
                    "plan = $1 AND recorded_at <= $2 AND ($3 = '' OR kind = $3) AND removed = 0 "
                    "AND NOT EXISTS (SELECT 1 FROM plan_item later WHERE later.plan = i.plan AND "
                    "later.kind = i.kind AND later.id = i.id AND later.version > i.version AND "
                    "later.recorded_at <= $2) ORDER BY kind, id",
                    parameters);
}

Result<std::vector<PlanItemVersion>> plan_item_versions(Reader& reader, std::string_view plan,
                                                        PlanItemKind kind, std::string_view id) {
  const std::array<Value, 3> parameters{cell(plan), cell(to_string(kind)), cell(id)};
  return read_items(reader, "plan = $1 AND kind = $2 AND id = $3 ORDER BY version DESC",
                    parameters);
}

Result<bool> plan_has_other_authors(Reader& reader, std::string_view plan, std::string_view actor) {
  const std::array<Value, 2> parameters{cell(plan), cell(actor)};
  const auto rows = reader.query(
      "SELECT 1 FROM plan WHERE id = $1 AND actor <> $2 UNION ALL "
      "SELECT 1 FROM measure WHERE plan = $1 AND actor <> $2 AND example = 0 UNION ALL "
      "SELECT 1 FROM plan_item WHERE plan = $1 AND actor <> $2 AND example = 0 LIMIT 1",
      parameters);
  if (!rows) return tl::unexpected{rows.error()};
  return !rows->empty();
}

}  // namespace tertil::store
