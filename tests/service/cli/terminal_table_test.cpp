#include "service/cli/terminal_table.hpp"

#include <gmock/gmock.h>

#include <sstream>

#include "service/cli/terminal_text.hpp"

namespace tertil::cli {
namespace {

TerminalTable regions() {
  TerminalTable table{
      {{"Plats", Align::kRight}, {"Region", Align::kLeft, true}, {"Värde", Align::kRight}}};
  table.add({{"1"}, {"Västra Götalandsregionen"}, {"1\u00A0234,5"}});
  table.add_rule();
  table.add({{"12"}, {"Region Örebro län"}, {"98,3", Colour::kYellow}});
  return table;
}

TEST(TerminalTable, PutsNumbersUnderEachOtherToTheRight) {
  EXPECT_EQ(regions().render({}),
            "Plats  Region                      Värde\n"
            "─────  ────────────────────────  ───────\n"
            "    1  Västra Götalandsregionen  1\u00A0234,5\n"
            "─────  ────────────────────────  ───────\n"
            "   12  Region Örebro län            98,3\n");
}

TEST(TerminalTable, ShortensWhatMayBeShortenedAndNeverANumber) {
  EXPECT_EQ(regions().render({.columns = 30}),
            "Plats  Region            Värde\n"
            "─────  ──────────────  ───────\n"
            "    1  Västra Götala…  1\u00A0234,5\n"
            "─────  ──────────────  ───────\n"
            "   12  Region Örebro…     98,3\n");
}

TEST(TerminalTable, FitsIn80ColumnsWhateverTheTextsHold) {
  TerminalTable table{{{"A", Align::kLeft, true}, {"B", Align::kLeft, true}, {"C", Align::kRight}}};
  for (std::size_t i = 0; i < 60; ++i)
    table.add({{std::string(i * 3, 'x')}, {std::string(60 - i, 'y') + " å漢"}, {"12\u00A0345,6"}});
  std::istringstream lines{table.render({})};
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) EXPECT_LE(width_of(line), 80U) << line;
  EXPECT_EQ(count, 62U);
}

TEST(TerminalTable, LeavesNoSpacesAtTheEndOfALine) {
  TerminalTable table{{{"A"}, {"B", Align::kRight}, {"Lång rubrik"}}};
  table.add({{"a"}});
  table.add({{""}, {"1"}, {"c"}});
  EXPECT_EQ(table.render({}),
            "A  B  Lång rubrik\n"
            "─  ─  ───────────\n"
            "a\n"
            "   1  c\n");
}

TEST(TerminalTable, ColoursOnlyWhereItMay) {
  EXPECT_EQ(regions().render({}).find('\x1b'), std::string::npos);
  const auto coloured = regions().render({.colour = true});
  EXPECT_THAT(coloured, ::testing::HasSubstr("   \x1b[33m98,3\x1b[0m\n"));
}

TEST(TerminalTable, LetsNoDataSteerTheTerminal) {
  TerminalTable table{{{"A"}}};
  table.add({{"\x1b]0;titel\x07"}});
  EXPECT_EQ(table.render({}).find('\x1b'), std::string::npos);
}

TEST(TerminalTable, RefusesARowThatDoesNotFit) {
  TerminalTable table{{{"A"}}};
  EXPECT_THROW(table.add({{"1"}, {"2"}}), std::invalid_argument);
}

}  // namespace
}  // namespace tertil::cli
