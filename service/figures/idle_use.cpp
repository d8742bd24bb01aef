#include "service/figures/idle_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "collectors/calendar.hpp"
#include "service/figures/ranking_words.hpp"
#include "service/store/month_sums.hpp"

namespace tertil::figures {
namespace {

using store::Seconds;

constexpr double kWattsPerKilowatt = 1000.0;

store::MonthSpan months_of_year(int year) {
  return {store::month_number({year, 1}), store::month_number({year, 12})};
}

/// A meter of the register with its building as it was last in the year.
struct Registered {
  std::vector<store::MeterRow> rows;
  std::string building, carrier;
};

/// Reads what one question needs, once.
class Reading {
 public:
  Reading(store::Reader& reader, IdleUse& answer) : reader_{reader}, answer_{answer} {}

  Result<void> make() {
    if (auto read = read_buildings(); !read) return read;
    if (auto read = read_meters(); !read) return read;
    if (auto read = find_hourly(); !read) return read;
    if (auto read = read_hours(); !read) return read;
    return read_price();
  }

 private:
  [[nodiscard]] bool begins_in_time(const std::string& valid_from) const {
    const auto from = collectors::parse_date(valid_from);
    return !from || *from < collectors::first_day({answer_.question.year + 1, 1});
  }
  [[nodiscard]] bool ends_before(const std::string& valid_to) const {
    const auto to = collectors::parse_date(valid_to);
    return to && *to <= collectors::first_day({answer_.question.year, 1});
  }

  Result<void> read_buildings() {
    const auto& [owner, year, path, base] = answer_.question;
    const auto rows = store::properties(reader_, owner);
    if (!rows) return tl::unexpected{rows.error()};
    for (const auto& row : *rows) {
      if (!begins_in_time(row.valid_from)) continue;
      buildings_.erase(row.building);
      if (ends_before(row.valid_to) || !row.owned) continue;
      if (!path.empty() && row.org_unit != path[0]) continue;
      if (path.size() > 1 && row.building != path[1]) continue;
      auto& building = buildings_[row.building];
      building.building = row.building;
      building.name = row.name;
      building.org_unit = row.org_unit;
      building.area = row.area_bra;
    }
    if (!buildings_.empty()) return {};
    return fail(ErrorCode::kNotFound,
                {"Det finns ingen egen byggnad där i fastighetsregistret.",
                 "There is no owned building there in the property register."});
  }

  Result<void> read_meters() {
    auto rows = store::meters(reader_, answer_.question.owner);
    if (!rows) return tl::unexpected{rows.error()};
    for (auto& row : *rows) {
      auto& meter = registered_[row.meter];
      if (begins_in_time(row.valid_from)) {
        meter.building = row.building;
        meter.carrier = row.carrier;
      }
      meter.rows.push_back(std::move(row));
    }
    return {};
  }

  /// How far the year's readings go, and which meters have enough of them to be read by the hour.
  Result<void> find_hourly() {
    const auto& question = answer_.question;
    const auto meters = store::reading_meters(reader_, question.owner);
    if (!meters) return tl::unexpected{meters.error()};
    Seconds last = 0;
    for (const auto& meter : *meters) {
      const auto sums = store::month_sums(reader_, meter, months_of_year(question.year));
      if (!sums) return tl::unexpected{sums.error()};
      std::int64_t readings = 0;
      for (const auto& sum : *sums) {
        readings += sum.readings;
        last = std::max(last, sum.last);
      }
      const auto found = registered_.find(meter.meter);
      if (readings >= static_cast<std::int64_t>(kFewestHours) && found != registered_.end() &&
          buildings_.contains(found->second.building))
        hourly_.push_back(meter);
    }
    constexpr Seconds kHour = 3600;
    answer_.begin = collectors::start_of_month({question.year, 1});
    const auto end = collectors::start_of_month({question.year + 1, 1});
    answer_.end = std::clamp(last / kHour * kHour, answer_.begin, end);
    return {};
  }

  Result<void> read_hours() {
    const auto span = hour_span(answer_.begin, answer_.end);
    std::map<std::string, std::vector<const store::ReadingMeter*>> of_building;
    for (const auto& meter : hourly_)
      of_building[registered_[meter.meter].building].push_back(&meter);
    for (auto& [code, building] : buildings_) {
      std::vector<MeterHours> meters;
      for (const auto* meter : of_building[code]) {
        auto hours = hours_of(span, *meter);
        if (!hours) return tl::unexpected{hours.error()};
        if (hours->whole_hours() < kFewestHours) continue;
        building.meters.push_back(findings_of(span, *hours));
        meters.push_back(std::move(*hours));
      }
      if (meters.empty()) {
        ++answer_.without_hours;
        continue;
      }
      const auto& per_area = answer_.question.base_per_area;
      if (!per_area || building.area > 0.0)
        building.idle = idle_load(
            span, meters,
            per_area ? std::optional{*per_area * building.area / kWattsPerKilowatt} : std::nullopt);
      answer_.buildings.push_back(std::move(building));
    }
    return {};
  }

  Result<MeterHours> hours_of(const HourSpan& span, const store::ReadingMeter& meter) {
    const auto& registered = registered_[meter.meter];
    const auto months = months_of_year(answer_.question.year);
    const auto readings = store::readings_of(reader_, meter, months, false);
    if (!readings) return tl::unexpected{readings.error()};
    const auto wider = store::with_neighbours(reader_, meter, months);
    if (!wider) return tl::unexpected{wider.error()};
    const auto counters = store::readings_of(reader_, meter, *wider, true);
    if (!counters) return tl::unexpected{counters.error()};
    std::int64_t flags = 0;
    auto hours = meter_hours(span, uses_of(*readings, *counters, registered.rows, flags));
    hours.meter = meter.meter;
    hours.carrier = registered.carrier;
    return hours;
  }

  Result<void> read_price() {
    const auto& question = answer_.question;
    auto rows = store::factors(reader_, question.owner);
    if (!rows) return tl::unexpected{rows.error()};
    const FactorTable factors{std::move(*rows), question.owner};
    auto price = factors.of_year("electricity", "price", "kr/kWh", question.year);
    if (!price || !price->own || price->source.empty()) return {};
    for (auto& building : answer_.buildings)
      if (building.idle) building.idle->kronor = building.idle->load.above_base * price->value;
    answer_.price = std::move(price);
    return {};
  }

  store::Reader& reader_;
  IdleUse& answer_;
  std::map<std::string, IdleBuilding> buildings_;
  std::map<std::string, Registered> registered_;
  std::vector<store::ReadingMeter> hourly_;
};

Text method_of(const IdleQuestion& question) {
  Text text{"El på nätter (18–06) och helger över en grundlast, timme för timme. ",
            "Electricity at night (18–06) and at weekends above a base, hour by hour. "};
  if (question.base_per_area) {
    text.sv += fmt::format("Grundlasten är den angivna: {} W/m² BRA.",
                           spoken_as_stored(*question.base_per_area, Language::kSwedish));
    text.en += fmt::format("The base is the stated one: {} W/m² BRA.",
                           spoken_as_stored(*question.base_per_area, Language::kEnglish));
  } else {
    text.sv +=
        "Grundlasten är vad byggnaden själv klarar sig under en tiondel av sina nätter och helger.";
    text.en +=
        "The base is what the building itself is below in a tenth of its nights and weekends.";
  }
  return text;
}

std::vector<Text> limits_of(const IdleUse& answer) {
  std::vector<Text> limits{
      {"Det är användning att titta på, inte bevisat slöseri: akutsjukhus arbetar dygnet runt, och "
       "helgdagar på vardagar räknas som arbetsdagar.",
       "It is use to look at, not proven waste: emergency hospitals work day and night, and public "
       "holidays count as working days."},
      {"Nivåskiften söks i el vecka för vecka, sex veckor mot sex; sommarens drift kan synas som "
       "ett skifte. Raka linjer är minst 48 lika timmar över noll; mätare med grova steg kan ha "
       "sådana utan fel.",
       "Level shifts are sought in electricity week by week, six weeks against six; the summer can "
       "show as one. Flat lines are at least 48 equal hours above zero; meters with coarse steps "
       "can have them without fault."}};
  if (answer.without_hours > 0)
    limits.push_back({fmt::format("{} byggnader saknar timavlästa mätare och är inte med.",
                                  answer.without_hours),
                      fmt::format("{} buildings have no meters read by the hour and are left out.",
                                  answer.without_hours)});
  if (!answer.price)
    limits.push_back(
        {"Kronor visas inte: inget elpris är inläst. Lägg in en egen faktor med "
         "källa: electricity, price, kr/kWh.",
         "Kronor are not shown: no price of electricity is imported. Add an own "
         "factor with its source: electricity, price, kr/kWh."});
  return limits;
}

}  // namespace

Result<IdleUse> idle_use(store::Reader& reader, const IdleQuestion& question) {
  IdleUse answer;
  answer.question = question;
  if (auto made = Reading{reader, answer}.make(); !made) return tl::unexpected{made.error()};
  std::ranges::stable_sort(answer.buildings, std::ranges::greater{}, [](const IdleBuilding& one) {
    return one.idle ? one.idle->load.above_base : -1.0;
  });
  answer.method = method_of(question);
  answer.limits = limits_of(answer);
  return answer;
}

}  // namespace tertil::figures
