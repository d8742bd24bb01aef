#include "service/store/claims.hpp"

#include <array>

#include "service/store/cell.hpp"

namespace tertil::store {

Result<bool> claim(Writer& writer, std::string_view name, std::string_view holder, Instant now,
                   Instant until) {
  writer.leave_published_alone();
  const std::array<Value, 4> cells{cell(name), cell(holder), now.microseconds, until.microseconds};
  const auto taken = writer.execute(
      "INSERT INTO claim (name, holder, held_until) VALUES ($1, $2, $4) "
      "ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, "
      "held_until = excluded.held_until WHERE claim.holder = $2 OR claim.held_until <= $3",
      cells);
  if (!taken) return tl::unexpected{taken.error()};
  return *taken > 0;
}

Result<bool> renew_claim(Writer& writer, std::string_view name, std::string_view holder,
                         Instant until) {
  writer.leave_published_alone();
  const std::array<Value, 3> cells{cell(name), cell(holder), until.microseconds};
  const auto renewed =
      writer.execute("UPDATE claim SET held_until = $3 WHERE name = $1 AND holder = $2", cells);
  if (!renewed) return tl::unexpected{renewed.error()};
  return *renewed > 0;
}

Result<bool> has_claim(Reader& reader, std::string_view name, std::string_view holder) {
  const std::array<Value, 2> cells{cell(name), cell(holder)};
  const auto rows = reader.query("SELECT 1 FROM claim WHERE name = $1 AND holder = $2", cells);
  if (!rows) return tl::unexpected{rows.error()};
  return !rows->empty();
}

Result<void> release_claim(Writer& writer, std::string_view name, std::string_view holder) {
  writer.leave_published_alone();
  const std::array<Value, 2> cells{cell(name), cell(holder)};
  const auto done = writer.execute("DELETE FROM claim WHERE name = $1 AND holder = $2", cells);
  if (!done) return tl::unexpected{done.error()};
  return {};
}

}  // namespace tertil::store
