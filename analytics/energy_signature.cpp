#include "analytics/energy_signature.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <vector>

namespace tertil::analytics {
namespace {

void require(const Eigen::Ref<const Eigen::ArrayXd>& a, const Eigen::Ref<const Eigen::ArrayXd>& b) {
  if (a.size() != b.size() || !a.allFinite() || !b.allFinite())
    throw std::invalid_argument{"energy signature: as many finite numbers of both"};
}

// Coldest first, both counted from their means, so that sums of squares keep their digits.
struct Ordered {
  Eigen::ArrayXd temperature;
  Eigen::ArrayXd use;
  double mean_temperature{0};
  double mean_use{0};
};

Ordered coldest_first(const Eigen::Ref<const Eigen::ArrayXd>& temperatures,
                      const Eigen::Ref<const Eigen::ArrayXd>& use) {
  std::vector<Eigen::Index> order(static_cast<std::size_t>(use.size()));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  std::ranges::sort(order, [&](auto a, auto b) {
    return temperatures[a] != temperatures[b] ? temperatures[a] < temperatures[b] : use[a] < use[b];
  });
  Ordered ordered{temperatures(order), use(order), 0, 0};
  ordered.mean_temperature = ordered.temperature.mean();
  ordered.mean_use = ordered.use.mean();
  ordered.temperature -= ordered.mean_temperature;
  ordered.use -= ordered.mean_use;
  return ordered;
}

// Sums over the coldest points so far.
struct Sums {
  double n{0};
  double t{0};
  double tt{0};
  double y{0};
  double ty{0};
  void add(double temperature, double use) {
    n += 1.0;
    t += temperature;
    tt += temperature * temperature;
    y += use;
    ty += temperature * use;
  }
};

struct Fit {
  double base{0};
  double slope{0};
  double change_point{0};
  double explained{-std::numeric_limits<double>::infinity()};  // of the sum of squares
};

// Level and slope for a given change point: a line through max(0, change point - T). The uses are
// counted from their mean, so they sum to 0 over all `n` points.
Fit with_change_point(const Sums& cold, double n, double change_point) {
  const double h = cold.n * change_point - cold.t;
  const double hh = cold.n * change_point * change_point - 2.0 * change_point * cold.t + cold.tt;
  const double hy = change_point * cold.y - cold.ty;
  const double spread = hh - h * h / n;
  if (!(spread > 1e-12 * hh)) return {};
  const double slope = hy / spread;
  return {-slope * h / n, slope, change_point, slope * hy};
}

// Where the best line through the coldest meets the mean of the others.
double meeting_point(const Sums& cold, double n) {
  const double stt = cold.tt - cold.t * cold.t / cold.n;
  const double sty = cold.ty - cold.t * cold.y / cold.n;
  const double slope = sty / stt;
  const double warm_mean = -cold.y / (n - cold.n);
  return cold.t / cold.n + (warm_mean - cold.y / cold.n) / slope;
}

Fit best_fit(const Ordered& points) {
  const auto n = points.use.size();
  const auto count = static_cast<double>(n);
  Sums cold;
  Fit best;
  const auto consider = [&](const Fit& fit) {
    if (fit.explained > best.explained) best = fit;
  };
  for (Eigen::Index k = 0; k + 1 < n; ++k) {
    cold.add(points.temperature[k], points.use[k]);
    const double here = points.temperature[k];
    const double next = points.temperature[k + 1];
    if (here == next) continue;
    consider(with_change_point(cold, count, next));
    const double meeting = k > 0 ? meeting_point(cold, count) : here;
    if (here < meeting && meeting < next) consider(with_change_point(cold, count, meeting));
  }
  return best;
}

}  // namespace

double EnergySignature::use_at(double temperature) const {
  return base_load + slope * std::max(0.0, change_point - temperature);
}

std::variant<EnergySignature, SignatureRefusal> fit_signature(
    const Eigen::Ref<const Eigen::ArrayXd>& temperatures,
    const Eigen::Ref<const Eigen::ArrayXd>& use) {
  require(temperatures, use);
  const auto n = use.size();
  if (n < kFewestForSignature) return SignatureRefusal::kTooFewPoints;
  const auto points = coldest_first(temperatures, use);
  const Fit best = best_fit(points);
  if (!std::isfinite(best.explained)) return SignatureRefusal::kNoChangePoint;
  const double total = points.use.square().sum();
  if (!(best.slope > 0.0) || total == 0.0) return SignatureRefusal::kNotHeating;
  EnergySignature found;
  found.base_load = points.mean_use + best.base;
  found.slope = best.slope;
  found.change_point = points.mean_temperature + best.change_point;
  found.points = n;
  found.heating = (points.temperature < best.change_point).count();
  if (found.heating < 2 || n - found.heating < 2) return SignatureRefusal::kNoChangePoint;
  const double residual =
      (points.use - best.base - best.slope * (best.change_point - points.temperature).max(0.0))
          .square()
          .sum();
  found.r_squared = 1.0 - residual / total;
  found.cv_rmse = std::sqrt(residual / static_cast<double>(n - 3)) / points.mean_use;
  return found;
}

double normal_year_use(const EnergySignature& signature,
                       const Eigen::Ref<const Eigen::ArrayXd>& temperatures,
                       const Eigen::Ref<const Eigen::ArrayXd>& periods) {
  require(temperatures, periods);
  double sum = 0.0;
  for (Eigen::Index i = 0; i < temperatures.size(); ++i)
    sum += periods[i] * signature.use_at(temperatures[i]);
  return sum;
}

}  // namespace tertil::analytics
