/// @file service/reports/idle_json.hpp
/// @brief Use to look at, and a building's energy signature, as the API answers.
#pragma once
#include <string>

#include "service/figures/idle_use.hpp"
#include "service/figures/signature.hpp"
#include "service/store/page.hpp"

namespace tertil::reports {

/// One page of the buildings; gaps and flat lines of a meter are the longest five of them.
[[nodiscard]] std::string idle_use_to_json(const figures::IdleUse& idle, store::Page page);

[[nodiscard]] std::string signature_to_json(const figures::BuildingSignature& signature);

}  // namespace tertil::reports
