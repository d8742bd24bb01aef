/// @file service/store/settings.hpp
/// @brief What a store says of itself.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "service/store/engine.hpp"

namespace tertil::store {

/// The store holds made-up data ("Exempeldata"): its value is "1", and it is never taken back.
inline constexpr std::string_view kExampleData = "example-data";

/// What it was at a time, now if none is given; empty if nobody had set it.
[[nodiscard]] Result<std::optional<std::string>> setting(Reader& reader, std::string_view name,
                                                         std::optional<Instant> as_of = {});

/// Sets it, whatever it was; what it was stays known.
[[nodiscard]] Result<void> put_setting(Writer& writer, std::string_view name,
                                       std::string_view value);

}  // namespace tertil::store
