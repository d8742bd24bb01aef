#include "service/reports/ranking_json.hpp"

#include "service/reports/json_parts.hpp"

namespace tertil::reports {
namespace {

void write_ranked(JsonWriter& json, const figures::RankedRow& row, bool ranked) {
  json.begin_object()
      .field("region", row.region)
      .field("name", row.name)
      .field("shortName", row.short_name)
      .field("value", row.value)
      .field("status", to_string(row.status));
  if (ranked)
    json.field("rank", row.rank).field("tied", row.tied);
  else
    json.field("rank", nullptr).field("tied", nullptr);
  write_code(json, "class", row.rank_class);
  write_step(json, "toBetterClass", "gap", row.to_better_class);
  write_step(json, "toWorseClass", "margin", row.to_worse_class);

  json.key("previous");
  if (row.previous) {
    json.begin_object().field("year", row.previous->year).field("value", row.previous->value);
    if (ranked)
      json.field("rank", row.previous->rank);
    else
      json.field("rank", nullptr);
    json.end_object();
  } else {
    json.value(nullptr);
  }
  json.field("change", row.change);
  json.key("rankChange");
  if (row.previous && ranked)
    json.value(row.rank - row.previous->rank);
  else
    json.value(nullptr);

  json.key("printedRank");
  if (row.printed)
    json.value(row.printed->rank);
  else
    json.value(nullptr);
  write_printed(json, row.printed);
  json.end_object();
}

void write_frame(JsonWriter& json, const figures::Ranking& ranking) {
  json.field("n", ranking.n).key("classSizes");
  if (ranking.class_sizes)
    json.begin_object()
        .field("green", ranking.class_sizes->green)
        .field("yellow", ranking.class_sizes->yellow)
        .field("red", ranking.class_sizes->red)
        .end_object();
  else
    json.value(nullptr);

  json.key("limits");
  if (ranking.class_limits)
    json.begin_object()
        .field("green", ranking.class_limits->first)
        .field("yellow", ranking.class_limits->second)
        .end_object();
  else
    json.value(nullptr);

  json.field("median", ranking.median).key("boundaries");
  if (ranking.green_yellow && ranking.yellow_red)
    json.begin_object()
        .field("greenYellow", *ranking.green_yellow)
        .field("yellowRed", *ranking.yellow_red)
        .end_object();
  else
    json.value(nullptr);

  json.key("riket");
  if (ranking.country && ranking.country->value)
    json.begin_object()
        .field("value", *ranking.country->value)
        .field("status", to_string(ranking.country->status))
        .end_object();
  else
    json.value(nullptr);
}

}  // namespace

std::string to_json(const figures::Ranking& ranking) {
  JsonWriter json{512 + 420 * (ranking.rows.size() + ranking.missing.size())};
  json.begin_object();
  write_identity(json, ranking.figure->definition);
  json.field("year", ranking.year);
  write_code(json, "series", ranking.series);
  json.field("scheme", figures::to_string(ranking.scheme));
  write_as_of(json, ranking.as_of);
  write_frame(json, ranking);

  json.key("rows").begin_array();
  for (const auto& row : ranking.rows) write_ranked(json, row, ranking.ranked);
  json.end_array();

  json.key("missing").begin_array();
  for (const auto& row : ranking.missing) {
    json.begin_object()
        .field("region", row.region)
        .field("name", row.name)
        .field("shortName", row.short_name)
        .field("reason", to_string(row.reason));
    write_printed(json, row.printed);
    json.end_object();
  }
  json.end_array();

  json.field("differs", ranking.differs).key("availableYears").begin_array();
  for (const auto& [year, series, n] : ranking.available_years)
    json.begin_object()
        .field("year", year)
        .field("series", to_string(series))
        .field("n", n)
        .end_object();
  json.end_array().key("availableSeries").begin_array();
  for (const auto series : ranking.available_series) json.value(to_string(series));
  json.end_array()
      .field("text", ranking.text)
      .field("source", ranking.source.sv)
      .field("sourceText", ranking.source);
  write_processing(json);
  json.end_object();
  return json.take();
}

}  // namespace tertil::reports
