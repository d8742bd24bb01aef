#include "service/store/import_counts.hpp"

#include "service/store/cell.hpp"

namespace tertil::store {

Result<std::vector<ImportCount>> count_imports(Reader& reader) {
  const auto rows = reader.query(
      "SELECT source, state, count(*), CAST(sum(stored) AS BIGINT), "
      "CAST(sum(duplicate) AS BIGINT), CAST(sum(quarantined) AS BIGINT), max(received_at) "
      "FROM batch WHERE state <> 'running' GROUP BY source, state ORDER BY source, state",
      {});
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<ImportCount> counts;
  for (const auto& row : *rows)
    counts.push_back({.source = text_in(row[0]),
                      .state = parse_batch_state(text_in(row[1])).value_or(BatchState::kStored),
                      .batches = integer_in(row[2]),
                      .stored = integer_in(row[3]),
                      .duplicate = integer_in(row[4]),
                      .quarantined = integer_in(row[5]),
                      .newest = instant_in(row[6])});
  return counts;
}

}  // namespace tertil::store
