#include "service/reports/canonical_export.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <vector>

#include "service/reports/json_writer.hpp"
#include "service/reports/plan_export.hpp"
#include "service/reports/reading_export.hpp"
#include "service/store/activity.hpp"
#include "service/store/facts.hpp"
#include "service/store/observations.hpp"
#include "service/store/populations.hpp"
#include "service/store/targets.hpp"

namespace tertil::reports {
namespace {

using store::ActivityField;
using store::ActivityType;

constexpr std::array<ActivityField, 12> kValueFields{{{"key_figure", "keyFigure"},
                                                      {"area", "region"},
                                                      {"period", "period"},
                                                      {"category", "category"},
                                                      {"series", "series"},
                                                      {"value", "value"},
                                                      {"missing_reason", "missingReason"},
                                                      {"status", "status"},
                                                      {"numerator", "numerator"},
                                                      {"denominator", "denominator"},
                                                      {"printed_rank", "printedRank"},
                                                      {"printed_of", "printedOf"}}};
constexpr std::array<ActivityField, 3> kPopulationFields{
    {{"region", "region"}, {"year", "year"}, {"value", "value"}}};
constexpr std::array<ActivityField, 8> kTargetFields{{{"key_figure", "keyFigure"},
                                                      {"region", "region"},
                                                      {"year", "year"},
                                                      {"value", "value"},
                                                      {"baseline_year", "baselineYear"},
                                                      {"baseline_value", "baselineValue"},
                                                      {"path", "path"},
                                                      {"decision", "decision"}}};

/// Every type that is a table of facts, by name.
const std::vector<ActivityType>& types() {
  static const std::vector<ActivityType> all = [] {
    const auto activity = store::activity_types();
    std::vector<ActivityType> list{activity.begin(), activity.end()};
    list.push_back({"keyFigureValue", store::kObservations, kValueFields});
    list.push_back({"population", store::kPopulations, kPopulationFields});
    list.push_back({"target", store::kTargets, kTargetFields});
    return list;
  }();
  return all;
}

const store::Value* value_of(const store::FactTable& table, const store::Fact& fact,
                             std::string_view column) {
  const auto in = [&](std::span<const std::string_view> names,
                      const std::vector<store::Value>& values) -> const store::Value* {
    const auto at = std::ranges::find(names, column);
    return at == names.end() ? nullptr : &values[static_cast<std::size_t>(at - names.begin())];
  };
  if (const auto* found = in(table.key, fact.key)) return found;
  return in(table.values, fact.values);
}

bool is_year(std::string_view period) {
  return period.size() == 4 &&
         std::ranges::all_of(period, [](char c) { return c >= '0' && c <= '9'; });
}

/// Whether 0 stands for "not given": the year of an undated factor.
bool is_undated(const ActivityField& field, std::int64_t number) {
  return field.field == "validFrom" && number == 0;
}

/// A field, unless it is empty: what is not there is left out.
void write_field(JsonWriter& json, const ActivityType& type, const ActivityField& field,
                 const store::Value& value) {
  const auto name = field.field;
  if (const auto* whole = std::get_if<std::int64_t>(&value)) {
    if (field.truth)
      json.field(name, *whole != 0);
    else if (!is_undated(field, *whole))
      json.field(name, *whole);
  }
  if (const auto* number = std::get_if<double>(&value)) json.field(name, *number);
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr || text->empty()) return;
  if (name == "period" && type.name == "keyFigureValue" && is_year(*text))
    json.key("year").raw(*text);  // the yearly form of a period
  else
    json.field(name, *text);
}

std::string line_of(const ActivityType& type, const store::StoredFact& stored) {
  JsonWriter json{256};
  json.begin_object().field("type", type.name);
  for (const auto& field : type.fields)
    if (const auto* value = value_of(type.table, stored.fact, field.column))
      write_field(json, type, field, *value);
  if (!stored.fact.origin.empty()) json.field("source", stored.fact.origin);
  json.end_object();
  return json.take();
}

Result<void> export_type(store::Reader& reader, const ActivityType& type, const LineSink& sink) {
  const auto facts = store::current(reader, type.table);
  if (!facts) return tl::unexpected{facts.error()};
  std::vector<std::string> lines;
  lines.reserve(facts->size());
  for (const auto& fact : *facts) lines.push_back(line_of(type, fact));
  std::ranges::sort(lines);
  for (const auto& line : lines)
    if (auto taken = sink(line); !taken) return taken;
  return {};
}

}  // namespace

Result<void> export_canonical(store::Reader& reader, const LineSink& sink,
                              std::optional<std::string_view> type) {
  if (type && std::ranges::find(kExportTypes, *type) == std::end(kExportTypes))
    return fail(
        ErrorCode::kInvalidInput,
        {fmt::format("Typen finns inte. Välj någon av {}.", fmt::join(kExportTypes, ", ")),
         fmt::format("There is no such type. Choose one of {}.", fmt::join(kExportTypes, ", "))});
  for (const auto name : kExportTypes) {  // by name, so that all lines together are sorted too
    if (type && *type != name) continue;
    if (name == "energyReading") {
      if (auto done = export_readings(reader, sink); !done) return done;
      continue;
    }
    if (is_plan_type(name)) {
      if (auto done = export_plan_type(reader, name, sink); !done) return done;
      continue;
    }
    const auto table = std::ranges::find(types(), name, &ActivityType::name);
    if (table == types().end()) continue;
    if (auto done = export_type(reader, *table, sink); !done) return done;
  }
  return {};
}

}  // namespace tertil::reports
