/// @file collectors/source.hpp
/// @brief A source: who delivers what, to whom it belongs, and what one bad row does.
///
/// Sources are data, TOML files (collectors/sources/). A new system needs a new file, no code.
/// Keys that nobody reads are refused, so that a misspelt one is found.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "collectors/mapping.hpp"
#include "collectors/privacy.hpp"
#include "collectors/pull_settings.hpp"
#include "collectors/schema.hpp"
#include "collectors/text.hpp"

namespace tertil::collectors {

enum class OnBadRow {
  kReject,      ///< Nothing of the file is stored.
  kQuarantine,  ///< The bad row is set aside, the others are stored.
};

enum class Format {
  kCanonical,   ///< CSV, XLSX, NDJSON or a JSON array with the field names of the target.
  kKoladaJson,  ///< Answers of Kolada's API, version 3 (and 2: `is_deleted`).
  kJsonStat,    ///< JSON-stat 2, as PxWeb gives it.
  kMapped,      ///< Whatever `Source::mapping` makes rows of.
};

/// A quality rule as a source sets it (`[[check]]`). What it means is the receiver's knowledge.
struct CheckRule {
  std::string id;        ///< One of `known_checks()`.
  std::string severity;  ///< "error", "hold", "warning" or "off".
  std::map<std::string, std::variant<double, std::string>, std::less<>> parameters;
  std::int64_t line{0};  ///< In the mapping file.
};

/// The ids that `[[check]]` may have.
[[nodiscard]] std::span<const std::string_view> known_checks();

struct Source {
  std::string id;  ///< Lower case, digits and hyphens.
  int version{1};  ///< Of the mapping; same bytes under another version are read anew.
  Target target{};
  std::string owner;   ///< Whose data: "00" for national, else the county code.
  std::string series;  ///< "kolada", "printed", "own"; empty for other targets than values.
  OnBadRow on_bad_row{OnBadRow::kReject};
  std::vector<Format> formats{Format::kCanonical};  ///< What is taken; the content decides which.
  Text name;
  Text attribution;  ///< "Källa: …", shown beside every value taken over.
  std::map<std::string, Lookup, std::less<>> lookups;  ///< `keyFigure` and `region` for Kolada.
  std::optional<Mapping> mapping;  ///< There are `[[field]]`s; else files have our own headers.
  Privacy privacy;
  std::vector<CheckRule> checks;
  std::vector<std::string> dedupe_key;     ///< Fields, at the end perhaps "_occurrence"; or empty.
  std::optional<PullSettings> pull;        ///< Fetched over HTTP.
  std::string schedule;                    ///< When it is fetched, as cron writes it; or empty.
  std::optional<int> expected_every_days;  ///< Later than that since the last success is late.
  std::string glob;                        ///< "drivmedel_*.csv" in its drop folder; or empty.
  int settle_seconds{30};                  ///< Untouched for so long before it is taken.

  [[nodiscard]] bool takes(Format format) const;
};

/// What holds where a source says nothing.
struct SourceDefaults {
  std::string owner{"13"};  ///< The installation's own region.
};

/// Why a text is no source, and where in it.
struct SourceFault {
  std::int64_t line{0};  ///< From 1; 0 when a key is missing altogether.
  std::int64_t column{0};
  Text message;
};

/// Reads one source. `[mapping]` with id, version and target must be there; for key-figure values,
/// population and targets also owner, `[name]` and `[attribution]`. Keys may be written
/// `like_this` or `likeThis`. Keys that nobody reads are refused, with the nearest known one.
[[nodiscard]] std::variant<Source, SourceFault> parse_source(std::string_view toml,
                                                             const SourceDefaults& defaults = {});
/// The same, with every fault found.
struct CheckedSource {
  std::optional<Source> source;  ///< Empty when there are faults.
  std::vector<SourceFault> faults;
};
[[nodiscard]] CheckedSource check_source(std::string_view toml,
                                         const SourceDefaults& defaults = {});

}  // namespace tertil::collectors
