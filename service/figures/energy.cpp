#include "service/figures/energy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "analytics/degree_days.hpp"
#include "collectors/calendar.hpp"

namespace tertil::figures {
namespace {

constexpr double kCoolingShare = 3.0;
constexpr double kHeatByWeather = 1.0;  // hot water is not apart in the readings
constexpr int kMonths = 12;

enum class Kind { kElectricity, kHeat, kCooling };

Kind kind_of(std::string_view carrier) {
  if (carrier == "electricity" || carrier == "solar") return Kind::kElectricity;
  if (carrier == "districtCooling") return Kind::kCooling;
  return Kind::kHeat;
}

/// Days since 1970 of an ISO date; `unless` where it is empty.
collectors::Days day_of(const std::string& date, collectors::Days unless) {
  return date.empty() ? unless : collectors::parse_date(date).value_or(unless);
}

/// The days [from, to) on which a row of a register holds: until valid_to or the next row.
struct Span {
  collectors::Days from{0};
  collectors::Days to{0};
};

Span year_span(int year) {
  return {collectors::first_day({year, 1}), collectors::first_day({year + 1, 1})};
}

template <class Row>
Span validity(const Row& row, const Row* next, Span year) {
  Span span{std::max(day_of(row.valid_from, year.from), year.from),
            std::min(day_of(row.valid_to, year.to), year.to)};
  if (next != nullptr) span.to = std::min(span.to, day_of(next->valid_from, year.to));
  return span;
}

/// Rows of one thing lie together, in order of valid_from; the next one of the same thing, or null.
template <class Row, class Same>
const Row* next_of(const std::vector<Row>& rows, std::size_t i, Same same) {
  return i + 1 < rows.size() && same(rows[i], rows[i + 1]) ? &rows[i + 1] : nullptr;
}

/// One building's stay in one org unit.
struct Stay {
  std::string org_unit;
  Span span;
  double area{0.0};  ///< BRA, weighted by days of the year.
  bool owned{true};
};

using Stays = std::map<std::string, std::vector<Stay>>;

Stays stays_of(const EnergyInput& input, Span year, FigureParts& figure) {
  Stays stays;
  const double days = year.to - year.from;
  for (std::size_t i = 0; i < input.properties.size(); ++i) {
    const auto& row = input.properties[i];
    const auto* next = next_of(
        input.properties, i, [](const auto& a, const auto& b) { return a.building == b.building; });
    const auto span = validity(row, next, year);
    if (span.from >= span.to) continue;
    stays[row.building].push_back(
        {row.org_unit, span, row.area_bra * (span.to - span.from) / days, row.owned});
    figure.names[{"building", row.building}] = row.name;
    figure.batches.insert(row.batch);
  }
  return stays;
}

/// Where a building belonged at a date, or nothing.
const Stay* stay_at(const Stays& stays, const std::string& building, collectors::Days day) {
  auto found = stays.find(building);
  if (found == stays.end()) return nullptr;
  for (const auto& stay : found->second)
    if (stay.span.from <= day && day < stay.span.to) return &stay;
  return nullptr;
}

const store::MeterRow* meter_at(const std::vector<store::MeterRow>& meters, std::size_t first,
                                collectors::Days from, collectors::Days to) {
  const store::MeterRow* found = nullptr;
  for (std::size_t i = first; i < meters.size() && meters[i].meter == meters[first].meter; ++i)
    if (day_of(meters[i].valid_from, from) < to && day_of(meters[i].valid_to, to) > from)
      found = &meters[i];
  return found;
}

std::optional<Normalisation> normalisation_of(const EnergyInput& input, int year) {
  double value = 0.0;
  double normal = 0.0;
  std::array<bool, kMonths> there{};
  std::string source;
  for (const auto& row : input.degree_days) {
    if (row.region != input.owner) continue;
    const int month = month_of_period(row.period);
    if (month == 0 && row.period.size() != 4) continue;  // neither a month nor a year
    if (month == 0) {                                    // the year in one number says it all
      there.fill(true);
      value = row.value;
      normal = row.normal_value;
      source = row.origin;
      break;
    }
    there[static_cast<std::size_t>(month - 1)] = true;
    value += row.value;
    normal += row.normal_value;
    source = row.origin;
  }
  for (const auto& month : input.months)
    if (month.year == year && !there[static_cast<std::size_t>(month.month - 1)])
      return std::nullopt;
  if (value <= 0.0 || normal <= 0.0) return std::nullopt;
  return Normalisation{
      {fmt::format("Graddagar: värmen × {} / {} (normalår / året)", normal, value),
       fmt::format("Degree days: heat × {} / {} (normal year / the year)", normal, value)},
      source,
      value,
      normal,
      normal / value};
}

/// Makes the parts, meter by meter and month by month.
class Energy {
 public:
  Energy(const EnergyInput& input, int year) : input_{input}, year_{year}, span_{year_span(year)} {
    figure_.key_figure = "energy-use-premises";
    figure_.year = year;
    figure_.formula = &energy_formula();
    figure_.levels = {"orgUnit", "building", "meter"};
  }

  FigureParts make() {
    stays_ = stays_of(input_, span_, figure_);
    figure_.normalisation = normalisation_of(input_, year_);
    for (const auto& month : input_.months)
      if (month.year == year_) used_[month.meter][month.month] = &month;
    add_meters();
    note_unknown();
    add_areas();
    figure_.has_data = !used_.empty();
    figure_.computable = area_ > 0.0;
    if (figure_.has_data && !figure_.normalisation)
      figure_.note(
          "not-normalised",
          {fmt::format("Värmen är inte normalårskorrigerad: graddagar saknas för {}.", year_),
           fmt::format("Heat is not corrected to a normal year: degree days are missing "
                       "for {}.",
                       year_)});
    if (figure_.has_data && area_ <= 0.0)
      figure_.note("no-area", {"Ingen yta är känd för byggnaderna med avläsningar.",
                               "No area is known for the buildings that have readings."});
    return std::move(figure_);
  }

 private:
  void add_meters() {
    const auto& meters = input_.meters;
    for (std::size_t i = 0; i < meters.size(); ++i) {
      if (i > 0 && meters[i].meter == meters[i - 1].meter) continue;
      known_.insert(meters[i].meter);
      figure_.batches.insert(meters[i].batch);
      for (int month = 1; month <= kMonths; ++month) add_month(i, month);
    }
  }

  void add_month(std::size_t first, int month) {
    const auto from = collectors::first_day({year_, month});
    const auto to = collectors::first_day(collectors::Month{year_, month}.next());
    const auto* meter = meter_at(input_.meters, first, from, to);
    const MeterMonth* use = use_of(input_.meters[first].meter, month);
    if (meter == nullptr) return note_outside(use, input_.meters[first].meter);
    const auto* stay = stay_at(stays_, meter->building, std::max(from, first_day_of(*meter, from)));
    if (stay == nullptr) {
      if (use != nullptr) unknown_buildings_.insert(meter->building);
      return;
    }
    if (!stay->owned) return;
    if (use != nullptr && !use->is_energy) {
      figure_.note("missing-factor",
                   {fmt::format("Mätaren {} mäter m³ och har ingen faktor till kWh i registret.",
                                meter->meter),
                    fmt::format("The meter {} counts m³ and has no factor to kWh in the register.",
                                meter->meter)});
      use = nullptr;
    }
    figure_.parts.push_back(part_of(*meter, *stay, month, use));
    if (use != nullptr) read_.insert(meter->building);
  }

  static collectors::Days first_day_of(const store::MeterRow& meter, collectors::Days unless) {
    return day_of(meter.valid_from, unless);
  }

  [[nodiscard]] const MeterMonth* use_of(const std::string& meter, int month) const {
    const auto months = used_.find(meter);
    if (months == used_.end()) return nullptr;
    const auto found = months->second.find(month);
    return found == months->second.end() ? nullptr : found->second;
  }

  [[nodiscard]] Part part_of(const store::MeterRow& meter, const Stay& stay, int month,
                             const MeterMonth* use) const {
    Part part{.path = {stay.org_unit, meter.building, meter.meter}, .month = month};
    part.expected = 1.0;
    if (use == nullptr) return part;
    const auto kind = kind_of(meter.carrier);
    part.numerator = kind == Kind::kCooling ? use->kwh / kCoolingShare : use->kwh;
    part.normalised = part.numerator;
    if (kind == Kind::kHeat) {
      part.weather = part.numerator;
      if (const auto& by = figure_.normalisation)
        part.normalised = analytics::normal_year_use(part.numerator, kHeatByWeather,
                                                     by->degree_days, by->normal_degree_days)
                              .value_or(part.numerator);
    }
    part.present = std::min(use->coverage, 1.0);
    part.estimated = use->estimated;
    return part;
  }

  void add_areas() {
    for (const auto& [building, stays] : stays_) {
      for (const auto& stay : stays) {
        if (!stay.owned) continue;
        if (!read_.contains(building)) {
          unread_.insert(building);
          continue;
        }
        area_ += stay.area;
        Part part{.path = {stay.org_unit, building}};
        part.denominator = stay.area;
        figure_.parts.push_back(std::move(part));
      }
    }
    if (!unread_.empty() && !used_.empty())
      figure_.note("building-without-readings",
                   {fmt::format("{} byggnader saknar avläsningar och räknas inte, varken energi "
                                "eller yta: {}.",
                                unread_.size(), some(unread_)),
                    fmt::format("{} buildings have no readings and do not count, neither energy "
                                "nor area: {}.",
                                unread_.size(), some(unread_))});
  }

  void note_outside(const MeterMonth* use, const std::string& meter) {
    if (use == nullptr) return;
    figure_.note(
        "outside-validity",
        {fmt::format("Mätaren {} har avläsningar utanför sin giltighet; de räknas inte.", meter),
         fmt::format("The meter {} has readings outside its validity; they do not count.", meter)});
  }

  void note_unknown() {
    std::set<std::string> unknown;
    for (const auto& [meter, months] : used_)
      if (!known_.contains(meter)) unknown.insert(meter);
    if (!unknown.empty())
      figure_.note("unknown-meter",
                   {fmt::format("{} mätare finns inte i registret och räknas inte: {}.",
                                unknown.size(), some(unknown)),
                    fmt::format("{} meters are not in the register and do not count: {}.",
                                unknown.size(), some(unknown))});
    if (!unknown_buildings_.empty())
      figure_.note("unknown-building",
                   {fmt::format("{} byggnader finns inte i registret; deras mätare räknas inte: "
                                "{}.",
                                unknown_buildings_.size(), some(unknown_buildings_)),
                    fmt::format("{} buildings are not in the register; their meters do not count: "
                                "{}.",
                                unknown_buildings_.size(), some(unknown_buildings_))});
  }

  /// The first few of many.
  static std::string some(const std::set<std::string>& names) {
    constexpr std::size_t kShown = 5;
    std::string text;
    std::size_t shown = 0;
    for (const auto& name : names) {
      if (shown == kShown) return text + ", …";
      text += (shown++ == 0 ? "" : ", ") + name;
    }
    return text;
  }

  const EnergyInput& input_;
  int year_;
  Span span_;
  FigureParts figure_;
  Stays stays_;
  std::map<std::string, std::map<int, const MeterMonth*>> used_;
  std::set<std::string> known_;   ///< Meters of the register.
  std::set<std::string> read_;    ///< Buildings with readings.
  std::set<std::string> unread_;  ///< Buildings without.
  std::set<std::string> unknown_buildings_;
  double area_{0.0};
};

/// Seconds of a local month: 28 to 31 days, an hour more or less where the clocks change.
double seconds_of(int year, int month) {
  const collectors::Month start{year, month};
  return static_cast<double>(collectors::start_of_month(start.next()) -
                             collectors::start_of_month(start));
}

Result<std::vector<MeterMonth>> meter_months(store::Reader& reader, std::string_view owner,
                                             int year) {
  const auto rows = store::meter_months_of(reader, owner, year);
  if (!rows) return tl::unexpected{rows.error()};
  std::array<double, kMonths> seconds{};
  for (int month = 1; month <= kMonths; ++month)
    seconds[static_cast<std::size_t>(month - 1)] = seconds_of(year, month);
  std::vector<MeterMonth> months;
  months.reserve(rows->size());
  for (const auto& row : *rows)
    months.push_back({.meter = row.meter,
                      .year = year,
                      .month = row.month,
                      .kwh = row.quantity,
                      .is_energy = row.is_energy,
                      .coverage = static_cast<double>(row.seconds) /
                                  seconds[static_cast<std::size_t>(row.month - 1)],
                      .estimated = static_cast<double>(row.estimated)});
  return months;
}

}  // namespace

const Formula& energy_formula() {
  static const Formula formula{
      "energy-per-bra",
      1,
      "kWh",
      "m²",
      1.0,
      {"(el, köpt och egen + värme [fjärrvärme, gas, olja, biobränsle] + fjärrkyla / 3) / BRA. "
       "Normalår: värmen × normalårets graddagar / årets graddagar. Ytan vägs efter hur många av "
       "årets dagar den gällde; bara egna byggnader med avläsningar räknas.",
       "(electricity, bought and own + heat [district heating, gas, oil, biofuel] + district "
       "cooling / 3) / BRA. Normal year: heat × normal year's degree days / the year's degree "
       "days. The area is weighted by the days of the year it was valid; only owned buildings "
       "with readings count."}};
  return formula;
}

FigureParts energy_parts(const EnergyInput& input, int year) { return Energy{input, year}.make(); }

Result<EnergyInput> energy_input(store::Reader& reader, std::string_view owner, int year,
                                 store::AsOf as_of) {
  EnergyInput input;
  input.owner = owner;
  auto properties = store::properties(reader, owner, as_of);
  if (!properties) return tl::unexpected{properties.error()};
  auto meters = store::meters(reader, owner, as_of);
  if (!meters) return tl::unexpected{meters.error()};
  auto months = meter_months(reader, owner, year);
  if (!months) return tl::unexpected{months.error()};
  auto degree_days = store::degree_days_of(reader, owner, year, as_of);
  if (!degree_days) return tl::unexpected{degree_days.error()};
  input.properties = std::move(*properties);
  input.meters = std::move(*meters);
  input.months = std::move(*months);
  input.degree_days = std::move(*degree_days);
  return input;
}

Result<FigureParts> energy_figure(store::Reader& reader, std::string_view owner, int year,
                                  store::AsOf as_of) {
  const auto input = energy_input(reader, owner, year, as_of);
  if (!input) return tl::unexpected{input.error()};
  return energy_parts(*input, year);
}

}  // namespace tertil::figures
