// R4, R5: an import is stored once, whole, and its receipt adds up.
#include "service/ingest/importer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <latch>
#include <nlohmann/json.hpp>
#include <thread>

#include "collectors/json.hpp"
#include "service/figures/ranking.hpp"
#include "service/store/batches.hpp"
#include "service/store/observations.hpp"
#include "tests/support/installation.hpp"

namespace tertil::ingest {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::HasSubstr;
using tests::Fill;
using tests::Installation;
using Json = nlohmann::json;

constexpr auto kHeader = "keyFigure,region,year,value,missingReason,status\n";

Json receipt_of(const Result<ImportOutcome>& outcome) {
  EXPECT_TRUE(outcome) << (outcome ? "" : outcome.error().message.en + outcome.error().where);
  if (!outcome) return Json::object();
  auto parsed = collectors::parse_json(outcome->receipt);
  auto json = std::get<Json>(std::move(parsed));
  // R5 holds for every receipt there ever is.
  EXPECT_EQ(json["rowsRead"].get<int>(), json["stored"].get<int>() + json["duplicate"].get<int>() +
                                             json["quarantined"].get<int>())
      << outcome->receipt;
  return json;
}

std::vector<store::Reject> rejects_of(Installation& installation, const std::string& id) {
  std::vector<store::Reject> found;
  EXPECT_TRUE(installation.engine().read([&](store::Reader& reader) -> Result<void> {
    found = store::rejects(reader, id, {1, 1000}).value().items;
    return {};
  }));
  return found;
}

std::optional<double> value_of(Installation& installation, int year = 2023,
                               const char* key_figure = "organic-food") {
  const auto snapshot = installation.snapshot();
  const auto* table = snapshot->figure(key_figure)->table(Series::kKolada);
  const auto* cell = table != nullptr ? table->cell(*snapshot->area("13"), year) : nullptr;
  return cell != nullptr ? cell->value : std::nullopt;
}

std::string one_value(std::string_view value, std::string_view status = "final") {
  return std::string{kHeader} + "organic-food,13,2023," + std::string{value} + ",," +
         std::string{status} + "\n";
}

class Import : public ::testing::Test {
 protected:
  Installation installation_{Fill::kReferenceOnly};
  Result<ImportOutcome> send(std::string_view text, std::optional<std::string> key = std::nullopt,
                             bool dry_run = false) {
    return installation_.import_text("kolada", text, std::move(key), dry_run);
  }
};

TEST_F(Import, AStoredFileIsAnsweredWithCountsAndWhatItChanged) {
  const auto receipt = receipt_of(send(one_value("27.4")));
  EXPECT_EQ(receipt["state"], "stored");
  EXPECT_EQ(receipt["stored"], 1);
  EXPECT_EQ(receipt["encoding"], "utf-8");
  ASSERT_EQ(receipt["affected"].size(), 1U);
  EXPECT_EQ(receipt["affected"][0]["keyFigure"], "organic-food");
  EXPECT_EQ(receipt["affected"][0]["before"], nullptr);
  EXPECT_EQ(receipt["affected"][0]["after"], 27.4);
  EXPECT_EQ(value_of(installation_), 27.4);
}

TEST_F(Import, AMeterThatNobodyKnowsIsToldOnceAlthoughItsYearsAreTwo) {
  const auto receipt = receipt_of(installation_.import_text(
      "property-energy",
      "meter,start,end,quantity,unit\n"
      "X1,2023-12-31 22:00,2023-12-31 23:00,1,kWh\nX1,2024-01-01 00:00,2024-01-01 01:00,1,kWh\n"));
  EXPECT_EQ(receipt["stored"], 2);
  EXPECT_EQ(std::ranges::count(receipt["findings"], Json("unknown-meter"),
                               [](const Json& finding) { return finding["rule"]; }),
            1)
      << receipt["findings"];
}

TEST_F(Import, TheSameBytesAgainGiveTheSameReceiptAndStoreNothing) {
  const auto first = send(one_value("27.4"));
  const auto again = send(one_value("27.4"));
  EXPECT_EQ(first.value().kind, ImportKind::kStored);
  EXPECT_EQ(again.value().kind, ImportKind::kRepeated);
  EXPECT_EQ(first->receipt, again->receipt);
}

TEST_F(Import, TheSameRowsInAnotherFileAreDuplicatesWithAReceiptOfTheirOwn) {
  const auto first = receipt_of(send(one_value("27.4")));
  const auto other = receipt_of(send(one_value("27.40")));
  EXPECT_NE(other["id"], first["id"]);
  EXPECT_EQ(other["stored"], 0);
  EXPECT_EQ(other["duplicate"], 1);
}

TEST_F(Import, AKeyIsForOneFileForGood) {
  const auto first = send(one_value("27.4"), "key-1");
  EXPECT_EQ(send(one_value("27.4"), "key-1")->receipt, first->receipt);
  const auto reused = send(one_value("28"), "key-1");
  ASSERT_FALSE(reused);
  EXPECT_EQ(reused.error().code, ErrorCode::kRefused);
  EXPECT_EQ(value_of(installation_), 27.4);
}

TEST_F(Import, AKeyThatCameWithKnownBytesIsKeptToo) {
  ASSERT_TRUE(send(one_value("27.4"), "key-1"));
  EXPECT_EQ(send(one_value("27.4"), "key-2").value().kind, ImportKind::kRepeated);
  EXPECT_EQ(send(one_value("28"), "key-2").error().code, ErrorCode::kRefused);
}

TEST_F(Import, FourRacingClientsStoreOnce) {
  constexpr int kClients = 4;
  std::latch start{kClients};
  std::vector<std::jthread> clients;
  std::vector<Result<ImportOutcome>> answers(kClients, fail(ErrorCode::kInternal, {"", ""}));
  for (int i = 0; i < kClients; ++i)
    clients.emplace_back([&, i] {
      start.arrive_and_wait();
      answers[static_cast<std::size_t>(i)] = send(one_value("27.4"), "key-1");
    });
  clients.clear();
  int stored = 0;
  for (const auto& answer : answers) {
    if (!answer) {
      EXPECT_EQ(answer.error().code, ErrorCode::kConflict);
    } else {
      stored += answer->kind == ImportKind::kStored ? 1 : 0;
    }
  }
  EXPECT_EQ(stored, 1);
  EXPECT_EQ(send(one_value("27.4"), "key-1").value().kind, ImportKind::kRepeated);
}

TEST_F(Import, OneBadRowRejectsTheWholeFileAndListsEveryRow) {
  const auto outcome = send(std::string{kHeader} +
                            "organic-food,13,2023,27.4,,final\n"
                            "organic-food,14,2023,12;x,,final\n"
                            "organic-food,99,2023,30,,final\n");
  EXPECT_EQ(outcome.value().kind, ImportKind::kRejected);
  const auto receipt = receipt_of(outcome);
  EXPECT_EQ(receipt["state"], "rejected");
  EXPECT_EQ(receipt["stored"], 0);
  EXPECT_EQ(receipt["quarantined"], 3);
  EXPECT_FALSE(value_of(installation_));
  const auto rejects = rejects_of(installation_, outcome->id);
  ASSERT_EQ(rejects.size(), 3U);
  EXPECT_EQ(rejects[0].rule, "file-rejected");
  EXPECT_EQ(rejects[0].row, 2);
  EXPECT_EQ(rejects[1].rule, "not-a-number");
  EXPECT_EQ(rejects[1].column, "value");
  EXPECT_EQ(rejects[1].raw, "12;x");
  EXPECT_EQ(rejects[2].rule, "unknown-region");
}

struct Refused {
  std::string name;
  std::string row;
  std::string rule;
  std::string column;
  friend void PrintTo(const Refused& refused, std::ostream* os) { *os << refused.name; }
};
class ImportRefuses : public ::testing::TestWithParam<Refused> {};
TEST_P(ImportRefuses, TheRowByItsRuleInBothLanguages) {
  Installation installation{Fill::kReferenceOnly};
  const auto& expected = GetParam();
  const auto outcome = installation.import_text(
      "kolada", "keyFigure,region,year,value,missingReason,status,printedRank,printedOf\n" +
                    expected.row + "\n");
  ASSERT_TRUE(outcome);
  const auto rejects = rejects_of(installation, outcome->id);
  ASSERT_FALSE(rejects.empty());
  EXPECT_EQ(rejects[0].rule, expected.rule);
  EXPECT_EQ(rejects[0].column, expected.column);
  EXPECT_FALSE(rejects[0].message.sv.empty());
  EXPECT_FALSE(rejects[0].message.en.empty());
  EXPECT_NE(rejects[0].message.sv, rejects[0].message.en);
}
INSTANTIATE_TEST_SUITE_P(
    , ImportRefuses,
    ::testing::Values(
        Refused{"UnknownKeyFigure", "organic,13,2023,27,,final,,", "unknown-key-figure",
                "keyFigure"},
        Refused{"SlugIsNoId", "ekologiskt,13,2023,27,,final,,", "unknown-key-figure", "keyFigure"},
        Refused{"UnknownRegion", "organic-food,02,2023,27,,final,,", "unknown-region", "region"},
        Refused{"MoreThanAllOfIt", "organic-food,13,2023,100.1,,final,,", "out-of-range", "value"},
        Refused{"LessThanNothing", "medical-gases,13,2023,-1,,final,,", "out-of-range", "value"},
        Refused{"RankBeyondTheNumber", "organic-food,13,2023,27,,final,22,21", "printed-rank",
                "printedRank"},
        Refused{"RankWithoutNumber", "organic-food,13,2023,27,,final,3,", "printed-rank",
                "printedRank"},
        Refused{"NeitherValueNorReason", "organic-food,13,2023,,,final,,", "value-xor-reason",
                "value"},
        Refused{"BothValueAndReason", "organic-food,13,2023,27,missing,final,,", "value-xor-reason",
                "value"},
        Refused{"UnknownStatus", "organic-food,13,2023,27,,done,,", "not-allowed", "status"}),
    [](const auto& tested) { return tested.param.name; });

TEST_F(Import, RowsOfOneKeyThatDisagreeAreNobodysTruth) {
  const auto outcome = send(std::string{kHeader} +
                            "organic-food,13,2023,27.4,,final\n"
                            "organic-food,13,2023,27.5,,final\n");
  const auto rejects = rejects_of(installation_, outcome.value().id);
  ASSERT_EQ(rejects.size(), 2U);
  EXPECT_EQ(rejects[0].rule, "conflict-in-file");
  EXPECT_EQ(rejects[1].rule, "conflict-in-file");
}

TEST_F(Import, ADryRunTellsWhatWouldMoveAndStoresNothing) {
  ASSERT_TRUE(send(std::string{kHeader} + "organic-food,13,2023,27,,final\n" +
                   "organic-food,14,2023,30,,final\n"));
  const auto receipt = receipt_of(send(one_value("31", "revised"), "dry", true));
  EXPECT_EQ(receipt["dryRun"], true);
  EXPECT_EQ(receipt["changed"], 1);
  EXPECT_EQ(receipt["rankMoves"].size(), 2U);
  EXPECT_EQ(value_of(installation_), 27);
  EXPECT_EQ(send(one_value("31", "revised"), "dry").value().kind, ImportKind::kStored);
}

TEST_F(Import, APreliminaryValueDoesNotReplaceAFinalOneButIsKeptWithAFinding) {
  ASSERT_TRUE(send(one_value("27", "final")));
  const auto receipt = receipt_of(send(one_value("29", "preliminary")));
  EXPECT_EQ(receipt["stored"], 1);
  EXPECT_EQ(receipt["superseded"], 0);
  ASSERT_EQ(receipt["findings"].size(), 1U);
  EXPECT_EQ(receipt["findings"][0]["rule"], "kept-not-in-force");
  EXPECT_EQ(value_of(installation_), 27);
}

TEST_F(Import, RetractingGivesBackWhatTheBatchReplacedAndKeepsThePast) {
  ASSERT_TRUE(send(one_value("27")));
  const auto correction = send(one_value("29", "revised"));
  const auto while_in_force = system_clock().now();
  const auto taken_back = installation_.importer().retract(correction->id, "test", "wrong file");
  ASSERT_TRUE(taken_back) << taken_back.error().message.en << taken_back.error().where;
  EXPECT_EQ(taken_back->reopened, 1);
  EXPECT_EQ(value_of(installation_), 27);
  const auto past = installation_.published().as_of(while_in_force).value();
  EXPECT_EQ(
      past->figure("organic-food")->table(Series::kKolada)->cell(*past->area("13"), 2023)->value,
      29);
}

TEST_F(Import, ARetractedFileCanBeSentAgain) {
  const auto first = send(one_value("27"));
  ASSERT_TRUE(installation_.importer().retract(first->id, "test", "too early"));
  EXPECT_FALSE(value_of(installation_));
  const auto again = send(one_value("27"));
  EXPECT_EQ(again.value().kind, ImportKind::kStored);
  EXPECT_EQ(value_of(installation_), 27);
}

TEST_F(Import, RetractingNamesLaterBatchesWhoseDuplicatesGoWithIt) {
  const auto first = send(one_value("27"));
  const auto later = send(one_value("27.0"));
  const auto taken_back = installation_.importer().retract(first->id, "test", "wrong");
  EXPECT_THAT(taken_back.value().also_touched, Contains(later->id));
}

TEST_F(Import, RetractingTwiceOrTheUnknownIsRefused) {
  const auto first = send(one_value("27"));
  ASSERT_TRUE(installation_.importer().retract(first->id, "test", "wrong"));
  EXPECT_EQ(installation_.importer().retract(first->id, "test", "wrong").error().code,
            ErrorCode::kConflict);
  EXPECT_EQ(installation_.importer().retract("01ZZ", "test", "wrong").error().code,
            ErrorCode::kNotFound);
}

TEST_F(Import, AnUnknownSourceIsNotFoundAndTheOnesThereAreAreNamed) {
  const auto outcome = installation_.import_text("nosuch", "x");
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(outcome.error().message.en, HasSubstr("printed-key-figures"));
}

TEST_F(Import, TheRawFileIsKeptByItsDigest) {
  const auto receipt = receipt_of(send(one_value("27.4")));
  const auto kept = installation_.directory() / "raw" / receipt["sha256"].get<std::string>();
  EXPECT_EQ(std::filesystem::file_size(kept), one_value("27.4").size());
}

TEST_F(Import, KoladasOwnAnswerIsReadAsItIs) {
  const auto receipt = receipt_of(send(
      R"({"count":2,"values":[{"kpi":"U60494","municipality":"0013","period":2023,"values":[
          {"gender":"T","count":1,"status":"","value":25.0,"isdeleted":false}]},
          {"kpi":"U60494","municipality":"0000","period":2023,"values":[
          {"gender":"T","count":1,"status":"","value":36.1,"isdeleted":false}]}],"next_url":null})"));
  EXPECT_EQ(receipt["stored"], 2);
  EXPECT_EQ(receipt["format"], "kolada-json");
  EXPECT_EQ(value_of(installation_), 25.0);
}

}  // namespace
}  // namespace tertil::ingest
