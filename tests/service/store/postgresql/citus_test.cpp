#include "service/store/postgresql/citus.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>

#include "service/store/activity.hpp"
#include "service/store/copying.hpp"
#include "service/store/postgresql/citus_setup.hpp"
#include "service/store/postgresql/engine.hpp"
#include "service/store/reading_rows.hpp"
#include "service/store/readings.hpp"
#include "tests/service/store/store_fixture.hpp"
#include "tests/support/citus_stand_in.hpp"

namespace tertil::store::postgresql {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

/// Written by hand: a table that comes later is to be thought about here.
const std::vector<std::string> kByOwner{
    "degree_days", "factor",   "fuel_transaction", "gas_movement",  "meter",
    "meter_month", "property", "reading_batch",    "reading_block", "reading_meter",
    "travel",      "vehicle",  "waste_weight"};
const std::vector<std::string> kEveryNode{
    "accepted_finding", "batch",      "duplicate_of",    "held_decision", "held_row",
    "import_key",       "key_figure", "observation",     "population",    "region",
    "reject",           "review",     "review_decision", "target"};

std::vector<std::string> placed(const std::vector<SchemaTable>& tables, Placement where) {
  const auto places = placements(tables);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < tables.size(); ++i)
    if (places[i] == where) names.push_back(tables[i].name);
  std::ranges::sort(names);
  return names;
}

SchemaTable table_of(const std::string& name, const std::vector<std::string>& columns,
                     const std::vector<std::string>& key) {
  SchemaTable table;
  table.name = name;
  table.columns = columns;
  table.unique_keys = {{name + "_pkey", true, key}};
  return table;
}
ForeignKey to(const std::string& parent, const std::string& column) {
  return {column + "_fk", parent,
          true,           "FOREIGN KEY (" + column + ") REFERENCES " + parent + "(id) DEFERRABLE",
          {column},       {"id"}};
}

/// Two tables of activity, one refers to the other and to a batch; one that refers to activity.
std::vector<SchemaTable> small_schema() {
  std::vector<SchemaTable> tables{table_of("batch", {"id"}, {"id"}),
                                  table_of("counter", {"id", "owner"}, {"id"}),
                                  table_of("note", {"id", "reading"}, {"id"}),
                                  table_of("reading", {"id", "owner", "counter", "batch"}, {"id"}),
                                  table_of("session", {"id"}, {"id"})};
  tables[2].foreign_keys = {to("reading", "reading")};
  tables[3].foreign_keys = {to("batch", "batch"), to("counter", "counter")};
  return tables;
}

TEST(CitusPlacement, ActivityGoesByOwnerAndWhatItIsTiedToGoesToEveryNode) {
  const auto tables = small_schema();
  EXPECT_THAT(placed(tables, Placement::kByOwner), ElementsAre("counter", "reading"));
  EXPECT_THAT(placed(tables, Placement::kEveryNode), ElementsAre("batch", "note"));
  EXPECT_THAT(placed(tables, Placement::kCoordinator), ElementsAre("session"));
}

TEST(CitusPlacement, KeysAreTakenAwayWidenedAndPutBackAroundTheMove) {
  const auto plan = distribution(small_schema());
  ASSERT_TRUE(plan);
  EXPECT_THAT(
      plan->statements,
      ElementsAre(
          R"(ALTER TABLE "note" DROP CONSTRAINT "reading_fk")",
          R"(ALTER TABLE "reading" DROP CONSTRAINT "batch_fk")",
          R"(ALTER TABLE "reading" DROP CONSTRAINT "counter_fk")",
          R"(ALTER TABLE "counter" DROP CONSTRAINT "counter_pkey")",
          R"(ALTER TABLE "counter" ADD CONSTRAINT "counter_pkey" PRIMARY KEY ("id", "owner"))",
          R"(ALTER TABLE "reading" DROP CONSTRAINT "reading_pkey")",
          R"(ALTER TABLE "reading" ADD CONSTRAINT "reading_pkey" PRIMARY KEY ("id", "owner"))",
          R"(SELECT create_reference_table('"batch"'))",
          R"(SELECT create_reference_table('"note"'))",
          R"(SELECT create_distributed_table('"counter"', 'owner', colocate_with => 'none'))",
          R"(SELECT create_distributed_table('"reading"', 'owner', colocate_with => '"counter"'))",
          R"(ALTER TABLE "reading" ADD CONSTRAINT "batch_fk" FOREIGN KEY (batch) REFERENCES batch(id) DEFERRABLE)",
          R"(ALTER TABLE "reading" ADD CONSTRAINT "counter_fk" FOREIGN KEY ("counter", "owner") REFERENCES "counter" ("id", "owner") DEFERRABLE INITIALLY DEFERRED)"));
}

TEST(CitusPlacement, ATableThatCameLaterJoinsTheGroupAndTheOthersAreLeftAlone) {
  auto tables = small_schema();
  for (auto& table : tables) table.placed = table.name != "reading";
  const auto plan = distribution(tables);
  ASSERT_TRUE(plan);
  EXPECT_THAT(plan->by_owner, ElementsAre("reading"));
  EXPECT_THAT(plan->statements, Contains(HasSubstr("colocate_with => '\"counter\"'")));
  EXPECT_THAT(plan->statements, Not(Contains(HasSubstr("ALTER TABLE \"counter\""))));
  for (auto& table : tables) table.placed = true;
  EXPECT_THAT(distribution(tables)->statements, IsEmpty());
}

TEST(CitusPlacement, AUniqueIndexWithoutTheOwnerIsRefusedBeforeAnythingIsDone) {
  auto tables = small_schema();
  tables[1].unique_keys.push_back({"counter_number", false, {"number"}});
  const auto plan = distribution(tables);
  ASSERT_FALSE(plan);
  EXPECT_THAT(plan.error().where, HasSubstr("counter_number"));
}

TEST(CitusPlacement, EveryTableOfTheProgramHasItsPlace) {
  const Folder folder;
  const auto engine = store::open("sqlite:" + (folder / "tertil.db"));
  ASSERT_TRUE(engine);
  std::vector<SchemaTable> tables;
  const auto catalogue = (*engine)->tables();
  ASSERT_TRUE(catalogue);
  for (const auto& table : *catalogue) {
    auto& made = tables.emplace_back(table_of(table.name, table.columns, table.key));
    for (const auto& parent : table.parents) made.foreign_keys.push_back(to(parent, "x"));
  }
  EXPECT_THAT(placed(tables, Placement::kByOwner), ElementsAreArray(kByOwner));
  EXPECT_THAT(placed(tables, Placement::kEveryNode), ElementsAreArray(kEveryNode));
}

/// On a plain PostgreSQL, with functions that stand in for those of Citus
/// (tests/support/citus_stand_in.hpp). What is said to the server is really executed.
class CitusStandIn : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!tests::on_postgresql()) GTEST_SKIP() << "no PostgreSQL: see tests/postgresql.sh";
    if (tests::on_citus_stand_in()) GTEST_SKIP() << "makes its own stand-ins";
    url_ = folder_.store();
    tests::run_sql(folder_.path(), tests::kCitusStandIn);
  }

  Result<std::vector<Row>> ask(const std::string& sql) {
    auto connection = Connection::open(Address{url_});
    if (!connection) return tl::unexpected{connection.error()};
    return (*connection)->run(sql);
  }
  std::vector<std::string> words(const std::string& sql) {
    const auto rows = ask(sql);
    EXPECT_TRUE(rows) << rows.error().where;
    std::vector<std::string> found;
    if (rows)
      for (const auto& row : *rows) found.push_back(std::get<std::string>(row[0]));
    return found;
  }

  Folder folder_;
  HandClock clock_;
  std::string url_;
};

TEST_F(CitusStandIn, MigratePlacesEveryTableOnceAndOneGroupHoldsAllActivity) {
  ASSERT_TRUE(postgresql::open(url_, clock_));
  EXPECT_THAT(words("SELECT logicalrelid::regclass::text FROM pg_dist_partition WHERE "
                    "partmethod = 'h' AND partkey = 'owner' ORDER BY 1"),
              ElementsAreArray(kByOwner));
  EXPECT_THAT(words("SELECT logicalrelid::regclass::text FROM pg_dist_partition WHERE "
                    "partmethod = 'n' AND repmodel = 't' ORDER BY 1"),
              ElementsAreArray(kEveryNode));
  EXPECT_THAT(words("SELECT DISTINCT joined FROM pg_dist_partition WHERE partmethod = 'h' "
                    "ORDER BY 1"),
              ElementsAre("\"degree_days\"", "none"));
}

TEST_F(CitusStandIn, NoUniqueKeyOfADistributedTableLacksTheOwnerAfterwards) {
  ASSERT_TRUE(postgresql::open(url_, clock_));
  EXPECT_THAT(words("SELECT i.indexrelid::regclass::text FROM pg_index i "
                    "JOIN pg_dist_partition d ON d.logicalrelid = i.indrelid "
                    "WHERE d.partmethod = 'h' AND i.indisunique AND NOT EXISTS (SELECT 1 FROM "
                    "pg_attribute a WHERE a.attrelid = i.indrelid AND a.attname = 'owner' AND "
                    "a.attnum = ANY (i.indkey::int2[]))"),
              IsEmpty());
}

/// Citus: to a table of the group by the owner, at the same place of both lists, or to a reference
/// table; from one of these never to anything else.
TEST_F(CitusStandIn, EveryForeignKeyIsOneThatCitusHoldsAndNoneIsLost) {
  const auto before =
      words("SELECT conname::text FROM pg_constraint WHERE contype = 'f' ORDER BY 1");
  ASSERT_TRUE(postgresql::open(url_, clock_));
  EXPECT_EQ(words("SELECT conname::text FROM pg_constraint WHERE contype = 'f' ORDER BY 1"),
            before);
  EXPECT_THAT(
      words("SELECT k.conname::text FROM pg_constraint k "
            "LEFT JOIN pg_dist_partition c ON c.logicalrelid = k.conrelid "
            "LEFT JOIN pg_dist_partition p ON p.logicalrelid = k.confrelid "
            "WHERE k.contype = 'f' AND (c.logicalrelid IS NULL) <> (p.logicalrelid IS NULL)"),
      IsEmpty());
  EXPECT_THAT(
      words("SELECT k.conname::text FROM pg_constraint k "
            "JOIN pg_dist_partition c ON c.logicalrelid = k.conrelid "
            "JOIN pg_dist_partition p ON p.logicalrelid = k.confrelid "
            "WHERE k.contype = 'f' AND p.partmethod = 'h' AND NOT (c.partmethod = 'h' AND EXISTS ("
            "SELECT 1 FROM unnest(k.conkey, k.confkey) AS part (ours, theirs) "
            "JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ours "
            "JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = theirs "
            "WHERE a.attname = 'owner' AND b.attname = 'owner'))"),
      IsEmpty());
}

TEST_F(CitusStandIn, GuardsStay) {
  const auto guards = [&] {
    return words(
        "SELECT tgrelid::regclass || '.' || tgname FROM pg_trigger "
        "WHERE NOT tgisinternal ORDER BY 1");
  };
  const auto before = guards();
  ASSERT_TRUE(postgresql::open(url_, clock_));
  EXPECT_EQ(guards(), before);
  EXPECT_THAT(before, Contains("meter.meter_keeps_rows"));
}

TEST_F(CitusStandIn, ThePlanSaysWhatIsLeftAndNothingOnceItIsDone) {
  const auto plan = pending_migrations(url_);
  ASSERT_TRUE(plan);
  EXPECT_THAT(*plan, ElementsAre(StartsWith("citus: by owner: degree_days, factor"),
                                 StartsWith("citus: on every node: accepted_finding, batch")));
  ASSERT_TRUE(postgresql::open(url_, clock_));
  EXPECT_THAT(pending_migrations(url_).value(), IsEmpty());
  const auto placed_once = words("SELECT turn::text FROM pg_dist_partition ORDER BY turn");
  ASSERT_TRUE(postgresql::open(url_, clock_));
  EXPECT_EQ(words("SELECT turn::text FROM pg_dist_partition ORDER BY turn"), placed_once);
}

TEST_F(CitusStandIn, HealthNamesTheExtension) {
  const auto engine = postgresql::open(url_, clock_);
  ASSERT_TRUE(engine);
  EXPECT_THAT((*engine)->health()->engine, HasSubstr("+ Citus 13.0-1"));
}

TEST_F(CitusStandIn, ARuleThatIsBrokenMidwayLeavesEverythingAsItWas) {
  tests::run_sql(folder_.path(),
                 "INSERT INTO pg_dist_partition VALUES ('vehicle'::regclass, 'x', "
                 "'x', NULL, NULL)");  // refused when its turn comes
  const auto keys = "SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1";
  const auto before = words(keys);
  EXPECT_FALSE(postgresql::open(url_, clock_));
  EXPECT_EQ(words(keys), before);
  EXPECT_THAT(words("SELECT 1::text FROM pg_dist_partition"), ElementsAre("1"));
}

TEST_F(CitusStandIn, AClusterThatCannotBeUsedIsRefusedWithWhatToDo) {
  tests::run_sql(folder_.path(),
                 "UPDATE pg_extension SET extversion = '11.3-1' "
                 "WHERE extname = 'citus'");
  auto refused = postgresql::open(url_, clock_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kRefused);
  EXPECT_THAT(refused.error().message.en, HasSubstr("12.1 or later"));
  tests::run_sql(folder_.path(),
                 "UPDATE pg_extension SET extversion = '12.1-1' "
                 "WHERE extname = 'citus'");
  tests::run_sql(folder_.path(), "DELETE FROM pg_dist_node WHERE groupid = 0");
  refused = postgresql::open(url_, clock_);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message.en, HasSubstr("citus_set_coordinator_host"));
  tests::run_sql(folder_.path(), "DELETE FROM pg_dist_node");  // one node, which adds itself
  EXPECT_TRUE(postgresql::open(url_, clock_));
}

/// Against a real cluster. $TERTIL_TEST_CITUS is the address of an empty database with the
/// extension, which the test fills and leaves.
class RealCitus : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* url = std::getenv("TERTIL_TEST_CITUS");
    if (url == nullptr)
      GTEST_SKIP() << "no Citus: $TERTIL_TEST_CITUS names no empty database that has it; what is "
                      "said to it is tried on stand-ins alone";
    url_ = url;
  }

  static Fact meter_of(const std::string& owner, const std::string& name, std::int64_t row) {
    return {{owner, name, std::string{}},
            {std::string{"B1"}, std::string{"electricity"}, Value{}, Value{}, Value{}},
            row,
            "",
            ""};
  }
  /// A register with a history and an hour of readings, for two owners, one batch taken back.
  void fill(Engine& engine) {
    for (const std::string owner : {"13", "14"}) {
      for (const std::string id : {"first", "second"}) {
        const auto done = engine.write([&](Writer& writer) -> Result<void> {
          Batch batch;
          batch.id = owner + id;
          batch.source = "property-energy";
          batch.state = BatchState::kStored;
          batch.receipt = "{}";
          const Provenance provenance{batch.source, batch.id};
          auto fact = meter_of(owner, "M1", 2);
          if (id == "second") fact.values[0] = std::string{"B2"};
          if (auto added = add(writer, kMeters, {&fact, 1}, provenance); !added)
            return tl::unexpected{added.error()};
          BlockBuilder builder{false};
          collectors::MeterReading reading;
          reading.start = collectors::start_of_month({2024, 3}) + (id == "first" ? 0 : 3600);
          reading.end = reading.start + 3600;
          reading.quantity = {17, 1};
          reading.row = 2;
          builder.add(reading);
          IncomingReadings incoming{
              owner, {"M1"}, {{0, 2024 * 12 + 2, false, {}, builder.take_payload()}}};
          incoming.blocks[0].summary = builder.summary();
          if (auto added = add_readings(writer, incoming, provenance); !added)
            return tl::unexpected{added.error()};
          return insert_batch(writer, batch);
        });
        ASSERT_TRUE(done) << done.error().where;
      }
    }
    const auto back = engine.write([&](Writer& writer) -> Result<void> {
      if (auto marked = retract_batch(writer, "13second", "anna", "fel fil"); !marked)
        return marked;
      if (auto taken = retract(writer, kMeters, "13second"); !taken)
        return tl::unexpected{taken.error()};
      if (auto taken = retract_readings(writer, "13second"); !taken)
        return tl::unexpected{taken.error()};
      return {};
    });
    ASSERT_TRUE(back) << back.error().where;
  }
  static std::vector<std::string> digests(Engine& engine) {
    const auto done = digest_store(engine, [](const CopyProgress&) {});
    EXPECT_TRUE(done) << done.error().where;
    std::vector<std::string> found;
    if (done)
      for (const auto& table : *done) found.push_back(table.name + " " + table.sha256);
    std::ranges::sort(found);
    return found;
  }

  HandClock clock_;
  std::string url_;
};

TEST_F(RealCitus, KeepsWhatAFileKeepsByteForByteAndRefusesToChangeIt) {
  const auto citus = store::open(url_, clock_);
  ASSERT_TRUE(citus) << citus.error().where;
  EXPECT_THAT(pending_migrations(url_).value(), IsEmpty());
  const Folder folder;
  const auto file = store::open("sqlite:" + (folder / "tertil.db"), clock_);
  ASSERT_TRUE(file);
  fill(**citus);
  fill(**file);
  EXPECT_EQ(digests(**citus), digests(**file));
  const auto gone = (*citus)->write([](Writer& writer) -> Result<void> {
    const auto done = writer.execute("DELETE FROM meter WHERE owner = '13'", {});
    if (!done) return tl::unexpected{done.error()};
    return {};
  });
  EXPECT_FALSE(gone) << "the guards do not guard the shards";
}

}  // namespace
}  // namespace tertil::store::postgresql
