#include "analytics/student.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <stdexcept>

#include "analytics/normal_quantile.hpp"

namespace tertil::analytics {
namespace {

constexpr int kMostSteps = 200;       // halving alone needs 60
constexpr double kSameAngle = 4e-16;  // two last digits

// P(|T| < t) for t >= 0, by the angle whose tangent is t / sqrt(df).
double within(double angle, int degrees) {
  const double sine = std::sin(angle);
  const double cosine = std::cos(angle);
  const bool odd = degrees % 2 == 1;
  double sum = 0.0;
  double term = odd ? cosine : 1.0;
  for (int k = odd ? 1 : 0; k < degrees - 1; k += 2) {
    sum += term;
    term *= cosine * cosine * (k + 1) / (k + 2);
  }
  const double found = odd ? 2.0 / std::numbers::pi * (angle + sine * sum) : sine * sum;
  return std::min(found, 1.0);  // rounding may pass it by a last digit
}

// How fast within() grows with the angle: peak × cos(angle)^(degrees - 1).
double peak_slope(int degrees) {
  const double half = degrees / 2.0;
  return 2.0 / std::sqrt(std::numbers::pi) * std::exp(std::lgamma(half + 0.5) - std::lgamma(half));
}

void require_degrees(int degrees) {
  if (degrees < kNormalDegrees) throw std::invalid_argument{"student: too few degrees of freedom"};
}

}  // namespace

double student_cdf(double t, int degrees) {
  require_degrees(degrees);
  if (std::isnan(t)) throw std::invalid_argument{"student: not a number"};
  if (degrees == kNormalDegrees) return 0.5 * std::erfc(-t / std::numbers::sqrt2);
  const double inside = within(std::atan(std::abs(t) / std::sqrt(degrees)), degrees);
  return t < 0.0 ? 0.5 * (1.0 - inside) : 0.5 * (1.0 + inside);
}

double student_quantile(double probability, int degrees) {
  require_degrees(degrees);
  if (!(probability > 0.0 && probability < 1.0))
    throw std::invalid_argument{"student: a probability is above 0 and below 1"};
  if (degrees == kNormalDegrees) return normal_quantile(probability);
  if (probability == 0.5) return 0.0;
  // By Newton in the angle, not in t: it has an end. Where a step would leave what is known to hold
  // the answer, that is halved instead.
  const double inside = std::abs(2.0 * probability - 1.0);
  const double peak = peak_slope(degrees);
  double low = 0.0;
  double high = std::numbers::pi / 2.0;
  double angle = std::min(inside / peak, high / 2.0);
  for (int step = 0; step < kMostSteps && low < angle && angle < high; ++step) {
    const double missing = inside - within(angle, degrees);
    (missing > 0.0 ? low : high) = angle;
    const double next = angle + missing / (peak * std::pow(std::cos(angle), degrees - 1));
    const bool there = std::abs(next - angle) <= kSameAngle * angle;
    angle = there || (low < next && next < high) ? next : std::midpoint(low, high);
    if (there) break;
  }
  const double t = std::sqrt(degrees) * std::tan(angle);
  return probability < 0.5 ? -t : t;
}

}  // namespace tertil::analytics
