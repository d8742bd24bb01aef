/// @file service/store/fact_payload.hpp
/// @brief A fact as bytes, for the day a person lets it in.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "service/store/facts.hpp"

namespace tertil::store {

/// Everything of the fact but whose it is.
[[nodiscard]] std::string to_payload(const Fact& fact);
/// The fact again; nothing if the bytes are no payload.
[[nodiscard]] std::optional<Fact> fact_in(std::string_view payload);

}  // namespace tertil::store
