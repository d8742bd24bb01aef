#include "service/figures/signature.hpp"

#include <fmt/format.h>

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <utility>
#include <variant>

#include "analytics/degree_days.hpp"
#include "analytics/energy_signature.hpp"
#include "collectors/calendar.hpp"
#include "service/figures/ranking_words.hpp"

namespace tertil::figures {
namespace {

constexpr std::size_t kMonths = 12;
constexpr double kWhole = 1.0 - 1e-6;
constexpr double kPercent = 100.0;
constexpr double kMostToRelyOn = 0.25;  // CV(RMSE) of monthly values

tl::unexpected<Error> refuse(Text message) { return fail(ErrorCode::kRefused, std::move(message)); }

bool is_heat(std::string_view carrier) {
  return carrier != "electricity" && carrier != "solar" && carrier != "districtCooling";
}

/// The building's heat meters.
std::set<std::string> heat_meters(const EnergyInput& input, std::string_view building) {
  std::set<std::string> meters;
  for (const auto& row : input.meters)
    if (row.building == building && is_heat(row.carrier)) meters.insert(row.meter);
  return meters;
}

double days_of(int year, int month) {
  const collectors::Month at{year, month};
  return static_cast<double>(collectors::first_day(at.next()) - collectors::first_day(at));
}

/// A whole month: its use and degree days.
struct Whole {
  int year{0};
  int month{0};
  double kwh{0.0};
  double degree_days{0.0};
  double normal{0.0};
};

/// The months of a year in which every heat meter is read, as the key figure counts them.
std::vector<Whole> whole_months(const EnergyInput& input, std::string_view building, int year) {
  const auto meters = heat_meters(input, building);
  const auto figure = energy_parts(input, year);
  struct Sum {
    double kwh{0.0}, present{0.0}, expected{0.0};
  };
  std::array<Sum, kMonths> sums{};
  for (const auto& part : figure.parts) {
    if (part.month == 0 || part.path.size() < 3 || part.path[1] != building ||
        !meters.contains(part.path[2]))
      continue;
    auto& sum = sums.at(static_cast<std::size_t>(part.month - 1));
    sum.kwh += part.numerator;
    sum.present += part.present;
    sum.expected += part.expected;
  }
  std::vector<Whole> months;
  for (const auto& row : input.degree_days) {
    const int month = month_of_period(row.period);
    if (row.region != input.owner || month == 0) continue;
    const auto& sum = sums.at(static_cast<std::size_t>(month - 1));
    if (sum.expected > 0.0 && sum.present >= sum.expected * kWhole)
      months.push_back({year, month, sum.kwh, row.value, row.normal_value});
  }
  std::ranges::sort(months, {}, &Whole::month);
  return months;
}

Text words_of(analytics::SignatureRefusal why) {
  if (why == analytics::SignatureRefusal::kNotHeating)
    return {"Värmen ökar inte när det blir kallare, så det finns ingen energisignatur.",
            "The heat does not grow as it gets colder, so there is no energy signature."};
  return {"Graddagarna är lika alla månader, så det finns ingen energisignatur.",
          "The degree days are the same in all months, so there is no energy signature."};
}

/// Use = base load + slope × degree days, by least squares.
std::variant<analytics::EnergySignature, analytics::SignatureRefusal> fit_line(
    const Eigen::ArrayXd& temperatures, const Eigen::ArrayXd& use) {
  constexpr double kParameters = 2.0;
  const Eigen::ArrayXd cold = -temperatures;
  const Eigen::ArrayXd x = cold - cold.mean();
  const Eigen::ArrayXd y = use - use.mean();
  const double spread = x.square().sum();
  if (!(spread > 0.0)) return analytics::SignatureRefusal::kNoChangePoint;
  analytics::EnergySignature line;
  line.slope = (x * y).sum() / spread;
  if (!(line.slope > 0.0)) return analytics::SignatureRefusal::kNotHeating;
  line.base_load = use.mean() - line.slope * cold.mean();
  const double residual = (y - line.slope * x).square().sum();
  line.r_squared = 1.0 - residual / y.square().sum();
  line.cv_rmse = std::sqrt(residual / (static_cast<double>(use.size()) - kParameters)) / use.mean();
  line.points = line.heating = use.size();
  return line;
}

/// Makes the signature of whole months.
class Maker {
 public:
  Maker(BuildingSignature& answer, const std::vector<Whole>& months)
      : answer_{answer}, months_{months} {}

  Result<void> make() {
    const auto count = static_cast<Eigen::Index>(months_.size());
    Eigen::ArrayXd temperatures{count};
    Eigen::ArrayXd use{count};
    for (Eigen::Index i = 0; i < count; ++i) {
      const auto& month = months_[static_cast<std::size_t>(i)];
      const double days = days_of(month.year, month.month);
      temperatures[i] = -month.degree_days / days;
      use[i] = month.kwh / days;
    }
    auto fitted = analytics::fit_signature(temperatures, use);
    const auto* refusal = std::get_if<analytics::SignatureRefusal>(&fitted);
    if (refusal != nullptr && *refusal == analytics::SignatureRefusal::kNoChangePoint) {
      answer_.is_line = true;
      fitted = fit_line(temperatures, use);
      refusal = std::get_if<analytics::SignatureRefusal>(&fitted);
    }
    if (refusal != nullptr) return refuse(words_of(*refusal));
    const auto& signature = std::get<analytics::EnergySignature>(fitted);
    answer_.base_load = signature.base_load;
    answer_.slope = signature.slope;
    answer_.change_point = answer_.is_line ? 0.0 : -signature.change_point;
    answer_.r_squared = signature.r_squared;
    answer_.cv_rmse = signature.cv_rmse;
    for (Eigen::Index i = 0; i < count; ++i) {
      const auto& month = months_[static_cast<std::size_t>(i)];
      answer_.months.push_back({fmt::format("{}-{:02}", month.year, month.month), -temperatures[i],
                                use[i], signature.use_at(temperatures[i])});
    }
    return normalise(signature);
  }

 private:
  Result<void> normalise(const analytics::EnergySignature& signature) {
    std::map<int, const Whole*> of_month;
    double actual = 0.0;
    double normal = 0.0;
    for (const auto& month : months_) {
      of_month[month.month] = &month;
      answer_.raw += month.kwh;
      actual += month.degree_days;
      normal += month.normal;
    }
    if (of_month.size() < kMonths)
      return refuse(
          {"Det saknas en kalendermånad bland de tolv hela, så ett normalår går inte att "
           "räkna.",
           "A calendar month is missing among the twelve whole ones, so a normal year "
           "cannot be computed."});
    Eigen::ArrayXd temperatures{static_cast<Eigen::Index>(kMonths)};
    Eigen::ArrayXd days{temperatures.size()};
    Eigen::Index i = 0;
    for (const auto& [month, whole] : of_month) {
      days[i] = days_of(whole->year, month);
      temperatures[i] = -whole->normal / days[i];
      ++i;
    }
    answer_.normal_year = analytics::normal_year_use(signature, temperatures, days);
    answer_.by_degree_days =
        analytics::normal_year_use(answer_.raw, 1.0, actual, normal).value_or(answer_.raw);
    return {};
  }

  BuildingSignature& answer_;
  const std::vector<Whole>& months_;
};

void describe(BuildingSignature& answer) {
  const auto sv = [](double value, int decimals) {
    return spoken(value, decimals, Language::kSwedish);
  };
  const auto en = [](double value, int decimals) {
    return spoken(value, decimals, Language::kEnglish);
  };
  answer.text = {
      fmt::format(
          "Utan uppvärmning använder byggnaden {}\u00a0kWh värme per dygn; varje graddag{} lägger "
          "till {}\u00a0kWh. Förklaringsgraden (R²) är {} och CV(RMSE) {}\u00a0%.",
          sv(answer.base_load, 0),
          answer.is_line ? "" : fmt::format(" utöver {} per dygn", sv(answer.change_point, 1)),
          sv(answer.slope, 0), sv(answer.r_squared, 2), sv(answer.cv_rmse * kPercent, 0)),
      fmt::format("Without heating the building uses {}\u00a0kWh of heat a day; each degree day{} "
                  "adds {}\u00a0"
                  "kWh. The fit (R²) is {} and CV(RMSE) {}\u00a0%.",
                  en(answer.base_load, 0),
                  answer.is_line ? "" : fmt::format(" above {} a day", en(answer.change_point, 1)),
                  en(answer.slope, 0), en(answer.r_squared, 2), en(answer.cv_rmse * kPercent, 0))};
  if (answer.cv_rmse > kMostToRelyOn) {
    answer.text.sv += " CV(RMSE) över 25\u00a0% är vår gräns: lita inte på signaturen.";
    answer.text.en += " A CV(RMSE) above 25\u00a0% is our limit: do not rely on the signature.";
  }
  answer.method = {
      fmt::format("Energisignatur av tolv månader: värme per dygn mot graddagar per dygn, {}. "
                  "Normalår och graddagar: {}.",
                  answer.is_line ? "rät linje utan brytpunkt"
                                 : "minsta kvadrat med brytpunkt (ASHRAE Guideline 14)",
                  answer.degree_days_source),
      fmt::format("Energy signature of twelve months: heat a day against degree days a day, {}. "
                  "Normal year and degree days: {}.",
                  answer.is_line ? "a straight line without a change point"
                                 : "least squares with a change point (ASHRAE Guideline 14)",
                  answer.degree_days_source)};
}

}  // namespace

Result<BuildingSignature> signature_of(const EnergyInput& before, const EnergyInput& input,
                                       std::string_view building, int year) {
  BuildingSignature answer;
  answer.owner = input.owner;
  answer.building = building;
  answer.year = year;
  const auto known = std::ranges::find(input.properties, building, &store::PropertyRow::building);
  if (known == input.properties.end())
    return fail(ErrorCode::kNotFound, {fmt::format("Byggnaden ”{}” finns inte.", building),
                                       fmt::format("There is no building “{}”.", building)});
  answer.name = known->name;
  if (heat_meters(input, building).empty())
    return refuse({"Byggnaden har ingen värmemätare i registret.",
                   "The building has no heat meter in the register."});
  auto months = whole_months(before, building, year - 1);
  for (const auto& month : whole_months(input, building, year)) months.push_back(month);
  if (months.size() < kMonths)
    return refuse(
        {fmt::format("En energisignatur behöver tolv hela månader med värme och graddagar "
                     "per månad till och med {}; det finns {}.",
                     year, months.size()),
         fmt::format("An energy signature needs twelve whole months with heat and degree "
                     "days by the month up to {}; there are {}.",
                     year, months.size())});
  months.erase(months.begin(), months.end() - static_cast<std::ptrdiff_t>(kMonths));
  for (const auto& row : input.degree_days)
    if (row.region == input.owner) answer.degree_days_source = row.origin;
  if (auto made = Maker{answer, months}.make(); !made) return tl::unexpected{made.error()};
  describe(answer);
  return answer;
}

Result<BuildingSignature> building_signature(store::Reader& reader, std::string_view owner,
                                             std::string_view building, int year) {
  const auto before = energy_input(reader, owner, year - 1);
  if (!before) return tl::unexpected{before.error()};
  const auto input = energy_input(reader, owner, year);
  if (!input) return tl::unexpected{input.error()};
  return signature_of(*before, *input, building, year);
}

}  // namespace tertil::figures
