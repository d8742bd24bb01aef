#include "service/store/activity_rows.hpp"

#include <fmt/format.h>

#include <array>

#include "service/store/cell.hpp"

namespace tertil::store {
namespace {

constexpr std::int64_t kMonths = 12;

std::string text_or_empty(const Value& value) {
  return optional_in<std::string>(value).value_or(std::string{});
}

/// What holds now, or what was open at the parameter of that number.
std::string open_at(AsOf as_of, int parameter) {
  if (!as_of) return "superseded_at IS NULL";
  return fmt::format("recorded_at <= ${0} AND (superseded_at IS NULL OR superseded_at > ${0})",
                     parameter);
}

template <class T>
Result<std::vector<T>> made_of(Result<std::vector<Row>> rows, T (*make)(const Row&)) {
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<T> made;
  made.reserve(rows->size());
  for (const auto& row : *rows) made.push_back(make(row));
  return made;
}

/// All rows of an owner. `sql` lacks the condition of time and the order.
template <class T>
Result<std::vector<T>> register_of(Reader& reader, std::string_view columns, std::string_view table,
                                   std::string_view order, std::string_view owner, AsOf as_of,
                                   T (*make)(const Row&)) {
  Row parameters{cell(owner)};
  if (as_of) parameters.emplace_back(as_of->microseconds);
  return made_of(reader.query(fmt::format("SELECT {} FROM {} WHERE owner = $1 AND {} ORDER BY {}",
                                          columns, table, open_at(as_of, 2), order),
                              parameters),
                 make);
}

/// The rows of an owner whose `column` begins in a year.
template <class T>
Result<std::vector<T>> year_of(Reader& reader, std::string_view columns, std::string_view table,
                               std::string_view column, std::string_view order,
                               std::string_view owner, int year, AsOf as_of,
                               T (*make)(const Row&)) {
  Row parameters{cell(owner), cell(fmt::format("{:04}", year)),
                 cell(fmt::format("{:04}", year + 1))};
  if (as_of) parameters.emplace_back(as_of->microseconds);
  return made_of(
      reader.query(fmt::format("SELECT {0} FROM {1} WHERE owner = $1 AND {2} >= $2 AND {2} < $3 "
                               "AND {3} ORDER BY {4}",
                               columns, table, column, open_at(as_of, 4), order),
                   parameters),
      make);
}

}  // namespace

Result<std::vector<MeterRow>> meters(Reader& reader, std::string_view owner, AsOf as_of) {
  return register_of<MeterRow>(
      reader, "meter, valid_from, building, carrier, factor, rollover, valid_to, batch", "meter",
      "meter, valid_from", owner, as_of, [](const Row& row) {
        return MeterRow{text_in(row[0]),
                        text_in(row[1]),
                        text_in(row[2]),
                        text_in(row[3]),
                        optional_in<double>(row[4]),
                        optional_in<double>(row[5]),
                        text_or_empty(row[6]),
                        text_in(row[7])};
      });
}

Result<std::vector<PropertyRow>> properties(Reader& reader, std::string_view owner, AsOf as_of) {
  return register_of<PropertyRow>(
      reader, "building, valid_from, name, org_unit, region, area_bra, owned, valid_to, batch",
      "property", "building, valid_from", owner, as_of, [](const Row& row) {
        return PropertyRow{text_in(row[0]),         text_in(row[1]),       text_in(row[2]),
                           text_in(row[3]),         text_in(row[4]),       real_in(row[5]),
                           integer_in(row[6]) != 0, text_or_empty(row[7]), text_in(row[8])};
      });
}

Result<std::vector<VehicleRow>> vehicles(Reader& reader, std::string_view owner, AsOf as_of) {
  return register_of<VehicleRow>(
      reader, "vehicle, valid_from, vehicle_group, powertrain, org_unit, valid_to, batch",
      "vehicle", "vehicle, valid_from", owner, as_of, [](const Row& row) {
        return VehicleRow{text_in(row[0]), text_in(row[1]),       text_in(row[2]), text_in(row[3]),
                          text_in(row[4]), text_or_empty(row[5]), text_in(row[6])};
      });
}

Result<std::vector<FuelSum>> fuel_of(Reader& reader, std::string_view owner, int year, AsOf as_of) {
  Row parameters{cell(owner), cell(fmt::format("{:04}", year)),
                 cell(fmt::format("{:04}", year + 1))};
  if (as_of) parameters.emplace_back(as_of->microseconds);
  // The register's row of a vehicle is its last one that begins by the day of the fill, unless that
  // has ended.
  return made_of<FuelSum>(
      reader.query(
          fmt::format(
              "SELECT period, vehicle_group, CASE WHEN vehicle_group = '' THEN vehicle ELSE '' END,"
              " org_unit, fuel, unit, sum(millionths), batch FROM ("
              "SELECT substr(f.date, 1, 7) AS period, f.vehicle AS vehicle,"
              " CASE WHEN f.vehicle_group <> '' THEN f.vehicle_group"
              " ELSE coalesce(v.vehicle_group, '') END AS vehicle_group,"
              " CASE WHEN f.org_unit <> '' THEN f.org_unit"
              " ELSE coalesce(v.org_unit, '') END AS org_unit,"
              " f.fuel AS fuel, f.unit AS unit, f.batch AS batch,"
              " round(f.quantity * 1000000.0) AS millionths"
              " FROM (SELECT * FROM fuel_transaction WHERE owner = $1 AND date >= $2 AND date < $3"
              " AND {0}) f LEFT JOIN (SELECT * FROM vehicle WHERE {0}) v"
              " ON v.owner = f.owner AND v.vehicle = f.vehicle AND f.vehicle <> ''"
              " AND (f.vehicle_group = '' OR f.org_unit = '')"
              " AND v.valid_from = (SELECT max(w.valid_from) FROM vehicle w WHERE"
              " w.owner = f.owner AND w.vehicle = f.vehicle AND w.valid_from <= f.date AND {0})"
              " AND (v.valid_to IS NULL OR v.valid_to > f.date)) one "
              "GROUP BY 1, 2, 3, 4, 5, 6, 8 ORDER BY 1, 2, 3, 4, 5, 6, 8",
              open_at(as_of, 4)),
          parameters),
      [](const Row& row) {
        return FuelSum{text_in(row[0]), text_in(row[1]), text_in(row[2]), text_in(row[3]),
                       text_in(row[4]), text_in(row[5]), real_in(row[6]), text_in(row[7])};
      });
}

Result<std::vector<TravelRow>> travel_of(Reader& reader, std::string_view owner, int year,
                                         AsOf as_of) {
  return year_of<TravelRow>(reader, "period, mode, org_unit, distance_km, reported_kg_co2e, batch",
                            "travel", "period", "period, mode, org_unit", owner, year, as_of,
                            [](const Row& row) {
                              return TravelRow{text_in(row[0]),
                                               text_in(row[1]),
                                               text_in(row[2]),
                                               optional_in<double>(row[3]),
                                               optional_in<double>(row[4]),
                                               text_in(row[5])};
                            });
}

Result<std::vector<GasRow>> gases_of(Reader& reader, std::string_view owner, int year, AsOf as_of) {
  return year_of<GasRow>(reader, "date, site, gas, kind, quantity, unit, temperature_c, batch",
                         "gas_movement", "date", "date, movement, occurrence", owner, year, as_of,
                         [](const Row& row) {
                           return GasRow{text_in(row[0]),
                                         text_in(row[1]),
                                         text_in(row[2]),
                                         text_in(row[3]),
                                         real_in(row[4]),
                                         text_in(row[5]),
                                         optional_in<double>(row[6]),
                                         text_in(row[7])};
                         });
}

Result<std::vector<WasteSum>> waste_of(Reader& reader, std::string_view owner, int year,
                                       AsOf as_of) {
  Row parameters{cell(owner), cell(fmt::format("{:04}", year)),
                 cell(fmt::format("{:04}", year + 1))};
  if (as_of) parameters.emplace_back(as_of->microseconds);
  return made_of<WasteSum>(
      reader.query(fmt::format("SELECT substr(date, 1, 7),"
                               " CASE WHEN site <> '' THEN site ELSE building END, ewc_code,"
                               " treatment, hauler, sum(round(quantity * 1000000.0)), batch"
                               " FROM waste_weight WHERE owner = $1 AND date >= $2 AND date < $3"
                               " AND {} GROUP BY 1, 2, 3, 4, 5, 7 ORDER BY 1, 2, 3, 4, 5, 7",
                               open_at(as_of, 4)),
                   parameters),
      [](const Row& row) {
        return WasteSum{text_in(row[0]), text_in(row[1]), text_in(row[2]), text_in(row[3]),
                        text_in(row[4]), real_in(row[5]), text_in(row[6])};
      });
}

Result<std::vector<FactorRow>> factors(Reader& reader, std::string_view owner, AsOf as_of) {
  Row parameters{cell(owner)};
  if (as_of) parameters.emplace_back(as_of->microseconds);
  return made_of<FactorRow>(
      reader.query(fmt::format("SELECT owner, item, measure, unit, valid_from, value, note, origin,"
                               " batch FROM factor WHERE owner IN ($1, '00') AND {} "
                               "ORDER BY item, measure, unit, valid_from, owner",
                               open_at(as_of, 2)),
                   parameters),
      [](const Row& row) {
        return FactorRow{text_in(row[0]),
                         text_in(row[1]),
                         text_in(row[2]),
                         text_in(row[3]),
                         static_cast<int>(integer_in(row[4])),
                         real_in(row[5]),
                         text_in(row[6]),
                         text_in(row[7]),
                         text_in(row[8])};
      });
}

Result<std::vector<DegreeDaysRow>> degree_days_of(Reader& reader, std::string_view owner, int year,
                                                  AsOf as_of) {
  const auto ask = [&](std::string_view whose) {
    return year_of<DegreeDaysRow>(
        reader, "region, period, value, normal_value, origin, batch", "degree_days", "period",
        "region, period", whose, year, as_of, [](const Row& row) {
          return DegreeDaysRow{text_in(row[0]), text_in(row[1]), real_in(row[2]),
                               real_in(row[3]), text_in(row[4]), text_in(row[5])};
        });
  };
  auto own = ask(owner);
  if (!own || !own->empty()) return own;
  return ask("00");
}

Result<std::vector<int>> years_of(Reader& reader, std::string_view table, std::string_view owner) {
  const Value parameter = cell(owner);
  const auto rows = reader.query(
      fmt::format("SELECT DISTINCT substr({0}, 1, 4) FROM {1} WHERE owner = $1 AND "
                  "superseded_at IS NULL ORDER BY 1",
                  table == "travel" || table == "degree_days" ? "period" : "date", table),
      {&parameter, 1});
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<int> years;
  for (const auto& row : *rows) years.push_back(std::stoi(text_in(row[0])));
  return years;
}

Result<std::vector<MeterMonthRow>> meter_months_of(Reader& reader, std::string_view owner,
                                                   int year) {
  const std::array<Value, 3> parameters{cell(owner), year * kMonths, (year + 1) * kMonths};
  return made_of<MeterMonthRow>(
      reader.query(
          "SELECT r.meter, m.month, m.quantity, m.unit, m.seconds, m.estimated "
          "FROM meter_month m JOIN reading_meter r ON r.no = m.meter AND r.owner = m.owner "
          "WHERE m.owner = $1 AND m.month >= $2 AND m.month < $3 AND m.readings > 0 "
          "ORDER BY r.meter, m.month",
          parameters),
      [](const Row& row) {
        return MeterMonthRow{text_in(row[0]),    static_cast<int>(integer_in(row[1]) % kMonths) + 1,
                             real_in(row[2]),    text_in(row[3]) == "kWh",
                             integer_in(row[4]), integer_in(row[5])};
      });
}

Result<std::vector<std::string>> reading_batches_of(Reader& reader, std::string_view owner,
                                                    int year) {
  const std::array<Value, 3> parameters{cell(owner), year * kMonths, (year + 1) * kMonths};
  return made_of<std::string>(
      reader.query("SELECT DISTINCT b.batch FROM reading_block k JOIN reading_batch b "
                   "ON b.no >= k.batch AND b.no <= k.last_batch AND b.owner = k.owner "
                   "WHERE k.owner = $1 AND k.month >= $2 AND k.month < $3 "
                   "AND b.retracted_at IS NULL ORDER BY 1",
                   parameters),
      [](const Row& row) { return text_in(row[0]); });
}

Result<std::vector<int>> reading_years(Reader& reader, std::string_view owner) {
  const Value parameter = cell(owner);
  return made_of<int>(reader.query("SELECT DISTINCT month / 12 FROM meter_month "
                                   "WHERE owner = $1 AND readings > 0 ORDER BY 1",
                                   {&parameter, 1}),
                      [](const Row& row) { return static_cast<int>(integer_in(row[0])); });
}

Result<std::optional<double>> inhabitants_of(Reader& reader, std::string_view region, int year,
                                             AsOf as_of) {
  Row parameters{cell(region), std::int64_t{year}};
  if (as_of) parameters.emplace_back(as_of->microseconds);
  const auto rows =
      reader.query(fmt::format("SELECT value FROM population WHERE region = $1 AND year = $2 "
                               "AND {} ORDER BY owner DESC LIMIT 1",
                               open_at(as_of, 3)),
                   parameters);
  if (!rows) return tl::unexpected{rows.error()};
  if (rows->empty()) return std::nullopt;
  return real_in(rows->front().front());
}

Result<std::vector<std::string>> owners_with_activity(Reader& reader) {
  return made_of<std::string>(
      reader.query("SELECT owner FROM meter_month UNION SELECT owner FROM fuel_transaction UNION "
                   "SELECT owner FROM vehicle UNION SELECT owner FROM travel UNION "
                   "SELECT owner FROM gas_movement UNION SELECT owner FROM waste_weight ORDER BY 1",
                   {}),
      [](const Row& row) { return text_in(row[0]); });
}

Result<std::vector<int>> computed_years(Reader& reader, std::string_view owner,
                                        std::string_view key_figure) {
  const std::array<Value, 2> parameters{cell(owner), cell(key_figure)};
  return made_of<int>(
      reader.query("SELECT period FROM observation WHERE owner = $1 AND key_figure = $2 "
                   "AND series = 'own' AND computed = 1 AND superseded_at IS NULL ORDER BY 1",
                   parameters),
      [](const Row& row) { return std::stoi(text_in(row[0]).substr(0, 4)); });
}

}  // namespace tertil::store
