#include "service/ingest/first_start.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "collectors/json.hpp"
#include "embedded/shipped.hpp"
#include "service/plans/shipped_plans.hpp"
#include "service/store/import_keys.hpp"
#include "service/store/key_figures.hpp"
#include "service/store/regions.hpp"
#include "service/store/sha256.hpp"

namespace tertil::ingest {
namespace {

/// What fills an empty store, in this order: values come after the regions they belong to.
struct ShippedFile {
  std::string_view name;
  std::string_view source;
};
constexpr ShippedFile kShippedFiles[] = {{"population.csv", "scb-population"},
                                         {"kolada.csv", "kolada"},
                                         {"printed-key-figures.csv", "printed-key-figures"},
                                         {"targets.csv", "targets"},
                                         {"factors.csv", "shipped-factors"}};

/// In short; the file names the origin of every field.
constexpr std::string_view kRegionsSource = "Kolada, SCB, ISO 3166-2 (shipped regions.json)";

/// @throws std::logic_error if the program was built without it.
std::string_view shipped(std::string_view name) {
  for (const auto& file : embedded::shipped())
    if (file.name == name) return file.bytes;
  throw std::logic_error{fmt::format("the program was built without {}", name)};
}

/// @throws std::logic_error if a shipped file is not an array in JSON.
nlohmann::json shipped_array(std::string_view name) {
  auto parsed = collectors::parse_json(shipped(name));
  auto* json = std::get_if<nlohmann::json>(&parsed);
  if (json == nullptr || !json->is_array())
    throw std::logic_error{fmt::format("{} is not an array in JSON", name)};
  return std::move(*json);
}

Result<std::vector<KeyFigure>> shipped_key_figures() {
  std::vector<KeyFigure> definitions;
  for (const auto& json : shipped_array("key_figures.json")) {
    auto definition = store::parse_key_figure(json.dump());
    if (!definition) return tl::unexpected{std::move(definition.error())};
    definitions.push_back(std::move(*definition));
  }
  return definitions;
}

/// The regions, by code.
std::vector<Region> shipped_regions() {
  std::vector<Region> regions;
  for (const auto& json : shipped_array("regions.json"))
    regions.push_back({json.at("code"), json.at("name"), json.at("shortName"), json.at("county"),
                       json.at("koladaId"), json.at("iso")});
  return regions;
}

}  // namespace

Result<void> put_reference_data(store::Engine& engine, figures::Published& published) {
  const auto definitions = shipped_key_figures();
  if (!definitions) return tl::unexpected{definitions.error()};
  const auto regions = shipped_regions();

  bool as_shipped = false;
  const auto read = engine.read([&](store::Reader& reader) -> Result<void> {
    const auto stored_regions = store::regions(reader);
    if (!stored_regions) return tl::unexpected{stored_regions.error()};
    const auto stored_definitions = store::shipped_key_figures(reader);
    if (!stored_definitions) return tl::unexpected{stored_definitions.error()};
    as_shipped = *stored_regions == regions && *stored_definitions == *definitions;
    return {};
  });
  if (!read) return tl::unexpected{read.error()};
  if (!as_shipped) {  // a store that cannot be written can still be read
    const auto written = engine.write([&](store::Writer& writer) -> Result<void> {
      const auto put_all = store::put_regions(writer, regions, kRegionsSource);
      if (!put_all) return tl::unexpected{put_all.error()};
      const auto put = store::put_key_figures(writer, *definitions);
      if (!put) return tl::unexpected{put.error()};
      return {};
    });
    if (!written) return tl::unexpected{written.error()};
  }
  return published.refresh();
}

Result<std::int64_t> import_shipped_files(store::Engine& engine, Importer& importer) {
  std::int64_t imported = 0;
  for (const auto& file : kShippedFiles) {
    const auto key = fmt::format("shipped:{}:{}", file.name, store::sha256_hex(shipped(file.name)));
    bool known = false;
    const auto read = engine.read([&](store::Reader& reader) -> Result<void> {
      const auto found = store::find_import_key(reader, file.source, key);
      if (!found) return tl::unexpected{found.error()};
      known = found->has_value();
      return {};
    });
    if (!read) return tl::unexpected{read.error()};
    if (known) continue;
    const auto unnamed = importer.raw().take_in(shipped(file.name));
    if (!unnamed) return tl::unexpected{unnamed.error()};
    const auto outcome =
        importer.import_file({std::string{file.source}, unnamed->descriptor(), unnamed->bytes(),
                              unnamed->sha256(), std::string{file.name}, key, "tertil", false});
    if (!outcome) return tl::unexpected{outcome.error()};
    if (outcome->kind == ImportKind::kRejected)
      return fail(ErrorCode::kInternal,
                  {fmt::format("Den medföljande filen {} togs inte emot.", file.name),
                   fmt::format("The shipped file {} was not taken.", file.name)},
                  outcome->receipt);
    ++imported;
  }
  if (const auto plans = plans::put_shipped_plans(engine); !plans)
    return tl::unexpected{plans.error()};
  return imported;
}

}  // namespace tertil::ingest
