#include "service/store/regions.hpp"

#include <array>

#include "service/store/cell.hpp"

namespace tertil::store {

Result<std::vector<Region>> regions(Reader& reader) {
  const auto rows = reader.query(
      "SELECT code, name, short_name, county, kolada_id, iso FROM region ORDER BY code", {});
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<Region> found;
  for (const auto& row : *rows) {
    found.push_back({.code = text_in(row[0]),
                     .name = text_in(row[1]),
                     .short_name = text_in(row[2]),
                     .county = text_in(row[3]),
                     .kolada_id = text_in(row[4]),
                     .iso = text_in(row[5])});
  }
  return found;
}

Result<std::int64_t> put_regions(Writer& writer, std::span<const Region> regions,
                                 std::string_view source) {
  std::int64_t changed = 0;
  for (const auto& region : regions) {
    const std::array<Value, 7> cells{region.code,   region.name,      region.short_name,
                                     region.county, region.kolada_id, region.iso,
                                     cell(source)};
    const auto put = writer.execute(
        "INSERT INTO region (code, name, short_name, county, kolada_id, iso, source) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (code) DO UPDATE SET "
        "name = $2, short_name = $3, county = $4, kolada_id = $5, iso = $6, source = $7 "
        "WHERE region.name <> $2 OR region.short_name <> $3 OR region.county <> $4 "
        "OR region.kolada_id <> $5 OR region.iso <> $6 OR region.source <> $7",
        cells);
    if (!put) return tl::unexpected{put.error()};
    changed += *put;
  }
  return changed;
}

}  // namespace tertil::store
