#include "analytics/intensity_change.hpp"

#include <array>
#include <cmath>
#include <stdexcept>

#include "analytics/exact_parts.hpp"

namespace tertil::analytics {
namespace {

void require(const IntensityYear& year) {
  if (!std::isfinite(year.heat) || !std::isfinite(year.other) || !std::isfinite(year.weather) ||
      !std::isfinite(year.area) || !(year.weather > 0.0) || !(year.area > 0.0))
    throw std::invalid_argument{"split_intensity: area and weather are above 0, all is finite"};
}

// What the intensity is when some factors are already those of the year after.
class Mixtures {
 public:
  Mixtures(const IntensityYear& before, const IntensityYear& after) : years_{before, after} {}

  [[nodiscard]] double at(bool weather, bool area, bool use) const {
    const auto& user = years_[use ? 1 : 0];
    // Where both come from one year the heat is as measured, to the last digit.
    const double heat =
        weather == use ? user.heat : user.heat / user.weather * years_[weather ? 1 : 0].weather;
    return (user.other + heat) / years_[area ? 1 : 0].area;
  }

 private:
  std::array<IntensityYear, 2> years_;
};

// Shapley's weights for three: first or last in 2 of 6 orders each, in the middle in 1 and 1.
double effect(double first, double middle, double other_middle, double last) {
  return (2.0 * first + middle + other_middle + 2.0 * last) / 6.0;
}

}  // namespace

IntensityChange split_intensity(const IntensityYear& before, const IntensityYear& after) {
  require(before);
  require(after);
  const Mixtures e{before, after};
  IntensityChange parts;
  parts.before = e.at(false, false, false);
  parts.after = e.at(true, true, true);
  parts.change = parts.after - parts.before;
  const auto step = [&](auto with, bool a, bool b) { return with(true, a, b) - with(false, a, b); };
  const auto all = [&](auto with) {
    return effect(step(with, false, false), step(with, true, false), step(with, false, true),
                  step(with, true, true));
  };
  parts.weather = all([&](bool own, bool a, bool b) { return e.at(own, a, b); });
  parts.area = all([&](bool own, bool a, bool b) { return e.at(a, own, b); });
  parts.use = all([&](bool own, bool a, bool b) { return e.at(a, b, own); });
  add_up({&parts.weather, &parts.area, &parts.use}, parts.change);
  return parts;
}

}  // namespace tertil::analytics
