#include "service/ingest/activity_conversion.hpp"

#include <fmt/format.h>

#include "collectors/unit.hpp"
#include "service/store/activity.hpp"
#include "service/store/cell.hpp"
#include "service/store/ewc.hpp"

namespace tertil::ingest {
namespace {

using collectors::Target;
using Converted = std::variant<store::Fact, RowRefusal>;
using store::cell;
using store::Value;

/// NULL for an empty text.
Value text_or_null(const std::string& text) { return text.empty() ? Value{} : Value{text}; }

RowRefusal negative(std::string_view column, double number, const Text& instead) {
  return {std::string{column}, fmt::format("{}", number), "negative-quantity", instead};
}

/// A quantity in the kept unit, and the unit's name.
struct Kept {
  double quantity{0.0};
  std::string unit;
};

std::variant<Kept, RowRefusal> kept_quantity(const RowView& row) {
  const auto given = row.number("quantity").value_or(0.0);
  const auto& name = row.text("unit");
  const auto unit = collectors::unit_named(name);
  if (!unit)
    return RowRefusal{"unit",
                      name,
                      "not-allowed",
                      {fmt::format("Enheten ”{}” är okänd.", name),
                       fmt::format("The unit “{}” is unknown.", name)}};
  return Kept{collectors::to_kept(*unit, given),
              std::string{collectors::kept_unit(unit->dimension)}};
}

std::optional<RowRefusal> refuse_negative_quantity(const RowView& row) {
  const auto given = row.number("quantity").value_or(0.0);
  if (given >= 0.0) return std::nullopt;
  return negative("quantity", given,
                  {"En mängd kan inte vara negativ. En felaktig rad rättas genom att importen "
                   "återtas eller samma transaktions-id skickas igen.",
                   "A quantity cannot be negative. Mend a wrong row by taking the import back or "
                   "sending the same transaction id again."});
}

std::optional<RowRefusal> refuse_validity(const RowView& row) {
  const auto& from = row.text("validFrom");
  const auto& to = row.text("validTo");
  if (from.empty() || to.empty() || from < to) return std::nullopt;
  return RowRefusal{"validTo",
                    to,
                    "valid-to-before-from",
                    {fmt::format("validTo {} kommer inte efter validFrom {}; validTo är första "
                                 "dagen som inte räknas.",
                                 to, from),
                     fmt::format("validTo {} does not come after validFrom {}; validTo is the "
                                 "first day that does not count.",
                                 to, from)}};
}

std::optional<RowRefusal> refuse_region(const Surroundings& surroundings, const RowView& row) {
  const auto& code = row.text("region");
  if (surroundings.snapshot.region(code) != nullptr) return std::nullopt;
  return RowRefusal{
      "region",
      code,
      "unknown-region",
      {fmt::format("”{}” är ingen region: väntade en länskod med två siffror (01–25).", code),
       fmt::format("“{}” is no region: expected a county code of two digits (01–25).", code)}};
}

/// Puts the n-th identical row of a file behind its key.
Value occurrence(const Surroundings& surroundings, const RowView& row, const std::string& key) {
  if (!row.text("transactionId").empty()) return std::int64_t{1};
  return std::int64_t{++surroundings.occurrences[key]};
}

store::Fact fact_of(const RowView& row, std::vector<Value> key, std::vector<Value> values,
                    std::string origin = {}) {
  return {.key = std::move(key),
          .values = std::move(values),
          .row = row.row(),
          .origin = std::move(origin),
          .version = {}};
}

Converted convert_meter(const Surroundings& surroundings, const RowView& row) {
  if (auto refusal = refuse_validity(row)) return std::move(*refusal);
  for (const auto* field : {"factor", "rollover"}) {
    const auto number = row.number(field);
    if (number && *number <= 0.0)
      return negative(field, *number,
                      {"Faktor och varvtal ska vara större än noll.",
                       "Factor and rollover must be greater than zero."});
  }
  return fact_of(row, {surroundings.source.owner, row.text("meter"), row.text("validFrom")},
                 {row.text("building"), row.text("carrier"), cell(row.number("factor")),
                  cell(row.number("rollover")), text_or_null(row.text("validTo"))});
}

Converted convert_property(const Surroundings& surroundings, const RowView& row) {
  if (auto refusal = refuse_region(surroundings, row)) return std::move(*refusal);
  if (auto refusal = refuse_validity(row)) return std::move(*refusal);
  for (const auto* field : {"areaBra", "areaAtemp"}) {
    const auto area = row.number(field);
    if (area && *area < 0.0)
      return negative(field, *area,
                      {"En yta kan inte vara negativ.", "An area cannot be negative."});
  }
  return fact_of(row, {surroundings.source.owner, row.text("building"), row.text("validFrom")},
                 {row.text("name"), row.text("orgUnit"), row.text("region"),
                  cell(row.number("areaBra")), std::int64_t{row.integer("owned").value_or(0)},
                  cell(row.number("areaAtemp")), text_or_null(row.text("validTo"))});
}

Converted convert_fuel(const Surroundings& surroundings, const RowView& row) {
  if (auto refusal = refuse_negative_quantity(row)) return std::move(*refusal);
  auto kept = kept_quantity(row);
  if (auto* refusal = std::get_if<RowRefusal>(&kept)) return std::move(*refusal);
  const auto& [quantity, unit] = std::get<Kept>(kept);
  const auto& id = row.text("transactionId");
  const auto key = store::transaction_key(
      id, {row.text("date"), row.text("vehicleGroup"), row.text("vehicle"), row.text("fuel"),
           store::exact_text(quantity), unit, row.text("orgUnit")});
  return fact_of(
      row, {surroundings.source.owner, key, occurrence(surroundings, row, key)},
      {row.text("date"), row.text("vehicleGroup"), row.text("vehicle"), row.text("fuel"), quantity,
       unit, *row.number("quantity"), row.text("unit"), row.text("orgUnit"), id});
}

Converted convert_vehicle(const Surroundings& surroundings, const RowView& row) {
  if (auto refusal = refuse_validity(row)) return std::move(*refusal);
  return fact_of(row, {surroundings.source.owner, row.text("vehicle"), row.text("validFrom")},
                 {row.text("vehicleGroup"), row.text("powertrain"), row.text("orgUnit"),
                  text_or_null(row.text("validTo"))});
}

Converted convert_travel(const Surroundings& surroundings, const RowView& row) {
  for (const auto* field : {"distanceKm", "reportedKgCo2e"}) {
    const auto number = row.number(field);
    if (number && *number < 0.0)
      return negative(field, *number,
                      {"En sträcka eller ett utsläpp kan inte vara negativt.",
                       "A distance or an emission cannot be negative."});
  }
  return fact_of(
      row, {surroundings.source.owner, row.text("period"), row.text("mode"), row.text("orgUnit")},
      {cell(row.number("distanceKm")), cell(row.number("reportedKgCo2e"))});
}

Converted convert_gas(const Surroundings& surroundings, const RowView& row) {
  if (row.text("kind") != "stockChange")
    if (auto refusal = refuse_negative_quantity(row)) return std::move(*refusal);
  const auto temperature = row.number("temperatureC");
  if (temperature && (*temperature < -40.0 || *temperature > 60.0))
    return RowRefusal{"temperatureC",
                      fmt::format("{}", *temperature),
                      "range",
                      {"Temperaturen ska vara i grader Celsius, mellan −40 och 60.",
                       "The temperature is in degrees Celsius, between −40 and 60."}};
  auto kept = kept_quantity(row);
  if (auto* refusal = std::get_if<RowRefusal>(&kept)) return std::move(*refusal);
  const auto& [quantity, unit] = std::get<Kept>(kept);
  const auto& id = row.text("transactionId");
  const auto key = store::transaction_key(
      id, {row.text("date"), row.text("site"), row.text("gas"), row.text("kind"),
           store::exact_text(quantity), unit, temperature ? store::exact_text(*temperature) : ""});
  return fact_of(row, {surroundings.source.owner, key, occurrence(surroundings, row, key)},
                 {row.text("date"), row.text("site"), row.text("gas"), row.text("kind"), quantity,
                  unit, *row.number("quantity"), row.text("unit"), cell(temperature), id});
}

RowRefusal unknown_ewc(const std::string& text, bool starred) {
  if (starred)
    return {"ewcCode",
            text,
            "unknown-ewc-code",
            {fmt::format("Avfallskoden ”{}” är inte farligt avfall och ska skrivas utan stjärna.",
                         text),
             fmt::format("The waste code “{}” is not hazardous waste: write it without a star.",
                         text)}};
  return {"ewcCode",
          text,
          "unknown-ewc-code",
          {fmt::format("”{}” är ingen avfallskod: väntade sex siffror ur EU:s avfallslista, till "
                       "exempel 20 01 01.",
                       text),
           fmt::format("“{}” is no waste code: expected six digits of the European list of waste, "
                       "for example 20 01 01.",
                       text)}};
}

Converted convert_waste(const Surroundings& surroundings, const RowView& row) {
  if (auto refusal = refuse_negative_quantity(row)) return std::move(*refusal);
  const auto written = store::parse_ewc(row.text("ewcCode"));
  const auto* code = written ? store::find_ewc(written->code) : nullptr;
  if (code == nullptr) return unknown_ewc(row.text("ewcCode"), false);
  if (written->starred && !code->hazardous) return unknown_ewc(row.text("ewcCode"), true);
  auto kept = kept_quantity(row);
  if (auto* refusal = std::get_if<RowRefusal>(&kept)) return std::move(*refusal);
  const auto& [quantity, unit] = std::get<Kept>(kept);
  const auto& id = row.text("transactionId");
  const auto key = store::transaction_key(
      id, {row.text("date"), row.text("building"), row.text("site"), code->code,
           store::exact_text(quantity), row.text("treatment"), row.text("hauler")});
  return fact_of(
      row, {surroundings.source.owner, key, occurrence(surroundings, row, key)},
      {row.text("date"), row.text("building"), row.text("site"), cell(code->code), quantity, unit,
       *row.number("quantity"), row.text("unit"), row.text("treatment"), row.text("hauler"), id});
}

Converted convert_factor(const Surroundings& surroundings, const RowView& row) {
  const auto value = row.number("value").value_or(0.0);
  if (value < 0.0)
    return negative("value", value,
                    {"En faktor kan inte vara negativ.", "A factor cannot be negative."});
  return fact_of(row,
                 {surroundings.source.owner, row.text("item"), row.text("measure"),
                  row.text("unit"), std::int64_t{row.integer("validFrom").value_or(0)}},
                 {value, row.text("note")}, row.text("source"));
}

Converted convert_degree_days(const Surroundings& surroundings, const RowView& row) {
  if (auto refusal = refuse_region(surroundings, row)) return std::move(*refusal);
  for (const auto* field : {"value", "normalValue"}) {
    const auto number = row.number(field).value_or(0.0);
    if (number < 0.0)
      return negative(field, number,
                      {"Graddagar kan inte vara negativa.", "Degree days cannot be negative."});
  }
  return fact_of(row, {surroundings.source.owner, row.text("region"), row.text("period")},
                 {*row.number("value"), *row.number("normalValue")}, row.text("source"));
}

}  // namespace

Converted convert_activity(const Surroundings& surroundings, const RowView& row) {
  switch (surroundings.source.target) {
    case Target::kMeter: return convert_meter(surroundings, row);
    case Target::kProperty: return convert_property(surroundings, row);
    case Target::kFuelTransaction: return convert_fuel(surroundings, row);
    case Target::kVehicle: return convert_vehicle(surroundings, row);
    case Target::kTravel: return convert_travel(surroundings, row);
    case Target::kGasMovement: return convert_gas(surroundings, row);
    case Target::kWasteWeight: return convert_waste(surroundings, row);
    case Target::kFactor: return convert_factor(surroundings, row);
    case Target::kDegreeDays: return convert_degree_days(surroundings, row);
    case Target::kKeyFigureValue:
    case Target::kPopulation:
    case Target::kTarget:
    case Target::kEnergyReading: break;
  }
  throw std::logic_error{"not a target of activity"};
}

}  // namespace tertil::ingest
