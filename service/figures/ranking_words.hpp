/// @file service/figures/ranking_words.hpp
/// @brief What a ranking says in sentences, in Swedish and English.
#pragma once
#include <string>

#include "service/figures/ranking.hpp"

namespace tertil::figures {

/// Where the values of a series come from: "Källa: Kolada U60496". Printed values name the
/// document they were printed in.
[[nodiscard]] Text attribution(const Figure& figure, Series series);

/// "Egen bearbetning": ranks and classes are ours and are never attributed to Kolada.
[[nodiscard]] const Text& own_processing();

/// Which end is best, how many are ranked, and the median.
[[nodiscard]] Text describe(const Ranking& ranking);

/// Why a printed rank is not the one that today's values give; empty when they agree.
[[nodiscard]] std::optional<Text> why_different(const Figure& figure, const Printed& printed,
                                                double computed_value, int rank, int of,
                                                Series series);

/// A number as people write it in the language, as stored: "98,33" or "98.33". It gets at least
/// `decimals` decimals; a value that has more keeps them.
[[nodiscard]] std::string spoken(double value, int decimals, Language language);

}  // namespace tertil::figures
