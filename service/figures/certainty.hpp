/// @file service/figures/certainty.hpp
/// @brief How sure the ranks and colours of one key figure, year and series are.
///
/// The simulation is analytics/certainty.hpp. What is known about how wrong a value may be comes
/// from the store alone:
///  - rounding: half a unit of the last decimal that any value of the ranking has. A value does not
///    say how it was rounded (60.40 is stored as 60.4), but those of one year and series come from
///    one table, which was rounded one way. The decimals that pages show say nothing of it;
///  - revision: preliminary values get the spread of final from preliminary ones that the store has
///    seen of this key figure and series, relative to the value, absolute for a share in per cent.
///    Fewer than analytics::kFewestRevisions pairs: none, and the text says so. Estimated values
///    are not preliminary ones: nothing is known of their error;
///  - measurement: no source states a standard error, so it is none.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "analytics/certainty.hpp"
#include "service/figures/ranking.hpp"

namespace tertil::figures {

struct CertainRow {
  std::string region;
  std::string name;
  double value{0.0};
  Status status{Status::kFinal};
  analytics::RankCertainty place;
};

/// The errors that were drawn.
struct RankErrors {
  double rounding{0.0};  ///< Half a unit.
  struct Revision {
    int pairs{0};
    double scale{0.0};
    analytics::RevisionKind kind{analytics::RevisionKind::kAbsolute};
  };
  std::optional<Revision> revision;  ///< Empty: too few values have become final.
  int preliminary{0};                ///< How many of the values ranked are preliminary.
  Text text;
};

struct RankCertainties {
  const Figure* figure{nullptr};
  int year{0};
  std::optional<Series> series;
  Scheme scheme{Scheme::kThirds};
  std::optional<Instant> as_of;
  int n{0};  ///< How many have a value. Nobody is ranked when it is 0 or 1.
  int draws{0};
  std::uint64_t seed{0};
  double level{0.0};  ///< Of the rank interval.
  RankErrors errors;
  std::vector<CertainRow> rows;  ///< Best first, ties by region code.
  Text text;                     ///< About the region asked for.
};

struct CertaintyQuery {
  std::string key_figure;
  int year{0};
  std::string region;  ///< Whom the text is about.
  std::optional<Series> series{};
  Scheme scheme{Scheme::kThirds};
};

[[nodiscard]] std::string_view to_string(analytics::RevisionKind kind);

/// Fails with kNotFound for an unknown key figure or region. Where there is nobody to compare with
/// or no best end there are no rows, and the text says why.
[[nodiscard]] Result<RankCertainties> rank_certainty(const Snapshot& snapshot,
                                                     const CertaintyQuery& query);

}  // namespace tertil::figures
