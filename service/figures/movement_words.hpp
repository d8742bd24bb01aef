/// @file service/figures/movement_words.hpp
/// @brief Why a rank moved, in sentences, in Swedish and English.
#pragma once
#include "service/figures/movement.hpp"

namespace tertil::figures {

/// What moved the rank, with the parts; or what printed ranks prove, and what they cannot tell.
[[nodiscard]] Text describe(const RankMovement& movement);

}  // namespace tertil::figures
