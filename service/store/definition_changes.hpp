/// @file service/store/definition_changes.hpp
/// @brief What a region has changed in the definition of a key figure, on top of what is shipped.
///
/// A change is kept apart from the shipped wording, so that a later version of the program brings
/// its corrections and the region keeps its own words. Each is a whole: what it does not name is
/// as shipped. All earlier ones stay known.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/key_figure.hpp"
#include "service/store/engine.hpp"

namespace tertil::store {

/// The parts that may be changed. The unit is not among them: values are not converted.
struct DefinitionChange {
  std::optional<Text> name;
  std::optional<Text> definition;
  std::optional<int> decimals;
  std::optional<Polarity> polarity;
  friend bool operator==(const DefinitionChange&, const DefinitionChange&) = default;
};

/// One change, by whom and why.
struct DefinitionVersion {
  DefinitionChange change;
  std::string actor;
  std::string reason;
  Instant recorded_at;  ///< Set by the store.
};

/// The definition with the change on top.
[[nodiscard]] KeyFigure with_change(KeyFigure definition, const DefinitionChange& change);

/// Every change of one key figure, the newest first; empty: it is as shipped.
[[nodiscard]] Result<std::vector<DefinitionVersion>> definition_versions(
    Reader& reader, std::string_view key_figure);

/// Adds a change, which holds from now on; `recorded_at` is the writer's.
[[nodiscard]] Result<void> put_definition_change(Writer& writer, std::string_view key_figure,
                                                 const DefinitionVersion& version);

/// The change of each key figure that holds, or held at `as_of`, by its id.
[[nodiscard]] Result<std::vector<std::pair<std::string, DefinitionChange>>> changes_in_force(
    Reader& reader, std::optional<Instant> as_of);

}  // namespace tertil::store
