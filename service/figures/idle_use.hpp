/// @file service/figures/idle_use.hpp
/// @brief "Slöseri att titta på": the buildings of a region, an org unit or one building that use
/// most when nobody is there, the largest first (service/figures/idle_hours.hpp).
///
/// In kWh above a base that whoever asks states in W/m², or that the building itself shows it can
/// do with. In kronor too when a price of electricity is known: an own factor (item "electricity",
/// measure "price", unit "kr/kWh") with its source. None is shipped, and none is assumed.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/figures/factors.hpp"
#include "service/figures/idle_hours.hpp"

namespace tertil::figures {

struct IdleQuestion {
  std::string owner;
  int year{0};
  std::vector<std::string> path;        ///< Org unit and building; empty for all.
  std::optional<double> base_per_area;  ///< W/m² of usable area (BRA).
};

struct IdleBuilding {
  std::string building, name, org_unit;
  double area{0.0};              ///< m² BRA, as the register has it last in the year.
  std::optional<IdleLoad> idle;  ///< Empty without hourly electricity, or without an area when the
                                 ///< base is per area.
  std::vector<MeterFindings> meters;  ///< Those read by the hour.
};

struct IdleUse {
  IdleQuestion question;
  store::Seconds begin{0};
  store::Seconds end{0};  ///< Of the year, or of the readings that there are.
  std::vector<IdleBuilding> buildings;
  int without_hours{0};  ///< Buildings in the register without a meter read by the hour.
  std::optional<UsedFactor> price;
  Text method;
  std::vector<Text> limits;
};

/// kNotFound when the owner has no building there.
[[nodiscard]] Result<IdleUse> idle_use(store::Reader& reader, const IdleQuestion& question);

}  // namespace tertil::figures
