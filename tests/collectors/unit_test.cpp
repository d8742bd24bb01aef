#include "collectors/unit.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace tertil::collectors {
namespace {

struct Case {
  std::string written;
  double quantity;
  double kept;
  std::string unit;
};

TEST(Unit, ConvertsExactlyToWhatWeKeep) {
  const std::vector<Case> cases{
      {"Wh", 1500, 1.5, "kWh"},     {"kWh", 27.4, 27.4, "kWh"}, {"MWh", 1.234, 1234, "kWh"},
      {"GWh", 0.25, 250000, "kWh"}, {"MJ", 3.6, 1, "kWh"},      {"GJ", 3.6, 1000, "kWh"},
      {"MJ", 18, 5, "kWh"},         {"GJ", 9, 2500, "kWh"},     {"g", 250, 0.25, "kg"},
      {"kg", 12.5, 12.5, "kg"},     {"ton", 1.2, 1200, "kg"},   {"l", 40.07, 40.07, "l"},
      {"ml", 250, 0.25, "l"},       {"m³", 12.3, 12.3, "m³"},   {"Nm³", 12.3, 12.3, "Nm³"},
      {"m²", 8400, 8400, "m²"},     {"ha", 0.84, 8400, "m²"},   {"km", 12.5, 12.5, "km"},
      {"mil", 1250.7, 12507, "km"}, {"m", 500, 0.5, "km"},      {"TWh", 0.001, 1000000, "kWh"},
      {"hg", 5, 0.5, "kg"},
  };
  for (const Case& one : cases) {
    const auto unit = unit_named(one.written);
    ASSERT_TRUE(unit) << one.written;
    EXPECT_EQ(to_kept(*unit, one.quantity), one.kept) << one.written;
    EXPECT_EQ(to_kept(*unit, -one.quantity), -one.kept) << one.written;
    EXPECT_EQ(kept_unit(unit->dimension), one.unit) << one.written;
    EXPECT_EQ(unit->name, one.written) << "the contract's spelling";
  }
}

TEST(Unit, IsKnownByTheSpellingsThatFilesHave) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> spellings{
      {"Wh", {"wh", "WH"}},
      {"kWh", {"kwh", "KWH", "KWh", "Kwh"}},
      {"MWh", {"mwh", "MWH", "Mwh"}},
      {"GWh", {"gwh", "Gwh", "GWH"}},
      {"MJ", {"mj", "Mj"}},
      {"GJ", {"gj", "Gj"}},
      {"kg", {"Kg", "KG", "kilo", "Kilo", "kilogram"}},
      {"g", {"gram"}},
      {"ton", {"Ton", "TON", "t", "tonne"}},
      {"l", {"L", "liter", "Liter", "dm3", "dm³", "litre"}},
      {"ml", {"mL"}},
      {"ha", {"HA", "Ha", "HEKTAR"}},
      {"m³", {"m3", "M3", "m^3", "kbm", "Kubikmeter"}},
      {"Nm³", {"Nm3", "nm3", "NM3", "Nm^3"}},
      {"m²", {"m2", "M2", "m^2", "kvm", "Kvadratmeter"}},
      {"km", {"KM", "Km", "Kilometer"}},
      {"m", {"meter", "METER"}},
      {"mil", {"Mil"}},
  };
  for (const auto& [name, all] : spellings) {
    for (const std::string& text : all) {
      const auto unit = unit_named(text);
      ASSERT_TRUE(unit) << text;
      EXPECT_EQ(unit->name, name) << text;
    }
  }
}

TEST(Unit, IsNeverGuessed) {
  for (const std::string text : {"",
                                 " ",
                                 "kWh ",
                                 " kWh",
                                 "mWh",
                                 "mWH",
                                 "mJ",
                                 "ML",
                                 "Ml",
                                 "G",
                                 "T",
                                 "M",
                                 "j",
                                 "Mg",
                                 "mg",
                                 "kW",
                                 "h",
                                 "kWh/m2",
                                 "st",
                                 "SEK",
                                 "tons",
                                 "Sm3",
                                 "gallon",
                                 "kilowattimmar",
                                 "kubikmeter!!",
                                 "m4",
                                 "%"}) {
    EXPECT_EQ(unit_named(text), std::nullopt) << text;
  }
}

TEST(Unit, OfGasAsMeteredIsNotThatOfLiquidsOrOfNormalVolume) {
  EXPECT_EQ(unit_named("m3")->dimension, Dimension::kGasVolume);
  EXPECT_EQ(unit_named("dm3")->dimension, Dimension::kVolume);
  EXPECT_EQ(unit_named("Nm3")->dimension, Dimension::kNormalVolume);
}

}  // namespace
}  // namespace tertil::collectors
