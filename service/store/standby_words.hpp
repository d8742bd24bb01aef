/// @file service/store/standby_words.hpp
/// @brief What a store may promise of failing over, in words.
#pragma once
#include <optional>

#include "service/domain/text.hpp"
#include "service/store/engine.hpp"

namespace tertil::store {

/// A sentence; none where there is no server. Only a synchronous standby is said to lose nothing.
[[nodiscard]] std::optional<Text> standby_words(Standby standby);

}  // namespace tertil::store
