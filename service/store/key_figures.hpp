/// @file service/store/key_figures.hpp
/// @brief Definitions of key figures, with every earlier wording kept.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/key_figure.hpp"
#include "service/store/engine.hpp"

namespace tertil::store {

/// The definitions that hold now, or held at `as_of`, in the order they were put. A time before
/// the first wording of a definition gives that one: what was asked about must have a name.
/// What the region has changed (service/store/definition_changes.hpp) is on top.
[[nodiscard]] Result<std::vector<KeyFigure>> key_figures(
    Reader& reader, std::optional<Instant> as_of = std::nullopt);

/// The same as they were put, without what the region has changed.
[[nodiscard]] Result<std::vector<KeyFigure>> shipped_key_figures(
    Reader& reader, std::optional<Instant> as_of = std::nullopt);

/// Adds definitions that are new and new versions of those that differ (a changed place in the
/// order is a difference); gives how many that were. Definitions not named are left as they are.
[[nodiscard]] Result<std::int64_t> put_key_figures(Writer& writer,
                                                   std::span<const KeyFigure> definitions);

/// The definition as JSON: field names as in the API, keys sorted, nothing left out.
[[nodiscard]] std::string to_json(const KeyFigure& definition);

/// Reads what `to_json` writes. Refuses anything else with words for whoever shipped it.
[[nodiscard]] Result<KeyFigure> parse_key_figure(std::string_view json);

}  // namespace tertil::store
