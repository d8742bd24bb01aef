#include "service/reports/reading_export.hpp"

#include <algorithm>
#include <map>

#include "collectors/unit.hpp"
#include "service/figures/energy_sums.hpp"
#include "service/reports/json_writer.hpp"
#include "service/store/readings.hpp"

namespace tertil::reports {
namespace {

using store::StoredReading;
using Registers = std::map<std::string, std::vector<store::MeterRow>>;  // of one owner, by meter

std::string line_of(const std::string& meter, const StoredReading& reading, bool counter,
                    figures::MeterRegister entries) {
  JsonWriter json{192};
  json.begin_object().field("type", "energyReading").field("meter", meter);
  if (!counter) json.field("start", collectors::utc_text(reading.start));
  json.field("end", collectors::utc_text(reading.end));
  bool is_energy = reading.unit != collectors::ReadingUnit::kCubicMetre;
  double quantity = reading.quantity.value();
  if (!counter) {
    quantity = figures::kept_quantity(reading, entries, is_energy);
  } else if (const auto unit = collectors::unit_named(collectors::name_of(reading.unit))) {
    quantity = collectors::to_kept(*unit, quantity);
  }
  json.field("quantity", quantity);
  json.field("unit", is_energy ? std::string_view{"kWh"} : std::string_view{"m³"});
  if (reading.carrier != collectors::Carrier::kUnsaid)
    json.field("carrier", collectors::name_of(reading.carrier));
  if (reading.estimated) json.field("estimated", true);
  if (counter) json.field("register", true);
  json.end_object();
  return json.take();
}

Result<void> add_lines(store::Reader& reader, const store::ReadingMeter& meter,
                       figures::MeterRegister entries, std::vector<std::string>& lines) {
  for (const bool counter : {true, false}) {
    const auto months = store::months_of(reader, meter, counter);
    if (!months) return tl::unexpected{months.error()};
    if (!*months) continue;
    const auto readings = store::readings_of(reader, meter, **months, counter);
    if (!readings) return tl::unexpected{readings.error()};
    for (const auto& reading : *readings)
      lines.push_back(line_of(meter.meter, reading, counter, entries));
  }
  return {};
}

/// As a name stands in a line, with what comes behind it: lines sort by this.
std::string in_line(const std::string& name) {
  JsonWriter json{64};
  json.begin_object().field("meter", name).end_object();
  return json.take();
}

}  // namespace

Result<void> export_readings(store::Reader& reader, const LineSink& sink) {
  auto meters = store::reading_meters(reader);
  if (!meters) return tl::unexpected{meters.error()};
  std::map<std::string, std::vector<const store::ReadingMeter*>> by_name;
  std::map<std::string, Registers> registers;
  for (const auto& meter : *meters) {
    by_name[in_line(meter.meter)].push_back(&meter);
    if (registers.contains(meter.owner)) continue;
    auto rows = store::meters(reader, meter.owner);
    if (!rows) return tl::unexpected{rows.error()};
    auto& of_owner = registers[meter.owner];
    for (auto& row : *rows) of_owner[row.meter].push_back(std::move(row));
  }
  for (const auto& [name, same_name] : by_name) {
    std::vector<std::string> lines;
    for (const auto* meter : same_name) {
      const auto& entries = registers[meter->owner][meter->meter];
      if (auto added = add_lines(reader, *meter, entries, lines); !added) return added;
    }
    std::ranges::sort(lines);
    for (const auto& line : lines)
      if (auto taken = sink(line); !taken) return taken;
  }
  return {};
}

}  // namespace tertil::reports
