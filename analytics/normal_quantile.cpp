// Compiled with -ffp-contract=off: a fused multiplication would give another last digit.
#include "analytics/normal_quantile.hpp"

#include <array>
#include <cmath>
#include <stdexcept>

namespace tertil::analytics {
namespace {

// ln x by its exponent and 2 atanh((m - 1) / (m + 1)), m from sqrt(1/2) to sqrt(2): each term is
// at most 0.03 of the one before.
double portable_log(double x) {
  constexpr double kLn2High = 0x1.62e42fefa38p-1;  // its product with an exponent is exact
  constexpr double kLn2Low = 0x1.ef35793c7673p-45;
  int exponent = 0;
  double part = std::frexp(x, &exponent);
  if (part < 0.70710678118654752) {
    part *= 2.0;
    --exponent;
  }
  const double ratio = (part - 1.0) / (part + 1.0);
  const double square = ratio * ratio;
  double sum = 0.0;
  for (int k = 23; k >= 3; k -= 2) sum = (sum + 1.0 / k) * square;
  const double whole = exponent;
  return whole * kLn2High + (2.0 * ratio + (2.0 * ratio * sum + whole * kLn2Low));
}

using Coefficients = std::array<double, 8>;

double polynomial(const Coefficients& coefficients, double x) {
  double sum = 0.0;
  for (auto at = coefficients.rbegin(); at != coefficients.rend(); ++at) sum = sum * x + *at;
  return sum;
}

// The tables of AS 241: numerators and denominators near the middle, outside it, and far out.
constexpr Coefficients kMiddleAbove{3.3871328727963666080e0, 1.3314166789178437745e2,
                                    1.9715909503065514427e3, 1.3731693765509461125e4,
                                    4.5921953931549871457e4, 6.7265770927008700853e4,
                                    3.3430575583588128105e4, 2.5090809287301226727e3};
constexpr Coefficients kMiddleBelow{1.0,
                                    4.2313330701600911252e1,
                                    6.8718700749205790830e2,
                                    5.3941960214247511077e3,
                                    2.1213794301586595867e4,
                                    3.9307895800092710610e4,
                                    2.8729085735721942674e4,
                                    5.2264952788528545610e3};
constexpr Coefficients kOuterAbove{1.42343711074968357734e0,  4.63033784615654529590e0,
                                   5.76949722146069140550e0,  3.64784832476320460504e0,
                                   1.27045825245236838258e0,  2.41780725177450611770e-1,
                                   2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr Coefficients kOuterBelow{1.0,
                                   2.05319162663775882187e0,
                                   1.67638483018380384940e0,
                                   6.89767334985100004550e-1,
                                   1.48103976427480074590e-1,
                                   1.51986665636164571966e-2,
                                   5.47593808499534494600e-4,
                                   1.05075007164441684324e-9};
constexpr Coefficients kFarAbove{6.65790464350110377720e0,  5.46378491116411436990e0,
                                 1.78482653991729133580e0,  2.96560571828504891230e-1,
                                 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                 2.71155556874348757815e-5, 2.01033439929228813265e-7};
constexpr Coefficients kFarBelow{1.0,
                                 5.99832206555887937690e-1,
                                 1.36929880922735805310e-1,
                                 1.48753612908506148525e-2,
                                 7.86869131145613259100e-4,
                                 1.84631831751005468180e-5,
                                 1.42151175831644588870e-7,
                                 2.04426310338993978564e-15};

}  // namespace

double normal_quantile(double probability) {
  if (!(probability > 0.0 && probability < 1.0))
    throw std::invalid_argument{"normal_quantile: a probability is above 0 and below 1"};
  const double from_middle = probability - 0.5;
  if (std::abs(from_middle) <= 0.425) {
    const double x = 0.180625 - from_middle * from_middle;
    return from_middle * polynomial(kMiddleAbove, x) / polynomial(kMiddleBelow, x);
  }
  const double tail = from_middle < 0.0 ? probability : 1.0 - probability;
  const double depth = std::sqrt(-portable_log(tail));
  const double size =
      depth <= 5.0 ? polynomial(kOuterAbove, depth - 1.6) / polynomial(kOuterBelow, depth - 1.6)
                   : polynomial(kFarAbove, depth - 5.0) / polynomial(kFarBelow, depth - 5.0);
  return from_middle < 0.0 ? -size : size;
}

}  // namespace tertil::analytics
