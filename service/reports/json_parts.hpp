/// @file service/reports/json_parts.hpp
/// @brief Pieces that several answers have in common, each written one way.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analytics/certainty.hpp"
#include "service/domain/instant.hpp"
#include "service/figures/ranking.hpp"
#include "service/reports/json_writer.hpp"

namespace tertil::reports {

/// "asOf": the time, or null for the present.
void write_as_of(JsonWriter& json, const std::optional<Instant>& as_of);

/// "keyFigure", "slug", "name", "unit", "decimals", "polarity": which key figure it is about.
void write_identity(JsonWriter& json, const KeyFigure& definition);

/// The code of an enumeration, or null.
template <class T>
void write_code(JsonWriter& json, std::string_view name, const std::optional<T>& maybe) {
  using figures::to_string;
  json.key(name);
  if (maybe)
    json.value(to_string(*maybe));
  else
    json.value(nullptr);
}

/// {"value","rank","of","class"}, or null where no place was printed.
void write_printed(JsonWriter& json, const std::optional<figures::Printed>& printed);

/// {"class","value",<distance name>}, or null. Going up the distance is a `gap`, down a `margin`.
void write_step(JsonWriter& json, std::string_view name, std::string_view distance_name,
                const std::optional<figures::ClassStep>& step);

/// "classProbability": {"green","yellow","red"}, or null where there are no classes.
void write_probability(JsonWriter& json,
                       const std::optional<analytics::ClassProbability>& probability);

/// "sources": [{"series","text"}]: where each series was taken from.
void write_sources(JsonWriter& json, const std::vector<std::pair<Series, Text>>& sources);

/// All sources in one text: "Källa: A; Källa: B".
[[nodiscard]] Text joined(const std::vector<std::pair<Series, Text>>& sources);

/// "processing" and "processingText": ranks and classes are never attributed to the source.
void write_processing(JsonWriter& json);

}  // namespace tertil::reports
