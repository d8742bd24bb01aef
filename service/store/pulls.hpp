/// @file service/store/pulls.hpp
/// @brief What is remembered of each source that is fetched over HTTP.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/instant.hpp"
#include "service/domain/text.hpp"
#include "service/store/engine.hpp"

namespace tertil::store {

/// How the last pull of a source ended.
enum class PullOutcome {
  kNever,      ///< It has not been tried.
  kStored,     ///< Fetched and imported, or received before.
  kUnchanged,  ///< The other system has nothing new.
  kRejected,   ///< Fetched, but the import took nothing of it; `batch` has the receipt.
  kFailed,     ///< Not fetched; `message` says why.
};

[[nodiscard]] std::string_view to_string(PullOutcome outcome);

struct Pull {
  std::string source;
  std::string mapping_version;  ///< Under another one what the other system said is forgotten.
  std::optional<Instant> attempted_at;
  PullOutcome outcome{PullOutcome::kNever};
  std::optional<std::string> batch;  ///< Of the last pull that was imported.
  Text message;                      ///< Why it failed; empty otherwise.
  std::optional<Instant> succeeded_at;
  std::int64_t failures{0};            ///< In a row.
  std::optional<Instant> next_run_at;  ///< Empty where there is no schedule.
  std::string etag;
  std::string last_modified;
  std::string cursor;
  std::int64_t changed_to{0};  ///< Seconds since 1970.
};

/// Empty if the source has never been pulled nor planned.
[[nodiscard]] Result<std::optional<Pull>> find_pull(Reader& reader, std::string_view source);
/// All of them, by source.
[[nodiscard]] Result<std::vector<Pull>> pulls(Reader& reader);
/// Adds or replaces what is known of one source. Leaves what is published alone.
[[nodiscard]] Result<void> keep_pull(Writer& writer, const Pull& pull);

}  // namespace tertil::store
