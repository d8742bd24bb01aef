#include "service/store/scenarios.hpp"

#include <array>
#include <limits>
#include <map>

#include "service/store/cell.hpp"

namespace tertil::store {
namespace {

Result<std::int64_t> number(Reader& reader, std::string_view sql,
                            std::span<const Value> parameters) {
  const auto rows = reader.query(sql, parameters);
  if (!rows) return tl::unexpected{rows.error()};
  return integer_in(rows->front().front());
}

Result<void> check_place(Reader& reader, const ScenarioVersion& version) {
  const std::array<Value, 2> key{version.plan, version.id};
  const auto plans =
      number(reader, "SELECT count(*) FROM plan WHERE id = $1", std::span{key}.first(1));
  if (!plans) return tl::unexpected{plans.error()};
  if (*plans == 0)
    return fail(ErrorCode::kNotFound, {"Det finns ingen sådan plan.", "There is no such plan."});
  const auto last = number(
      reader, "SELECT coalesce(max(version), 0) FROM scenario WHERE plan = $1 AND id = $2", key);
  if (!last) return tl::unexpected{last.error()};
  if (version.stamp.version != *last + 1)
    return fail(ErrorCode::kConflict,
                {"Någon annan har just ändrat detta. Läs in det på nytt.",
                 "Somebody else has just changed this. Load it anew."},
                "store/scenarios: " + version.id);
  return {};
}

Result<void> add_parts(Writer& writer, const ScenarioVersion& version) {
  std::int64_t position = 0;
  for (const auto& measure : version.scenario.measures) {
    const std::array<Value, 5> cells{version.plan, version.id, version.stamp.version, position++,
                                     measure};
    if (auto added = writer.execute(
            "INSERT INTO scenario_measure (plan, scenario, version, position, measure) "
            "VALUES ($1, $2, $3, $4, $5)",
            cells);
        !added)
      return tl::unexpected{added.error()};
  }
  for (const auto& [figure, value] : version.scenario.assumed) {
    const std::array<Value, 5> cells{version.plan, version.id, version.stamp.version, figure,
                                     value};
    if (auto added = writer.execute(
            "INSERT INTO scenario_value (plan, scenario, version, key_figure, value) "
            "VALUES ($1, $2, $3, $4, $5)",
            cells);
        !added)
      return tl::unexpected{added.error()};
  }
  return {};
}

using ByKey = std::map<std::pair<std::string, std::int64_t>, SavedScenario*>;

/// Gives every row of a table of parts to the scenario it belongs to.
template <class Take>
Result<void> read_parts(Reader& reader, std::string_view sql, std::string_view plan,
                        const ByKey& by_key, const Take& take) {
  const std::array<Value, 1> key{cell(plan)};
  const auto rows = reader.query(sql, key);
  if (!rows) return tl::unexpected{rows.error()};
  for (const auto& row : *rows)
    if (const auto found = by_key.find({text_in(row[0]), integer_in(row[1])});
        found != by_key.end())
      take(*found->second, row);
  return {};
}

}  // namespace

Result<void> add_scenario(Writer& writer, const ScenarioVersion& version) {
  if (auto checked = check_place(writer, version); !checked) return checked;
  const auto& scenario = version.scenario;
  const std::array<Value, 11> cells{version.plan,
                                    version.id,
                                    version.stamp.version,
                                    std::int64_t{version.deleted ? 1 : 0},
                                    scenario.name,
                                    scenario.key_figure,
                                    scenario.region,
                                    std::int64_t{scenario.year},
                                    version.stamp.actor,
                                    version.stamp.role,
                                    writer.recorded_at().microseconds};
  const auto added = writer.execute(
      "INSERT INTO scenario (plan, id, version, deleted, name, key_figure, region, year, actor, "
      "role, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
      cells);
  if (!added) return tl::unexpected{added.error()};
  return add_parts(writer, version);
}

Result<std::vector<ScenarioVersion>> scenarios(Reader& reader, std::string_view plan,
                                               std::optional<Instant> as_of) {
  const std::array<Value, 2> parameters{
      cell(plan), as_of ? as_of->microseconds : std::numeric_limits<std::int64_t>::max()};
  const auto rows = reader.query(
      "SELECT id, version, name, key_figure, region, year, actor, role, recorded_at "
      "FROM scenario s WHERE plan = $1 AND deleted = 0 AND recorded_at <= $2 AND NOT EXISTS "
      "(SELECT 1 FROM scenario later WHERE later.plan = s.plan AND later.id = s.id AND "
      "later.version > s.version AND later.recorded_at <= $2) ORDER BY name, id",
      parameters);
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<ScenarioVersion> found;
  for (const auto& row : *rows)
    found.push_back({std::string{plan},
                     text_in(row[0]),
                     {text_in(row[2]),
                      text_in(row[3]),
                      text_in(row[4]),
                      static_cast<int>(integer_in(row[5])),
                      {},
                      {}},
                     false,
                     {integer_in(row[1]), text_in(row[6]), text_in(row[7]), instant_in(row[8])}});
  ByKey by_key;
  for (auto& version : found) by_key[{version.id, version.stamp.version}] = &version.scenario;
  auto read = read_parts(reader,
                         "SELECT scenario, version, measure FROM scenario_measure WHERE plan = $1 "
                         "ORDER BY scenario, version, position",
                         plan, by_key, [](SavedScenario& scenario, const Row& row) {
                           scenario.measures.push_back(text_in(row[2]));
                         });
  if (read)
    read = read_parts(reader,
                      "SELECT scenario, version, key_figure, value FROM scenario_value "
                      "WHERE plan = $1",
                      plan, by_key, [](SavedScenario& scenario, const Row& row) {
                        scenario.assumed[text_in(row[2])] = real_in(row[3]);
                      });
  if (!read) return tl::unexpected{read.error()};
  return found;
}

}  // namespace tertil::store
