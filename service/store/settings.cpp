#include "service/store/settings.hpp"

#include <array>
#include <cstdint>
#include <limits>

#include "service/store/cell.hpp"

namespace tertil::store {

Result<std::optional<std::string>> setting(Reader& reader, std::string_view name,
                                           std::optional<Instant> as_of) {
  const auto until = as_of ? as_of->microseconds : std::numeric_limits<std::int64_t>::max();
  const std::array<Value, 2> parameters{cell(name), until};
  const auto rows = reader.query(
      "SELECT value FROM setting WHERE name = $1 AND recorded_at <= $2 "
      "ORDER BY recorded_at DESC LIMIT 1",
      parameters);
  if (!rows) return tl::unexpected{rows.error()};
  if (rows->empty()) return std::optional<std::string>{};
  return std::optional{text_in(rows->front().front())};
}

Result<void> put_setting(Writer& writer, std::string_view name, std::string_view value) {
  const std::array<Value, 3> parameters{cell(name), writer.recorded_at().microseconds, cell(value)};
  const auto done = writer.execute(
      "INSERT INTO setting (name, recorded_at, value) VALUES ($1, $2, $3) "
      "ON CONFLICT (name, recorded_at) DO UPDATE SET value = excluded.value",
      parameters);
  if (!done) return tl::unexpected{done.error()};
  return {};
}

}  // namespace tertil::store
