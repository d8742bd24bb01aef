#include "analytics/degree_days.hpp"

#include <cmath>
#include <stdexcept>

namespace tertil::analytics {
namespace {

void require_finite(const Eigen::Ref<const Eigen::ArrayXd>& temperatures, double base) {
  if (!temperatures.allFinite() || !std::isfinite(base))
    throw std::invalid_argument{"degree days: a temperature is not a finite number"};
}

}  // namespace

double heating_degree_days(const Eigen::Ref<const Eigen::ArrayXd>& temperatures, double base,
                           double limit) {
  require_finite(temperatures, base);
  return (temperatures <= limit).select((base - temperatures).max(0.0), 0.0).sum();
}

double cooling_degree_days(const Eigen::Ref<const Eigen::ArrayXd>& temperatures, double base) {
  require_finite(temperatures, base);
  return (temperatures - base).max(0.0).sum();
}

std::optional<double> normal_year_use(double use, double share, double actual, double normal) {
  if (!std::isfinite(use) || !std::isfinite(actual) || !std::isfinite(normal) || actual < 0.0 ||
      normal < 0.0 || !(share >= 0.0 && share <= 1.0))
    throw std::invalid_argument{"normal_year_use: degree days >= 0 and a share of 0 to 1"};
  if (share == 0.0 || actual == normal) return use;
  if (actual == 0.0) return std::nullopt;
  return use * (1.0 - share) + use * share * (normal / actual);
}

}  // namespace tertil::analytics
