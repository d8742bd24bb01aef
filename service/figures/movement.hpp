/// @file service/figures/movement.hpp
/// @brief Why a region's rank moved between two years, in parts that add up and in a sentence.
///
/// The split is analytics/movement.hpp. Its two tables are the from-year as it was first published
/// and the to-year by today's data, of one series. First published is the earliest value in the
/// store that was not taken back; what was published before the store began is not known to it.
///
/// Where the other regions' values are missing but ranks were printed for both years, the printed
/// ranks are told, with what they prove and no parts.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "analytics/movement.hpp"
#include "service/figures/ranking.hpp"

namespace tertil::figures {

struct NamedRegion {
  std::string region;
  std::string name;
};

/// A value of either year that is another today than when it was first published.
struct RevisedValue {
  std::string region;
  std::string name;
  int year{0};
  std::optional<double> published;
  std::optional<double> today;
};

/// The ranks of both years by the same data; empty where the region was not ranked.
struct RankPair {
  std::optional<int> from;
  std::optional<int> to;
};

struct RankMovement {
  const Figure* figure{nullptr};
  const Region* region{nullptr};
  int from{0};
  int to{0};
  Series series{Series::kKolada};
  Scheme scheme{Scheme::kThirds};
  std::optional<Instant> as_of;
  int rank_from{0};
  int rank_to{0};
  int change{0};  ///< rank_to - rank_from: below 0 is for the better.
  int n_from{0};
  int n_to{0};
  std::optional<double> value_from;  ///< As first published.
  std::optional<double> value_to;
  std::optional<RankClass> class_from;
  std::optional<RankClass> class_to;
  std::optional<analytics::MovementParts> parts;  ///< Empty when only printed ranks are known.
  std::optional<analytics::MovementParts> parts_24ths;
  std::vector<NamedRegion> overtook;
  std::vector<NamedRegion> overtaken_by;
  std::vector<NamedRegion> joined;  ///< Took no part in the from-year, and is better now.
  std::vector<NamedRegion> left;    ///< Was better, and takes no part any more.
  std::vector<RevisedValue> revised;
  std::optional<RankPair> as_published;  ///< Empty when only printed ranks are known.
  std::optional<RankPair> today;         ///< So is this.
  std::optional<RankPair> printed;       ///< Empty when neither year has a printed rank.
  Text text;
  Text source;
};

struct MovementQuery {
  std::string key_figure;
  std::string region;
  int from{0};
  int to{0};
  std::optional<Series> series;  ///< Empty: one in which the region is ranked in both years.
  Scheme scheme{Scheme::kThirds};
};

/// Fails with kNotFound for an unknown key figure or region, kInvalidInput when `from` is not
/// before `to`, kRefused when there are no ranks to compare.
[[nodiscard]] Result<RankMovement> rank_movement(const Snapshot& snapshot,
                                                 const MovementQuery& query);

}  // namespace tertil::figures
