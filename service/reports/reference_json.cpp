#include "service/reports/reference_json.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "service/reports/json_writer.hpp"
#include "service/reports/words.hpp"

namespace tertil::reports {
namespace {

/// The newest population of an area, or null.
template <class Populations>
auto newest_population(const Populations& populations, std::string_view region) {
  const typename Populations::value_type* newest = nullptr;
  for (const auto& population : populations)
    if (population.region == region && (newest == nullptr || population.year > newest->year))
      newest = &population;
  return newest;
}

void write_region(JsonWriter& json, const figures::Snapshot& snapshot, const Region& region) {
  json.begin_object()
      .field("code", region.code)
      .field("name", region.name)
      .field("shortName", region.short_name)
      .field("county", region.county)
      .text_or_null("koladaId", region.kolada_id)
      .text_or_null("iso", region.iso)
      .key("population");
  if (const auto* people = newest_population(snapshot.populations, region.code))
    json.begin_object()
        .field("year", people->year)
        .field("value", people->value)
        .text_or_null("source", people->source)
        .end_object();
  else
    json.value(nullptr);
  json.end_object();
}

void write_series(JsonWriter& json, const figures::Figure& figure) {
  json.key("series").begin_array();
  for (const auto series : kAllSeries) {
    const auto* table = figure.table(series);
    if (table == nullptr) continue;
    json.begin_object().field("series", to_string(series));
    json.field("firstYear", table->first_year()).field("lastYear", table->last_year());
    json.key("years").begin_array();
    for (int year = table->first_year(); year <= table->last_year(); ++year)
      if (const int n = table->regions_with_value(year); n > 0)
        json.begin_object().field("year", year).field("n", n).end_object();
    json.end_array()
        .field("recordedAt", to_rfc3339(figure.recorded_at[static_cast<std::size_t>(series)]))
        .field("label", word(series))
        .end_object();
  }
  json.end_array();
}

/// Whether nobody but the region of this installation has a value, in any series and year.
bool only_site_has_values(const figures::Figure& figure, const figures::Snapshot& snapshot,
                          std::string_view site_region) {
  for (const auto series : kAllSeries) {
    const auto* table = figure.table(series);
    if (table == nullptr) continue;
    for (std::size_t i = 0; i < snapshot.regions.size(); ++i)
      if (snapshot.regions[i].code != site_region &&
          table->known().row(static_cast<Eigen::Index>(i)).any())
        return false;
  }
  return true;
}

/// How to get all regions' values.
void write_fetch(JsonWriter& json, const KeyFigure& definition) {
  static const Text how{"De andra regionernas värden följer inte med. Hämta dem från Kolada:",
                        "The other regions' values are not included. Fetch them from Kolada:"};
  json.key("fetch");
  if (definition.kolada_id.empty()) {
    json.value(nullptr);
    return;
  }
  json.begin_object().field("text", how).field("command", "tertil pull kolada").end_object();
}

void write_definition(JsonWriter& json, const KeyFigure& definition) {
  json.field("id", definition.id)
      .field("slug", definition.slug)
      .field("name", definition.name)
      .field("shortName", definition.short_name)
      .field("theme", definition.theme)
      .field("unit", definition.unit)
      .field("decimals", definition.decimals)
      .field("polarity", to_string(definition.polarity))
      .field("kind", definition.kind)
      .field("definition", definition.definition)
      .field("why", definition.why);
  json.key("bounds")
      .begin_object()
      .field("min", definition.minimum)
      .field("max", definition.maximum)
      .end_object()
      .text_or_null("koladaId", definition.kolada_id)
      .field("inComparison", definition.in_comparison);
  json.key("source")
      .begin_object()
      .field("text", definition.source)
      .text_or_null("url", definition.source_url)
      .field("licence", definition.licence)
      .end_object()
      .text_or_null("nextPublication", definition.next_publication)
      .text_or_null("nextPublicationPeriod", definition.next_publication_period);
  json.key("breaks").begin_array();
  for (const auto& [year, text] : definition.breaks)
    json.begin_object().field("year", year).field("text", text).end_object();
  json.end_array().key("notes").begin_array();
  for (const auto& note : definition.notes) json.value(note);
  json.end_array();
}

void write_key_figure(JsonWriter& json, const figures::Figure& figure,
                      const figures::Snapshot& snapshot, std::string_view site_region) {
  json.begin_object();
  write_definition(json, figure.definition);
  write_series(json, figure);
  if (only_site_has_values(figure, snapshot, site_region))
    write_fetch(json, figure.definition);
  else
    json.field("fetch", nullptr);
  json.end_object();
}

void begin_list(JsonWriter& json, Page page, std::size_t total) {
  json.begin_object()
      .field("page", page.page)
      .field("limit", page.limit)
      .field("total", total)
      .key("items")
      .begin_array();
}

}  // namespace

std::string regions_to_json(const figures::Snapshot& snapshot, Page page) {
  const auto items = items_of(std::span{snapshot.regions}, page);
  JsonWriter json{100 + 300 * items.size()};
  begin_list(json, page, snapshot.regions.size());
  for (const auto& region : items) write_region(json, snapshot, region);
  json.end_array().end_object();
  return json.take();
}

std::string key_figure_to_json(const figures::Figure& figure, const figures::Snapshot& snapshot,
                               std::string_view site_region) {
  JsonWriter json{4096};
  write_key_figure(json, figure, snapshot, site_region);
  return json.take();
}

std::string key_figures_to_json(const figures::Snapshot& snapshot, Page page,
                                std::string_view site_region) {
  const auto items = items_of(std::span{snapshot.figures}, page);
  JsonWriter json{100 + 4096 * items.size()};
  begin_list(json, page, snapshot.figures.size());
  for (const auto& figure : items) write_key_figure(json, figure, snapshot, site_region);
  json.end_array().end_object();
  return json.take();
}

}  // namespace tertil::reports
