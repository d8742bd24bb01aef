#include "service/http/definitions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "service/http/answer.hpp"
#include "service/http/if_match.hpp"
#include "service/http/import_access.hpp"
#include "service/http/json_object.hpp"
#include "service/ingest/definition_choice.hpp"
#include "service/reports/json_writer.hpp"
#include "service/store/key_figures.hpp"
#include "service/store/sha256.hpp"

namespace tertil::http {
namespace {

using nlohmann::json;
using store::DefinitionChange;
using store::DefinitionVersion;

constexpr std::size_t kLongestName = 200;
constexpr std::size_t kLongestText = 4000;
constexpr std::size_t kLongestReason = 1000;
constexpr int kMostDecimals = 6;

constexpr std::string_view kExample = R"({"keyFigure":"energy-use-premises",
"name":{"sv":"Energianvändning i lokaler","en":"Energy use in premises"},
"definition":{"sv":"Köpt energi …","en":"Bought energy …"},"unit":"kWh/m²","decimals":1,
"polarity":"low","shipped":{"name":{"sv":"Energianvändning i lokaler","en":"Energy use in premises"},
"definition":{"sv":"Köpt energi …","en":"Bought energy …"},"decimals":0,"polarity":"low"},
"history":[{"recordedAt":"2026-11-22T13:00:00Z","actor":"anna","reason":"Ett decimaltecken behövs.",
"name":null,"definition":null,"decimals":1,"polarity":null}],
"scope":{"years":4,"regions":21},"effects":null})";

/// A definition with all that is known of it.
struct Known {
  KeyFigure shipped;
  KeyFigure now;
  std::vector<DefinitionVersion> versions;
  [[nodiscard]] std::int64_t last() const {
    return versions.empty() ? 0 : versions.front().recorded_at.microseconds;
  }
  [[nodiscard]] std::string etag() const { return fmt::format("\"d{}\"", last()); }
};

Parsed<Known> known_in(const Backend& backend, const Request& request) {
  const auto snapshot = backend.published.current();
  const auto figure = figure_in(*snapshot, request);
  if (!figure) return tl::unexpected{figure.error()};
  Known known;
  known.now = (*figure)->definition;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    const auto shipped = store::shipped_key_figures(reader);
    if (!shipped) return tl::unexpected{shipped.error()};
    for (const auto& one : *shipped)
      if (one.id == known.now.id) known.shipped = one;
    auto versions = store::definition_versions(reader, known.now.id);
    if (!versions) return tl::unexpected{versions.error()};
    known.versions = std::move(*versions);
    return {};
  });
  if (!read) return failed(read.error());
  known.now = store::with_change(
      known.shipped, known.versions.empty() ? DefinitionChange{} : known.versions.front().change);
  return known;
}

void write_words(reports::JsonWriter& writer, const KeyFigure& definition) {
  writer.field("name", definition.name)
      .field("definition", definition.definition)
      .field("decimals", definition.decimals)
      .field("polarity", to_string(definition.polarity));
}

void write_version(reports::JsonWriter& writer, const DefinitionVersion& version, bool sees_who) {
  const auto& change = version.change;
  const auto text = [&writer](const char* member, const std::optional<Text>& value) {
    writer.key(member);
    if (value)
      writer.value(*value);
    else
      writer.value(nullptr);
  };
  writer.begin_object()
      .field("recordedAt", to_rfc3339(version.recorded_at))
      .text_or_null("actor", sees_who ? version.actor : std::string{})
      .field("reason", version.reason);
  text("name", change.name);
  text("definition", change.definition);
  writer.key("decimals");
  if (change.decimals)
    writer.value(*change.decimals);
  else
    writer.value(nullptr);
  writer.key("polarity");
  if (change.polarity)
    writer.value(to_string(*change.polarity));
  else
    writer.value(nullptr);
  writer.end_object();
}

/// How much of what is published a definition is about: years with a value, and regions that have
/// one.
void write_scope(reports::JsonWriter& writer, const figures::Figure& figure,
                 const figures::Snapshot& snapshot) {
  std::set<int> years;
  std::set<Eigen::Index> areas;
  const auto span = figure.years();
  for (int year = span ? span->first : 0; span && year <= span->second; ++year)
    for (Eigen::Index area = 0; area < snapshot.country(); ++area) {
      const auto chosen = snapshot.choose(figure, area, year);
      if (chosen.cell == nullptr || !chosen.cell->value) continue;
      years.insert(year);
      areas.insert(area);
    }
  writer.key("scope")
      .begin_object()
      .field("years", years.size())
      .field("regions", areas.size())
      .end_object();
}

/// @param sees_who whether the asker may know who made a change.
Response told(const Backend& backend, const Known& known, bool sees_who,
              const std::optional<std::string>& effects) {
  const auto snapshot = backend.published.current();
  reports::JsonWriter writer{4096};
  writer.begin_object().field("keyFigure", known.now.id).field("unit", known.now.unit);
  write_words(writer, known.now);
  writer.key("shipped").begin_object();
  write_words(writer, known.shipped);
  writer.end_object().key("history").begin_array();
  for (const auto& version : known.versions) write_version(writer, version, sees_who);
  writer.end_array();
  write_scope(writer, *snapshot->figure(known.now.id), *snapshot);
  writer.key("effects");
  if (effects)
    writer.raw(*effects);
  else
    writer.value(nullptr);
  auto response = private_json(writer.end_object().take());
  response.headers.emplace_back("ETag", known.etag());
  return response;
}

Parsed<Response> show(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  const auto known = known_in(backend, request);
  if (!known) return tl::unexpected{known.error()};
  return told(backend, *known, may(*caller, access::Action::kTargetEdit).has_value(), std::nullopt);
}

/// A text that people read: not blank, no NUL, not too long. 422 otherwise.
Parsed<std::string> words_of(const json& object, const char* member, std::size_t longest) {
  auto text = text_member(object, member, longest);
  if (!text) return text;
  if (text->find_first_not_of(" \t\r\n") == std::string::npos)
    return bad_member(member, "required", {"Måste fyllas i.", "Must be filled in."});
  return text;
}

/// Both languages of a member, or empty when it is not there or says what is shipped.
Parsed<std::optional<Text>> both_of(const json& body, const char* member, std::size_t longest,
                                    const Text& shipped) {
  const auto found = body.find(member);
  if (found == body.end() || found->is_null()) return std::optional<Text>{};
  if (!found->is_object() || found->size() != 2)
    return bad_member(member, "wrong-type",
                      {"Ska vara ett objekt med sv och en.", "Must be an object of sv and en."});
  Text text;
  for (const auto& [language, into] : {std::pair{"sv", &text.sv}, std::pair{"en", &text.en}}) {
    auto words = words_of(*found, language, longest);
    if (!words) {
      auto fault = words.error();
      for (auto& item : fault.items) item.pointer.insert(0, fmt::format("/{}", member));
      return tl::unexpected{std::move(fault)};
    }
    *into = std::move(*words);
  }
  return text == shipped ? std::optional<Text>{} : std::optional{std::move(text)};
}

Parsed<DefinitionVersion> version_in(const Request& request, const KeyFigure& shipped) {
  const auto body = object_in(request, {"name", "definition", "decimals", "polarity", "reason"});
  if (!body) return tl::unexpected{body.error()};
  DefinitionVersion version;
  auto name = both_of(*body, "name", kLongestName, shipped.name);
  if (!name) return tl::unexpected{name.error()};
  auto definition = both_of(*body, "definition", kLongestText, shipped.definition);
  if (!definition) return tl::unexpected{definition.error()};
  version.change.name = std::move(*name);
  version.change.definition = std::move(*definition);
  if (const auto decimals = body->find("decimals");
      decimals != body->end() && !decimals->is_null()) {
    if (!decimals->is_number_integer() || *decimals < 0 || *decimals > kMostDecimals)
      return bad_member("decimals", "out-of-range",
                        {fmt::format("Ska vara ett heltal från 0 till {}.", kMostDecimals),
                         fmt::format("Must be a whole number from 0 to {}.", kMostDecimals)});
    if (*decimals != shipped.decimals) version.change.decimals = decimals->get<int>();
  }
  auto polarity = text_member(*body, "polarity", kLongestName);
  if (!polarity) return tl::unexpected{polarity.error()};
  if (!polarity->empty()) {
    const auto parsed = parse_polarity(*polarity);
    if (!parsed)
      return bad_member("polarity", "unknown-value",
                        {"Ska vara low, high eller none.", "Must be low, high or none."});
    if (*parsed != shipped.polarity) version.change.polarity = parsed;
  }
  auto reason = words_of(*body, "reason", kLongestReason);
  if (!reason) return tl::unexpected{reason.error()};
  version.reason = std::move(*reason);
  return version;
}

Parsed<Response> change(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  const auto known = known_in(backend, request);
  if (!known) return tl::unexpected{known.error()};
  auto version = version_in(request, known->shipped);
  if (!version) return tl::unexpected{version.error()};
  version->actor = caller->id;
  if (request.parameter("dryRun") == "true") {
    const auto tried =
        ingest::try_definition(backend.engine, backend.published, known->now.id, *version);
    if (!tried) return failed(tried.error());
    auto changed = *known;
    changed.now = store::with_change(known->shipped, version->change);
    return told(backend, changed, true, ingest::to_json(*tried));
  }
  if (!names(request.if_match, known->etag()))
    return failed(
        {ErrorCode::kStale,
         {"Definitionen har ändrats sedan den lästes, eller If-Match saknas. Läs den igen.",
          "The definition has changed since it was read, or If-Match is missing. Read it "
          "again."},
         {}});
  store::AuditEntry entry;
  entry.actor = caller->id;
  entry.role = caller->role;
  entry.action = store::audit::kConfig;
  entry.object = fmt::format("key-figure/{}", known->now.id);
  entry.note = version->reason;
  entry.before_sha256 = store::sha256_hex(store::to_json(known->now));
  entry.after_sha256 =
      store::sha256_hex(store::to_json(store::with_change(known->shipped, version->change)));
  entry.request = request.id;
  const auto done = ingest::change_definition(backend.engine, backend.published, known->now.id,
                                              known->last(), *version, entry);
  if (!done) return failed(done.error());
  return show(backend, request);
}

}  // namespace

std::vector<Route> definition_routes(const Backend& backend) {
  Route reading;
  reading.pattern = "/api/v1/key-figures/{id}/definition";
  reading.access = Access::kToken;
  reading.where = Where::kPool;
  reading.parameters = {key_figure_parameter()};
  Route writing = reading;
  reading.action = access::Action::kSourceRead;
  reading.summary = {"Ett nyckeltals definition och dess ändringar",
                     "A key figure's definition and its changes"};
  reading.description = {
      "Vad som gäller, vad som följer med programmet, och regionens ändringar, den nyaste först.",
      "What holds, what comes with the program, and the region's changes, the newest first."};
  reading.answers = answers({"Definitionen.", "The definition."}, std::string{kExample}, false,
                            {401, 403, 404, 503});
  reading.handler =
      answering([&backend](const Request& request) { return show(backend, request); });
  // Whoever answers for targets and factors answers for definitions too (contract 1).
  writing.action = access::Action::kTargetEdit;
  writing.method = Method::kPut;
  writing.summary = {"Ändra ett nyckeltals definition", "Change a key figure's definition"};
  writing.description = {
      "Det som inte anges blir som det följer med programmet; reason ensamt återställer allt. "
      "Enheten hör till värdena och ändras inte. Med dryRun=true prövas det bara, och effects "
      "säger "
      "vilka platser som skulle ändras. Annars krävs If-Match.",
      "What is not given is as it comes with the program; reason alone takes everything back. The "
      "unit belongs to the values and is not changed. With dryRun=true it is only tried, and "
      "effects says which ranks would change. Else If-Match is needed."};
  writing.parameters.push_back(query_parameter("dryRun", "boolean", "true",
                                               {"Pröva utan att spara.", "Try without keeping."}));
  writing.answers = answers({"Definitionen.", "The definition."}, std::string{kExample}, false,
                            {400, 401, 403, 404, 412, 415, 422, 503});
  writing.bodies = {
      {"application/json", R"({"decimals":1,"reason":"En decimal behövs för målet."})"}};
  writing.body_description = {"Vad som ska vara ett annat än det som följer med, och varför.",
                              "What is to be other than what comes with the program, and why."};
  writing.handler =
      answering([&backend](const Request& request) { return change(backend, request); });
  return {reading, writing};
}

}  // namespace tertil::http
