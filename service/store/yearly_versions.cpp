#include "service/store/yearly_versions.hpp"

#include <array>
#include <limits>

#include "service/store/cell.hpp"

namespace tertil::store {

Result<std::vector<YearlyVersion>> yearly_versions(Reader& reader, std::optional<Instant> as_of) {
  const std::array<Value, 1> parameters{as_of ? as_of->microseconds
                                              : std::numeric_limits<std::int64_t>::max()};
  // A batch may write its own row last: within its transaction its facts have none yet.
  const auto rows = reader.query(
      "SELECT f.key_figure, f.series, f.area, f.period, f.owner, f.value, f.status "
      "FROM observation f LEFT JOIN batch b ON b.id = f.batch "
      "WHERE f.category = '' AND length(f.period) = 4 AND f.computed IS NULL "
      "AND f.recorded_at <= $1 AND (f.superseded_at IS NULL OR f.superseded_at > f.recorded_at) "
      "AND coalesce(b.state, '') <> 'retracted' "
      "AND EXISTS (SELECT 1 FROM observation o WHERE o.key_figure = f.key_figure "
      "AND o.area = f.area AND o.period = f.period AND o.category = f.category "
      "AND o.series = f.series AND o.owner = f.owner AND o.id <> f.id AND o.recorded_at <= $1) "
      "ORDER BY f.key_figure, f.series, f.area, f.period, f.owner, f.recorded_at, f.id",
      parameters);
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<YearlyVersion> versions;
  versions.reserve(rows->size());
  for (const auto& row : *rows) {
    const auto series = parse_series(text_in(row[1]));
    if (!series) return unknown_word("series", text_in(row[1]));
    const auto status = parse_status(text_in(row[6]));
    if (!status) return unknown_word("status", text_in(row[6]));
    versions.push_back({text_in(row[0]), *series, text_in(row[2]), text_in(row[3]), text_in(row[4]),
                        optional_in<double>(row[5]), *status});
  }
  return versions;
}

}  // namespace tertil::store
