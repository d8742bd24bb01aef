/// @file analytics/outlook.hpp
/// @brief Whether a target will be reached: four words, by a rule that can be read.
///
/// The target status (contract, ranking rule 11; analytics/progress.hpp) looks back: how much of
/// the way is done. The outlook looks ahead, and uses the probability of a forecast when there is
/// one. With P the probability of meeting the target in its year:
///   achieved        the value meets the target
///   on track        P >= 2/3
///   at risk         1/10 <= P < 2/3
///   will not reach  P < 1/10, or the target year has come and the value does not meet the target
/// The limits are the words "likely" (66–100 %) and "very unlikely" (0–10 %) as M. D. Mastrandrea
/// et al. define them ("Guidance Note for Lead Authors of the IPCC Fifth Assessment Report on
/// Consistent Treatment of Uncertainties", 2010). Without a forecast the target status decides: off
/// track is then will not reach, and what is not assessable stays so.
///
/// In Swedish: Uppnått, På väg, Risk, Når inte målet.
#pragma once

#include <optional>

#include "analytics/progress.hpp"

namespace tertil::analytics {

enum class Outlook { kAchieved, kOnTrack, kAtRisk, kWillNotReach, kNotAssessable };

inline constexpr double kLikely = 2.0 / 3.0;
inline constexpr double kVeryUnlikely = 0.1;

/// @param probability Of meeting the target in its year; empty when there is no forecast.
/// @throws std::invalid_argument if `probability` is not from 0 to 1.
[[nodiscard]] Outlook outlook(const Progress& progress, std::optional<double> probability);

}  // namespace tertil::analytics
