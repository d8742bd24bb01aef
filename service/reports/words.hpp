/// @file service/reports/words.hpp
/// @brief The codes of the API in words for people, Swedish first.
///
/// Tables, the plain pages and the command line all say the same. A missing value is never 0 and
/// never blank: it is one of these words. A place's class and a target's status have words of
/// their own and never share a mark.
#pragma once
#include <optional>
#include <string_view>

#include "analytics/progress.hpp"
#include "service/domain/observation.hpp"
#include "service/domain/text.hpp"
#include "service/figures/ranking.hpp"

namespace tertil::reports {

[[nodiscard]] const Text& word(MissingReason reason);            ///< "Uppgift saknas"
[[nodiscard]] const Text& word(Status status);                   ///< "Slutlig"
[[nodiscard]] const Text& word(Series series);                   ///< "Tryckt i rapport"
[[nodiscard]] const Text& word(Polarity polarity);               ///< "Lägre är bättre"
[[nodiscard]] const Text& word(figures::Scheme scheme);          ///< "Tredjedelar"
[[nodiscard]] const Text& word(analytics::TargetStatus status);  ///< "På väg"
/// "Bästa tredjedelen", or "Bästa fjärdedelen" by quartiles.
[[nodiscard]] const Text& word(figures::RankClass rank_class, figures::Scheme scheme);
/// ▲, ● or ▼: the class for those who do not see colours.
[[nodiscard]] std::string_view symbol(figures::RankClass rank_class);
/// A place that has not been compared: "Ej rangordnad ännu".
[[nodiscard]] const Text& not_ranked_yet();

}  // namespace tertil::reports
