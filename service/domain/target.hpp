/// @file service/domain/target.hpp
/// @brief A value a region has decided to reach (målvärde), with the decision behind it.
#pragma once
#include <optional>
#include <string>

namespace tertil {

/// How the way from the baseline to the target is drawn: evenly, or all in the last year.
enum class TargetPath { kStep, kLinear };

struct Target {
  std::string key_figure;
  std::string region;
  int year{0};
  double value{0.0};
  std::optional<int> baseline_year;
  std::optional<double> baseline_value;
  TargetPath path{TargetPath::kLinear};
  std::string decision;  ///< The document that sets it; may be empty.
};

}  // namespace tertil
