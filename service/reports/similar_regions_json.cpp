#include "service/reports/similar_regions_json.hpp"

#include "service/reports/json_parts.hpp"

namespace tertil::reports {
namespace {

void write_features(JsonWriter& json, std::string_view name,
                    const std::vector<figures::LikenessFeature>& features) {
  json.key(name).begin_array();
  for (const auto& feature : features)
    json.begin_object()
        .field("id", feature.id)
        .field("text", feature.text)
        .field("year", feature.year)
        .end_object();
  json.end_array();
}

void write_region(JsonWriter& json, const figures::LikeRegion& region) {
  json.begin_object()
      .field("region", region.region)
      .field("name", region.name)
      .field("distance", region.distance)
      .field("value", region.value)
      .field("rank", region.rank);
  write_code(json, "class", region.rank_class);
  json.key("history").begin_array();
  for (const auto& [year, value] : region.history)
    json.begin_object().field("year", year).field("value", value).end_object();
  json.end_array().end_object();
}

}  // namespace

std::string to_json(const figures::LikeRegions& regions) {
  JsonWriter json{4096};
  json.begin_object();
  write_identity(json, regions.figure->definition);
  json.field("region", regions.region->code)
      .field("regionName", regions.region->name)
      .field("year", regions.year);
  write_code(json, "series", regions.series);
  json.field("scheme", figures::to_string(regions.scheme));
  write_as_of(json, regions.as_of);
  write_features(json, "features", regions.features);
  write_features(json, "missingFeatures", regions.missing_features);
  json.key("own");
  write_region(json, regions.own);
  json.key("regions").begin_array();
  for (const auto& region : regions.regions) write_region(json, region);
  json.end_array()
      .field("text", regions.text)
      .field("source", regions.source.sv)
      .field("sourceText", regions.source);
  write_processing(json);
  json.end_object();
  return json.take();
}

}  // namespace tertil::reports
