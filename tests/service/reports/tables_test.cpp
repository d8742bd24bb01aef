#include "service/reports/tables.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/reports/provenance_tables.hpp"
#include "tests/support/installation.hpp"

namespace tertil::reports {
namespace {

using tests::must;

std::size_t column(const Table& table, std::string_view key) {
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (table.columns[i].key == key) return i;
  throw std::out_of_range{std::string{key}};
}

void expect_rectangular(const Table& table) {
  for (const auto& row : table.rows) ASSERT_EQ(row.size(), table.columns.size()) << table.name;
}

TEST(Tables, EveryRowIsAsLongAsTheHeaderInBothLanguages) {
  const tests::Installation installation{tests::Fill::kShipped};
  const auto snapshot = installation.snapshot();
  for (const auto language : {Language::kSwedish, Language::kEnglish}) {
    for (const int year : {1995, 2017, 2023}) {
      expect_rectangular(
          ranking_table(must(figures::ranking(*snapshot, {"fornybart", year, {}, {}})), language));
    }
    expect_rectangular(
        comparison_table(must(figures::comparison(*snapshot, {"13", {}, {}})), language));
    expect_rectangular(series_table(
        must(figures::value_series(*snapshot, {"energi", {}, {}, {}, {}, {}})), language));
    expect_rectangular(regions_table(*snapshot, language));
    expect_rectangular(key_figures_table(*snapshot, language));
  }
}

TEST(Tables, ARankingWithoutAValueHasTheReasonInItsPlace) {
  const tests::Installation installation{tests::Fill::kShipped};
  const auto table =
      ranking_table(must(figures::ranking(*installation.snapshot(), {"energi", 2023, {}, {}})),
                    Language::kSwedish);
  ASSERT_EQ(table.rows.size(), 21U);
  int reasons = 0;
  for (const auto& row : table.rows) {
    const auto& value = row[column(table, "value")];
    EXPECT_FALSE(std::holds_alternative<std::monostate>(value));
    reasons += std::holds_alternative<MissingReason>(value) ? 1 : 0;
  }
  EXPECT_EQ(reasons, 20);
}

TEST(Tables, EveryRowSaysWhereItComesFromAndWhoProcessedIt) {
  const tests::Installation installation{tests::Fill::kShipped};
  const auto table =
      ranking_table(must(figures::ranking(*installation.snapshot(), {"fornybart", 2023, {}, {}})),
                    Language::kEnglish);
  for (const auto& row : table.rows) {
    EXPECT_EQ(std::get<std::string>(row[column(table, "source")]), "Source: Kolada U60496");
    EXPECT_EQ(std::get<std::string>(row[column(table, "processing")]), "Own processing");
  }
}

TEST(Tables, RejectedRowsComeBackInColumnsThatTheImportTakes) {
  store::Batch batch;
  batch.id = "01J";
  batch.target = "keyFigureValue";
  const std::vector<store::Reject> rejects{
      {3,
       "value",
       "12,x",
       "not-a-number",
       {"Inget tal.", "No number."},
       R"({"value":"12,x","keyFigure":"energy-use-premises","region":"13","year":"2024"})"}};
  const auto table = rejects_table(batch, rejects, Language::kSwedish);
  expect_rectangular(table);
  std::vector<std::string> keys;
  for (const auto& each : table.columns) keys.push_back(each.key);
  EXPECT_THAT(keys, ::testing::ElementsAre("keyFigure", "region", "year", "value", "_row",
                                           "_column", "_raw", "_rule", "_message", "_record"));
  EXPECT_EQ(std::get<std::string>(table.rows[0][3]), "12,x");
}

TEST(Tables, ARowWithSeveralFaultsComesBackOnceWithAllOfThem) {
  store::Batch batch;
  batch.target = "keyFigureValue";
  const std::string record = R"({"keyFigure":"organic-food","region":"13"})";
  const std::vector<store::Reject> rejects{
      {3, "value", "x", "not-a-number", {"Inget tal.", "No number."}, record},
      {3, "status", "", "required", {"Krävs.", "Required."}, record},
      {4, "", "", "file-rejected", {"Riktig rad.", "A right row."}, record}};
  const auto table = rejects_table(batch, rejects, Language::kEnglish);
  expect_rectangular(table);
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(std::get<std::string>(table.rows[0][column(table, "_rule")]), "not-a-number; required");
}

TEST(Tables, ARejectedRowThatIsNoObjectIsShownWhole) {
  store::Batch batch;
  batch.target = "keyFigureValue";
  const std::vector<store::Reject> rejects{
      {3, "", "", "too-many-cells", {"För många.", "Too many."}, "a;b;c"}};
  const auto table = rejects_table(batch, rejects, Language::kEnglish);
  expect_rectangular(table);
  EXPECT_EQ(std::get<std::string>(table.rows[0][column(table, "_record")]), "a;b;c");
}

}  // namespace
}  // namespace tertil::reports
