#include "service/domain/spoken_number.hpp"

#include <gtest/gtest.h>

namespace tertil {
namespace {

struct Written {
  double value;
  int decimals;
  std::string sv;
  std::string en;
};

TEST(FormatNumber, WritesAsTheLanguageDoes) {
  for (const auto& expected :
       {Written{0, 0, "0", "0"}, Written{184, 0, "184", "184"}, Written{27.4, 1, "27,4", "27.4"},
        Written{98.33, 1, "98,3", "98.3"}, Written{1234.5, 1, "1\u00A0234,5", "1,234.5"},
        Written{1234567.0, 0, "1\u00A0234\u00A0567", "1,234,567"},
        Written{999.96, 1, "1\u00A0000,0", "1,000.0"}, Written{-3, 0, "\u22123", "\u22123"},
        Written{-1234.25, 2, "\u22121\u00A0234,25", "\u22121,234.25"},
        Written{-0.04, 1, "0,0", "0.0"}, Written{0.5, 3, "0,500", "0.500"}}) {
    EXPECT_EQ(format_number(expected.value, expected.decimals, Language::kSwedish), expected.sv);
    EXPECT_EQ(format_number(expected.value, expected.decimals, Language::kEnglish), expected.en);
  }
}

TEST(FormatCount, GroupsInThrees) {
  EXPECT_EQ(format_count(1'234'567, Language::kSwedish), "1\u00A0234\u00A0567");
  EXPECT_EQ(format_count(999, Language::kSwedish), "999");
  EXPECT_EQ(format_count(1000, Language::kEnglish), "1,000");
}

}  // namespace
}  // namespace tertil
