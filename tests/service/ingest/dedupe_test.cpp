// R4: the same transaction is known again, and another one is not taken for it.
#include "service/ingest/dedupe.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "service/ingest/conversion.hpp"
#include "service/store/activity.hpp"

namespace tertil::ingest {
namespace {

using collectors::Column;
using collectors::RecordBatch;
using collectors::Source;
using collectors::Target;
using store::Fact;
using store::Value;

/// Fuel bought: owner, purchase, occurrence.
Fact bought(Value purchase) {
  return {{std::string{"owner"}, std::move(purchase), {}}, {}, 1, {}, {}};
}

Source keyed_by(std::vector<std::string> fields, Target target = Target::kFuelTransaction) {
  Source source;
  source.target = target;
  source.dedupe_key = std::move(fields);
  return source;
}

/// Two rows of the schema's first fields: texts, numbers, nothing, both in the first row, and
/// numbers where the text is empty, of which the second is missing.
RecordBatch two_rows(const collectors::Schema& schema) {
  RecordBatch batch;
  batch.schema = &schema;
  batch.rows = {1, 2};
  batch.columns.resize(schema.fields.size(), Column{{0, 0}, {}, {}});
  batch.columns[0] = {{1, 1}, {"north", "south"}, {}};
  batch.columns[1] = {{1, 1}, {}, {12.5, 40}};
  batch.columns[3] = {{1, 0}, {"card", ""}, {7, 8}};
  batch.columns[4] = {{1, 1}, {"", ""}, {7}};
  return batch;
}

class Dedupe : public testing::Test {
 protected:
  const collectors::Schema& schema_{collectors::schema_of(Target::kFuelTransaction)};
  const RecordBatch batch_{two_rows(schema_)};
  std::string field(std::size_t i) const { return std::string{schema_.fields[i].name}; }
  std::string purchase(std::vector<std::string> fields, std::size_t row,
                       const Value& given = std::string{"hash:1"}) const {
    auto fact = bought(given);
    key_as_mapped(keyed_by(std::move(fields)), batch_, row, fact);
    EXPECT_EQ(fact.key[0], Value{std::string{"owner"}});
    const auto* text = std::get_if<std::string>(&fact.key[1]);
    return text == nullptr ? "not a text" : *text;
  }
};

TEST_F(Dedupe, ASourcesOwnKeyIsTheFieldsItNames) {
  EXPECT_EQ(purchase({field(0), field(1)}, 0),
            "key:north\x1f"
            "12.5\x1f");
  EXPECT_EQ(purchase({field(0), field(1)}, 1),
            "key:south\x1f"
            "40\x1f");
  EXPECT_EQ(purchase({field(1), field(0)}, 0), "key:12.5\x1fnorth\x1f");
  EXPECT_EQ(purchase({field(0), "_occurrence"}, 0), "key:north\x1f") << "the number comes beside";
}

TEST_F(Dedupe, AFieldThatIsEmptyIsAnEmptyPartOfTheKey) {
  EXPECT_EQ(purchase({field(2), field(0)}, 0), "key:\x1fnorth\x1f");
  EXPECT_EQ(purchase({field(3)}, 0), "key:card\x1f") << "its text, where it has both";
  EXPECT_EQ(purchase({field(3)}, 1), "key:\x1f");
  EXPECT_EQ(purchase({field(4)}, 0), "key:7\x1f");
  EXPECT_EQ(purchase({field(4)}, 1), "key:\x1f");
}

TEST_F(Dedupe, WithoutAKeyOfItsOwnTheIdentityStays) {
  EXPECT_EQ(purchase({}, 0), "hash:1");
  EXPECT_EQ(purchase({"_occurrence"}, 0), "hash:1");
  EXPECT_EQ(purchase({field(0)}, 0, std::string{"id:77"}), "id:77")
      << "the sender's number says all";
}

TEST_F(Dedupe, TablesWithNaturalKeysAreNotTouched) {
  Fact fact{{std::string{"owner"}, std::string{"meter"}}, {}, 1, {}, {}};
  key_as_mapped(keyed_by({"whatever"}, Target::kMeter), batch_, 0, fact);
  EXPECT_EQ(fact.key[1], Value{std::string{"meter"}});
  EXPECT_FALSE(occurrence_column(store::kMeters));
  EXPECT_EQ(occurrence_column(store::kFuelTransactions), 2U);
}

TEST_F(Dedupe, EqualRowsCountAsSoManyWhereNothingTellsThemApart) {
  const auto numbered = [&](std::vector<std::string> fields, const Value& identity) {
    return is_numbered(keyed_by(std::move(fields)), store::kFuelTransactions, bought(identity));
  };
  const Value hash{std::string{"hash:1"}};
  EXPECT_TRUE(numbered({}, hash));
  EXPECT_TRUE(numbered({"_occurrence"}, hash));
  EXPECT_TRUE(numbered({field(0), "_occurrence"}, hash));
  EXPECT_FALSE(numbered({field(0)}, hash));
  EXPECT_FALSE(numbered({}, std::string{"id:77"}));
  EXPECT_TRUE(numbered({}, Value{std::int64_t{77}}));
  EXPECT_FALSE(is_numbered(keyed_by({}), store::kMeters, bought(hash)));
}

TEST(FactTexts, NoTwoFactsShareOne) {
  const std::vector<std::pair<Value, std::string>> cases{
      {{}, "n;"},
      {std::int64_t{5}, "i5;"},
      {5.5, "r5.5;"},
      {std::string{"5"}, "t1:5;"},
      {store::Bytes{"5"}, "b1:5;"},
      {std::string{"a;t1:b"}, "t6:a;t1:b;"},
  };
  for (const auto& [value, text] : cases)
    EXPECT_EQ(values_text(Fact{{}, {value, value}, 1, {}, {}}), text + text);
}

TEST(FactTexts, TheKeyLeavesTheOccurrenceOut) {
  const Fact fact{{std::string{"o"}, std::string{"p"}, std::int64_t{3}}, {}, 1, {}, {}};
  EXPECT_EQ(key_text(store::kFuelTransactions, fact), "t1:o;t1:p;");
  EXPECT_EQ(key_text(store::kMeters, fact), "t1:o;t1:p;i3;") << "has none";
}

}  // namespace
}  // namespace tertil::ingest
