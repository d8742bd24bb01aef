#include "service/reports/canonical_export.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "service/reports/json_writer.hpp"
#include "service/store/facts.hpp"
#include "service/store/observations.hpp"
#include "service/store/populations.hpp"
#include "service/store/targets.hpp"

namespace tertil::reports {
namespace {

/// A column of the store and the field it becomes.
struct Exported {
  std::string_view column;
  std::string_view field;
};

/// One type of fact: where it is, and its fields in the order of contract section 5.
struct Type {
  std::string_view name;
  const store::FactTable& table;
  std::vector<Exported> fields;
};

const std::vector<Type>& types() {
  static const std::vector<Type> all{{"keyFigureValue",
                                      store::kObservations,
                                      {{"key_figure", "keyFigure"},
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
                                       {"printed_of", "printedOf"}}},
                                     {"population",
                                      store::kPopulations,
                                      {{"region", "region"}, {"year", "year"}, {"value", "value"}}},
                                     {"target",
                                      store::kTargets,
                                      {{"key_figure", "keyFigure"},
                                       {"region", "region"},
                                       {"year", "year"},
                                       {"value", "value"},
                                       {"baseline_year", "baselineYear"},
                                       {"baseline_value", "baselineValue"},
                                       {"path", "path"},
                                       {"decision", "decision"}}}};
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

/// A field, unless it is empty: what is not there is left out.
void write_field(JsonWriter& json, std::string_view name, const store::Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) json.field(name, *whole);
  if (const auto* number = std::get_if<double>(&value)) json.field(name, *number);
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr || text->empty()) return;
  if (name == "period" && is_year(*text))
    json.key("year").raw(*text);  // the yearly form of a period
  else
    json.field(name, *text);
}

std::string line_of(const Type& type, const store::StoredFact& stored) {
  JsonWriter json{256};
  json.begin_object().field("type", type.name);
  for (const auto& [column, field] : type.fields)
    if (const auto* value = value_of(type.table, stored.fact, column))
      write_field(json, field, *value);
  if (!stored.fact.origin.empty()) json.field("source", stored.fact.origin);
  json.end_object();
  return json.take();
}

Result<void> export_type(store::Reader& reader, const Type& type, const LineSink& sink) {
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
  bool known = false;
  for (const auto& candidate : types()) {  // by name, so that all lines together are sorted too
    if (type && *type != candidate.name) continue;
    known = true;
    if (auto done = export_type(reader, candidate, sink); !done) return done;
  }
  if (!known)
    return fail(ErrorCode::kInvalidInput,
                {"Typen finns inte. Välj keyFigureValue, population eller target.",
                 "There is no such type. Choose keyFigureValue, population or target."});
  return {};
}

}  // namespace tertil::reports
