#include "service/figures/what_if.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/installation.hpp"

namespace tertil::figures {
namespace {

using tests::Fill;
using tests::Installation;

class ShippedWhatIf : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    installation_ = new Installation{Fill::kShipped};
    snapshot_ = installation_->snapshot();
  }
  static void TearDownTestSuite() {
    snapshot_.reset();
    delete installation_;
  }
  static Result<WhatIf> ask(double value,
                            std::string key_figure = "renewable-fuel-public-transport",
                            int year = 2023) {
    return what_if(*snapshot_, {std::move(key_figure), "13", year, value, {}, Scheme::kThirds});
  }
  static inline Installation* installation_ = nullptr;
  static inline std::shared_ptr<const Snapshot> snapshot_;
};

TEST_F(ShippedWhatIf, TheValueItTakesGivesTheBetterClassAndOneStepLessDoesNot) {
  EXPECT_EQ(ask(100.0).value().rank_class, RankClass::kGreen);
  EXPECT_EQ(ask(99.99).value().rank_class, RankClass::kYellow);
}

TEST_F(ShippedWhatIf, ShowsTodayBesideAndWhoElseChangesClass) {
  const auto answer = ask(50.0).value();
  ASSERT_TRUE(answer.today);
  EXPECT_EQ(answer.today->value, 98.33);
  EXPECT_EQ(answer.today->rank, 12);
  EXPECT_EQ(answer.rank_class, RankClass::kRed);
  EXPECT_FALSE(answer.others.empty());
}

TEST_F(ShippedWhatIf, TodaysOwnValueChangesNothing) {
  const auto answer = ask(98.33).value();
  EXPECT_EQ(answer.rank, 12);
  EXPECT_TRUE(answer.others.empty());
}

TEST_F(ShippedWhatIf, RefusesAValueTheKeyFigureCannotHave) {
  const auto answer = ask(101.0);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::kRefused);
  EXPECT_THAT(answer.error().message.sv, ::testing::HasSubstr("0–100"));
}

TEST_F(ShippedWhatIf, RefusesWhereNobodyElseHasAValue) {
  const auto answer = ask(150.0, "energy-use-premises");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::kRefused);
}

}  // namespace
}  // namespace tertil::figures
