/// @file service/figures/intensity_change.hpp
/// @brief Why kWh/m² changed between two years: the weather, the area, or how much was used
/// (analytics/intensity_change.hpp).
///
/// From the stored readings, degree days and areas, as the key figure itself is made of them. What
/// depends on the weather is the heat; both years' degree days must come from the same kind of
/// series, which the answer names. Which normal year they are held against makes no difference.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/intensity_change.hpp"
#include "service/figures/parts.hpp"
#include "service/store/activity_rows.hpp"

namespace tertil::figures {

/// One of the two years, with what it was split by.
struct IntensityOfYear {
  int year{0};
  double heat{0.0};   ///< kWh that depends on the weather.
  double other{0.0};  ///< kWh that does not, as the key figure counts it.
  double area{0.0};   ///< m², weighted by the days it was valid.
  double degree_days{0.0};
  std::optional<double> coverage;
  std::string source;  ///< Of the degree days.
};

struct UseChange {
  std::string key_figure, region;
  std::vector<std::string> path;
  IntensityOfYear from, to;
  analytics::IntensityChange parts;  ///< kWh/m².
  Text text;                         ///< What happened, in words.
  std::vector<Text> limits;          ///< What the reader should know before believing it.
};

struct UseChangeQuestion {
  std::string key_figure;  ///< An id.
  std::string region;
  std::vector<std::string> path;  ///< Codes of an org unit and a building; empty for the region.
  int year_from{0}, year_to{0};
  store::AsOf as_of;
};

/// kNotFound when the key figure is not split so, or no year has readings (an unknown path);
/// kRefused, in words, when one year lacks readings, degree days or areas, or the path leads to a
/// meter.
[[nodiscard]] Result<UseChange> use_change(store::Reader& reader,
                                           const UseChangeQuestion& question);

/// The same from what has been read.
[[nodiscard]] Result<UseChange> use_change_of(const FigureParts& from, const FigureParts& to,
                                              const UseChangeQuestion& question);

}  // namespace tertil::figures
