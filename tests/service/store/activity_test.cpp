#include "service/store/activity.hpp"

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

TEST_P(Activity, RowsOfOneYearComeInAnOrderOfTheirOwn) {
  auto later = some_row(kFuelTransactions);
  later.key[1] = "b";
  auto earlier = later;
  earlier.key[1] = "c";
  earlier.values[0] = "2024-01-02";
  auto other_year = later;
  other_year.key[1] = "a";
  other_year.values[0] = "2025-01-01";
  import("A", kFuelTransactions, {later, earlier, other_year});
  const auto rows =
      read<std::vector<FuelRow>>([](Reader& reader) { return fuel_of(reader, "13", 2024); });
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].date, "2024-01-02");
  EXPECT_EQ(rows[1].date, "2024-03-01");
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
    return read<std::vector<WasteRow>>(
               [&](Reader& reader) { return waste_of(reader, "13", 2024, at); })
        .at(0)
        .quantity;
  };
  EXPECT_EQ(quantity(then), 1.5);
  EXPECT_EQ(quantity({}), 9.0);
}

INSTANTIATE_TEST_SUITE_P(, Activity, ::testing::ValuesIn(makers()), name_of);

}  // namespace
}  // namespace tertil::store
