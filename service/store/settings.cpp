#include "service/store/settings.hpp"

#include <array>

#include "service/store/cell.hpp"

namespace tertil::store {

Result<std::optional<std::string>> setting(Reader& reader, std::string_view name) {
  const std::array parameters{cell(name)};
  const auto rows = reader.query("SELECT value FROM setting WHERE name = $1", parameters);
  if (!rows) return tl::unexpected{rows.error()};
  if (rows->empty()) return std::optional<std::string>{};
  return std::optional{text_in(rows->front().front())};
}

Result<void> put_setting(Writer& writer, std::string_view name, std::string_view value) {
  const std::array parameters{cell(name), cell(value)};
  const auto done = writer.execute(
      "INSERT INTO setting (name, value) VALUES ($1, $2) "
      "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      parameters);
  if (!done) return tl::unexpected{done.error()};
  return {};
}

}  // namespace tertil::store
