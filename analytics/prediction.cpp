#include "analytics/prediction.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "analytics/student.hpp"

namespace tertil::analytics {
namespace {

constexpr double kMost = 100.0;
constexpr double kHalf = 0.5;

// What rounding alone puts between a centre and a target.
bool as_good_as_equal(double a, double b) {
  return std::abs(a - b) <= 1e-12 * std::max(std::abs(a), std::abs(b));
}

}  // namespace

bool lies_within(double value, Support support) {
  switch (support) {
    case Support::kAnyNumber: return true;
    case Support::kNotNegative: return value >= 0.0;
    case Support::kShare: return value >= 0.0 && value <= kMost;
  }
  return false;
}

double to_scale(double value, Support support) {
  if (support != Support::kShare) return value;
  return std::log((value + kHalf) / (kMost + kHalf - value));
}

double from_scale(double scaled, Support support) {
  switch (support) {
    case Support::kAnyNumber: return scaled;
    case Support::kNotNegative: return std::max(scaled, 0.0);
    case Support::kShare:
      return std::clamp((kMost + 2.0 * kHalf) / (1.0 + std::exp(-scaled)) - kHalf, 0.0, kMost);
  }
  return scaled;
}

double Prediction::value() const { return from_scale(centre, support); }

Interval Prediction::interval(double level) const {
  if (!(level > 0.0 && level < 1.0))
    throw std::invalid_argument{"an interval's level is above 0 and below 1"};
  const double reach = spread * student_quantile(0.5 + level / 2.0, degrees);
  return {level, from_scale(centre - reach, support), from_scale(centre + reach, support)};
}

double Prediction::probability_of_meeting(double target, Polarity polarity) const {
  if (!std::isfinite(target)) throw std::invalid_argument{"a target is a finite number"};
  const bool high = polarity == Polarity::kHigh;
  const bool below_all = support != Support::kAnyNumber && target < 0.0;
  const bool above_all = support == Support::kShare && target > kMost;
  if (below_all) return high ? 1.0 : 0.0;
  if (above_all) return high ? 0.0 : 1.0;
  // At the very end everything beyond it is cut to it, and meets it.
  if (high && target == 0.0 && support != Support::kAnyNumber) return 1.0;
  if (!high && target == kMost && support == Support::kShare) return 1.0;
  const double limit = to_scale(target, support);
  const double above = high ? centre - limit : limit - centre;
  if (spread <= 0.0) return above >= 0.0 || as_good_as_equal(centre, limit) ? 1.0 : 0.0;
  return student_cdf(above / spread, degrees);
}

}  // namespace tertil::analytics
