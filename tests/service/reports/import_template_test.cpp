#include "service/reports/import_template.hpp"

#include <gmock/gmock.h>

#include "collectors/table.hpp"

namespace tertil::reports {
namespace {

using collectors::Target;

std::vector<std::vector<std::string>> rows_of(const std::string& workbook,
                                              const std::string& sheet) {
  collectors::FileForm form;
  const collectors::ByteSource bytes{std::string_view{workbook}};
  auto opened = collectors::open_table(bytes, {.sheet = sheet}, {}, form);
  auto* reader = std::get_if<std::unique_ptr<collectors::TableReader>>(&opened);
  if (reader == nullptr) return {};
  EXPECT_EQ(form.format, "xlsx");
  std::vector<std::vector<std::string>> rows;
  collectors::TableRow row;
  while ((*reader)->next(row)) {
    std::vector<std::string> texts;
    for (const auto& cell : row.cells) texts.push_back(cell.text);
    rows.push_back(std::move(texts));
  }
  return rows;
}

TEST(ImportTemplate, HasTheFieldNamesOfEachTargetAsItsHeaderAndNothingElse) {
  for (const auto target : collectors::all_targets()) {
    const auto& schema = collectors::schema_of(target);
    const auto workbook = import_template(schema, Language::kSwedish);
    ASSERT_TRUE(workbook);
    const auto rows = rows_of(*workbook, "Uppgifter");
    ASSERT_EQ(rows.size(), 1U) << name_of(target);
    std::vector<std::string> names;
    for (const auto& field : schema.fields) names.emplace_back(field.name);
    EXPECT_EQ(rows.front(), names) << name_of(target);
  }
}

TEST(ImportTemplate, ExplainsEveryColumnInTheLanguageAskedFor) {
  const auto& schema = collectors::schema_of(Target::kWasteWeight);
  const auto swedish = import_template(schema, Language::kSwedish);
  const auto english = import_template(schema, Language::kEnglish);
  ASSERT_TRUE(swedish && english);
  const auto guide = rows_of(*swedish, "Så fyller du i");
  EXPECT_EQ(guide.size(), schema.fields.size() + 1);
  EXPECT_THAT(guide,
              testing::Contains(testing::ElementsAre("date", "obligatorisk", "datum, ÅÅÅÅ-MM-DD")));
  EXPECT_THAT(guide,
              testing::Contains(testing::ElementsAre("building", "denna eller site", "text")));
  EXPECT_THAT(rows_of(*english, "How to fill in"),
              testing::Contains(testing::ElementsAre(
                  "treatment", "required",
                  "one of: materialRecycling, biological, energyRecovery, landfill, hazardous, "
                  "other")));
}

TEST(ImportTemplate, IsTheSameBytesEveryTime) {
  const auto& schema = collectors::schema_of(Target::kMeter);
  EXPECT_EQ(*import_template(schema, Language::kSwedish),
            *import_template(schema, Language::kSwedish));
}

}  // namespace
}  // namespace tertil::reports
