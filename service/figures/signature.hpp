/// @file service/figures/signature.hpp
/// @brief A building's energy signature: what its heat meters use without heating, and more for
/// each degree day (analytics/energy_signature.hpp).
///
/// From the latest twelve whole months of the year and the year before, each as kWh a day against
/// degree days a day: the user's own degree days, and no other weather. The signature's temperature
/// is so the degree days' base minus degree days a day. Where the heat follows the degree days all
/// the way down to none, a line takes the change point's place.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/text.hpp"
#include "service/figures/energy.hpp"

namespace tertil::figures {

struct SignatureMonth {
  std::string period;       ///< "2024-01"
  double degree_days{0.0};  ///< A day.
  double use{0.0};          ///< kWh a day.
  double fitted{0.0};       ///< The same by the signature.
};

struct BuildingSignature {
  std::string owner, building, name;
  int year{0};
  double base_load{0.0};     ///< kWh a day.
  double slope{0.0};         ///< kWh a day for each degree day a day above the change point.
  double change_point{0.0};  ///< Degree days a day; 0 where a line takes its place.
  bool is_line{false};
  double r_squared{0.0};
  double cv_rmse{0.0};  ///< A share.
  std::vector<SignatureMonth> months;
  double raw{0.0};             ///< kWh of these months.
  double normal_year{0.0};     ///< kWh of a normal year by the signature.
  double by_degree_days{0.0};  ///< The same as the key figure has it: raw × degree days' ratio.
  std::string degree_days_source;
  Text text, method;
};

/// kNotFound when the owner has no such building; kRefused, in words, without twelve whole months,
/// degree days by the month or a use that grows with the cold.
[[nodiscard]] Result<BuildingSignature> building_signature(store::Reader& reader,
                                                           std::string_view owner,
                                                           std::string_view building, int year);

/// The same from what has been read: the year before and the year, in this order.
[[nodiscard]] Result<BuildingSignature> signature_of(const EnergyInput& before,
                                                     const EnergyInput& input,
                                                     std::string_view building, int year);

}  // namespace tertil::figures
