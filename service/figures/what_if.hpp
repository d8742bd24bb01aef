/// @file service/figures/what_if.hpp
/// @brief The place and class another value would have given, the others held still.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "service/figures/ranking.hpp"

namespace tertil::figures {

struct ClassChange {
  std::string region;
  std::string name;
  std::optional<RankClass> from;
  std::optional<RankClass> to;
};

struct WhatIf {
  const Figure* figure{nullptr};
  const Region* region{nullptr};
  int year{0};
  Series series{Series::kKolada};
  Scheme scheme{Scheme::kThirds};
  double value{0.0};
  int n{0};
  int rank{0};
  int tied{0};
  std::optional<RankClass> rank_class;
  std::optional<ClassStep> to_better_class;
  std::optional<ClassStep> to_worse_class;
  std::optional<double> median;
  struct Today {
    double value{0.0};
    int rank{0};
    std::optional<RankClass> rank_class;
  };
  std::optional<Today> today;  ///< Empty if the region has no value that year.
  std::vector<ClassChange> others;
  Text text;
};

struct WhatIfQuery {
  std::string key_figure;
  std::string region;
  int year{0};
  double value{0.0};
  std::optional<Series> series;
  Scheme scheme{Scheme::kThirds};
};

/// Fails with kNotFound for an unknown key figure or region, kRefused when nobody else has a
/// value that year or the value lies outside the key figure's bounds.
[[nodiscard]] Result<WhatIf> what_if(const Snapshot& snapshot, const WhatIfQuery& query);

}  // namespace tertil::figures
