/// @file service/figures/value_series.hpp
/// @brief Values over time, with gaps kept as gaps, beside the field of all regions.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "service/figures/ranking.hpp"

namespace tertil::figures {

struct SeriesPoint {
  int year{0};
  std::optional<double> value;
  std::optional<Series> series;
  std::optional<Status> status;
  std::optional<MissingReason> reason;
};

struct AreaSeries {
  std::string area;
  std::string name;
  std::string short_name;
  std::vector<SeriesPoint> points;  ///< Every year from `from` to `to`.
};

/// The middle of the field in one year: median, and the values at the class boundaries.
struct Band {
  int year{0};
  Series series{Series::kKolada};
  int n{0};
  double median{0.0};
  std::optional<double> green_yellow;
  std::optional<double> yellow_red;
  std::optional<double> low;   ///< The middle class from low …
  std::optional<double> high;  ///< … to high, whichever end is best.
};

struct ValueSeries {
  const Figure* figure{nullptr};
  int from{0};
  int to{0};
  std::optional<Series> series;  ///< The one asked for; empty: chosen per region and year.
  std::optional<Instant> as_of;
  std::vector<AreaSeries> areas;
  std::vector<Band> bands;
  std::vector<SeriesPoint> country;
  std::vector<Target> targets;  ///< Of the areas asked for.
  std::vector<std::pair<Series, Text>> sources;
};

struct ValueSeriesQuery {
  std::string key_figure;
  std::vector<std::string> areas;  ///< Empty: all regions.
  std::optional<int> from;
  std::optional<int> to;
  std::optional<Series> series;
  Scheme scheme{Scheme::kThirds};
};

/// Fails with kNotFound for an unknown key figure or area, kInvalidInput for from > to.
[[nodiscard]] Result<ValueSeries> value_series(const Snapshot& snapshot,
                                               const ValueSeriesQuery& query);

}  // namespace tertil::figures
