#include "service/reports/movement_json.hpp"

#include "service/reports/json_parts.hpp"

namespace tertil::reports {
namespace {

constexpr int kDenominator = 24;  // analytics::Movement::parts_24ths

void write_parts(JsonWriter& json, const analytics::MovementParts& parts) {
  json.field("own", parts.own)
      .field("others", parts.others)
      .field("revisions", parts.revisions)
      .field("membership", parts.membership)
      .end_object();
}

void write_regions(JsonWriter& json, std::string_view name,
                   const std::vector<figures::NamedRegion>& regions) {
  json.key(name).begin_array();
  for (const auto& region : regions)
    json.begin_object().field("region", region.region).field("name", region.name).end_object();
  json.end_array();
}

void write_pair(JsonWriter& json, std::string_view name,
                const std::optional<figures::RankPair>& pair) {
  json.key(name);
  if (pair)
    json.begin_object().field("rankFrom", pair->from).field("rankTo", pair->to).end_object();
  else
    json.value(nullptr);
}

void write_causes(JsonWriter& json, const figures::RankMovement& movement) {
  json.key("parts");
  if (movement.parts)
    write_parts(json.begin_object(), *movement.parts);
  else
    json.value(nullptr);
  json.key("exactParts");
  if (movement.parts_24ths)
    write_parts(json.begin_object().field("denominator", kDenominator), *movement.parts_24ths);
  else
    json.value(nullptr);
  write_regions(json, "overtook", movement.overtook);
  write_regions(json, "overtakenBy", movement.overtaken_by);
  write_regions(json, "joined", movement.joined);
  write_regions(json, "left", movement.left);
  json.key("revised").begin_array();
  for (const auto& value : movement.revised)
    json.begin_object()
        .field("region", value.region)
        .field("name", value.name)
        .field("year", value.year)
        .field("published", value.published)
        .field("today", value.today)
        .end_object();
  json.end_array();
  write_pair(json, "asPublished", movement.as_published);
  write_pair(json, "today", movement.today);
  write_pair(json, "printed", movement.printed);
}

}  // namespace

std::string to_json(const figures::RankMovement& movement) {
  JsonWriter json{2048};
  json.begin_object();
  write_identity(json, movement.figure->definition);
  json.field("region", movement.region->code)
      .field("regionName", movement.region->name)
      .field("from", movement.from)
      .field("to", movement.to)
      .field("series", to_string(movement.series))
      .field("scheme", figures::to_string(movement.scheme));
  write_as_of(json, movement.as_of);
  json.field("rankFrom", movement.rank_from)
      .field("rankTo", movement.rank_to)
      .field("change", movement.change)
      .field("nFrom", movement.n_from)
      .field("nTo", movement.n_to)
      .field("valueFrom", movement.value_from)
      .field("valueTo", movement.value_to);
  write_code(json, "classFrom", movement.class_from);
  write_code(json, "classTo", movement.class_to);
  write_causes(json, movement);
  json.field("text", movement.text)
      .field("source", movement.source.sv)
      .field("sourceText", movement.source);
  write_processing(json);
  json.end_object();
  return json.take();
}

}  // namespace tertil::reports
