#include "service/figures/emission_change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "service/figures/fuels.hpp"
#include "service/figures/ranking_words.hpp"

namespace tertil::figures {
namespace {

constexpr std::string_view kLitres = "l";
constexpr std::string_view kKilowattHours = "kWh";
constexpr double kMegajoulesPerKilowattHour = 3.6;
constexpr double kPercent = 100.0;

using Key = std::tuple<std::string, std::string, std::string>;  // group, fuel, unit
using Quantities = std::map<Key, double>;

Quantities quantities_of(const FleetInput& input) {
  Quantities sums;
  for (const auto& fill : fills_of(input, nullptr))
    if (!fill.group.empty()) sums[{fill.group, fill.fuel, fill.unit}] += fill.quantity;
  return sums;
}

std::optional<double> hvo_share(const Quantities& quantities) {
  double hvo = 0.0;
  double all = 0.0;
  for (const auto& [key, quantity] : quantities) {
    const auto& [group, fuel, unit] = key;
    if (unit != kLitres) continue;
    all += quantity;
    if (fuel == kHvo100) hvo += quantity;
  }
  return all > 0.0 ? std::optional{hvo / all * kPercent} : std::nullopt;
}

/// MJ in one unit of a fuel: its energy content that holds in the year.
std::variant<double, MissingFactor> megajoules_of(const FactorTable& factors,
                                                  const EmissionItem& item, int year) {
  if (item.unit == kKilowattHours) return kMegajoulesPerKilowattHour;
  const auto* fuel = find_fuel(item.fuel);
  const std::string name{fuel != nullptr && !fuel->factors.empty()
                             ? fuel->factors.back().energy_item
                             : std::string_view{item.fuel}};
  const std::string unit = item.unit == kLitres ? "MJ/litre"
                           : item.unit == "Nm³" ? "MJ/Nm3"
                                                : "MJ/kg";
  const auto content = factors.of_year(name, "energy content", unit, year);
  if (content) return content->value;
  return MissingFactor{name, "energy content", unit, year,
                       factors.has_undated(name, "energy content")};
}

/// Makes one change out of two years.
class Change {
 public:
  Change(const FactorTable& factors, int year_from, int year_to) : factors_{factors} {
    change_.year_from = year_from;
    change_.year_to = year_to;
  }

  Result<EmissionChange> make(const Quantities& from, const Quantities& to) {
    for (const auto& [key, quantity] : from) item_of(key).quantity_from = quantity;
    for (const auto& [key, quantity] : to) item_of(key).quantity_to = quantity;
    for (auto& [key, item] : items_) {
      auto found = factor(item, change_.year_from);
      if (!found) return tl::unexpected{found.error()};
      item.factor_from = *found;
      found = factor(item, change_.year_to);
      if (!found) return tl::unexpected{found.error()};
      item.factor_to = *found;
    }
    if (auto parted = decompose(); !parted) return tl::unexpected{parted.error()};
    change_.hvo100_share_from = hvo_share(from);
    change_.hvo100_share_to = hvo_share(to);
    change_.text = words();
    for (auto& [key, item] : items_) change_.items.push_back(std::move(item));
    return std::move(change_);
  }

 private:
  EmissionItem& item_of(const Key& key) {
    auto& item = items_[key];
    std::tie(item.group, item.fuel, item.unit) = key;
    return item;
  }

  static tl::unexpected<Error> refuse(const MissingFactor& missing) {
    return fail(ErrorCode::kRefused, message_for(missing));
  }

  Result<double> factor(const EmissionItem& item, int year) {
    const auto found = emission_of(factors_, item.fuel, item.unit, year);
    if (const auto* missing = std::get_if<MissingFactor>(&found)) return refuse(*missing);
    const auto& emission = std::get<FuelEmission>(found);
    for (const auto& used : emission.used)
      if (std::ranges::find(change_.factors, used) == change_.factors.end())
        change_.factors.push_back(used);
    return emission.kilograms;
  }

  Result<void> decompose() {
    const bool litres =
        std::ranges::all_of(items_, [](const auto& entry) { return entry.second.unit == kLitres; });
    change_.quantity_unit = litres ? "l" : "MJ";
    const auto count = static_cast<Eigen::Index>(items_.size());
    analytics::Emissions before{Eigen::ArrayXd{count}, Eigen::ArrayXd{count}};
    auto after = before;
    Eigen::Index i = 0;
    for (const auto& [key, item] : items_) {
      double in_one = 1.0;
      if (!litres) {
        // One content for both years, so that a change of it is not taken for more driving.
        const auto content = megajoules_of(factors_, item, change_.year_to);
        if (const auto* missing = std::get_if<MissingFactor>(&content)) return refuse(*missing);
        in_one = std::get<double>(content);
      }
      before.quantity[i] = item.quantity_from * in_one;
      before.factor[i] = item.factor_from / in_one;
      after.quantity[i] = item.quantity_to * in_one;
      after.factor[i] = item.factor_to / in_one;
      ++i;
    }
    change_.parts = analytics::decompose(before, after);
    return {};
  }

  /// Whether fossil fuels emit more per litre because less must be blended in.
  [[nodiscard]] bool blending_fell() const {
    return std::ranges::any_of(items_, [](const auto& entry) {
      const auto& item = entry.second;
      return (item.fuel == "diesel" || item.fuel == "petrol") && item.factor_to > item.factor_from;
    });
  }

  [[nodiscard]] Text words() const {
    const auto& parts = change_.parts;
    const auto tonnes = [](double kilograms, Language language) {
      return spoken(kilograms / 1000.0, 1, language);
    };
    const auto sv = [&](double kilograms) { return tonnes(kilograms, Language::kSwedish); };
    const auto en = [&](double kilograms) { return tonnes(kilograms, Language::kEnglish); };
    Text text{fmt::format("Utsläppen från drivmedel ändrades med {}\u00a0ton CO2e från {} till {}: "
                          "mängd {}, drivmedelsval {}, utsläppsfaktorer {}.",
                          sv(parts.change), change_.year_from, change_.year_to, sv(parts.activity),
                          sv(parts.mix), sv(parts.factor)),
              fmt::format("Emissions from fuel changed by {}\u00a0tonnes of CO2e from {} to {}: "
                          "quantity {}, choice of fuels {}, emission factors {}.",
                          en(parts.change), change_.year_from, change_.year_to, en(parts.activity),
                          en(parts.mix), en(parts.factor))};
    const bool more_hvo = change_.hvo100_share_from && change_.hvo100_share_to &&
                          *change_.hvo100_share_to > *change_.hvo100_share_from;
    if (parts.change > 0.0 && parts.factor > 0.0 && more_hvo && blending_fell()) {
      text.sv += fmt::format(
          " Ändrad reduktionsplikt ger högre utsläpp {} än {} trots ökad andel "
          "HVO100.",
          change_.year_to, change_.year_from);
      text.en += fmt::format(
          " A changed reduction obligation gives higher emissions in {} than in "
          "{} despite a larger share of HVO100.",
          change_.year_to, change_.year_from);
    }
    return text;
  }

  const FactorTable& factors_;
  EmissionChange change_;
  std::map<Key, EmissionItem> items_;
};

tl::unexpected<Error> no_fuel(int year) {
  return fail(ErrorCode::kNotFound,
              {fmt::format("Det finns inga drivmedelsuppgifter för {}.", year),
               fmt::format("There are no fuel data for {}.", year)});
}

}  // namespace

Result<EmissionChange> emission_change_of(const FleetInput& from, const FleetInput& to,
                                          const FactorTable& factors, int year_from, int year_to) {
  const auto before = quantities_of(from);
  const auto after = quantities_of(to);
  if (before.empty()) return no_fuel(year_from);
  if (after.empty()) return no_fuel(year_to);
  auto change = Change{factors, year_from, year_to}.make(before, after);
  if (change) change->region = to.owner;
  return change;
}

Result<EmissionChange> emission_change(store::Reader& reader, std::string_view region,
                                       int year_from, int year_to, store::AsOf as_of) {
  const auto from = read_fleet(reader, region, year_from, as_of);
  if (!from) return tl::unexpected{from.error()};
  const auto to = read_fleet(reader, region, year_to, as_of);
  if (!to) return tl::unexpected{to.error()};
  auto factors = store::factors(reader, region, as_of);
  if (!factors) return tl::unexpected{factors.error()};
  return emission_change_of(*from, *to, FactorTable{std::move(*factors), std::string{region}},
                            year_from, year_to);
}

}  // namespace tertil::figures
