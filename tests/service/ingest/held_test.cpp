#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "collectors/json.hpp"
#include "service/ingest/decisions.hpp"
#include "service/ingest/retention.hpp"
#include "service/store/audit.hpp"
#include "service/store/held_rows.hpp"
#include "service/store/observations.hpp"
#include "service/store/uploads.hpp"
#include "tests/support/installation.hpp"

namespace tertil::ingest {
namespace {

using tests::Fill;
using tests::Installation;
using tests::must;
using Json = nlohmann::json;

Json parsed(const std::string& text) {
  auto read = collectors::parse_json(text);
  auto json = std::get<Json>(std::move(read));
  EXPECT_EQ(json["rowsRead"].get<int>(), json["stored"].get<int>() + json["duplicate"].get<int>() +
                                             json["quarantined"].get<int>())
      << text;
  return json;
}

constexpr auto kHeader = "date,vehicleGroup,fuel,quantity,unit\n";

/// A year of fills, and then whatever `last` says.
std::string a_year_of_fills() {
  std::string text{kHeader};
  for (int month = 1; month <= 12; ++month)
    for (int day = 1; day <= 20; ++day)
      text += fmt::format("2024-{:02}-{:02},ambulance,HVO100,{},l\n", month, day,
                          30 + (month * day) % 20);
  return text;
}

class Held : public ::testing::Test {
 protected:
  Installation installation_{Fill::kReferenceOnly};
  Decisions decisions_{installation_.engine(), installation_.published(),
                       installation_.importer().sources()};
  const store::Decision anna_{"anna", "coordinator", "Kontrollerat mot fakturan"};

  Json send(std::string_view source, std::string_view text) {
    const auto outcome = installation_.import_text(source, text);
    if (!outcome) throw std::runtime_error{outcome.error().message.en + outcome.error().where};
    return parsed(outcome->receipt);
  }
  double litres() {
    double sum = 0.0;
    must(installation_.engine().read([&](store::Reader& reader) -> Result<void> {
      const auto rows = reader.query(
          "SELECT coalesce(sum(quantity), 0.0) FROM fuel_transaction WHERE superseded_at IS NULL",
          {});
      if (!rows) return tl::unexpected{rows.error()};
      sum = std::get<double>(rows->at(0).at(0));
      return {};
    }));
    return sum;
  }
  std::vector<store::HeldRow> waiting(const std::string& batch) {
    std::vector<store::HeldRow> rows;
    must(installation_.engine().read([&](store::Reader& reader) -> Result<void> {
      rows = must(store::held_rows(reader, batch, {1, 1000})).items;
      return {};
    }));
    return rows;
  }
  /// A batch with one good fill of 41 l, and one that says 41,000 l.
  Json with_a_wrong_unit() {
    send("fuel-cards", a_year_of_fills());
    return send("fuel-cards", std::string{kHeader} +
                                  "2025-01-03,ambulance,HVO100,41,l\n"
                                  "2025-01-04,ambulance,HVO100,41000,l\n");
  }
};

TEST_F(Held, ARowInTheWrongUnitWaitsWhileTheOthersAreStored) {
  const auto receipt = with_a_wrong_unit();
  EXPECT_EQ(receipt["state"], "held");
  EXPECT_EQ(receipt["stored"], 1);
  EXPECT_EQ(receipt["quarantined"], 1);
  EXPECT_EQ(receipt["held"], 1);
  const auto rows = waiting(receipt["id"]);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].row, 3);
  EXPECT_EQ(rows[0].rule, "unit-suspect");
  EXPECT_EQ(Json::parse(rows[0].shown)["quantity"], 41000.0);
  EXPECT_NEAR(rows[0].expected.value_or(0), 39.0, 3.0);
  const auto check = std::ranges::find_if(
      receipt["checks"], [](const Json& one) { return one["rule"] == "unit-suspect"; });
  ASSERT_NE(check, receipt["checks"].end());
  EXPECT_EQ((*check)["state"], "possibleFault");
  EXPECT_EQ((*check)["rows"], 1);
}

TEST_F(Held, ReleasedRowsBelongToTheirBatchAndTheBatchIsStored) {
  const auto receipt = with_a_wrong_unit();
  const auto before = litres();
  const auto after = parsed(must(decisions_.release(std::string{receipt["id"]}, {}, anna_)));
  EXPECT_EQ(after["state"], "stored");
  EXPECT_EQ(after["stored"], 2);
  EXPECT_EQ(after["quarantined"], 0);
  EXPECT_EQ(after["held"], 0);
  EXPECT_EQ(after["decisions"][0]["reason"], anna_.reason);
  EXPECT_DOUBLE_EQ(litres(), before + 41'000.0);
  EXPECT_TRUE(waiting(receipt["id"]).empty());
}

TEST_F(Held, DiscardedRowsStayOutAndAreListedAsRejected) {
  const auto receipt = with_a_wrong_unit();
  const auto before = litres();
  const std::string id = receipt["id"];
  const auto after = parsed(must(decisions_.discard(id, std::vector<std::int64_t>{3}, anna_)));
  EXPECT_EQ(after["state"], "stored");
  EXPECT_EQ(after["quarantined"], 1);
  EXPECT_DOUBLE_EQ(litres(), before);
  must(installation_.engine().read([&](store::Reader& reader) -> Result<void> {
    const auto rejects = must(store::rejects(reader, id, {1, 10}));
    EXPECT_EQ(rejects.total, 1);
    EXPECT_EQ(rejects.items.at(0).rule, "unit-suspect");
    return {};
  }));
}

TEST_F(Held, RowsAreDecidedOnceAndOnlyWithAReason) {
  const std::string id = with_a_wrong_unit()["id"];
  EXPECT_EQ(decisions_.release(id, {}, {"anna", "coordinator", "  "}).error().code,
            ErrorCode::kRefused);
  EXPECT_EQ(decisions_.release(id, std::vector<std::int64_t>{2}, anna_).error().code,
            ErrorCode::kConflict)
      << "row 2 is stored and does not wait";
  EXPECT_EQ(waiting(id).size(), 1U) << "a decision that fails decides nothing";
  must(decisions_.release(id, {}, anna_));
  EXPECT_EQ(decisions_.release(id, {}, anna_).error().code, ErrorCode::kConflict);
  EXPECT_EQ(decisions_.release("01NOSUCHBATCH", {}, anna_).error().code, ErrorCode::kNotFound);
}

TEST_F(Held, TheSameFileAgainIsARepeatAndHoldsNothingTwice) {
  const auto first = with_a_wrong_unit();
  const auto again =
      installation_.import_text("fuel-cards", std::string{kHeader} +
                                                  "2025-01-03,ambulance,HVO100,41,l\n"
                                                  "2025-01-04,ambulance,HVO100,41000,l\n");
  EXPECT_EQ(again.value().kind, ImportKind::kRepeated);
  EXPECT_EQ(again->id, first["id"].get<std::string>());
}

TEST_F(Held, AReleasedRowInAnotherFileIsADuplicateThatNobodyNeedLookAtAgain) {
  must(decisions_.release(std::string{with_a_wrong_unit()["id"]}, {}, anna_));
  const auto other =
      send("fuel-cards", std::string{kHeader} + "2025-01-04,ambulance,HVO100,41000.0,l\n");
  EXPECT_EQ(other["state"], "stored");
  EXPECT_EQ(other["duplicate"], 1);
}

TEST_F(Held, AHeldBatchCanBeTakenBack) {
  const auto receipt = with_a_wrong_unit();
  const auto before = litres();
  must(installation_.importer().retract(std::string{receipt["id"]}, "anna", "fel fil"));
  EXPECT_DOUBLE_EQ(litres(), before - 41.0);
  EXPECT_EQ(decisions_.release(std::string{receipt["id"]}, {}, anna_).error().code,
            ErrorCode::kConflict);
}

TEST_F(Held, DecisionsAreInTheAuditLogWithTheirReason) {
  const std::string id = with_a_wrong_unit()["id"];
  must(decisions_.release(id, {}, anna_));
  std::vector<store::AuditEntry> found;
  must(installation_.engine().read([&](store::Reader& reader) {
    return store::each_audit_record(reader, [&](const store::AuditRecord& record) {
      if (record.entry.object == "import/" + id) found.push_back(record.entry);
    });
  }));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].action, store::audit::kImport);
  EXPECT_EQ(found[1].action, store::audit::kRelease);
  EXPECT_EQ(found[1].note, anna_.reason);
  EXPECT_EQ(found[1].role, "coordinator");
}

std::string yearly(double value, int year = 2024, std::string_view status = "final") {
  return fmt::format("keyFigure,region,year,value,status\nenergy-use-premises,13,{},{},{}\n", year,
                     value, status);
}

TEST_F(Held, AKeyFigureAThousandTimesTooLargeWaitsAndAWarningIsAccepted) {
  send("own-key-figures", yearly(190.0, 2023));
  const auto held = send("own-key-figures", yearly(188'000.0));
  EXPECT_EQ(held["state"], "held");
  EXPECT_EQ(held["stored"], 0);
  must(decisions_.discard(std::string{held["id"]}, {}, anna_));

  const auto jump = send("own-key-figures", yearly(400.0));
  EXPECT_EQ(jump["state"], "stored");
  const std::string id = jump["id"];
  const auto accepted = parsed(must(decisions_.accept(id, "change-from-last-year", anna_)));
  const auto check = std::ranges::find_if(
      accepted["checks"], [](const Json& one) { return one["rule"] == "change-from-last-year"; });
  EXPECT_EQ((*check)["state"], "accepted");
  EXPECT_EQ(decisions_.accept(id, "change-from-last-year", anna_).error().code,
            ErrorCode::kConflict);
  EXPECT_EQ(decisions_.accept(id, "gap", anna_).error().code, ErrorCode::kNotFound);
}

class Verified : public Held {
 protected:
  void SetUp() override {
    send("own-key-figures", yearly(188.0));
    must(decisions_.verify("energy-use-premises", "13", "2024", anna_));
  }
  std::optional<double> value() {
    const auto snapshot = installation_.snapshot();
    const auto* table = snapshot->figure("energy-use-premises")->table(Series::kOwn);
    return table->cell(*snapshot->area("13"), 2024)->value;
  }
  std::vector<store::Review> reviews(std::string_view state = "") {
    std::vector<store::Review> found;
    must(installation_.engine().read([&](store::Reader& reader) -> Result<void> {
      found = must(store::reviews(reader, {1, 100}, state)).items;
      return {};
    }));
    return found;
  }
};

TEST_F(Verified, AnImportDoesNotChangeItButOpensAReview) {
  const auto outcome = installation_.import_text("own-key-figures", yearly(192.0));
  const auto receipt = parsed(outcome.value().receipt);
  EXPECT_EQ(receipt["stored"], 0);
  EXPECT_EQ(receipt["findings"][0]["rule"], "verified-value");
  EXPECT_EQ(value(), 188.0);
  const auto open = reviews("open");
  ASSERT_EQ(open.size(), 1U);
  EXPECT_EQ(open[0].verified_by, "anna");
  EXPECT_EQ(open[0].verified_value, 188.0);
  EXPECT_EQ(open[0].incoming_value, 192.0);
}

TEST_F(Verified, TheSameQuestionIsAskedOnce) {
  send("own-key-figures", yearly(192.0));
  send("own-key-figures", yearly(192.0) + "\n");
  EXPECT_EQ(reviews().size(), 1U);
}

TEST_F(Verified, AnAcceptedReviewTakesItsPlaceAndIsVerifiedToo) {
  send("own-key-figures", yearly(192.0, 2024, "preliminary"));
  must(decisions_.accept_review(reviews()[0].id, {"bo", "coordinator", "Rättad faktura"}));
  EXPECT_EQ(value(), 192.0);
  EXPECT_EQ(reviews("accepted").at(0).decided->by.reason, "Rättad faktura");
  send("own-key-figures", yearly(150.0));
  EXPECT_EQ(value(), 192.0) << "the accepted value is verified";
  EXPECT_EQ(reviews("open").at(0).verified_by, "bo");
}

TEST_F(Verified, ADeclinedReviewLeavesItAndIsDecidedOnce) {
  send("own-key-figures", yearly(192.0));
  const auto id = reviews()[0].id;
  must(decisions_.decline_review(id, anna_));
  EXPECT_EQ(value(), 188.0);
  EXPECT_EQ(decisions_.accept_review(id, anna_).error().code, ErrorCode::kConflict);
  EXPECT_EQ(decisions_.accept_review(4711, anna_).error().code, ErrorCode::kNotFound);
}

TEST_F(Verified, OnlyAValueThatIsThereCanBeVerifiedAndOnlyOnce) {
  EXPECT_EQ(decisions_.verify("energy-use-premises", "13", "2023", anna_).error().code,
            ErrorCode::kNotFound);
  EXPECT_EQ(decisions_.verify("energy-use-premises", "13", "2024", anna_).error().code,
            ErrorCode::kConflict);
}

class Uploads : public Held {
 protected:
  std::optional<store::Upload> upload(const std::string& sha256) {
    std::optional<store::Upload> found;
    must(installation_.engine().read([&](store::Reader& reader) -> Result<void> {
      found = must(store::find_upload(reader, sha256));
      return {};
    }));
    return found;
  }
  std::int64_t sweep(std::int64_t days, std::int64_t days_from_now) {
    return must(
        sweep_uploads(installation_.engine(), installation_.importer().raw(), days,
                      {system_clock().now().microseconds + days_from_now * 86'400'000'000}));
  }
  bool on_disk(const std::string& sha256) {
    return std::filesystem::exists(installation_.importer().raw().directory() / sha256);
  }
};

TEST_F(Uploads, GoAfterTheirTimeWhileTheirDigestStays) {
  const std::string sha256 = send("fuel-cards", a_year_of_fills())["sha256"];
  EXPECT_TRUE(on_disk(sha256));
  EXPECT_EQ(sweep(30, 29), 0);
  EXPECT_TRUE(on_disk(sha256));
  EXPECT_EQ(sweep(30, 31), 1);
  EXPECT_FALSE(on_disk(sha256));
  EXPECT_TRUE(upload(sha256)->deleted_at);
  EXPECT_EQ(sweep(30, 31), 0);
}

TEST_F(Uploads, AreKeptForEverWhenRetentionIsOff) {
  const std::string sha256 = send("fuel-cards", a_year_of_fills())["sha256"];
  EXPECT_EQ(sweep(0, 10'000), 0);
  EXPECT_TRUE(on_disk(sha256));
}

TEST_F(Uploads, StayWhileRowsOfThemWait) {
  const auto held = with_a_wrong_unit();
  EXPECT_EQ(sweep(30, 31), 1) << "the year's file alone";
  EXPECT_TRUE(on_disk(held["sha256"]));
}

TEST_F(Uploads, WithPersonalNumbersAreNeverKept) {
  const auto outcome =
      installation_.import_text("fuel-cards",
                                "date,vehicleGroup,vehicle,fuel,quantity,unit\n2025-01-03,"
                                "ambulance,811218-9876,HVO100,41,l\n");
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->kind, ImportKind::kRejected);
  const auto receipt = parsed(outcome->receipt);
  EXPECT_EQ(receipt["findings"][0]["rule"], "personal-data");
  EXPECT_FALSE(on_disk(receipt["sha256"]));
  EXPECT_EQ(upload(receipt["sha256"])->kept_sha256, "");
  EXPECT_EQ(outcome->receipt.find("811218"), std::string::npos);
}

}  // namespace
}  // namespace tertil::ingest
