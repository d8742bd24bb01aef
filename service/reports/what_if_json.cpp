#include "service/reports/what_if_json.hpp"

#include "service/reports/json_parts.hpp"

namespace tertil::reports {

std::string to_json(const figures::WhatIf& what_if) {
  JsonWriter json{1024};
  json.begin_object();
  write_identity(json, what_if.figure->definition);
  json.field("region", what_if.region->code)
      .field("regionName", what_if.region->name)
      .field("year", what_if.year)
      .field("series", to_string(what_if.series))
      .field("scheme", figures::to_string(what_if.scheme))
      .field("value", what_if.value)
      .field("n", what_if.n)
      .field("rank", what_if.rank)
      .field("tied", what_if.tied);
  write_code(json, "class", what_if.rank_class);
  write_step(json, "toBetterClass", "gap", what_if.to_better_class);
  write_step(json, "toWorseClass", "margin", what_if.to_worse_class);

  json.key("today");
  if (what_if.today) {
    json.begin_object().field("value", what_if.today->value).field("rank", what_if.today->rank);
    write_code(json, "class", what_if.today->rank_class);
    json.end_object();
  } else {
    json.value(nullptr);
  }

  json.key("others").begin_object().key("changedClass").begin_array();
  for (const auto& change : what_if.others) json.value(change.region);
  json.end_array().key("changes").begin_array();
  for (const auto& change : what_if.others) {
    json.begin_object().field("region", change.region).field("name", change.name);
    write_code(json, "from", change.from);
    write_code(json, "to", change.to);
    json.end_object();
  }
  json.end_array().end_object();

  json.field("median", what_if.median).field("text", what_if.text);
  write_processing(json);
  json.end_object();
  return json.take();
}

}  // namespace tertil::reports
