/// @file analytics/energy_signature.hpp
/// @brief A building's energy signature: what it uses when it is warm, and more for each degree.
///
/// The three-parameter heating model of the Inverse Modeling Toolkit that ASHRAE made for its
/// Guideline 14 (research project 1050, "Development of a Toolkit for Calculating Linear,
/// Change-Point Linear and Multiple-Linear Inverse Building Energy Analysis Models"):
///   use = base load + slope × max(0, change point - outdoor temperature),
/// by least squares. The change point is exact, not searched on a grid: between two neighbouring
/// temperatures the best line and the best level are known in closed form, and where they meet
/// outside the two, one of the temperatures is best.
///
/// R² and CV(RMSE) say how well it fits: CV(RMSE) = √(residual sum of squares / (n - 3)) / mean
/// use. How large it may be is for the caller to judge.
///
/// Missing values: a period without a use or a temperature is left out by the caller.
#pragma once

#include <Eigen/Core>
#include <variant>

namespace tertil::analytics {

/// Fewer periods than a year of months give no signature.
inline constexpr Eigen::Index kFewestForSignature = 12;

/// Why there is no signature.
enum class SignatureRefusal {
  kTooFewPoints,   ///< Fewer than kFewestForSignature.
  kNoChangePoint,  ///< No heating, or always: fewer than two periods on one side of the best one.
  kNotHeating,     ///< The use does not grow as it gets colder.
};

/// Use per period (kWh/day or kWh/month, as given) against mean temperature in °C.
struct EnergySignature {
  double base_load{0};      ///< Use per period without heating.
  double slope{0};          ///< More use per period for each degree colder; above 0.
  double change_point{0};   ///< °C below which it is heated.
  double r_squared{0};      ///< 1 is a perfect fit.
  double cv_rmse{0};        ///< As a share: 0.1 is 10 %.
  Eigen::Index points{0};   ///< How many periods.
  Eigen::Index heating{0};  ///< How many of them colder than the change point.

  /// The use of a period with the mean temperature.
  [[nodiscard]] double use_at(double temperature) const;
};

/// @param temperatures Mean outdoor temperatures, one per period, in any order.
/// @param use Of the same periods, all equally long; months are given as use per day.
/// @throws std::invalid_argument if sizes differ or a number is not finite.
/// Complexity: O(n log n).
[[nodiscard]] std::variant<EnergySignature, SignatureRefusal> fit_signature(
    const Eigen::Ref<const Eigen::ArrayXd>& temperatures,
    const Eigen::Ref<const Eigen::ArrayXd>& use);

/// The use in a normal year: the signature at each of its temperatures, times how long that lasts.
/// @param periods How many of the signature's periods each temperature stands for: 31 for a
/// January in a signature per day.
/// @throws std::invalid_argument as fit_signature().
[[nodiscard]] double normal_year_use(const EnergySignature& signature,
                                     const Eigen::Ref<const Eigen::ArrayXd>& temperatures,
                                     const Eigen::Ref<const Eigen::ArrayXd>& periods);

}  // namespace tertil::analytics
