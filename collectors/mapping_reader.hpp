/// @file collectors/mapping_reader.hpp
/// @brief From the tables of a mapping file to the mapping, the privacy rules and the pull.
///
/// Parts of parse_source (source.hpp); each takes the whole file's reader and asks for its own
/// keys.
#pragma once

#include "collectors/source.hpp"
#include "collectors/toml_reader.hpp"

namespace tertil::collectors {

/// `[[field]]`, `[[where]]`, `[unpivot]`, `[array]` and how the file is laid out.
/// @param source its `mapping` is filled if there are fields; target and lookups are known.
/// @param layout the table `[source]`, if there is one.
void read_mapping_tables(TomlReader& root, std::optional<TomlReader>& layout, Source& source);

/// `[privacy]`.
void read_privacy(TomlReader& root, Source& source);

/// `[pull]`.
void read_pull(TomlReader& root, Source& source);

/// Whether all the parts fit together: required fields, lookups, units. Call it last.
void check_mapping(TomlReader& root, const Source& source);

}  // namespace tertil::collectors
