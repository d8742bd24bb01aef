#include "collectors/unit.hpp"

#include <array>
#include <cmath>
#include <cstddef>

namespace tertil::collectors {

namespace {

constexpr Unit kWattHour{Dimension::kEnergy, 1, 1000, "Wh"};
constexpr Unit kKilowattHour{Dimension::kEnergy, 1, 1, "kWh"};
constexpr Unit kMegawattHour{Dimension::kEnergy, 1000, 1, "MWh"};
constexpr Unit kGigawattHour{Dimension::kEnergy, 1e6, 1, "GWh"};
constexpr Unit kTerawattHour{Dimension::kEnergy, 1e9, 1, "TWh"};
constexpr Unit kJoule{Dimension::kEnergy, 1, 3.6e6, "J"};
constexpr Unit kKilojoule{Dimension::kEnergy, 1, 3600, "kJ"};
constexpr Unit kMegajoule{Dimension::kEnergy, 5, 18, "MJ"};
constexpr Unit kGigajoule{Dimension::kEnergy, 2500, 9, "GJ"};
constexpr Unit kTerajoule{Dimension::kEnergy, 2.5e6, 9, "TJ"};
constexpr Unit kGram{Dimension::kMass, 1, 1000, "g"};
constexpr Unit kHectogram{Dimension::kMass, 1, 10, "hg"};
constexpr Unit kKilogram{Dimension::kMass, 1, 1, "kg"};
constexpr Unit kTonne{Dimension::kMass, 1000, 1, "ton"};
constexpr Unit kMillilitre{Dimension::kVolume, 1, 1000, "ml"};
constexpr Unit kCentilitre{Dimension::kVolume, 1, 100, "cl"};
constexpr Unit kDecilitre{Dimension::kVolume, 1, 10, "dl"};
constexpr Unit kLitre{Dimension::kVolume, 1, 1, "l"};
constexpr Unit kCubicMetre{Dimension::kGasVolume, 1, 1, "m³"};
constexpr Unit kNormalCubicMetre{Dimension::kNormalVolume, 1, 1, "Nm³"};
constexpr Unit kSquareMetre{Dimension::kArea, 1, 1, "m²"};
constexpr Unit kHectare{Dimension::kArea, 10000, 1, "ha"};
constexpr Unit kMetre{Dimension::kDistance, 1, 1000, "m"};
constexpr Unit kKilometre{Dimension::kDistance, 1, 1, "km"};
constexpr Unit kSwedishMile{Dimension::kDistance, 10, 1, "mil"};

/// How a unit is written.
struct Spelling {
  std::string_view text;
  const Unit& unit;
};

/// In these letters only: milli and mega differ by their case alone, and so may single letters.
constexpr std::array kInTheseLetters{
    Spelling{"MWh", kMegawattHour}, Spelling{"MWH", kMegawattHour}, Spelling{"Mwh", kMegawattHour},
    Spelling{"mwh", kMegawattHour}, Spelling{"MJ", kMegajoule},     Spelling{"Mj", kMegajoule},
    Spelling{"mj", kMegajoule},     Spelling{"ml", kMillilitre},    Spelling{"mL", kMillilitre},
    Spelling{"m", kMetre},          Spelling{"g", kGram},           Spelling{"t", kTonne},
    Spelling{"J", kJoule},
};

constexpr std::array kInAnyLetters{
    Spelling{"kwh", kKilowattHour},
    Spelling{"wh", kWattHour},
    Spelling{"gwh", kGigawattHour},
    Spelling{"twh", kTerawattHour},
    Spelling{"kj", kKilojoule},
    Spelling{"gj", kGigajoule},
    Spelling{"tj", kTerajoule},
    Spelling{"joule", kJoule},
    Spelling{"kg", kKilogram},
    Spelling{"kilo", kKilogram},
    Spelling{"kilogram", kKilogram},
    Spelling{"ton", kTonne},
    Spelling{"tonne", kTonne},
    Spelling{"tonnes", kTonne},
    Spelling{"gram", kGram},
    Spelling{"hg", kHectogram},
    Spelling{"l", kLitre},
    Spelling{"liter", kLitre},
    Spelling{"litre", kLitre},
    Spelling{"litres", kLitre},
    Spelling{"dm3", kLitre},
    Spelling{"dm³", kLitre},
    Spelling{"dm^3", kLitre},
    Spelling{"dl", kDecilitre},
    Spelling{"cl", kCentilitre},
    Spelling{"m³", kCubicMetre},
    Spelling{"m3", kCubicMetre},
    Spelling{"m^3", kCubicMetre},
    Spelling{"kbm", kCubicMetre},
    Spelling{"kubikmeter", kCubicMetre},
    Spelling{"nm³", kNormalCubicMetre},
    Spelling{"nm3", kNormalCubicMetre},
    Spelling{"nm^3", kNormalCubicMetre},
    Spelling{"m²", kSquareMetre},
    Spelling{"m2", kSquareMetre},
    Spelling{"m^2", kSquareMetre},
    Spelling{"kvm", kSquareMetre},
    Spelling{"kvadratmeter", kSquareMetre},
    Spelling{"ha", kHectare},
    Spelling{"hektar", kHectare},
    Spelling{"km", kKilometre},
    Spelling{"kilometer", kKilometre},
    Spelling{"mil", kSwedishMile},
    Spelling{"meter", kMetre},
};

constexpr std::size_t kLongest = 12;

}  // namespace

std::optional<Unit> unit_named(std::string_view text) {
  if (text.size() > kLongest) return std::nullopt;
  std::array<char, kLongest> letters{};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    letters[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  const std::string_view small(letters.data(), text.size());
  for (const Spelling& one : kInAnyLetters) {
    if (one.text == small) return one.unit;
  }
  for (const Spelling& one : kInTheseLetters) {
    if (one.text == text) return one.unit;
  }
  return std::nullopt;
}

double to_kept(const Unit& unit, double quantity) {
  const double high = quantity * unit.numerator;
  const double low = std::fma(quantity, unit.numerator, -high);  // high + low is the whole product
  const double first = high / unit.denominator;
  const double rest = std::fma(-first, unit.denominator, high) + low;
  return first + rest / unit.denominator;
}

std::string_view kept_unit(Dimension dimension) {
  switch (dimension) {
    case Dimension::kEnergy: return "kWh";
    case Dimension::kMass: return "kg";
    case Dimension::kVolume: return "l";
    case Dimension::kGasVolume: return "m³";
    case Dimension::kNormalVolume: return "Nm³";
    case Dimension::kArea: return "m²";
    case Dimension::kDistance: return "km";
  }
  return "";
}

}  // namespace tertil::collectors
