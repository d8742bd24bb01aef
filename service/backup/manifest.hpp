/// @file service/backup/manifest.hpp
/// @brief What a backup says of itself: its last part, `manifest.json`.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/instant.hpp"
#include "service/domain/result.hpp"

namespace tertil::backup {

inline constexpr std::string_view kManifestName = "manifest.json";
inline constexpr std::string_view kStoreName = "tertil.db";
inline constexpr std::string_view kUploadFolder = "uploads/";

/// One file inside a backup.
struct Part {
  std::string name;  ///< "tertil.db" or "uploads/<SHA-256>".
  std::int64_t bytes{0};
  std::string sha256;
  friend bool operator==(const Part&, const Part&) = default;
};

/// The bytes that `tertil export --canonical` writes.
struct Canonical {
  std::int64_t lines{0};
  std::string sha256;
  friend bool operator==(const Canonical&, const Canonical&) = default;
};

/// What the database in a backup holds.
struct Contents {
  std::int64_t schema{0};                    ///< The number of its newest migration.
  std::string schema_name;                   ///< "0015_reports.sql".
  std::map<std::string, std::int64_t> rows;  ///< By table.
  std::int64_t audit_entries{0};
  std::string audit_head;              ///< Empty while nothing is logged.
  std::optional<Canonical> canonical;  ///< Empty if the schema is older than the program.
  friend bool operator==(const Contents&, const Contents&) = default;
};

struct Manifest {
  std::string program;  ///< The version that made it.
  Instant made_at;      ///< When the copying began: everything acknowledged before is in it.
  Contents contents;
  std::vector<Part> parts;
  std::vector<std::string> missing_uploads;  ///< That the database knows and nobody found.
  std::vector<std::string> damaged_uploads;  ///< Whose bytes do not have their name's SHA-256.
};

[[nodiscard]] std::string to_json(const Manifest& manifest);

/// kCorrupt if it is none, or one of a later form than this program knows.
[[nodiscard]] Result<Manifest> parse_manifest(std::string_view text);

}  // namespace tertil::backup
