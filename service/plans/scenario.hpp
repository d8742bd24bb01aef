/// @file service/plans/scenario.hpp
/// @brief What a set of measures and assumed values would make of figures, targets and ranks.
///
/// A scenario is an assumption: it is never stored and never mixed with facts. `without` is the
/// forecast (figures/forecast.hpp): the region's and, for the rank, everybody else's. `with` moves
/// the region's own prediction by what the measures do together that year
/// (analytics/scenario.hpp), with the forecast's uncertainty; an assumed value takes its place and
/// is certain. Of a measure that is ongoing or done, today's value has already what it gave until
/// that year; only the rest is added. Where no forecast can be made, `without` is today's value
/// held still, and the rank is among the others' values of that year.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "service/domain/result.hpp"
#include "service/figures/ranking.hpp"
#include "service/store/plans.hpp"

namespace tertil::plans {

struct ScenarioQuery {
  std::string region;
  int year{0};
  std::vector<std::string> measures;      ///< Ids of those that are on.
  std::map<std::string, double> assumed;  ///< Values by key figure id.
  double rate{0.0};
  figures::Scheme scheme{figures::Scheme::kThirds};  ///< Of all classes in it.
};

/// A key figure's newest value, where it stands.
struct TodayValue {
  int year{0};
  double value{0.0};
  std::optional<int> rank;
  std::optional<int> of;
  std::optional<figures::RankClass> rank_class;
};

/// A value that may come.
struct ComingValue {
  double value{0.0};
  double low{0.0};  ///< With a probability of 80 % between low and high.
  double high{0.0};
  std::optional<int> rank;
  std::optional<int> rank_low;
  std::optional<int> rank_high;
  std::optional<int> of;
  std::optional<figures::RankClass> rank_class;
  std::optional<double> target_probability;
  bool forecast{true};  ///< False: today's value held still.
};

/// What one measure adds to a key figure in the year.
struct ScenarioEffect {
  std::string measure;
  double change{0.0};
};

struct ScenarioRow {
  const figures::Figure* figure{nullptr};
  std::optional<TodayValue> today;
  std::optional<ComingValue> without;  ///< Empty: there is no value at all.
  std::optional<ComingValue> with;
  std::optional<Target> target;
  std::vector<ScenarioEffect> effects;
  std::optional<double> assumed;
};

/// A sum, and whose part of it is unknown.
struct KnownSum {
  double value{0.0};
  std::vector<std::string> unknown;  ///< Ids of measures that are not in it.
};

struct Scenario {
  const Region* region{nullptr};
  int year{0};
  figures::Scheme scheme{figures::Scheme::kThirds};
  std::vector<store::MeasureVersion> measures;
  std::vector<ScenarioRow> rows;  ///< What is touched, and what has a target.
  KnownSum tonnes;                ///< Avoided a year in full operation, overlap counted once.
  KnownSum investment;
  KnownSum annual_cost;
  Text assumption;
};

/// Fails with kNotFound for an unknown region, measure or key figure, kRefused for an assumed value
/// outside its bounds.
[[nodiscard]] Result<Scenario> scenario(const std::vector<store::MeasureVersion>& measures,
                                        const figures::Snapshot& snapshot,
                                        const ScenarioQuery& query);

}  // namespace tertil::plans
