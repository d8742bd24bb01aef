#include "service/reports/comparison_json.hpp"

#include <optional>

#include "analytics/decimals.hpp"
#include "service/reports/json_parts.hpp"

namespace tertil::reports {
namespace {

void write_cell(JsonWriter& json, const figures::ComparisonCell& cell, figures::Scheme scheme) {
  json.begin_object().field("year", cell.year).field("value", cell.value);
  write_code(json, "series", cell.series);
  write_code(json, "status", cell.status);
  if (!cell.value) write_code(json, "reason", cell.reason);
  write_printed(json, cell.printed);
  json.key("computed");
  if (cell.computed) {
    json.begin_object()
        .field("series", to_string(cell.computed->series))
        .field("value", cell.computed->value)
        .field("rank", cell.computed->rank)
        .field("of", cell.computed->of)
        .field("tied", cell.computed->tied);
    write_code(json, "class", cell.computed->rank_class);
    json.field("scheme", figures::to_string(scheme)).end_object();
  } else {
    json.value(nullptr);
  }
  json.end_object();
}

/// Shares of a way and points on it are computed, not measured: four decimals are plenty.
std::optional<double> share(std::optional<double> value) {
  return value ? std::optional{analytics::round_to(*value, 4)} : std::nullopt;
}

void write_target(JsonWriter& json, const std::optional<figures::TargetOutlook>& outlook) {
  json.key("target");
  if (!outlook) {
    json.value(nullptr);
    return;
  }
  const auto& [target, current_year, current_value, progress, text] = *outlook;
  json.begin_object()
      .field("year", target.year)
      .field("value", target.value)
      .field("status", figures::to_string(progress.status))
      .field("baselineYear", target.baseline_year)
      .field("baselineValue", target.baseline_value)
      .field("currentYear", current_year)
      .field("currentValue", current_value)
      .field("progress", share(progress.progress))
      .field("elapsed", share(progress.elapsed))
      .field("expectedNow", share(progress.expected_now))
      .key("gap");
  if (current_value)
    json.value(progress.gap);
  else
    json.value(nullptr);
  json.field("path", target.path == TargetPath::kStep ? "step" : "linear")
      .text_or_null("decision", target.decision)
      .field("text", text)
      .end_object();
}

void write_summary(JsonWriter& json, const figures::YearSummary& summary) {
  json.begin_object()
      .field("year", summary.year)
      .field("ranked", summary.ranked)
      .field("green", summary.classes.green)
      .field("yellow", summary.classes.yellow)
      .field("red", summary.classes.red)
      .field("basis", "printed")
      .field("withValue", summary.with_value)
      .field("achieved", summary.achieved)
      .field("text", summary.text)
      .end_object();
}

}  // namespace

std::string to_json(const figures::Comparison& comparison) {
  JsonWriter json{1024 + comparison.rows.size() * (512 + 320 * comparison.years.size())};
  json.begin_object()
      .field("region", comparison.region->code)
      .field("name", comparison.region->name);
  json.key("years").begin_array();
  for (const int year : comparison.years) json.value(year);
  json.end_array().field("scheme", figures::to_string(comparison.scheme));
  write_as_of(json, comparison.as_of);

  json.key("summary").begin_array();
  for (const auto& summary : comparison.summary) write_summary(json, summary);
  json.end_array();

  json.key("rows").begin_array();
  for (const auto& row : comparison.rows) {
    json.begin_object();
    write_identity(json, row.figure->definition);
    json.key("cells").begin_array();
    for (const auto& cell : row.cells) write_cell(json, cell, comparison.scheme);
    json.end_array();
    write_target(json, row.target);
    json.field("note", row.note).end_object();
  }
  json.end_array();

  write_sources(json, comparison.sources);
  write_processing(json);
  json.end_object();
  return json.take();
}

}  // namespace tertil::reports
