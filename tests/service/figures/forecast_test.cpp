#include "service/figures/forecast.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/installation.hpp"

namespace tertil::figures {
namespace {

using analytics::ForecastMethod;
using analytics::Outlook;
using ::testing::AllOf;
using ::testing::HasSubstr;
using tests::Fill;
using tests::Installation;
using tests::must;

class ShippedForecast : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    installation_ = new Installation{Fill::kShipped};
    snapshot_ = installation_->snapshot();
  }
  static void TearDownTestSuite() {
    snapshot_.reset();
    delete installation_;
  }
  static FigureForecast ask(ForecastQuery query) {
    return must(figure_forecast(*snapshot_, std::move(query)));
  }
  static inline Installation* installation_ = nullptr;
  static inline std::shared_ptr<const Snapshot> snapshot_;
};

TEST_F(ShippedForecast, OfEnergySaysThatOneHundredAndSeventySixIsVeryUnlikely) {
  // By hand: since the break of 2022 there are 188, 184 and 188. The steps are 4 and 4, so the
  // last value two years on has spread 4 √2 with 2 degrees of freedom, whose distribution is
  // F(t) = (1 + t / √(2 + t²)) / 2; its 90th percentile is 1.8856.
  const auto answer = ask({"energi", "13", 2026});
  ASSERT_TRUE(answer.forecast) << answer.text.en;
  EXPECT_EQ(answer.forecast->value, 188);
  EXPECT_EQ(answer.forecast->points, 3);
  EXPECT_EQ(answer.series_break, 2022);
  EXPECT_EQ(answer.history.size(), 4U);
  ASSERT_EQ(answer.means.size(), 2U);
  ASSERT_EQ(answer.means[0].values.size(), 1U);  // of 2022 to 2024: 2017 is another series
  EXPECT_EQ(answer.means[0].values[0].year, 2024);
  EXPECT_DOUBLE_EQ(answer.means[0].values[0].value, 560.0 / 3);
  EXPECT_TRUE(answer.means[1].values.empty());
  const double spread = 4 * std::sqrt(2.0);
  EXPECT_NEAR(answer.forecast->interval.low, 188 - 1.8856 * spread, 0.001);
  EXPECT_NEAR(answer.forecast->interval.high, 188 + 1.8856 * spread, 0.001);
  const double t = (176 - 188) / spread;
  EXPECT_NEAR(*answer.target_probability, (1 + t / std::sqrt(2 + t * t)) / 2, 1e-9);
  EXPECT_EQ(answer.outlook, Outlook::kWillNotReach);  // 8.4 %, below a tenth
  EXPECT_EQ(answer.required_pace, -6.0);
  EXPECT_FALSE(answer.compared_on);  // one region's values tell no method from another
  EXPECT_FALSE(answer.rank);
  EXPECT_THAT(
      answer.text.sv,
      AllOf(HasSubstr("188\u00a0kWh/m² 2026 (177–199"), HasSubstr("sannolikheten 8,4\u00a0%"),
            HasSubstr("Utsikt: Når inte målet."), HasSubstr("−6\u00a0kWh/m² per år från 2024"),
            HasSubstr("Värden före 2022 är inte jämförbara")));
}

TEST_F(ShippedForecast, OfRenewableFuelTakesTheMethodThatBeatsBothSimpleOnes) {
  const auto answer = ask({"fornybart", "13", 2026});
  EXPECT_EQ(answer.series, Series::kKolada);
  EXPECT_EQ(answer.choice.method, ForecastMethod::kHalfSlope);
  EXPECT_TRUE(answer.choice.beats_last_value);
  EXPECT_TRUE(answer.choice.beats_straight_line);
  ASSERT_TRUE(answer.compared_on);
  EXPECT_EQ(answer.compared_on->series, 21);
  EXPECT_EQ(answer.compared_on->forecasts, 591);
  EXPECT_EQ(answer.compared_on->first_year, 2011);
  EXPECT_EQ(answer.compared_on->last_year, 2024);
  ASSERT_EQ(answer.path.size(), 2U);
  EXPECT_EQ(answer.path[0].year, 2025);
  EXPECT_EQ(answer.path[1].value, answer.forecast->value);
  EXPECT_LE(answer.forecast->interval.high, 100);
  EXPECT_LT(*answer.target_probability, analytics::kVeryUnlikely);
  EXPECT_GT(*answer.target_probability, 0.0995);  // 10.0 % when rounded, and still below the limit
  EXPECT_EQ(answer.outlook, Outlook::kWillNotReach);
  EXPECT_THAT(answer.text.sv, HasSubstr("med sannolikheten knappt 10\u00a0%. Utsikt: Når inte"));
  ASSERT_TRUE(answer.rank);
  EXPECT_EQ(answer.rank->n, 21);
  EXPECT_LE(answer.rank->low, answer.rank->rank);
  EXPECT_GE(answer.rank->high, answer.rank->rank);
  EXPECT_NEAR(answer.rank->probability->green + answer.rank->probability->yellow +
                  answer.rank->probability->red,
              1, 1e-9);
}

TEST_F(ShippedForecast, ClassesTheComingRankByTheSchemeThatIsAskedFor) {
  const auto thirds = ask({"fornybart", "13", 2026});
  const auto quartiles =
      ask({"fornybart", "13", 2026, std::nullopt, std::nullopt, Scheme::kQuartiles});
  EXPECT_EQ(quartiles.scheme, Scheme::kQuartiles);
  ASSERT_TRUE(quartiles.rank && quartiles.rank->probability);
  EXPECT_EQ(quartiles.rank->rank, thirds.rank->rank);  // the same draws, other limits
  const auto limits = analytics::class_limits(21, Scheme::kQuartiles);
  EXPECT_EQ(quartiles.rank->rank_class, analytics::class_of(quartiles.rank->rank, *limits));
  EXPECT_GT(quartiles.rank->probability->yellow, thirds.rank->probability->yellow);
}

TEST_F(ShippedForecast, SharesStayBetweenZeroAndOneHundredFarIntoTheFuture) {
  for (const auto* region : {"12", "13", "25"})  // at 100, nearly there, and the lowest
    for (const auto& step : ask({"fornybart", region, 2040}).path) {
      EXPECT_GE(step.low, 0) << region << ' ' << step.year;
      EXPECT_LE(step.value, 100) << region << ' ' << step.year;
      EXPECT_LE(step.high, 100) << region << ' ' << step.year;
    }
}

TEST_F(ShippedForecast, RestsOnTheSeriesThatTheComparisonShows) {
  // Kolada's values end in 2022 at 248; printed ones go on to 276 in 2024.
  const auto answer = ask({"antibiotika", "13", 2026});
  EXPECT_EQ(answer.series, Series::kPrinted);
  EXPECT_EQ(answer.forecast->latest.value, 276);
  const auto kolada = ask({"antibiotika", "13", 2024, Series::kKolada});
  EXPECT_EQ(kolada.choice.method, ForecastMethod::kStraightLine);
  EXPECT_TRUE(kolada.choice.beats_last_value);
  EXPECT_FALSE(kolada.choice.beats_straight_line);
}

TEST(Forecast, IsNotHiddenByANewSeriesWithTwoValuesAndNamesTheOneItRestsOn) {
  Installation installation{Fill::kShipped};
  must(installation.import_text("own-key-figures",
                                "keyFigure,region,year,value,status\n"
                                "energy-use-premises,13,2024,171,final\n"
                                "energy-use-premises,13,2025,170,final\n"));
  const auto answer = must(figure_forecast(*installation.snapshot(), {"energi", "13", 2026}));
  EXPECT_EQ(answer.series, Series::kPrinted);
  ASSERT_TRUE(answer.forecast);
  EXPECT_EQ(answer.forecast->latest.value, 188);
  EXPECT_THAT(answer.text.sv, HasSubstr("Serie: Tryckt i rapport, 4 värden 2017–2024."));
  EXPECT_THAT(answer.text.en, HasSubstr("Series: Printed in a report, 4 values 2017–2024."));
}

TEST(Forecast, TakesTheSeriesWithMostValuesWhereTheShownOneHasTooFew) {
  Installation installation{Fill::kReferenceOnly};
  std::string own = "keyFigure,region,year,value,status\n";
  for (const int year : {2019, 2020, 2021, 2022})
    own += fmt::format("hospital-waste-recycling,13,{},{},final\n", year, year - 1990);
  must(installation.import_text("own-key-figures", own));
  must(installation.import_text("printed-key-figures",
                                "keyFigure,region,year,value,status,printedRank,printedOf,source\n"
                                "hospital-waste-recycling,13,2023,30,final,5,21,Test\n"
                                "hospital-waste-recycling,13,2024,31,final,5,21,Test\n"));
  const auto answer = must(figure_forecast(*installation.snapshot(), {"avfall", "13"}));
  EXPECT_EQ(answer.series, Series::kOwn);
  EXPECT_EQ(answer.history.size(), 4U);
}

TEST(Forecast, IsJudgedByTheSeriesItForecastsThoughAnotherHasReachedTheTarget) {
  Installation installation{Fill::kShipped};
  must(installation.import_text("own-key-figures",
                                "keyFigure,region,year,value,status\n"
                                "energy-use-premises,13,2025,170,final\n"));
  ForecastQuery query{"energi", "13", 2026};
  query.series = Series::kPrinted;
  const auto answer = must(figure_forecast(*installation.snapshot(), std::move(query)));
  EXPECT_EQ(answer.outlook, Outlook::kWillNotReach);
}

TEST(Forecast, AsksForNoPaceOnceTheTargetIsMet) {
  Installation installation{Fill::kShipped};
  must(installation.import_text("own-key-figures",
                                "keyFigure,region,year,value,status\n"
                                "energy-use-premises,13,2023,172,final\n"
                                "energy-use-premises,13,2024,171,final\n"
                                "energy-use-premises,13,2025,170,final\n"));
  ForecastQuery query{"energi", "13", 2026};
  query.series = Series::kOwn;
  const auto answer = must(figure_forecast(*installation.snapshot(), std::move(query)));
  EXPECT_EQ(answer.outlook, Outlook::kAchieved);
  EXPECT_FALSE(answer.required_pace);
  EXPECT_THAT(answer.text.sv,
              HasSubstr("Utsikt: Uppnått. Det är nått redan i dag, med 170\u00a0kWh/m² "
                        "2025."));
  EXPECT_THAT(answer.text.sv, Not(HasSubstr("Det kräver")));
}

TEST_F(ShippedForecast, IsRefusedInWordsAndStillTellsTheTarget) {
  const auto past = ask({"energi", "13", 2024});
  EXPECT_FALSE(past.forecast);
  EXPECT_THAT(past.refused->sv, HasSubstr("2024 är inte efter det senaste värdet (2024)"));
  const auto few = ask({"energi", "13", 2026, std::nullopt, 2023});
  EXPECT_THAT(few.refused->sv, HasSubstr("har 2 värden och minst 3 behövs"));
  EXPECT_EQ(few.required_pace, -6.0);
  const auto none = ask({"energi", "14", 2026});
  EXPECT_THAT(none.refused->sv, HasSubstr("har 0 värden"));
  EXPECT_FALSE(none.target);
}

TEST_F(ShippedForecast, GoesToTheYearOfTheTargetWhenNoneIsNamed) {
  EXPECT_EQ(ask({"energi", "13"}).year, 2026);
  EXPECT_EQ(ask({"fornybart", "12"}).year, 2025);  // no target: the year after the latest value
}

TEST_F(ShippedForecast, OfAnUnknownKeyFigureOrRegionIsNotFound) {
  EXPECT_EQ(figure_forecast(*snapshot_, {"enrgi", "13"}).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(figure_forecast(*snapshot_, {"energi", "99"}).error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace tertil::figures
