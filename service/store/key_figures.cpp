#include "service/store/key_figures.hpp"

#include <array>
#include <nlohmann/json.hpp>

#include "collectors/json.hpp"
#include "service/store/cell.hpp"
#include "service/store/definition_changes.hpp"

namespace tertil::store {
namespace {

using Json = nlohmann::json;

Json json_of(const Text& text) { return {{"sv", text.sv}, {"en", text.en}}; }

Json json_of(const std::optional<double>& number) { return number ? Json(*number) : Json(); }

/// An empty text goes as null.
Json or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Text text_from(const Json& json) {
  return {json.at("sv").get<std::string>(), json.at("en").get<std::string>()};
}

std::string text_or_null(const Json& json) {
  return json.is_null() ? std::string{} : json.get<std::string>();
}

std::optional<double> number_or_null(const Json& json) {
  return json.is_null() ? std::nullopt : std::optional{json.get<double>()};
}

Polarity polarity_from(const Json& json) {
  const auto polarity = parse_polarity(json.get<std::string>());
  if (!polarity) throw Json::other_error::create(501, "polarity", &json);
  return *polarity;
}

/// Throws nlohmann's exceptions on whatever is missing or of another type.
KeyFigure from_json(const Json& json) {
  KeyFigure figure{
      .id = json.at("id"),
      .slug = json.at("slug"),
      .name = text_from(json.at("name")),
      .short_name = text_from(json.at("shortName")),
      .theme = text_from(json.at("theme")),
      .unit = json.at("unit"),
      .decimals = json.at("decimals"),
      .polarity = polarity_from(json.at("polarity")),
      .kind = json.at("kind"),
      .definition = text_from(json.at("definition")),
      .why = text_from(json.at("why")),
      .minimum = number_or_null(json.at("bounds").at("min")),
      .maximum = number_or_null(json.at("bounds").at("max")),
      .kolada_id = text_or_null(json.at("koladaId")),
      .in_comparison = json.at("inComparison"),
      .source = text_from(json.at("source")),
      .source_url = text_or_null(json.at("sourceUrl")),
      .licence = text_from(json.at("licence")),
      .next_publication = text_or_null(json.at("nextPublication")),
      .next_publication_period = text_or_null(json.value("nextPublicationPeriod", Json())),
      .breaks = {},
      .notes = {}};
  for (const auto& item : json.at("breaks")) {
    figure.breaks.push_back({item.at("year").get<int>(), text_from(item.at("text"))});
  }
  for (const auto& note : json.at("notes")) figure.notes.push_back(text_from(note));
  return figure;
}

tl::unexpected<Error> malformed(std::string_view why) {
  return fail(ErrorCode::kCorrupt,
              {"Ett nyckeltals definition går inte att läsa.",
               "The definition of a key figure cannot be read."},
              "store/key_figures: " + std::string{why});
}

}  // namespace

std::string to_json(const KeyFigure& figure) {
  Json breaks = Json::array();
  for (const auto& one : figure.breaks) {
    breaks.push_back({{"year", one.year}, {"text", json_of(one.text)}});
  }
  Json notes = Json::array();
  for (const auto& note : figure.notes) notes.push_back(json_of(note));
  const Json json{{"id", figure.id},
                  {"slug", figure.slug},
                  {"name", json_of(figure.name)},
                  {"shortName", json_of(figure.short_name)},
                  {"theme", json_of(figure.theme)},
                  {"unit", figure.unit},
                  {"decimals", figure.decimals},
                  {"polarity", to_string(figure.polarity)},
                  {"kind", figure.kind},
                  {"definition", json_of(figure.definition)},
                  {"why", json_of(figure.why)},
                  {"bounds", {{"min", json_of(figure.minimum)}, {"max", json_of(figure.maximum)}}},
                  {"koladaId", or_null(figure.kolada_id)},
                  {"inComparison", figure.in_comparison},
                  {"source", json_of(figure.source)},
                  {"sourceUrl", or_null(figure.source_url)},
                  {"licence", json_of(figure.licence)},
                  {"nextPublication", or_null(figure.next_publication)},
                  {"nextPublicationPeriod", or_null(figure.next_publication_period)},
                  {"breaks", std::move(breaks)},
                  {"notes", std::move(notes)}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<KeyFigure> parse_key_figure(std::string_view json) {
  const auto parsed = collectors::parse_json(json);
  if (const auto* fault = std::get_if<collectors::JsonFault>(&parsed)) {
    return malformed(fault->message.en);
  }
  try {
    return from_json(std::get<Json>(parsed));
  } catch (const Json::exception& error) {
    return malformed(error.what());
  }
}

Result<std::vector<KeyFigure>> key_figures(Reader& reader, std::optional<Instant> as_of) {
  auto found = shipped_key_figures(reader, as_of);
  if (!found) return found;
  const auto changes = changes_in_force(reader, as_of);
  if (!changes) return tl::unexpected{changes.error()};
  for (const auto& [id, change] : *changes)
    for (auto& figure : *found)
      if (figure.id == id) figure = with_change(std::move(figure), change);
  return found;
}

Result<std::vector<KeyFigure>> shipped_key_figures(Reader& reader, std::optional<Instant> as_of) {
  const Value at = cell(as_of);
  const auto rows = reader.query(
      "SELECT definition FROM key_figure WHERE ($1 IS NULL AND superseded_at IS NULL) OR "
      "(recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1)) OR "
      "(recorded_at > $1 AND version = "
      "(SELECT MIN(first.version) FROM key_figure first WHERE first.id = key_figure.id)) "
      "ORDER BY position, id",
      {&at, 1});
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<KeyFigure> found;
  for (const auto& row : *rows) {
    auto figure = parse_key_figure(text_in(row[0]));
    if (!figure) return tl::unexpected{figure.error()};
    found.push_back(std::move(*figure));
  }
  return found;
}

Result<std::int64_t> put_key_figures(Writer& writer, std::span<const KeyFigure> definitions) {
  std::int64_t changed = 0;
  for (std::size_t i = 0; i < definitions.size(); ++i) {
    const Value id{definitions[i].id};
    const Row wanted{static_cast<std::int64_t>(i), to_json(definitions[i])};
    const auto open = writer.query(
        "SELECT position, definition FROM key_figure WHERE id = $1 AND superseded_at IS NULL",
        {&id, 1});
    if (!open) return tl::unexpected{open.error()};
    if (!open->empty() && open->front() == wanted) continue;
    const Value now{writer.recorded_at().microseconds};
    const std::array<Value, 2> closing{id, now};
    const auto closed = writer.execute(
        "UPDATE key_figure SET superseded_at = $2 WHERE id = $1 AND superseded_at IS NULL",
        closing);
    if (!closed) return tl::unexpected{closed.error()};
    const std::array<Value, 4> cells{id, wanted[0], wanted[1], now};
    const auto added = writer.execute(
        "INSERT INTO key_figure (id, position, definition, recorded_at) VALUES ($1, $2, $3, $4)",
        cells);
    if (!added) return tl::unexpected{added.error()};
    ++changed;
  }
  return changed;
}

}  // namespace tertil::store
