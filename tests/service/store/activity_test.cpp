#include "service/store/activity.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <set>

#include "service/store/activity_rows.hpp"
#include "tests/service/store/store_fixture.hpp"

namespace tertil::store {
namespace {

/// A row of any activity table: values that its checks allow.
Fact some_row(const FactTable& table) {
  const auto cell_for = [](std::string_view column) -> Value {
    if (column == "owner") return "13";
    if (column == "carrier") return "electricity";
    if (column == "vehicle_group") return "pool";
    if (column == "gas") return "nitrousOxide";
    if (column == "kind") return "purchased";
    if (column == "treatment") return "other";
    if (column == "unit") return "kg";
    if (column == "date" || column == "period") return "2024-03-01";
    if (column == "occurrence" || column == "valid_year" || column == "owned")
      return std::int64_t{1};
    for (const auto* real :
         {"quantity", "given_quantity", "area_bra", "value", "normal_value", "distance_km",
          "area_atemp", "factor", "rollover", "reported_kg_co2e", "temperature_c"})
      if (column == real) return 1.5;
    return "x";
  };
  Fact fact;
  for (const auto column : table.key) fact.key.push_back(cell_for(column));
  for (const auto column : table.values) fact.values.push_back(cell_for(column));
  if (table.name == "factor") fact.key[4] = std::int64_t{2024};
  return fact;
}

class Activity : public StoreTest {};

TEST_P(Activity, EveryTableTakesARowGivesItBackAndRefusesToChangeIt) {
  int n = 0;
  for (const auto& type : activity_types()) {
    const auto batch = "A" + std::to_string(++n);
    const auto row = some_row(type.table);
    EXPECT_EQ(import(batch, type.table, {row}).stored, 1) << type.name;
    const auto found =
        read<std::vector<StoredFact>>([&](Reader& reader) { return current(reader, type.table); });
    ASSERT_EQ(found.size(), 1U) << type.name;
    EXPECT_EQ(found[0].fact.key, row.key) << type.name;
    EXPECT_EQ(found[0].fact.values, row.values) << type.name;
    for (const auto* change : {"UPDATE {} SET origin = 'y'", "DELETE FROM {}"}) {
      std::string sql{change};
      sql.replace(sql.find("{}"), 2, type.table.name);
      EXPECT_FALSE(engine_->write([&](Writer& writer) -> Result<void> {
        const auto done = writer.execute(sql, {});
        if (!done) return tl::unexpected{done.error()};
        return {};
      })) << sql;
    }
  }
  EXPECT_EQ(n, 9);
}

TEST_P(Activity, EveryFieldOfTheExportIsAColumn) {
  for (const auto& type : activity_types()) {
    std::set<std::string_view> columns{type.table.key.begin(), type.table.key.end()};
    columns.insert(type.table.values.begin(), type.table.values.end());
    for (const auto& field : type.fields)
      EXPECT_TRUE(columns.contains(field.column)) << type.name << ' ' << field.column;
  }
}

Fact fill(std::string purchase, std::string date, std::string group, std::string vehicle,
          double quantity) {
  auto row = some_row(kFuelTransactions);
  row.key[1] = std::move(purchase);
  row.values[0] = std::move(date);
  row.values[1] = std::move(group);
  row.values[2] = std::move(vehicle);
  row.values[4] = quantity;
  row.values[8] = "";
  return row;
}

Fact vehicle(std::string name, std::string from, std::string group, Value to) {
  const auto org_unit = "U-" + group;
  Fact row;
  row.key = {"13", std::move(name), std::move(from)};
  row.values = {std::move(group), "diesel", org_unit, std::move(to)};
  return row;
}

// V1 is a pool car until 10 March and then serves the ambulances; V2 is sold on 1 March; V3 is in
// no register. 0.1 + 0.2 + 0.3 is 0.6 to the last bit.
TEST_P(Activity, FillsAreSummedByMonthWithWhatTheRegisterKnewThatDay) {
  import("A", kVehicles,
         {vehicle("V1", "2020-01-01", "pool", {}), vehicle("V1", "2024-03-10", "service", {}),
          vehicle("V2", "2020-01-01", "truck", "2024-03-01")});
  import("B", kFuelTransactions,
         {fill("a", "2024-03-09", "", "V1", 0.1), fill("b", "2024-03-01", "", "V1", 0.2),
          fill("c", "2024-03-08", "", "V1", 0.3), fill("d", "2024-03-10", "", "V1", 5),
          fill("e", "2024-02-29", "", "V2", 7), fill("f", "2024-03-01", "", "V2", 9),
          fill("g", "2024-03-01", "", "V3", 11), fill("h", "2024-03-01", "ambulance", "V1", 13),
          fill("i", "2025-01-01", "", "V1", 17)});
  std::vector<std::string> lines;
  for (const auto& row :
       read<std::vector<FuelSum>>([](Reader& reader) { return fuel_of(reader, "13", 2024); }))
    lines.push_back(fmt::format("{} {} {} {} {}", row.period, row.vehicle_group, row.vehicle,
                                row.org_unit, row.millionths / 1e6));
  EXPECT_THAT(lines, ::testing::UnorderedElementsAre(
                         "2024-02 truck  U-truck 7", "2024-03  V2  9", "2024-03  V3  11",
                         "2024-03 ambulance  U-pool 13", "2024-03 pool  U-pool 0.6",
                         "2024-03 service  U-service 5"));
  EXPECT_THAT(read<std::vector<int>>(
                  [](Reader& reader) { return years_of(reader, "fuel_transaction", "13"); }),
              ::testing::ElementsAre(2024, 2025));
}

TEST_P(Activity, WhatWasKnownThenIsStillKnown) {
  auto row = some_row(kWasteWeights);
  import("A", kWasteWeights, {row});
  const auto then = last_;
  row.values[4] = 9.0;
  import("B", kWasteWeights, {row});
  const auto quantity = [&](AsOf at) {
    return read<std::vector<WasteSum>>(
               [&](Reader& reader) { return waste_of(reader, "13", 2024, at); })
        .at(0)
        .millionths;
  };
  EXPECT_EQ(quantity(then), 1.5e6);
  EXPECT_EQ(quantity({}), 9.0e6);
}

INSTANTIATE_TEST_SUITE_P(, Activity, ::testing::ValuesIn(makers()), name_of);

}  // namespace
}  // namespace tertil::store
