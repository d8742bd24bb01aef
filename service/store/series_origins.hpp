/// @file service/store/series_origins.hpp
/// @brief Where the values of a series were taken from, in the sources' own words.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "service/domain/key_figure.hpp"
#include "service/store/engine.hpp"

namespace tertil::store {

/// One origin that some value of the series has; never empty.
struct SeriesOrigin {
  std::string key_figure;
  Series series{Series::kOwn};
  std::string origin;
};

/// Each origin of each key figure and series once, by key figure, series and text: of the values
/// that hold now, or of those known at `as_of`.
[[nodiscard]] Result<std::vector<SeriesOrigin>> series_origins(
    Reader& reader, std::optional<Instant> as_of = std::nullopt);

}  // namespace tertil::store
