/// @file service/reports/observation_json.hpp
/// @brief The way from a number back to its source, as the API answers it.
#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "service/reports/paging.hpp"
#include "service/store/observations.hpp"

namespace tertil::reports {

/// The name of a shipped source for people: "Kolada (RKA)"; the id itself for another.
[[nodiscard]] Text source_name(std::string_view source);

/// Names sources for people; by itself only those that are shipped.
using NameOfSource = std::function<Text(std::string_view source)>;

/// A page of every version known of one key figure in one region. All versions come in, so that
/// `total` is known.
[[nodiscard]] std::string observations_to_json(std::string_view key_figure, std::string_view region,
                                               std::span<const store::ObservationVersion> versions,
                                               Page page,
                                               std::optional<Instant> as_of = std::nullopt,
                                               const NameOfSource& name_of = source_name);

}  // namespace tertil::reports
