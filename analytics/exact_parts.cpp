#include "analytics/exact_parts.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tertil::analytics {
namespace {

double nearest_multiple(double number, double step) { return std::round(number / step) * step; }

bool adds_up(double a, double b, double c, double total) {
  return (a + b) + c == total && (a + c) + b == total && (b + c) + a == total;
}

}  // namespace

void add_up(std::array<double*, 3> parts, double& total) {
  auto by_size = parts;
  std::ranges::sort(by_size, {}, [](const double* part) { return std::abs(*part); });
  *by_size[2] = total - (*by_size[0] + *by_size[1]);
  if (adds_up(*parts[0], *parts[1], *parts[2], total)) return;
  const double largest = std::max({std::abs(*by_size[2]), std::abs(*by_size[1]), std::abs(total)});
  const double step = 4.0 * (std::nextafter(largest, std::numeric_limits<double>::max()) - largest);
  total = nearest_multiple(total, step);
  *by_size[0] = nearest_multiple(*by_size[0], step);
  *by_size[1] = nearest_multiple(*by_size[1], step);
  *by_size[2] = total - *by_size[0] - *by_size[1];
}

}  // namespace tertil::analytics
