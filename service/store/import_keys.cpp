#include "service/store/import_keys.hpp"

#include <array>

namespace tertil::store {

Result<std::optional<ImportKey>> find_import_key(Reader& reader, std::string_view source,
                                                 std::string_view key) {
  const std::array<Value, 2> parameters{std::string{source}, std::string{key}};
  auto rows = reader.query("SELECT sha256, batch FROM import_key WHERE source = $1 AND name = $2",
                           parameters);
  if (!rows) return tl::unexpected{rows.error()};
  if (rows->empty()) return std::nullopt;
  auto& row = rows->front();
  return ImportKey{std::get<std::string>(std::move(row[0])),
                   std::get<std::string>(std::move(row[1]))};
}

Result<void> add_import_key(Writer& writer, std::string_view source, std::string_view key,
                            std::string_view sha256, std::string_view batch) {
  const std::array<Value, 4> parameters{std::string{source}, std::string{key}, std::string{sha256},
                                        std::string{batch}};
  const auto added = writer.execute(
      "INSERT INTO import_key (source, name, sha256, batch) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT DO NOTHING",
      parameters);
  if (!added) return tl::unexpected{added.error()};
  if (*added == 0)
    return fail(ErrorCode::kConflict, {"Nyckeln är redan använd.", "The key is taken already."});
  return {};
}

}  // namespace tertil::store
