#include "collectors/meter_reading.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <string>

namespace tertil::collectors {

namespace {

constexpr std::array<std::string_view, 7> kUnits{"Wh", "kWh", "MWh", "GWh", "MJ", "GJ", "m³"};
constexpr std::array<std::string_view, 8> kCarriers{
    "", "electricity", "districtHeating", "districtCooling", "gas", "oil", "biofuel", "solar"};
constexpr std::array<double, 19> kPowers{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8, 1e9,
                                         1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18};
constexpr std::int64_t kMostDigits = 1'000'000'000'000'000;  // below 2^53: exact as a double

template <class Names>
std::optional<std::size_t> place_in(const Names& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

Quantity binary(double value) { return {std::bit_cast<std::int64_t>(value), Quantity::kBinary}; }

}  // namespace

std::string_view name_of(ReadingUnit unit) { return kUnits.at(static_cast<std::size_t>(unit)); }

std::optional<ReadingUnit> reading_unit_named(std::string_view name) {
  if (name == "m3") return ReadingUnit::kCubicMetre;
  const auto place = place_in(kUnits, name);
  return place ? std::optional{static_cast<ReadingUnit>(*place)} : std::nullopt;
}

std::string_view name_of(Carrier carrier) {
  return kCarriers.at(static_cast<std::size_t>(carrier));
}

std::optional<Carrier> carrier_named(std::string_view name) {
  const auto place = place_in(kCarriers, name);
  return place ? std::optional{static_cast<Carrier>(*place)} : std::nullopt;
}

Quantity Quantity::of(double value) {
  std::array<char, 64> text{};  // d.ddde±xx: at most 17 digits
  const auto written =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific);
  Quantity quantity;
  int decimals = 0;
  bool after_point = false;
  const char* at = text.data();
  const bool negative = *at == '-';
  if (negative) ++at;
  for (; at != written.ptr && *at != 'e'; ++at) {
    if (*at == '.') {
      after_point = true;
      continue;
    }
    quantity.digits = quantity.digits * 10 + (*at - '0');
    if (after_point) ++decimals;
  }
  int exponent = 0;
  if (at != written.ptr) std::from_chars(at + (at[1] == '+' ? 2 : 1), written.ptr, exponent);
  decimals -= exponent;
  for (; decimals < 0 && quantity.digits < kMostDigits; ++decimals) quantity.digits *= 10;
  if (decimals < 0 || decimals > kMostDecimals || quantity.digits >= kMostDigits) {
    return binary(value);
  }
  quantity.decimals = static_cast<std::uint8_t>(decimals);
  if (negative) quantity.digits = -quantity.digits;
  return quantity;
}

double Quantity::value() const {
  if (decimals == kBinary) return std::bit_cast<double>(digits);
  return static_cast<double>(digits) / kPowers.at(decimals);
}

}  // namespace tertil::collectors
