/// @file service/store/regions.hpp
/// @brief The regions as the store knows them: reference data, shipped and kept up to date.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "service/domain/region.hpp"
#include "service/store/engine.hpp"

namespace tertil::store {

/// All regions, by code.
[[nodiscard]] Result<std::vector<Region>> regions(Reader& reader);

/// Adds the regions that are new and changes those that differ; gives how many that were. None is
/// ever removed. `source` says where names and codes were taken from.
[[nodiscard]] Result<std::int64_t> put_regions(Writer& writer, std::span<const Region> regions,
                                               std::string_view source);

}  // namespace tertil::store
