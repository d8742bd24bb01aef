#include "service/reports/certainty_json.hpp"

#include "service/reports/json_parts.hpp"

namespace tertil::reports {
namespace {

void write_errors(JsonWriter& json, const figures::RankErrors& errors) {
  json.key("errors").begin_object().field("rounding", errors.rounding).key("revision");
  if (errors.revision)
    json.begin_object()
        .field("pairs", errors.revision->pairs)
        .field("scale", errors.revision->scale)
        .field("kind", figures::to_string(errors.revision->kind))
        .end_object();
  else
    json.value(nullptr);
  json.field("preliminary", errors.preliminary).field("text", errors.text).end_object();
}

void write_row(JsonWriter& json, const figures::CertainRow& row) {
  json.begin_object()
      .field("region", row.region)
      .field("name", row.name)
      .field("value", row.value)
      .field("status", to_string(row.status))
      .field("rank", row.place.rank)
      .field("rankLow", row.place.rank_low)
      .field("rankHigh", row.place.rank_high);
  write_code(json, "class", row.place.rank_class);
  write_probability(json, row.place.probability);
  json.field("sure", row.place.sure).end_object();
}

}  // namespace

std::string to_json(const figures::RankCertainties& certainties) {
  JsonWriter json{1024 + 240 * certainties.rows.size()};
  json.begin_object();
  write_identity(json, certainties.figure->definition);
  json.field("year", certainties.year);
  write_code(json, "series", certainties.series);
  json.field("scheme", figures::to_string(certainties.scheme));
  write_as_of(json, certainties.as_of);
  json.field("n", certainties.n)
      .field("draws", certainties.draws)
      .field("seed", certainties.seed)
      .field("level", certainties.level);
  write_errors(json, certainties.errors);
  json.key("rows").begin_array();
  for (const auto& row : certainties.rows) write_row(json, row);
  json.end_array().field("text", certainties.text);
  write_processing(json);
  json.end_object();
  return json.take();
}

}  // namespace tertil::reports
