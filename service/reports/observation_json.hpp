/// @file service/reports/observation_json.hpp
/// @brief The way from a number back to its source, as the API answers it.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "service/reports/paging.hpp"
#include "service/store/observations.hpp"

namespace tertil::reports {

/// A page of every version known of one key figure in one region. All versions come in, so that
/// `total` is known.
[[nodiscard]] std::string observations_to_json(std::string_view key_figure, std::string_view region,
                                               std::span<const store::ObservationVersion> versions,
                                               Page page,
                                               std::optional<Instant> as_of = std::nullopt);

/// The name of a source for people: "Kolada (RKA)"; the id itself for one that is not shipped.
[[nodiscard]] Text source_name(std::string_view source);

}  // namespace tertil::reports
