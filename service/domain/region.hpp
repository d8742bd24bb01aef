/// @file service/domain/region.hpp
/// @brief Sweden's 21 regions and how others name them.
#pragma once
#include <string>
#include <string_view>

namespace tertil {

/// The whole country, as an area. It is shown beside the regions and never ranked with them.
inline constexpr std::string_view kCountry = "riket";

/// One region. `code` is SCB's two-digit county code ("13" is Region Halland); regions follow
/// county borders.
struct Region {
  std::string code;
  std::string name;        ///< "Region Halland": in titles.
  std::string short_name;  ///< "Halland": in tables.
  std::string county;      ///< "Hallands län".
  std::string kolada_id;   ///< "0013".
  std::string iso;         ///< ISO 3166-2: "SE-N".
  friend bool operator==(const Region&, const Region&) = default;
};

}  // namespace tertil
