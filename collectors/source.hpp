/// @file collectors/source.hpp
/// @brief A source: who delivers what, to whom it belongs, and what one bad row does.
///
/// Sources are data, TOML files (collectors/sources/). A new system needs a new file, no code.
/// Keys that nobody reads are refused, so that a misspelt one is found.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "collectors/schema.hpp"
#include "collectors/text.hpp"

namespace tertil::collectors {

enum class OnBadRow {
  kReject,      ///< Nothing of the file is stored.
  kQuarantine,  ///< The bad row is set aside, the others are stored.
};

enum class Format {
  kCanonical,   ///< CSV, NDJSON or a JSON array with the field names of the target.
  kKoladaJson,  ///< Answers of Kolada's API, version 3 (and 2: `is_deleted`).
};

/// From what the sender writes to what we write, e.g. "N00404" → "antibiotic-prescriptions".
using Lookup = std::map<std::string, std::string, std::less<>>;

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

  [[nodiscard]] bool takes(Format format) const;
};

/// Why a text is no source, and where in it.
struct SourceFault {
  std::int64_t line{0};  ///< From 1; 0 when a key is missing altogether.
  std::int64_t column{0};
  Text message;
};

/// Reads one source. All keys but `[lookup]`, `series`, `formats` and `onBadRow` must be there.
[[nodiscard]] std::variant<Source, SourceFault> parse_source(std::string_view toml);

}  // namespace tertil::collectors
