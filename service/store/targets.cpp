#include "service/store/targets.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "service/store/cell.hpp"

namespace tertil::store {
namespace {

constexpr std::array<std::string_view, 4> kKey{"owner", "key_figure", "region", "year"};
constexpr std::array<std::string_view, 5> kValues{"value", "baseline_year", "baseline_value",
                                                  "path", "decision"};

std::string_view word_for(TargetPath path) { return path == TargetPath::kStep ? "step" : "linear"; }

Result<TargetPath> path_in(const Value& value) {
  const auto& word = text_in(value);
  if (word == word_for(TargetPath::kStep)) return TargetPath::kStep;
  if (word == word_for(TargetPath::kLinear)) return TargetPath::kLinear;
  return unknown_word("path", word);
}

}  // namespace

constinit const FactTable kTargets{"target", kKey, kValues};

Fact to_fact(const Target& target, std::string owner, std::int64_t row, std::string origin,
             std::string version) {
  return {.key = {std::move(owner), target.key_figure, target.region, std::int64_t{target.year}},
          .values = {target.value, cell(target.baseline_year), cell(target.baseline_value),
                     cell(word_for(target.path)), target.decision},
          .row = row,
          .origin = std::move(origin),
          .version = std::move(version)};
}

Result<std::vector<Target>> targets(Reader& reader, std::optional<Instant> as_of) {
  std::vector<Target> found;
  auto visited = each(reader, kTargets, as_of, [&](const StoredFact& stored) -> Result<void> {
    const auto& [key, values, row, origin, version] = stored.fact;
    const auto path = path_in(values[3]);
    if (!path) return tl::unexpected{path.error()};
    found.push_back({.key_figure = text_in(key[1]),
                     .region = text_in(key[2]),
                     .year = static_cast<int>(integer_in(key[3])),
                     .value = real_in(values[0]),
                     .baseline_year = optional_int_in(values[1]),
                     .baseline_value = optional_in<double>(values[2]),
                     .path = *path,
                     .decision = text_in(values[4])});
    return {};
  });
  if (!visited) return tl::unexpected{visited.error()};
  std::ranges::stable_sort(
      found, {}, [](const Target& one) { return std::tie(one.key_figure, one.region, one.year); });
  return found;
}

Result<std::vector<TargetVersion>> target_versions(Reader& reader) {
  const auto rows = reader.query(
      "SELECT key_figure, region, year, value, baseline_year, baseline_value, path, decision, "
      "source, batch, origin, recorded_at, superseded_at FROM target "
      "ORDER BY key_figure, region, year, recorded_at DESC, id DESC",
      {});
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<TargetVersion> found;
  for (const auto& row : *rows) {
    const auto path = path_in(row[6]);
    if (!path) return tl::unexpected{path.error()};
    found.push_back({{.key_figure = text_in(row[0]),
                      .region = text_in(row[1]),
                      .year = static_cast<int>(integer_in(row[2])),
                      .value = real_in(row[3]),
                      .baseline_year = optional_int_in(row[4]),
                      .baseline_value = optional_in<double>(row[5]),
                      .path = *path,
                      .decision = text_in(row[7])},
                     text_in(row[8]),
                     text_in(row[9]),
                     text_in(row[10]),
                     instant_in(row[11]),
                     optional_instant_in(row[12])});
  }
  return found;
}

}  // namespace tertil::store
