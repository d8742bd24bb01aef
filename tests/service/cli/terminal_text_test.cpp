#include "service/cli/terminal_text.hpp"

#include <gmock/gmock.h>

namespace tertil::cli {
namespace {

using ::testing::ElementsAre;

TEST(WidthOf, CountsColumnsNotBytes) {
  EXPECT_EQ(width_of("Jämtland"), 8U);
  EXPECT_EQ(width_of("kWh/m²"), 6U);
  EXPECT_EQ(width_of("a\u0308"), 1U);  // a and combining dots
  EXPECT_EQ(width_of("漢字"), 4U);
  EXPECT_EQ(width_of("🌍"), 2U);
  EXPECT_EQ(width_of("▲●▼─"), 4U);
  EXPECT_EQ(width_of("\xff\xfe"), 2U);
  EXPECT_EQ(width_of("1\u00A0234"), 5U);
}

TEST(Printable, LeavesNothingThatSteersATerminal) {
  EXPECT_EQ(printable("å\x1b[31m\n"), "å\uFFFD[31m\uFFFD");
  EXPECT_EQ(printable("a\u009b"
                      "b"),
            "a\uFFFD"
            "b");
  EXPECT_EQ(printable("\u202e"
                      "abc"),
            "\uFFFD"
            "abc");
  EXPECT_EQ(printable("a\xff"), "a\uFFFD");
  EXPECT_EQ(printable("Region Örebro län – 5 m²"), "Region Örebro län – 5 m²");
}

TEST(Shortened, FitsAndShowsThatItWasCut) {
  EXPECT_EQ(shortened("Västerbotten", 12), "Västerbotten");
  EXPECT_EQ(shortened("Västerbotten", 6), "Väste…");
  EXPECT_EQ(shortened("Jämtland Härjedalen", 10), "Jämtland…");
  EXPECT_EQ(shortened("漢字漢字", 4), "漢…");
  EXPECT_EQ(shortened("abc", 0), "");
}

TEST(Wrapped, BreaksBetweenWordsAndKeepsLineBreaks) {
  EXPECT_THAT(wrapped("ett två tre fyra", 8), ElementsAre("ett två", "tre fyra"));
  EXPECT_THAT(wrapped("ett\ntvå", 80), ElementsAre("ett", "två"));
  EXPECT_THAT(wrapped("kollektivtrafikmyndigheten är lång", 10),
              ElementsAre("kollektivtrafikmyndigheten", "är lång"));
  EXPECT_THAT(wrapped("", 10), ElementsAre(""));
}

}  // namespace
}  // namespace tertil::cli
