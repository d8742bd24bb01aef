/// @file service/ingest/quality.hpp
/// @brief Is what came plausible? Rules on rows and on series, with severities a source may set.
///
/// An error quarantines, a hold waits for a person, a warning is stored and told. Each rule that
/// concerns a target ends in one of three states: ok, possibleFault, or notChecked when there was
/// nothing to compare with. Nothing is ever blanked or mended by a rule.
///
/// The rules look at rows, and at series through store::SeriesSums, so that facts and readings are
/// checked by the same code. The tests themselves are in analytics/outliers.hpp.
#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/source.hpp"
#include "service/ingest/receipt.hpp"
#include "service/ingest/suspicion.hpp"
#include "service/store/series_sums.hpp"

namespace tertil::ingest {

/// One rule as it holds for one source.
struct QualityRule {
  std::string id;
  Severity severity{Severity::kWarning};
  std::map<std::string, double, std::less<>> numbers;
  [[nodiscard]] double number(std::string_view name, double otherwise) const;
};

/// The rules that hold for a source: the target's own, as far as `[[check]]` does not change them
/// or turn them off.
///
/// | rule | parameters (default) | from the start for |
/// | --- | --- | --- |
/// | range | min, max of the quantity | none |
/// | unit-suspect | – | everything with quantities: hold |
/// | change-from-last-year | max, share of last year's (0.5; population 0.1) | yearly values |
/// | change-from-same-month | max (readings, travel 0.5; else 1) | monthly sums |
/// | sum-mismatch | max, share of the whole (0.01) | amounts and counts of units and their region |
/// | gap, fewer-than-twelve-months | – | readings, travel, fuel |
/// | overlap | – | travel given by year and by month |
/// | flat-line | periods (3) | readings |
/// | outlier | threshold (5) | readings, travel, population |
/// | level-shift | threshold (6) | none |
[[nodiscard]] std::vector<QualityRule> rules_for(const collectors::Source& source);
[[nodiscard]] const QualityRule* find_rule(std::span<const QualityRule> rules, std::string_view id);

/// Checks single transactions against what their series was before. Keyed values are left to
/// check_series, which sees all of them.
class RowChecks {
 public:
  /// `in_file` stands in where the store has too little history of a series.
  RowChecks(std::span<const QualityRule> rules, const store::SeriesSums& before,
            const store::SeriesSums& in_file);
  /// The worst that is to be said of the row.
  [[nodiscard]] std::optional<Suspicion> check(const store::SeriesPoint& point, std::int64_t row);
  /// Which of its rules had something to compare with, for how many rows.
  [[nodiscard]] const Looked& looked() const { return looked_; }

 private:
  struct Usual {
    double middle{0.0};
    double reach{0.0};
    bool known{false};
  };
  [[nodiscard]] const Usual& usual(const std::string& series);
  [[nodiscard]] const std::string& unit_of(const store::SeriesPoint& point) const;

  const QualityRule* range_;
  const QualityRule* unit_;
  const store::SeriesSums& before_;
  const store::SeriesSums& in_file_;
  std::map<std::string, Usual, std::less<>> usual_;
  Looked looked_;
};

/// Looks at every period that the file has rows of, as the store has it after writing.
[[nodiscard]] Verdict check_series(std::span<const QualityRule> rules,
                                   const store::SeriesSums& before, const store::SeriesSums& after,
                                   const store::SeriesSums& in_file);

/// The `checks` of a receipt: one for each rule, from what was found and what was looked at.
[[nodiscard]] std::vector<CheckResult> check_results(std::span<const QualityRule> rules,
                                                     const Verdict& verdict);

}  // namespace tertil::ingest
