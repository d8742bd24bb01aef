#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "service/demo/activity_files.hpp"
#include "service/demo/random.hpp"

namespace tertil::demo {
namespace {

using collectors::Days;
using collectors::Seconds;

constexpr Seconds kHour = 3600;
constexpr double kHoursOfYear = 8766.0;
constexpr std::string_view kHeader = "meter,start,end,quantity,unit,estimated\n";

/// The hours of a span, each written once for all meters.
struct Hours {
  Seconds first{0};
  std::vector<std::string> written;  ///< One more than there are hours: each ends where one begins.
  std::vector<Days> day;
  std::vector<int> hour_of_day;

  Hours(Seconds from, Seconds to) : first{from} {
    for (Seconds at = from; at <= to; at += kHour) {
      written.push_back(collectors::utc_text(at));
      const auto local = collectors::local_day(at);
      day.push_back(local);
      hour_of_day.push_back(static_cast<int>((at - collectors::start_of_day(local)) / kHour));
    }
  }
  [[nodiscard]] std::size_t size() const { return written.size() - 1; }
};

/// How a working day's use is spread over its hours, mean about 1.
double daily_shape(int hour, Days day) {
  const bool weekend = (day + 3) % 7 >= 5;  // 1970-01-01 was a Thursday
  if (weekend) return 0.78;
  return hour >= 7 && hour < 18 ? 1.32 : 0.84;
}

enum class Carrier { kElectricity, kHeat, kCooling };

/// Use in an hour, in kWh, to two decimals.
double use(const Building& building, Carrier carrier, const Hours& hours, std::size_t i,
           const ExampleWorld& world, Random& random) {
  const bool later = hours.day[i] >= world.second_year;
  const double kept = later ? 1.0 - building.saved_from_second : 1.0;
  const double noise = 1.0 + 0.05 * random.bell();
  double intensity = 0.0;  // kWh/m² and hour
  if (carrier == Carrier::kElectricity) {
    intensity =
        building.electricity / kHoursOfYear * daily_shape(hours.hour_of_day[i], hours.day[i]);
  } else {
    const double temperature = world.weather.temperature(hours.day[i]);
    const double demand = carrier == Carrier::kHeat
                              ? Weather::degree_days(temperature) / 9.4 * 0.9 + 0.1
                              : std::max(0.0, temperature - 14.0) / 1.1;
    intensity =
        (carrier == Carrier::kHeat ? building.heat : building.cooling) / kHoursOfYear * demand;
  }
  return std::max(0.0, std::round(building.area_bra * intensity * kept * noise * 100.0) / 100.0);
}

/// What the files have wrong, each once.
struct Fault {
  std::string meter;
  Seconds from{0};
  Seconds to{0};
  enum class Kind { kGap, kStuck, kEstimated } kind{Kind::kGap};
};

void append_meter(std::string& out, const std::string& meter, const Building& building,
                  Carrier carrier, const Hours& hours, const ExampleWorld& world,
                  const std::vector<Fault>& faults) {
  Random random{world.seed, meter + hours.written.front()};
  double stuck = -1.0;
  for (std::size_t i = 0; i < hours.size(); ++i) {
    double quantity = use(building, carrier, hours, i, world, random);
    std::string_view estimated = "false";
    bool gap = false;
    const Seconds at = hours.first + static_cast<Seconds>(i) * kHour;
    for (const auto& fault : faults) {
      if (fault.meter != meter || at < fault.from || at >= fault.to) continue;
      if (fault.kind == Fault::Kind::kGap) gap = true;
      if (fault.kind == Fault::Kind::kEstimated) estimated = "true";
      if (fault.kind == Fault::Kind::kStuck) quantity = stuck = stuck < 0.0 ? quantity : stuck;
    }
    if (gap) continue;
    fmt::format_to(std::back_inserter(out), "{},{},{},{},kWh,{}\n", meter, hours.written[i],
                   hours.written[i + 1], quantity, estimated);
  }
}

/// The counter readings of a year, once a month; the counter starts again at 100,000.
std::string counter_file(const ExampleWorld& world, int year) {
  std::string out{"meter;end;quantity;unit;register\n"};
  for (const auto& building : world.buildings) {
    if (!building.counter) continue;
    Random random{world.seed, building.id + "counter"};
    double counter = 20000.0 + random.between(0, 60000);
    for (collectors::Month month{world.first_year, 1}; month.year <= year; month = month.next()) {
      const auto at = collectors::start_of_month(month);
      if (month.year == year)
        fmt::format_to(std::back_inserter(out), "{};{};{:.0f};kWh;true\n",
                       electricity_meter(building), collectors::local_text(at),
                       std::fmod(counter, 100000.0));
      counter += building.area_bra * building.electricity / 12.0 * random.between(0.85, 1.15);
    }
    if (year == world.first_year + 1)
      fmt::format_to(std::back_inserter(out), "{};{};{:.0f};kWh;true\n",
                     electricity_meter(building),
                     collectors::local_text(collectors::start_of_month({year + 1, 1})),
                     std::fmod(counter, 100000.0));
  }
  return out;
}

std::vector<Fault> planted_faults(const ExampleWorld& world) {
  const auto at = [](int year, int month, int day) {
    return collectors::start_of_day(collectors::first_day({year, month}) + day - 1);
  };
  const int one = world.first_year;
  const int two = one + 1;
  const auto& buildings = world.buildings;
  return {{electricity_meter(buildings[16]), at(one, 11, 9), at(one, 11, 12), Fault::Kind::kGap},
          {heat_meter(buildings[7]), at(two, 2, 3), at(two, 2, 15), Fault::Kind::kStuck},
          {heat_meter(buildings[30]), at(two, 12, 1), at(two + 1, 1, 1), Fault::Kind::kEstimated},
          {heat_meter(buildings[31]), at(two, 12, 1), at(two + 1, 1, 1), Fault::Kind::kEstimated}};
}

bool is_measured_hourly(const Building& building, Carrier carrier) {
  if (carrier == Carrier::kElectricity) return !building.counter;
  return carrier == Carrier::kHeat || building.cooling > 0.0;
}

std::string meter_of(const Building& building, Carrier carrier) {
  if (carrier == Carrier::kElectricity) return electricity_meter(building);
  return carrier == Carrier::kHeat ? heat_meter(building) : cooling_meter(building);
}

/// A file that somebody exported in MWh but labelled kWh the other way round: every value is a
/// thousand times too large, and waits for a person.
std::string wrong_unit_file(const ExampleWorld& world) {
  const auto& building = world.buildings[20];
  const int year = world.first_year + 2;
  const Hours hours{collectors::start_of_month({year, 1}), collectors::start_of_month({year, 2})};
  Random random{world.seed, "wrong unit"};
  std::string out{kHeader};
  for (std::size_t i = 0; i < hours.size(); ++i)
    fmt::format_to(std::back_inserter(out), "{},{},{},{},MWh,false\n", electricity_meter(building),
                   hours.written[i], hours.written[i + 1],
                   use(building, Carrier::kElectricity, hours, i, world, random));
  return out;
}

/// The measured values of what was estimated, a month later, in the dialect of Swedish Excel.
std::string measured_later_file(const ExampleWorld& world) {
  const int year = world.first_year + 1;
  const Hours hours{collectors::start_of_month({year, 12}),
                    collectors::start_of_month({year + 1, 1})};
  std::string out{"meter;start;end;quantity;unit;estimated\n"};
  const auto& building = world.buildings[30];
  Random random{world.seed, "measured later"};
  for (std::size_t i = 0; i < hours.size(); ++i) {
    auto quantity = fmt::format("{}", use(building, Carrier::kHeat, hours, i, world, random));
    std::ranges::replace(quantity, '.', ',');
    fmt::format_to(std::back_inserter(out), "{};{};{};{};kWh;false\n", heat_meter(building),
                   hours.written[i], hours.written[i + 1], quantity);
  }
  return out;
}

}  // namespace

Result<void> each_energy_file(const ExampleWorld& world, const TakeFile& take) {
  constexpr std::array kCarriers{std::pair{Carrier::kElectricity, "el"},
                                 std::pair{Carrier::kHeat, "fjarrvarme"},
                                 std::pair{Carrier::kCooling, "kyla"}};
  const auto faults = planted_faults(world);
  for (int half = 0; half < 4; ++half) {
    const int year = world.first_year + half / 2;
    const int month = half % 2 == 0 ? 1 : 7;
    const Hours hours{collectors::start_of_month({year, month}),
                      collectors::start_of_month(month == 1 ? collectors::Month{year, 7}
                                                            : collectors::Month{year + 1, 1})};
    for (const auto& [carrier, word] : kCarriers) {
      ExampleFile file{"property-energy",
                       fmt::format("exempeldata-{}-{}-H{}.csv", word, year, half % 2 + 1),
                       std::string{kHeader}};
      file.content.reserve(hours.size() * world.buildings.size() * 75);
      for (const auto& building : world.buildings)
        if (is_measured_hourly(building, carrier))
          append_meter(file.content, meter_of(building, carrier), building, carrier, hours, world,
                       faults);
      if (half == 3 && carrier == Carrier::kElectricity)
        file.content += fmt::format(
            "EL-EX-OKÄND,{0}-12-30T10:00:00Z,{0}-12-30T11:00:00Z,12.5,kWh,false\n"
            "EL-EX-B002,{0}-12-31T23:00:00Z,{0}-12-31T23:30:00Z,saknas,kWh,false\n"
            "EL-EX-B003,{0}-12-31T23:00:00Z,{0}-12-31T23:30:00Z,1.234,gallon,false\n",
            year);
      if (auto taken = take(file); !taken) return taken;
    }
  }
  for (const int year : {world.first_year, world.first_year + 1})
    if (auto taken =
            take({"property-energy", fmt::format("exempeldata-matarstallningar-{}.csv", year),
                  counter_file(world, year)});
        !taken)
      return taken;
  if (auto taken = take({"property-energy", "exempeldata-fjarrvarme-uppmatt-december.csv",
                         measured_later_file(world)});
      !taken)
    return taken;
  return take({"property-energy", "exempeldata-el-fel-enhet.csv", wrong_unit_file(world)});
}

}  // namespace tertil::demo
