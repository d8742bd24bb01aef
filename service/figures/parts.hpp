/// @file service/figures/parts.hpp
/// @brief A key figure as the sum of its parts: what every computed figure and every drill-down is
/// made from.
///
/// A part is the smallest piece a figure knows: one meter's month, one fuel of one vehicle group.
/// It stands on a path of levels ("RGS", "B001", "M17") and adds to numerator and denominator. The
/// figure of a region, of a building or of a month is the same formula over the parts below it, so
/// that whatever is shown adds up.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "service/figures/computed.hpp"
#include "service/figures/factors.hpp"

namespace tertil::figures {

/// How a figure is made, with a version that changes when its values may.
struct Formula {
  std::string_view id;
  int version{1};
  std::string_view numerator_unit;
  std::string_view denominator_unit;  ///< Empty when the figure is an amount.
  double scale{1.0};                  ///< 100 for percentages.
  Text text;
};

struct Part {
  std::vector<std::string> path;  ///< One code per level; shorter when the rest is unknown.
  int month{0};                   ///< 1–12; 0: belongs to the year, not to a month.
  double numerator{0.0};
  double normalised{0.0};  ///< The numerator in a normal year; equal to it if nothing is corrected.
  double weather{0.0};     ///< Of the numerator: what depends on the weather.
  double denominator{0.0};
  double present{0.0};  ///< How much of what was expected is there: present / expected is coverage.
  double expected{0.0};   ///< 0: nothing is known about what to expect.
  double estimated{0.0};  ///< Of the numerator's readings: how many are estimates.
};

/// What a correction to a normal year was made with.
struct Normalisation {
  Text method;
  std::string normal_year;  ///< As the source of the degree days names it.
  double degree_days{0.0};  ///< Of the year.
  double normal_degree_days{0.0};
  double ratio{1.0};  ///< Normal year's degree days / the year's own.
};

/// Everything one figure of one owner and year is made from.
struct FigureParts {
  std::string key_figure;
  int year{0};
  const Formula* formula{nullptr};
  std::vector<std::string_view> levels;  ///< Of Part::path.
  std::vector<Part> parts;
  /// Of the whole and of every piece alike (inhabitants); else the parts' denominators are summed.
  std::optional<double> denominator;
  /// Of the year as a whole, where the parts themselves do not say what to expect.
  std::optional<double> coverage;
  std::optional<Normalisation> normalisation;
  std::vector<UsedFactor> factors;
  std::vector<ComputedNote> notes;
  std::set<std::string> batches;  ///< Whose rows it is made from.
  std::map<std::pair<std::string, std::string>, std::string> names;  ///< (level, code) → name.
  /// How many things a code stands for where few of them must not be shown apart (vehicles).
  std::map<std::pair<std::string, std::string>, int> sizes;
  bool has_data{false};    ///< There is activity of that year.
  bool computable{false};  ///< And everything needed to compute the figure is there.

  void note(std::string_view rule, Text message);
  /// Adds a factor, once, with a note when it is carried forward.
  void use(const UsedFactor& factor);
  void lack(const MissingFactor& missing);
};

/// The formula over some parts.
struct PartSum {
  double numerator{0.0};
  double normalised{0.0};
  double weather{0.0};
  double denominator{0.0};
  std::optional<double> value;             ///< Empty when the denominator is zero.
  std::optional<double> normalised_value;  ///< As `value`, of the normalised numerator.
  std::optional<double> coverage;
  double estimated{0.0};
  std::size_t count{0};
};

/// The parts whose path begins with `path`; of one month unless `month` is 0. Summed smallest
/// first, so that the order they come in does not matter.
[[nodiscard]] PartSum sum_of(const FigureParts& figure, std::span<const std::string> path,
                             int month = 0);

/// The codes one level below `path`, sorted; a code is empty where the parts do not say.
[[nodiscard]] std::vector<std::string> codes_below(const FigureParts& figure,
                                                   std::span<const std::string> path);

/// Marks months without anything as missing, where what there is comes month by month: parts are
/// in at least two months of the year. Transactions that come once a year say nothing.
void expect_every_month(FigureParts& figure);

/// 0 for a period that is no month ("2024", "2024-T1").
[[nodiscard]] int month_of_period(std::string_view period);

}  // namespace tertil::figures
