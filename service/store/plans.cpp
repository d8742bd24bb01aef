#include "service/store/plans.hpp"

#include <array>
#include <limits>
#include <map>
#include <utility>

#include "service/store/cell.hpp"

namespace tertil::store {
namespace {

constexpr std::string_view kMeasureColumns =
    "id, version, restores, name, description, state, org_unit, start_date, end_date, investment, "
    "annual_cost, annual_saving, lifetime, co2e_tonnes, overlap_group, source_text, "
    "source_document, example, actor, role, recorded_at, code, rs_mandate, funding, merged_with, "
    "manual_timeliness, manual_reason";

Value time_cell(std::optional<Instant> as_of) {
  return as_of ? as_of->microseconds : std::numeric_limits<std::int64_t>::max();
}

tl::unexpected<Error> overtaken(std::string_view what) {
  return fail(ErrorCode::kConflict,
              {"Någon annan har just ändrat detta. Läs in det på nytt.",
               "Somebody else has just changed this. Load it anew."},
              "store/plans: " + std::string{what});
}

/// The newest version, 0 if there is none.
Result<std::int64_t> newest(Reader& reader, std::string_view sql,
                            std::span<const Value> parameters) {
  const auto rows = reader.query(sql, parameters);
  if (!rows) return tl::unexpected{rows.error()};
  return integer_in(rows->front().front());
}

Result<MeasureVersion> measure_in(std::string_view plan, const Row& row) {
  const auto state = parse_measure_state(text_in(row[5]));
  if (!state) return unknown_word("measure.state", text_in(row[5]));
  MeasureVersion found;
  found.plan = plan;
  found.id = text_in(row[0]);
  found.restores = optional_in<std::int64_t>(row[2]);
  found.measure = {.name = text_in(row[3]),
                   .description = text_in(row[4]),
                   .state = *state,
                   .org_unit = text_in(row[6]),
                   .start = text_in(row[7]),
                   .end = text_in(row[8]),
                   .investment = optional_in<double>(row[9]),
                   .annual_cost = optional_in<double>(row[10]),
                   .annual_saving = optional_in<double>(row[11]),
                   .lifetime = optional_in<double>(row[12]),
                   .co2e_tonnes = optional_in<double>(row[13]),
                   .overlap_group = text_in(row[14]),
                   .effects = {},
                   .source = {text_in(row[15]), text_in(row[16])},
                   .example = integer_in(row[17]) != 0,
                   .code = text_in(row[21]),
                   .rs_mandate = integer_in(row[22]) != 0,
                   .roles = {},
                   .funding = text_in(row[23]),
                   .goals = {},
                   .manual_timeliness = {},
                   .merged_with = text_in(row[24])};
  if (const auto& word = text_in(row[25]); !word.empty()) {
    const auto status = parse_timeliness(word);
    if (!status) return unknown_word("measure.manual_timeliness", word);
    found.measure.manual_timeliness = {*status, text_in(row[26])};
  }
  found.stamp = {integer_in(row[1]), text_in(row[18]), text_in(row[19]), instant_in(row[20])};
  return found;
}

/// The versions to fill, by id and version.
using ByKey = std::map<std::pair<std::string, std::int64_t>, MeasureVersion*>;

/// The effects of every version that `where` selects from measure_effect, in order.
Result<void> add_effects(Reader& reader, const ByKey& by_key, std::string_view where,
                         std::span<const Value> parameters) {
  const auto rows = reader.query(
      "SELECT measure, version, key_figure, change, from_year, full_year, confidence "
      "FROM measure_effect WHERE " +
          std::string{where} + " ORDER BY measure, version, position",
      parameters);
  if (!rows) return tl::unexpected{rows.error()};
  for (const auto& row : *rows) {
    const auto found = by_key.find({text_in(row[0]), integer_in(row[1])});
    if (found == by_key.end()) continue;
    const auto confidence = parse_confidence(text_in(row[6]));
    if (!confidence) return unknown_word("measure_effect.confidence", text_in(row[6]));
    found->second->measure.effects.push_back({text_in(row[2]), real_in(row[3]),
                                              static_cast<int>(integer_in(row[4])),
                                              static_cast<int>(integer_in(row[5])), *confidence});
  }
  return {};
}

/// The same for roles and goals.
Result<void> add_roles(Reader& reader, const ByKey& by_key, std::string_view where,
                       std::span<const Value> parameters) {
  const auto rows =
      reader.query("SELECT measure, version, role, org_unit, name FROM measure_role WHERE " +
                       std::string{where} + " ORDER BY measure, version, position",
                   parameters);
  if (!rows) return tl::unexpected{rows.error()};
  for (const auto& row : *rows) {
    const auto found = by_key.find({text_in(row[0]), integer_in(row[1])});
    if (found == by_key.end()) continue;
    const auto kind = parse_measure_role(text_in(row[2]));
    if (!kind) return unknown_word("measure_role.role", text_in(row[2]));
    found->second->measure.roles.push_back({*kind, text_in(row[3]), text_in(row[4])});
  }
  const auto goals = reader.query("SELECT measure, version, goal FROM measure_goal WHERE " +
                                      std::string{where} + " ORDER BY measure, version, position",
                                  parameters);
  if (!goals) return tl::unexpected{goals.error()};
  for (const auto& row : *goals)
    if (const auto found = by_key.find({text_in(row[0]), integer_in(row[1])});
        found != by_key.end())
      found->second->measure.goals.push_back(text_in(row[2]));
  return {};
}

Result<std::vector<MeasureVersion>> read_measures(Reader& reader, std::string_view plan,
                                                  std::string_view where,
                                                  std::string_view where_effect,
                                                  std::span<const Value> parameters) {
  const auto rows = reader.query(
      "SELECT " + std::string{kMeasureColumns} + " FROM measure m WHERE " + std::string{where},
      parameters);
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<MeasureVersion> found;
  for (const auto& row : *rows) {
    auto version = measure_in(plan, row);
    if (!version) return tl::unexpected{version.error()};
    found.push_back(std::move(*version));
  }
  const auto taken = parameters.first(where_effect.find("$2") == std::string_view::npos ? 1 : 2);
  ByKey by_key;
  for (auto& version : found) by_key[{version.id, version.stamp.version}] = &version;
  if (auto added = add_effects(reader, by_key, where_effect, taken); !added)
    return tl::unexpected{added.error()};
  if (auto added = add_roles(reader, by_key, where_effect, taken); !added)
    return tl::unexpected{added.error()};
  return found;
}

/// The effects, roles and goals of a version.
Result<void> put_lists(Writer& writer, const MeasureVersion& version) {
  const auto& measure = version.measure;
  std::int64_t position = 0;
  const auto row = [&](std::initializer_list<Value> own) {
    std::vector<Value> cells{version.plan, version.id, version.stamp.version, position++};
    cells.insert(cells.end(), own);
    return cells;
  };
  for (const auto& effect : measure.effects) {
    const auto kept = writer.execute(
        "INSERT INTO measure_effect (plan, measure, version, position, key_figure, change, "
        "from_year, full_year, confidence) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        row({effect.key_figure, effect.change, std::int64_t{effect.from_year},
             std::int64_t{effect.full_year}, cell(to_string(effect.confidence))}));
    if (!kept) return tl::unexpected{kept.error()};
  }
  position = 0;
  for (const auto& role : measure.roles) {
    const auto kept = writer.execute(
        "INSERT INTO measure_role (plan, measure, version, position, role, org_unit, name) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7)",
        row({cell(to_string(role.kind)), role.org_unit, role.name}));
    if (!kept) return tl::unexpected{kept.error()};
  }
  position = 0;
  for (const auto& goal : measure.goals) {
    const auto kept = writer.execute(
        "INSERT INTO measure_goal (plan, measure, version, position, goal) "
        "VALUES ($1, $2, $3, $4, $5)",
        row({goal}));
    if (!kept) return tl::unexpected{kept.error()};
  }
  return {};
}

}  // namespace

Result<void> add_plan(Writer& writer, const PlanVersion& version) {
  const auto& [plan, stamp] = version;
  const std::array key{cell(plan.id)};
  const auto last = newest(writer, "SELECT coalesce(max(version), 0) FROM plan WHERE id = $1", key);
  if (!last) return tl::unexpected{last.error()};
  if (stamp.version != *last + 1) return overtaken(plan.id);
  const std::array<Value, 13> cells{plan.id,
                                    stamp.version,
                                    plan.owner,
                                    plan.name,
                                    std::int64_t{plan.from},
                                    std::int64_t{plan.to},
                                    plan.source.text,
                                    plan.source.document,
                                    stamp.actor,
                                    stamp.role,
                                    writer.recorded_at().microseconds,
                                    plan.decided_by,
                                    plan.reference};
  const auto added = writer.execute(
      "INSERT INTO plan (id, version, owner, name, from_year, to_year, source_text, "
      "source_document, actor, role, recorded_at, decided_by, reference) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
      cells);
  if (!added) return tl::unexpected{added.error()};
  return {};
}

Result<std::vector<PlanVersion>> plans(Reader& reader, std::optional<Instant> as_of) {
  const std::array parameters{time_cell(as_of)};
  const auto rows = reader.query(
      "SELECT id, version, owner, name, from_year, to_year, source_text, source_document, actor, "
      "role, recorded_at, decided_by, reference FROM plan p WHERE recorded_at <= $1 AND NOT EXISTS "
      "(SELECT 1 FROM plan "
      "later WHERE later.id = p.id AND later.version > p.version AND later.recorded_at <= $1) "
      "ORDER BY from_year, id",
      parameters);
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<PlanVersion> found;
  for (const auto& row : *rows)
    found.push_back({{.id = text_in(row[0]),
                      .owner = text_in(row[2]),
                      .name = text_in(row[3]),
                      .from = static_cast<int>(integer_in(row[4])),
                      .to = static_cast<int>(integer_in(row[5])),
                      .decided_by = text_in(row[11]),
                      .reference = text_in(row[12]),
                      .source = {text_in(row[6]), text_in(row[7])}},
                     {integer_in(row[1]), text_in(row[8]), text_in(row[9]), instant_in(row[10])}});
  return found;
}

Result<void> add_measure(Writer& writer, const MeasureVersion& version) {
  const auto& measure = version.measure;
  const auto& manual = measure.manual_timeliness;
  const std::array<Value, 2> key{version.plan, version.id};
  const auto plan = newest(writer, "SELECT coalesce(max(version), 0) FROM plan WHERE id = $1",
                           std::span{key}.first(1));
  if (!plan) return tl::unexpected{plan.error()};
  if (*plan == 0)
    return fail(ErrorCode::kNotFound, {"Det finns ingen sådan plan.", "There is no such plan."});
  const auto last = newest(
      writer, "SELECT coalesce(max(version), 0) FROM measure WHERE plan = $1 AND id = $2", key);
  if (!last) return tl::unexpected{last.error()};
  if (version.stamp.version != *last + 1) return overtaken(version.id);
  const std::array<Value, 28> cells{version.plan,
                                    version.id,
                                    version.stamp.version,
                                    version.restores ? Value{*version.restores} : Value{},
                                    measure.name,
                                    measure.description,
                                    cell(to_string(measure.state)),
                                    measure.org_unit,
                                    measure.start,
                                    measure.end,
                                    cell(measure.investment),
                                    cell(measure.annual_cost),
                                    cell(measure.annual_saving),
                                    cell(measure.lifetime),
                                    cell(measure.co2e_tonnes),
                                    measure.overlap_group,
                                    measure.source.text,
                                    measure.source.document,
                                    std::int64_t{measure.example ? 1 : 0},
                                    version.stamp.actor,
                                    version.stamp.role,
                                    writer.recorded_at().microseconds,
                                    measure.code,
                                    std::int64_t{measure.rs_mandate ? 1 : 0},
                                    measure.funding,
                                    measure.merged_with,
                                    cell(manual ? to_string(manual->status) : std::string_view{}),
                                    manual ? manual->reason : std::string{}};
  const auto added = writer.execute(
      "INSERT INTO measure (plan, id, version, restores, name, description, state, org_unit, "
      "start_date, end_date, investment, annual_cost, annual_saving, lifetime, co2e_tonnes, "
      "overlap_group, source_text, source_document, example, actor, role, recorded_at, code, "
      "rs_mandate, funding, merged_with, manual_timeliness, manual_reason) VALUES "
      "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, "
      "$20, $21, $22, $23, $24, $25, $26, $27, $28)",
      cells);
  if (!added) return tl::unexpected{added.error()};
  return put_lists(writer, version);
}

Result<std::vector<MeasureVersion>> measures(Reader& reader, std::string_view plan,
                                             std::optional<Instant> as_of) {
  const std::array parameters{cell(plan), time_cell(as_of)};
  return read_measures(
      reader, plan,
      "plan = $1 AND recorded_at <= $2 AND NOT EXISTS (SELECT 1 FROM measure later WHERE "
      "later.plan = m.plan AND later.id = m.id AND later.version > m.version AND "
      "later.recorded_at <= $2) ORDER BY id",
      "plan = $1", parameters);
}

Result<std::vector<MeasureVersion>> measure_versions(Reader& reader, std::string_view plan,
                                                     std::string_view id) {
  const std::array parameters{cell(plan), cell(id)};
  return read_measures(reader, plan, "plan = $1 AND id = $2 ORDER BY version DESC",
                       "plan = $1 AND measure = $2", parameters);
}

}  // namespace tertil::store
