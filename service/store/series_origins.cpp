#include "service/store/series_origins.hpp"

#include <array>
#include <limits>

namespace tertil::store {

Result<std::vector<SeriesOrigin>> series_origins(Reader& reader, std::optional<Instant> as_of) {
  const auto at = as_of ? as_of->microseconds : std::numeric_limits<std::int64_t>::max() - 1;
  const std::array<Value, 1> parameters{at};
  const auto rows = reader.query(
      "SELECT DISTINCT key_figure, series, origin FROM observation WHERE origin <> '' "
      "AND recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1) "
      "ORDER BY key_figure, series, origin",
      parameters);
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<SeriesOrigin> origins;
  origins.reserve(rows->size());
  for (const auto& row : *rows) {
    const auto series = parse_series(std::get<std::string>(row[1]));
    if (!series) return fail(ErrorCode::kCorrupt, {"Okänd serie.", "Unknown series."});
    origins.push_back({std::get<std::string>(row[0]), *series, std::get<std::string>(row[2])});
  }
  return origins;
}

}  // namespace tertil::store
