#include "analytics/student.hpp"
#include "tests/support/random_cases.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>
#include <stdexcept>

namespace tertil::analytics {
namespace {

// Abramowitz and Stegun, table 26.10 (its A = 0.8, 0.9, 0.95, 0.98, 0.99), three decimals.
struct Row {
  int degrees;
  std::array<double, 5> t;
};
constexpr std::array<double, 5> kProbabilities{0.9, 0.95, 0.975, 0.99, 0.995};
constexpr std::array kTable{Row{1, {3.078, 6.314, 12.706, 31.821, 63.657}},
                            Row{2, {1.886, 2.920, 4.303, 6.965, 9.925}},
                            Row{3, {1.638, 2.353, 3.182, 4.541, 5.841}},
                            Row{5, {1.476, 2.015, 2.571, 3.365, 4.032}},
                            Row{10, {1.372, 1.812, 2.228, 2.764, 3.169}},
                            Row{30, {1.310, 1.697, 2.042, 2.457, 2.750}},
                            Row{120, {1.289, 1.658, 1.980, 2.358, 2.617}},
                            Row{kNormalDegrees, {1.282, 1.645, 1.960, 2.326, 2.576}}};

TEST(Student, AgreesWithThePrintedTable) {
  for (const auto& row : kTable)
    for (std::size_t i = 0; i < row.t.size(); ++i) {
      EXPECT_NEAR(student_quantile(kProbabilities[i], row.degrees), row.t[i], 5.01e-4)
          << row.degrees << ' ' << kProbabilities[i];
      EXPECT_EQ(student_quantile(1 - kProbabilities[i], row.degrees) < 0, true);
    }
}

TEST(Student, HasAClosedFormForOneAndTwoDegrees) {
  for (const double t : {-40.0, -2.5, -0.1, 0.0, 0.3, 1.0, 7.0, 1e6}) {
    EXPECT_NEAR(student_cdf(t, 1), 0.5 + std::atan(t) / std::acos(-1.0), 1e-15) << t;
    EXPECT_NEAR(student_cdf(t, 2), 0.5 + t / (2 * std::sqrt(2 + t * t)), 1e-15) << t;
  }
}

TEST(Student, QuantileUndoesTheProbability) {
  std::mt19937_64 random{1};
  std::uniform_real_distribution<double> probability{0.0001, 0.9999};
  for (int round = 0; round < tests::kRandomCases; ++round) {
    const double p = probability(random);
    const int degrees = static_cast<int>(random() % 31);
    ASSERT_NEAR(student_cdf(student_quantile(p, degrees), degrees), p, 1e-12) << p << degrees;
    ASSERT_NEAR(student_quantile(1 - p, degrees), -student_quantile(p, degrees),
                1e-9 * std::abs(student_quantile(p, degrees)) + 1e-12);
  }
}

TEST(Student, IsSymmetricAndNeverFalls) {
  for (const int degrees : {kNormalDegrees, 1, 2, 3, 4, 9, 40}) {
    double before = 0.0;
    for (double t = -200; t <= 200; t += 0.05) {
      const double now = student_cdf(t, degrees);
      ASSERT_GE(now, before - 1e-15);
      ASSERT_TRUE(0.0 <= now && now <= 1.0) << t;
      ASSERT_NEAR(now + student_cdf(-t, degrees), 1.0, 1e-14);
      before = now;
    }
  }
}

TEST(Student, RefusesWhatIsNoProbabilityOrDegree) {
  EXPECT_THROW((void)student_quantile(0.0, 3), std::invalid_argument);
  EXPECT_THROW((void)student_quantile(1.0, 3), std::invalid_argument);
  EXPECT_THROW((void)student_quantile(NAN, 3), std::invalid_argument);
  EXPECT_THROW((void)student_quantile(0.5, -1), std::invalid_argument);
  EXPECT_THROW((void)student_cdf(1.0, -1), std::invalid_argument);
  EXPECT_THROW((void)student_cdf(NAN, 2), std::invalid_argument);
  EXPECT_EQ(student_cdf(INFINITY, 2), 1.0);
}

}  // namespace
}  // namespace tertil::analytics
