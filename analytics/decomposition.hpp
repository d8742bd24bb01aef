/// @file analytics/decomposition.hpp
/// @brief Why an emission changed: how much was done, with what, and what each thing emits.
///
/// Additive LMDI-I (B. W. Ang, "The LMDI approach to decomposition analysis: a practical guide",
/// Energy Policy 33, 2005, 867–871). With total quantity Q, the share s of each item and its factor
/// f, the emission is C = sum of Q s f. The change of C between two years is split into
///   activity  sum of L ln(Q1/Q0)      more or less was done,
///   mix       sum of L ln(s1/s0)      with other items,
///   factor    sum of L ln(f1/f0)      that emit more or less each,
/// where L is the logarithmic mean of the item's emission in the two years. Nothing is left over.
///
/// Zeros, by the analytical limits (B. W. Ang, N. Liu, "Handling zero values in the logarithmic
/// mean Divisia index decomposition approach", Energy Policy 35, 2007, 238–246): an item that comes
/// or goes changes the mix by all it emits, a factor that becomes or stops being zero changes the
/// factor part by all of it, and where nothing at all was done in one year, all is activity.
#pragma once

#include <Eigen/Core>

namespace tertil::analytics {

/// The parts add up to `change` exactly, in any order of addition.
struct Decomposition {
  double before{0.0};  ///< C0
  double after{0.0};   ///< C1
  double change{0.0};  ///< C1 - C0; in rare cases off by the rounding of the largest part.
  double activity{0.0};
  double mix{0.0};
  double factor{0.0};

  bool operator==(const Decomposition&) const = default;
};

/// Quantities and factors of the same items in two years.
struct Emissions {
  Eigen::ArrayXd quantity;  ///< One unit for all items: litres, or MJ.
  Eigen::ArrayXd factor;    ///< Emission per one of it.
};

/// The logarithmic mean: (a - b) / (ln a - ln b), a where a = b, 0 where either is 0.
[[nodiscard]] double logarithmic_mean(double a, double b);

/// @pre Both years list the same items in the same order.
/// @throws std::invalid_argument if sizes differ or anything is negative or not finite.
[[nodiscard]] Decomposition decompose(const Emissions& before, const Emissions& after);

}  // namespace tertil::analytics
