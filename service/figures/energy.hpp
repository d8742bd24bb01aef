/// @file service/figures/energy.hpp
/// @brief Energy use per square metre of usable area (BRA) in the region's own premises.
///
/// (electricity, bought and made on site + heat + district cooling / 3) / BRA, as Kolada's U60495
/// has it. Heat is district heating, gas, oil and biofuel. Every sum is kept raw and in a normal
/// year: heat × normal year's degree days / the year's own, over the whole year.
///
/// The area is weighted by the days of the year it was valid. Only buildings that are owned count,
/// and of those only the ones with readings in the year: a building nobody has read would make the
/// figure look better than it is. Those left out are named in a note.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "service/figures/parts.hpp"
#include "service/store/activity_rows.hpp"

namespace tertil::figures {

/// What a meter used in a month.
struct MeterMonth {
  std::string meter;
  int year{0};
  int month{1};
  double kwh{0.0};
  bool is_energy{true};   ///< False when the sum is in m³ because the register has no factor.
  double coverage{1.0};   ///< Share of the month's time with readings.
  double estimated{0.0};  ///< How many readings are estimates.
};

struct EnergyInput {
  std::string owner;
  std::vector<store::PropertyRow> properties;
  std::vector<store::MeterRow> meters;
  std::vector<MeterMonth> months;  ///< Of the year.
  std::vector<store::DegreeDaysRow> degree_days;
};

[[nodiscard]] const Formula& energy_formula();

/// Levels: orgUnit, building, meter.
[[nodiscard]] FigureParts energy_parts(const EnergyInput& input, int year);

/// Reads registers, sums of readings and degree days of a year.
[[nodiscard]] Result<EnergyInput> energy_input(store::Reader& reader, std::string_view owner,
                                               int year, store::AsOf as_of = {});

/// Reads the input and makes the parts. `as_of` asks for registers as known then; sums of readings
/// are those of now.
[[nodiscard]] Result<FigureParts> energy_figure(store::Reader& reader, std::string_view owner,
                                                int year, store::AsOf as_of = {});

}  // namespace tertil::figures
