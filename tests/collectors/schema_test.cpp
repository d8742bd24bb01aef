#include "collectors/schema.hpp"

#include <gmock/gmock.h>

#include <string>

namespace tertil::collectors {
namespace {

TEST(Schema, KnowsEveryPeriodOfAYearAndNoOther) {
  for (const std::string good : {"2024", "1900", "2100", "2024-T1", "2024-T2", "2024-T3", "2024-Q1",
                                 "2024-Q4", "2024-01", "2024-09", "2024-10", "2024-12"}) {
    EXPECT_TRUE(is_period(good)) << good;
  }
  for (const std::string bad :
       {"",        "24",      "1899",     "2101",       "20245",   "2024-",   "2024-T0",
        "2024-T4", "2024-Q0", "2024-Q5",  "2024-00",    "2024-13", "2024-1",  "2024-20",
        "2024T1",  "2024-t1", "2024-T1 ", "2024-01-01", "abcd",    "2024-T12"}) {
    EXPECT_FALSE(is_period(bad)) << bad;
  }
}

TEST(Schema, KnowsAYearByItsFourDigits) {
  EXPECT_EQ(parse_year("2024"), 2024);
  EXPECT_EQ(parse_year("1900"), 1900);
  EXPECT_EQ(parse_year("2100"), 2100);
  for (const std::string bad : {"", "1899", "2101", "2024.0", "2 024", "024", "+202", "x024"}) {
    EXPECT_EQ(parse_year(bad), std::nullopt) << bad;
  }
}

TEST(Schema, HasTheFieldsThatTheContractNames) {
  const auto names = [](Target target) {
    std::string all;
    for (const Field& field : schema_of(target).fields) all += std::string(field.name) + " ";
    return all;
  };
  EXPECT_EQ(names(Target::kKeyFigureValue),
            "keyFigure region year period category series value missingReason status numerator "
            "denominator printedRank printedOf source ");
  EXPECT_EQ(names(Target::kPopulation), "region year value source ");
  EXPECT_EQ(names(Target::kTarget),
            "keyFigure region year value baselineYear baselineValue path decision source ");
  for (const Target target : {Target::kKeyFigureValue, Target::kPopulation, Target::kTarget}) {
    EXPECT_EQ(target_named(name_of(target)), target);
    EXPECT_EQ(schema_of(target).target, target);
  }
  EXPECT_EQ(target_named("energyreading"), std::nullopt);
}

}  // namespace
}  // namespace tertil::collectors
