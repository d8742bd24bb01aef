/// @file service/figures/ranking_words.hpp
/// @brief What a ranking says in sentences, in Swedish and English.
#pragma once
#include <string>

#include "service/figures/ranking.hpp"

namespace tertil::figures {

/// "Tryckt i rapport"
[[nodiscard]] const Text& word(Series series);

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

/// A number for a sentence: at least `decimals` decimals and at most one more, which tells two
/// values apart that the key figure's own decimals would show alike. "98,33", "248,4", "−3".
[[nodiscard]] std::string spoken(double value, int decimals, Language language);

/// A number with every decimal it is stored with: "98,33", "248,39542".
[[nodiscard]] std::string spoken_as_stored(double value, Language language);

}  // namespace tertil::figures
