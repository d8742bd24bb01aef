#include "service/store/definition_changes.hpp"

#include <array>
#include <limits>
#include <nlohmann/json.hpp>

#include "collectors/json.hpp"
#include "service/store/cell.hpp"
#include "service/store/settings.hpp"

namespace tertil::store {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kPrefix = "definition/";  ///< Of the setting's name, before the id.

std::string to_text(const DefinitionVersion& version) {
  Json change = Json::object();
  const auto put = [&change](const char* member, const std::optional<Text>& text) {
    if (text) change[member] = {{"sv", text->sv}, {"en", text->en}};
  };
  put("name", version.change.name);
  put("definition", version.change.definition);
  if (version.change.decimals) change["decimals"] = *version.change.decimals;
  if (version.change.polarity) change["polarity"] = to_string(*version.change.polarity);
  return Json{{"actor", version.actor}, {"reason", version.reason}, {"change", change}}.dump();
}

std::optional<Text> text_in(const Json& change, const char* member) {
  const auto found = change.find(member);
  if (found == change.end()) return std::nullopt;
  return Text{found->at("sv").get<std::string>(), found->at("en").get<std::string>()};
}

Result<DefinitionVersion> from_text(const std::string& text, std::int64_t recorded_at) {
  try {
    const auto parsed = collectors::parse_json(text);
    const auto& all = std::get<Json>(parsed);
    const auto& change = all.at("change");
    DefinitionVersion version;
    version.change.name = text_in(change, "name");
    version.change.definition = text_in(change, "definition");
    if (change.contains("decimals")) version.change.decimals = change["decimals"].get<int>();
    if (change.contains("polarity"))
      version.change.polarity = parse_polarity(change["polarity"].get<std::string>());
    version.actor = all.at("actor");
    version.reason = all.at("reason");
    version.recorded_at = Instant{recorded_at};
    return version;
  } catch (const std::exception& error) {
    return fail(ErrorCode::kCorrupt,
                {"En ändrad definition går inte att läsa.", "A changed definition cannot be read."},
                std::string{"store/definition_changes: "} + error.what());
  }
}

}  // namespace

KeyFigure with_change(KeyFigure definition, const DefinitionChange& change) {
  if (change.name) definition.name = *change.name;
  if (change.definition) definition.definition = *change.definition;
  if (change.decimals) definition.decimals = *change.decimals;
  if (change.polarity) definition.polarity = *change.polarity;
  return definition;
}

Result<std::vector<DefinitionVersion>> definition_versions(Reader& reader,
                                                           std::string_view key_figure) {
  const Value name{std::string{kPrefix} + std::string{key_figure}};
  const auto rows = reader.query(
      "SELECT value, recorded_at FROM setting WHERE name = $1 ORDER BY recorded_at DESC",
      {&name, 1});
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<DefinitionVersion> versions;
  for (const auto& row : *rows) {
    auto version = from_text(store::text_in(row[0]), integer_in(row[1]));
    if (!version) return tl::unexpected{version.error()};
    versions.push_back(std::move(*version));
  }
  return versions;
}

Result<void> put_definition_change(Writer& writer, std::string_view key_figure,
                                   const DefinitionVersion& version) {
  return put_setting(writer, std::string{kPrefix} + std::string{key_figure}, to_text(version));
}

Result<std::vector<std::pair<std::string, DefinitionChange>>> changes_in_force(
    Reader& reader, std::optional<Instant> as_of) {
  const Value until{as_of ? as_of->microseconds : std::numeric_limits<std::int64_t>::max()};
  const auto rows = reader.query(
      "SELECT name, value FROM setting WHERE name LIKE 'definition/%' AND recorded_at = "
      "(SELECT MAX(newest.recorded_at) FROM setting newest WHERE newest.name = setting.name "
      "AND newest.recorded_at <= $1) ORDER BY name",
      {&until, 1});
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<std::pair<std::string, DefinitionChange>> changes;
  for (const auto& row : *rows) {
    auto version = from_text(store::text_in(row[1]), 0);
    if (!version) return tl::unexpected{version.error()};
    changes.emplace_back(store::text_in(row[0]).substr(kPrefix.size()), std::move(version->change));
  }
  return changes;
}

}  // namespace tertil::store
