/// @file service/reports/what_if_json.hpp
/// @brief What another value would have given, as the API answers it.
#pragma once
#include <string>

#include "service/figures/what_if.hpp"

namespace tertil::reports {

/// `others.changedClass` names regions by code; `others.changes` says from what to what.
[[nodiscard]] std::string to_json(const figures::WhatIf& what_if);

}  // namespace tertil::reports
