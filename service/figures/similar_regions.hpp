/// @file service/figures/similar_regions.hpp
/// @brief The regions most like one's own, and how they stand in a key figure.
///
/// Likeness is analytics/similar_regions.hpp over what the store knows of every region. That is the
/// number of inhabitants today, as its logarithm, so that twice as many is as far as half as many.
/// Premises per inhabitant and heating climate would be features too; no source of them for all
/// regions is in the store, and they are named as missing rather than guessed.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "analytics/progress.hpp"
#include "service/figures/ranking.hpp"

namespace tertil::figures {

/// Something that regions are compared by.
struct LikenessFeature {
  std::string id;
  Text text;
  std::optional<int> year;  ///< Of the values used; empty for what is missing.
};

struct LikeRegion {
  std::string region;
  std::string name;
  double distance{0.0};         ///< In standard deviations over all regions.
  std::optional<double> value;  ///< Of the year asked for.
  std::optional<int> rank;
  std::optional<RankClass> rank_class;
  std::vector<analytics::YearValue> history;
};

struct LikeRegions {
  const Figure* figure{nullptr};
  const Region* region{nullptr};
  int year{0};
  std::optional<Series> series;
  Scheme scheme{Scheme::kThirds};
  std::optional<Instant> as_of;
  std::vector<LikenessFeature> features;
  std::vector<LikenessFeature> missing_features;
  LikeRegion own;
  std::vector<LikeRegion> regions;  ///< The most like first.
  Text text;
  Text source;
};

struct LikeRegionsQuery {
  std::string key_figure;
  std::string region;
  std::optional<int> year{};  ///< Empty: the newest in which two regions have a value.
  std::size_t count{5};
  std::optional<Series> series{};
  Scheme scheme{Scheme::kThirds};
};

/// Fails with kNotFound for an unknown key figure or region. A store without features gives an
/// answer without regions, and the text says why.
[[nodiscard]] Result<LikeRegions> similar_regions(const Snapshot& snapshot,
                                                  const LikeRegionsQuery& query);

}  // namespace tertil::figures
