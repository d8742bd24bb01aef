#include "analytics/decomposition.hpp"

#include <cmath>
#include <stdexcept>

#include "analytics/exact_parts.hpp"

namespace tertil::analytics {
namespace {

void require(const Emissions& year, Eigen::Index items) {
  if (year.quantity.size() != items || year.factor.size() != items)
    throw std::invalid_argument{"decompose: both years need the same items"};
  if (!year.quantity.allFinite() || !year.factor.allFinite() || (year.quantity < 0.0).any() ||
      (year.factor < 0.0).any())
    throw std::invalid_argument{"decompose: quantities and factors are finite and not negative"};
}

}  // namespace

double logarithmic_mean(double a, double b) {
  if (a == b) return a;
  if (a <= 0.0 || b <= 0.0) return 0.0;
  // log1p keeps its digits where a and b are close.
  return (a - b) / std::log1p((a - b) / b);
}

Decomposition decompose(const Emissions& before, const Emissions& after) {
  const auto items = before.quantity.size();
  require(before, items);
  require(after, items);
  const double total_before = before.quantity.sum();
  const double total_after = after.quantity.sum();
  Decomposition parts;
  parts.before = (before.quantity * before.factor).sum();
  parts.after = (after.quantity * after.factor).sum();
  parts.change = parts.after - parts.before;
  if (total_before <= 0.0 || total_after <= 0.0) {
    parts.activity = parts.change;
    return parts;
  }
  const double growth = std::log(total_after / total_before);
  for (Eigen::Index i = 0; i < items; ++i) {
    const double emitted_before = before.quantity[i] * before.factor[i];
    const double emitted_after = after.quantity[i] * after.factor[i];
    if (emitted_before == 0.0 && emitted_after == 0.0) continue;
    if (before.quantity[i] == 0.0 || after.quantity[i] == 0.0) {
      parts.mix += emitted_after - emitted_before;
      continue;
    }
    if (emitted_before == 0.0 || emitted_after == 0.0) {
      parts.factor += emitted_after - emitted_before;
      continue;
    }
    const double mean = logarithmic_mean(emitted_after, emitted_before);
    const double share =
        std::log((after.quantity[i] / total_after) / (before.quantity[i] / total_before));
    parts.activity += mean * growth;
    parts.mix += mean * share;
    parts.factor += mean * std::log(after.factor[i] / before.factor[i]);
  }
  add_up({&parts.activity, &parts.mix, &parts.factor}, parts.change);
  return parts;
}

}  // namespace tertil::analytics
