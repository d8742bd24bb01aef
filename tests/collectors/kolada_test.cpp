#include <gmock/gmock.h>

#include <string>

#include "tests/collectors/files.hpp"
#include "tests/collectors/shared_data.hpp"

namespace tertil::collectors {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string answer(const std::string& entries) {
  return R"({"count":1,"values":[)" + entries + R"(],"next_url":null,"previous_url":null})";
}

std::string entry(const std::string& municipality, const std::string& values,
                  const std::string& kpi = "U60496") {
  return R"({"kpi":")" + kpi + R"(","municipality":")" + municipality +
         R"(","period":2023,"values":[)" + values + "]}";
}

const std::string kTotal =
    R"({"gender":"T","count":1,"status":"","value":98.33,"isdeleted":false})";

Gathered read(const std::string& text) { return gather(text, shipped_source("kolada")); }

TEST(Kolada, GivesARowForEveryGenderWithOurNames) {
  const auto all = read(answer(
      entry("0013", kTotal + R"(,{"gender":"K","count":1,"status":"","value":50,"isdeleted":false},
                          {"gender":"M","count":1,"status":"","value":48.5,"isdeleted":false})")));
  EXPECT_EQ(all.format, "kolada-json");
  EXPECT_THAT(all.faults, IsEmpty());
  ASSERT_EQ(all.good_rows(), 3);
  const auto& batch = all.batches[0];
  const std::vector<std::string> categories{"", "gender:K", "gender:M"};
  const std::vector<double> values{98.33, 50, 48.5};
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(batch.rows[i], static_cast<std::int64_t>(i) + 1);
    EXPECT_EQ(batch.text("keyFigure", i), "renewable-fuel-public-transport");
    EXPECT_EQ(batch.text("region", i), "13");
    EXPECT_EQ(batch.text("period", i), "2023");
    EXPECT_EQ(batch.integer("year", i), 2023);
    EXPECT_EQ(batch.text("category", i), categories[i]);
    EXPECT_EQ(batch.text("series", i), "kolada");
    EXPECT_EQ(batch.text("status", i), "final");
    EXPECT_EQ(batch.number("value", i), values[i]);
  }
  EXPECT_EQ(batch.records[0],
            R"({"gender":"T","isdeleted":false,"kpi":"U60496","municipality":"0013",)"
            R"("period":2023,"status":"","value":98.33})");
}

TEST(Kolada, KnowsTheCountryFromTheRegions) {
  const auto all = read(answer(entry("0000", kTotal)));
  ASSERT_EQ(all.good_rows(), 1);
  EXPECT_EQ(all.batches[0].text("region", 0), "riket");
}

TEST(Kolada, TakesAMissingValueAsMissing) {
  const auto all = read(answer(
      entry("0013", R"({"gender":"T","count":0,"status":"","value":null,"isdeleted":false})")));
  ASSERT_EQ(all.good_rows(), 1);
  EXPECT_FALSE(all.batches[0].present("value", 0));
  EXPECT_EQ(all.batches[0].text("missingReason", 0), "missing");
  EXPECT_EQ(all.batches[0].text("status", 0), "final");
}

TEST(Kolada, TakesPreliminaryValuesAsSuchAndOtherStatusesAsFinalWithARemark) {
  const auto all = read(answer(
      entry("0013", R"({"gender":"T","status":"Preliminary","value":1,"isdeleted":false})") + "," +
      entry("0014", R"({"gender":"T","status":"prel.","value":2,"isdeleted":false})") + "," +
      entry("0017", R"({"gender":"T","status":"Odd","value":3,"isdeleted":false})") + "," +
      entry("0018", R"({"gender":"T","status":"Odder","value":3,"isdeleted":false})")));
  ASSERT_EQ(all.good_rows(), 4);
  EXPECT_EQ(all.batches[0].text("status", 0), "preliminary");
  EXPECT_EQ(all.batches[0].text("status", 1), "preliminary");
  EXPECT_EQ(all.batches[0].text("status", 2), "final");
  ASSERT_EQ(all.notes.size(), 1U);
  EXPECT_EQ(all.notes[0].rule, "unknown-status");
  EXPECT_EQ(all.notes[0].severity, Severity::kWarning);
  EXPECT_EQ(all.notes[0].rows, 2);
  EXPECT_EQ(all.notes[0].first_row, 3);
}

TEST(Kolada, SetsDeletedValuesAsideWhicheverWayTheyAreMarked) {
  const auto all =
      read(answer(entry("0013", R"({"gender":"T","status":"","value":1,"isdeleted":true})") + "," +
                  entry("0014", R"({"gender":"T","status":"","value":1,"is_deleted":true})") + "," +
                  entry("0017", kTotal)));
  EXPECT_THAT(all.fault_lines(), ElementsAre("1  deleted-at-source", "2  deleted-at-source"));
  EXPECT_EQ(all.faults[0].severity, Severity::kWarning);
  EXPECT_EQ(all.good_rows(), 1);
}

TEST(Kolada, SetsAsideWhatItsSourceHasNoNameFor) {
  const auto all = read(answer(entry("0013", kTotal, "N99999") + "," + entry("1380", kTotal) + "," +
                               entry("0002", kTotal) + "," + entry("0017", kTotal)));
  EXPECT_THAT(all.fault_lines(),
              ElementsAre("1 kpi unknown-key-figure", "2 municipality unknown-region",
                          "3 municipality unknown-region"));
  EXPECT_EQ(all.faults[1].raw, "1380");
  EXPECT_THAT(all.faults[1].record, HasSubstr("1380"));
  EXPECT_EQ(all.good_rows(), 1);
}

TEST(Kolada, AccountsForEntriesOfAnyShape) {
  for (const std::string odd :
       {"1", "null", "[]", "{}", "\"x\"", R"({"kpi":"U60496"})", R"({"values":null})",
        R"({"values":[]})", R"({"kpi":1,"municipality":2,"period":"x","values":[1,null,{}]})",
        R"({"kpi":"U60496","municipality":"0013","period":2023,
            "values":[{"gender":"T","value":"12"},{"gender":"X","value":1}]})"}) {
    const auto all = read(answer(odd));
    EXPECT_EQ(all.good_rows(), 0) << odd;
    EXPECT_GE(all.faulty_rows, 1) << odd;
  }
  EXPECT_EQ(read(answer("")).rows_read, 0);
}

TEST(Kolada, ReadsSeveralAnswersInOneFileAndSaysWhenTheLastGoesOn) {
  const std::string last = R"({"values":[)" + entry("0014", kTotal) +
                           R"(],"next_url":"https://api.kolada.se/v3/data?page=3"})";
  const auto all = read("[" + answer(entry("0013", kTotal)) + ",\n" + last + "]");
  EXPECT_EQ(all.good_rows(), 2);
  ASSERT_EQ(all.notes.size(), 1U);
  EXPECT_EQ(all.notes[0].rule, "more-pages");
}

TEST(Kolada, TakesOurOwnFieldNamesToo) {
  const auto all = read(
      "keyFigure,region,year,value,status\nrenewable-fuel-public-transport,13,2023,98.33,final\n");
  EXPECT_EQ(all.format, "csv");
  ASSERT_EQ(all.good_rows(), 1);
  EXPECT_EQ(all.batches[0].text("series", 0), "kolada");
}

TEST(Kolada, AnswersAreNotTakenBySourcesThatDoNotNameThem) {
  const auto all = gather(answer(entry("0013", kTotal)), shipped_source("own-key-figures"));
  EXPECT_EQ(all.good_rows(), 0);
  EXPECT_GE(all.faults.size(), 1U);
}

TEST(Kolada, ReadsAWholeAnswerAsItIsSent) {
  const auto path = shared_data("kolada_v3_U60496_constructed.json");
  if (path.empty()) return;
  const auto all = read(read_file(path));
  EXPECT_EQ(all.format, "kolada-json");
  EXPECT_THAT(all.fault_lines(), IsEmpty());
  EXPECT_EQ(all.rows_read, 66);
  ASSERT_EQ(all.batches.size(), 1U);
  bool halland = false;
  for (std::size_t i = 0; i < all.batches[0].size(); ++i) {
    if (all.batches[0].text("region", i) == "13" && all.batches[0].integer("year", i) == 2023) {
      halland = true;
      EXPECT_EQ(all.batches[0].number("value", i), 98.33);
    }
  }
  EXPECT_TRUE(halland);
}

}  // namespace
}  // namespace tertil::collectors
