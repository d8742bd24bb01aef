/// @file analytics/prediction.hpp
/// @brief Where a value may come to lie: a centre, how wide, and what it can never be.
///
/// A prediction is Student's t around a centre. For shares it lives on another scale, so that no
/// part of it leaves 0–100: the empirical logit x = ln((y + 1/2) / (100 + 1/2 - y)) of a percentage
/// y (the empirical logistic transform of D. R. Cox and E. J. Snell, Analysis of Binary Data, 2nd
/// edition, 1989, with 100 as the number of trials).
/// Exactly 0 and 100 are x = -5.30 and 5.30, numbers like any others; what lies beyond them on the
/// scale is 0 or 100 again, so a share can be predicted to *reach* 100 with a probability. Numbers
/// that cannot be negative are cut at 0 in the same way.
#pragma once

#include "analytics/ranking.hpp"

namespace tertil::analytics {

/// What a key figure's values can be: any number, never below 0, or 0 to 100 (%).
enum class Support { kAnyNumber, kNotNegative, kShare };

[[nodiscard]] bool lies_within(double value, Support support);

/// From the key figure's unit to the scale that methods work on, and back. Only shares change.
/// @pre The value lies within the support.
[[nodiscard]] double to_scale(double value, Support support);
/// @return Always within the support.
[[nodiscard]] double from_scale(double scaled, Support support);

/// Both ends in the key figure's unit.
struct Interval {
  double level{0.8};  ///< The probability of lying in it: 0.8 leaves a tenth on either side.
  double low{0};
  double high{0};

  bool operator==(const Interval&) const = default;
};

/// Student's t, scaled and moved. `centre` and `spread` are on the scale of to_scale().
struct Prediction {
  double centre{0};
  double spread{0};  ///< 0 when nothing is uncertain.
  int degrees{0};    ///< Degrees of freedom; kNormalDegrees is the normal distribution.
  Support support{Support::kAnyNumber};

  /// The middle, in the key figure's unit.
  [[nodiscard]] double value() const;

  /// @throws std::invalid_argument if `level` is not above 0 and below 1.
  [[nodiscard]] Interval interval(double level = 0.8) const;

  /// The probability that the value is not worse than `target`. It never falls as the target
  /// gets easier, but for rounding (1e-15). 1 for a target that every possible value meets, 0 for
  /// one that none does.
  /// @throws std::invalid_argument if `target` is not finite.
  [[nodiscard]] double probability_of_meeting(double target, Polarity polarity) const;

  bool operator==(const Prediction&) const = default;
};

}  // namespace tertil::analytics
