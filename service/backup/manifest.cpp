#include "service/backup/manifest.hpp"

#include <nlohmann/json.hpp>

#include "collectors/json.hpp"

namespace tertil::backup {
namespace {

using nlohmann::json;

constexpr std::string_view kFormat = "tertil-backup";
constexpr int kFormatVersion = 1;

json as_json(const Contents& contents) {
  json canonical;
  if (contents.canonical)
    canonical = {{"lines", contents.canonical->lines}, {"sha256", contents.canonical->sha256}};
  return {{"schema", contents.schema},
          {"schemaName", contents.schema_name},
          {"rows", contents.rows},
          {"audit", {{"entries", contents.audit_entries}, {"head", contents.audit_head}}},
          {"canonicalExport", std::move(canonical)}};
}

Contents contents_in(const json& value) {
  Contents contents;
  value.at("schema").get_to(contents.schema);
  value.at("schemaName").get_to(contents.schema_name);
  value.at("rows").get_to(contents.rows);
  value.at("audit").at("entries").get_to(contents.audit_entries);
  value.at("audit").at("head").get_to(contents.audit_head);
  if (const auto& canonical = value.at("canonicalExport"); !canonical.is_null())
    contents.canonical = Canonical{canonical.at("lines").get<std::int64_t>(),
                                   canonical.at("sha256").get<std::string>()};
  return contents;
}

tl::unexpected<Error> unreadable(std::string where) {
  return fail(ErrorCode::kCorrupt,
              {"Säkerhetskopians innehållsförteckning kan inte läsas.",
               "The backup's manifest cannot be read."},
              std::move(where));
}

}  // namespace

std::string to_json(const Manifest& manifest) {
  json parts = json::array();
  for (const auto& part : manifest.parts)
    parts.push_back({{"name", part.name}, {"bytes", part.bytes}, {"sha256", part.sha256}});
  return json{{"format", kFormat},
              {"formatVersion", kFormatVersion},
              {"program", manifest.program},
              {"madeAt", to_rfc3339(manifest.made_at)},
              {"contents", as_json(manifest.contents)},
              {"parts", std::move(parts)},
              {"missingUploads", manifest.missing_uploads},
              {"damagedUploads", manifest.damaged_uploads}}
      .dump(1);
}

Result<Manifest> parse_manifest(std::string_view text) {
  const auto parsed = collectors::parse_json(text);
  if (const auto* fault = std::get_if<collectors::JsonFault>(&parsed))
    return unreadable("manifest: " + fault->message.en);
  const auto& value = std::get<json>(parsed);
  try {
    if (value.at("format") != kFormat) return unreadable("manifest: format");
    if (value.at("formatVersion") != kFormatVersion)
      return fail(ErrorCode::kCorrupt,
                  {"Säkerhetskopian har en senare form än programmet känner; använd en nyare "
                   "version av tertil.",
                   "The backup has a later form than the program knows; use a newer version of "
                   "tertil."});
    Manifest manifest;
    value.at("program").get_to(manifest.program);
    const auto made = parse_rfc3339(value.at("madeAt").get<std::string>());
    if (!made) return unreadable("manifest: madeAt");
    manifest.made_at = *made;
    manifest.contents = contents_in(value.at("contents"));
    for (const auto& part : value.at("parts"))
      manifest.parts.push_back({part.at("name").get<std::string>(),
                                part.at("bytes").get<std::int64_t>(),
                                part.at("sha256").get<std::string>()});
    value.at("missingUploads").get_to(manifest.missing_uploads);
    value.at("damagedUploads").get_to(manifest.damaged_uploads);
    return manifest;
  } catch (const json::exception& fault) {
    return unreadable(fault.what());
  }
}

}  // namespace tertil::backup
