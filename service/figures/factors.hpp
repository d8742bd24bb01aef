/// @file service/figures/factors.hpp
/// @brief Which emission factor holds for a year, and what is told when none does.
///
/// A factor holds from its year until the next of the same item, measure and unit (contract 2a.7);
/// one from an earlier year is told as carried forward. The owner's factors come before the shipped
/// ones. Undated shipped factors are never picked for a year: a user picks one by adding it as an
/// own factor, or a formula names it (warming potentials of a set, densities). A missing factor is
/// never zero.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/text.hpp"
#include "service/store/activity_rows.hpp"

namespace tertil::figures {

/// A factor as a figure used it.
struct UsedFactor {
  std::string item, measure, unit;
  double value{0.0};
  int valid_from{0};  ///< 0: undated.
  bool carried_forward{false};
  bool own{false};  ///< Added by the owner, not shipped.
  std::string source;
  std::string batch;
  friend bool operator==(const UsedFactor&, const UsedFactor&) = default;
};

/// What was looked for and not found.
struct MissingFactor {
  std::string item, measure, unit;
  int year{0};
  bool undated_known{false};  ///< An undated one is there, which the user may choose.
};

/// "Faktor saknas: HVO100, WTW, g CO2e/l, 2024 …", with what to do.
[[nodiscard]] Text message_for(const MissingFactor& missing);
/// "… från 2016 används för 2024".
[[nodiscard]] Text message_for_carried(const UsedFactor& factor, int year);

/// A unit of a factor taken apart: kilograms of what is emitted per one of something.
struct FactorUnit {
  double kilograms{1.0};  ///< 0.001 for "g …".
  std::string per;        ///< "l", "kg", "Nm³", "MJ", "kWh", "km", "m³".
};

/// "g CO2e/litre", "kg CO2/l", "ton CO2e/MWh"; empty for units that are no emission per something.
[[nodiscard]] std::optional<FactorUnit> parse_factor_unit(std::string_view unit);

/// All factors that an owner may use.
class FactorTable {
 public:
  FactorTable(std::vector<store::FactorRow> rows, std::string owner);

  /// The factor that holds in a year: the owner's newest not after it (an undated one if no other),
  /// else the newest shipped.
  [[nodiscard]] std::optional<UsedFactor> of_year(std::string_view item, std::string_view measure,
                                                  std::string_view unit, int year) const;
  /// The factor that a formula names, dated or not; the owner's first.
  [[nodiscard]] std::optional<UsedFactor> named(std::string_view item, std::string_view measure,
                                                std::string_view unit, int year) const;
  /// Every unit that a factor of this item and measure is given in.
  [[nodiscard]] std::vector<std::string> units_of(std::string_view item,
                                                  std::string_view measure) const;
  [[nodiscard]] bool has_item(std::string_view item) const;
  /// Whether only undated shipped factors are there.
  [[nodiscard]] bool has_undated(std::string_view item, std::string_view measure) const;

 private:
  [[nodiscard]] std::optional<UsedFactor> newest(std::string_view item, std::string_view measure,
                                                 std::string_view unit, int year,
                                                 bool undated_shipped) const;
  std::vector<store::FactorRow> rows_;
  std::string owner_;
};

}  // namespace tertil::figures
