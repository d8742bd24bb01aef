/// @file service/store/precedence.hpp
/// @brief Which of two facts about the same thing holds (contract 2a.2).
#pragma once
#include <string_view>

#include "service/store/facts.hpp"

namespace tertil::store {

/// Negative if `a` is the lower version, 0 if equal, positive if higher. Two whole numbers compare
/// as numbers ("9" < "10"), anything else as text, which is right for ISO times.
[[nodiscard]] int compare_versions(std::string_view a, std::string_view b);

/// Whether `later` says nothing that `earlier` does not say already: equal values, and no higher
/// version. 3 and 3.0 are equal; NULL equals NULL only.
[[nodiscard]] bool says_the_same(const Fact& earlier, const Fact& later);

/// Whether `later`, recorded after `earlier`, is the one that holds: by (a) weight, (b) version
/// where both have one, (c) being later.
[[nodiscard]] bool outranks(const FactTable& table, const Fact& later, const Fact& earlier);

}  // namespace tertil::store
