#include "service/reports/json_parts.hpp"

#include "service/figures/ranking_words.hpp"

namespace tertil::reports {

void write_as_of(JsonWriter& json, const std::optional<Instant>& as_of) {
  json.key("asOf");
  if (as_of)
    json.value(to_rfc3339(*as_of));
  else
    json.value(nullptr);
}

void write_identity(JsonWriter& json, const KeyFigure& definition) {
  json.field("keyFigure", definition.id)
      .field("slug", definition.slug)
      .field("name", definition.name)
      .field("unit", definition.unit)
      .field("decimals", definition.decimals)
      .field("polarity", to_string(definition.polarity));
}

void write_printed(JsonWriter& json, const std::optional<figures::Printed>& printed) {
  json.key("printed");
  if (!printed) {
    json.value(nullptr);
    return;
  }
  json.begin_object()
      .field("value", printed->value)
      .field("rank", printed->rank)
      .field("of", printed->of);
  write_code(json, "class", printed->rank_class);
  json.end_object();
}

void write_step(JsonWriter& json, std::string_view name, std::string_view distance_name,
                const std::optional<figures::ClassStep>& step) {
  json.key(name);
  if (!step) {
    json.value(nullptr);
    return;
  }
  json.begin_object()
      .field("class", figures::to_string(step->rank_class))
      .field("value", step->value)
      .field(distance_name, step->distance)
      .end_object();
}

void write_probability(JsonWriter& json,
                       const std::optional<analytics::ClassProbability>& probability) {
  json.key("classProbability");
  if (probability)
    json.begin_object()
        .field("green", probability->green)
        .field("yellow", probability->yellow)
        .field("red", probability->red)
        .end_object();
  else
    json.value(nullptr);
}

void write_sources(JsonWriter& json, const std::vector<std::pair<Series, Text>>& sources) {
  json.key("sources").begin_array();
  for (const auto& [series, text] : sources)
    json.begin_object().field("series", to_string(series)).field("text", text).end_object();
  json.end_array();
}

Text joined(const std::vector<std::pair<Series, Text>>& sources) {
  Text all;
  for (const auto& [series, text] : sources) {
    if (!all.sv.empty()) {
      all.sv += "; ";
      all.en += "; ";
    }
    all.sv += text.sv;
    all.en += text.en;
  }
  return all;
}

void write_processing(JsonWriter& json) {
  json.field("processing", figures::own_processing().sv)
      .field("processingText", figures::own_processing());
}

}  // namespace tertil::reports
