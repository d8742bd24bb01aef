/// @file analytics/intensity_change.hpp
/// @brief Why kWh/m² changed: the weather, the area, or how much was used.
///
/// With heat H that depends on the weather, other use O, degree days D (of the year and of the
/// normal year) and area A, the intensity is (O + h w) / A, where w = D / normal D is the weather
/// and h = H / w the heat of a normal year. The change between two years is split by L. S.
/// Shapley's value ("A value for n-person games", 1953; on its place in energy studies: B. W. Ang,
/// H. C. Huang, A. R. Mu, "Properties and linkages of some index decomposition analysis methods",
/// Energy Policy, 2009): each factor's effect is the mean of what its change does over all six
/// orders in which weather, area and use can change. The parts are symmetric in time (from B to A
/// is minus from A to B), leave nothing over, and need no logarithms, so zeros and negative use
/// (sold solar power) are as good as any other numbers.
#pragma once

namespace tertil::analytics {

/// One year of a building or of all.
struct IntensityYear {
  double heat{0};     ///< kWh that depends on the weather, as used.
  double other{0};    ///< kWh that does not.
  double weather{1};  ///< The year's degree days / the normal year's; above 0. 1 if not known.
  double area{0};     ///< m²; above 0.
};

/// In kWh/m². The parts add up to `change` exactly, in any order of addition.
struct IntensityChange {
  double before{0};
  double after{0};
  double change{0};  ///< after - before; in rare cases off by the rounding of the largest part.
  double weather{0};
  double area{0};
  double use{0};

  bool operator==(const IntensityChange&) const = default;
};

/// @throws std::invalid_argument if area or weather are not above 0 or a number is not finite.
[[nodiscard]] IntensityChange split_intensity(const IntensityYear& before,
                                              const IntensityYear& after);

}  // namespace tertil::analytics
