/// @file service/figures/forecast_words.hpp
/// @brief A forecast in sentences, in Swedish and English.
#pragma once
#include "service/figures/forecast.hpp"

namespace tertil::figures {

/// "halva lutningen": as it stands inside a sentence.
[[nodiscard]] const Text& name_of(analytics::ForecastMethod method);
/// "Uppnått", "På väg", "Risk", "Når inte målet".
[[nodiscard]] const Text& word(analytics::Outlook outlook);
/// The rule behind the word, with its limits.
[[nodiscard]] const Text& outlook_rule();

/// Why there is no forecast for the year; `points` are those of the series.
[[nodiscard]] Text why_refused(const FigureForecast& answer, analytics::ForecastRefusal refusal);

/// Value, interval, target, method and rank; or why there is none.
[[nodiscard]] Text describe(const FigureForecast& answer);

}  // namespace tertil::figures
