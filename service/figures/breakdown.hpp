/// @file service/figures/breakdown.hpp
/// @brief The way down from an own figure: to org units, buildings and meters, vehicle groups and
/// fuels, gases and sites, fractions and haulers; each with its share, its months, its factors and
/// the files it came from.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/figures/parts.hpp"
#include "service/figures/reconciliation.hpp"
#include "service/figures/snapshot.hpp"

namespace tertil::figures {

/// Fewer things than this behind a code (vehicles) are not shown apart.
inline constexpr int kFewestApart = 3;

struct PathStep {
  std::string level;
  std::string code;
  std::string name;
};

/// One line of the level below.
struct BreakdownChild {
  std::string code;
  std::string name;
  PartSum sum;
  std::optional<double> share;     ///< Of the numerator above; empty where that is zero.
  std::vector<std::string> flags;  ///< "gap", "estimated".
  bool open{false};                ///< There is a level below that may be shown.
};

struct MonthOfBreakdown {
  std::string period;  ///< "2024-01"
  PartSum sum;
};

/// A file that the figure is made from.
struct BreakdownImport {
  std::string id, source, file_name;
  std::optional<Instant> recorded_at;
  std::int64_t rows{0};
};

/// One time the stored value changed.
struct BreakdownChange {
  Instant at;
  std::string import;
  std::string kind;  ///< "import", "correction", "factor", "retract".
  std::optional<double> before, after;
};

/// That a person has vouched for the own value of a region or an org unit.
struct Verification {
  Instant at;
  std::optional<std::string> by;  ///< For those who may see details only.
};

struct Breakdown {
  FigureParts figure;
  std::string region;
  std::vector<PathStep> path;
  PartSum sum;
  std::optional<double> share;
  Status status{Status::kPreliminary};
  std::optional<Verification> verified;
  std::string child_level;  ///< Empty when there is none.
  std::vector<BreakdownChild> children;
  std::vector<MonthOfBreakdown> months;
  std::vector<BreakdownImport> imports;
  std::vector<BreakdownChange> changes;
  std::optional<Reconciliation> published;  ///< Of the whole region only.
};

struct BreakdownQuestion {
  std::string key_figure;  ///< An id.
  std::string region;
  int year{0};
  std::vector<std::string> path;  ///< Codes, from the region down.
  store::AsOf as_of;
  bool detail{false};  ///< Single meters may be shown.
};

/// kNotFound when the figure is not computed here, nothing is known of the year or the path does
/// not exist; kForbidden for a path to details that may not be shown.
[[nodiscard]] Result<Breakdown> break_down(store::Reader& reader, const Snapshot& snapshot,
                                           const BreakdownQuestion& question);

/// The months of the parts below a path. Where the denominator belongs to the whole year (an area),
/// each month has all of it.
[[nodiscard]] std::vector<MonthOfBreakdown> months_of(const FigureParts& figure,
                                                      std::span<const std::string> path);

}  // namespace tertil::figures
