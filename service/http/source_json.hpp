/// @file service/http/source_json.hpp
/// @brief A source as the API gives it.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "service/domain/instant.hpp"
#include "service/ingest/sources.hpp"
#include "service/store/batches.hpp"
#include "service/store/pulls.hpp"

namespace tertil::http {

/// What is known of how a source is doing.
struct SourceHistory {
  std::vector<store::Batch> batches;  ///< The newest first; the last few.
  std::optional<store::Pull> pull;    ///< Where it is fetched.
  std::int64_t waiting{0};            ///< Rows of all its imports that wait for a person.
};

/// One item of the list. A source is late when nothing was stored for longer than it says
/// (`expectedEveryDays`), failed when the last attempt was, and never when there was none.
[[nodiscard]] nlohmann::json source_json(const ingest::KnownSource& known,
                                         const SourceHistory& history, Instant now);

/// Files and stored mappings that cannot be read: `where` (file name or id), line, column, message.
[[nodiscard]] nlohmann::json problems_json(const std::vector<ingest::SourceProblem>& problems);

/// Columns, privacy rules and checks, for one source.
void add_mapping(nlohmann::json& answer, const ingest::KnownSource& known);

/// The strong ETag of a source's text.
[[nodiscard]] std::string etag_of(const ingest::KnownSource& known);

}  // namespace tertil::http
