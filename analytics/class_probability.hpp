/// @file analytics/class_probability.hpp
/// @brief How likely each class of a ranking is, when ranks are not certain.
#pragma once

namespace tertil::analytics {

/// They sum to 1, but for the last digit of a double.
struct ClassProbability {
  double green{0};
  double yellow{0};
  double red{0};

  bool operator==(const ClassProbability&) const = default;
};

}  // namespace tertil::analytics
