#include "service/store/copying.hpp"

#include <gmock/gmock.h>

#include "service/store/audit.hpp"
#include "service/store/key_figures.hpp"
#include "tests/service/store/store_fixture.hpp"

namespace tertil::store {
namespace {

using ::testing::Contains;
using ::testing::Field;

/// From a file to whatever engine is tested, and back into a file.
class CopyingAStore : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    file_ = open_file(first_);
    write_to(*file_);
  }

  static AuditEntry entry_of(const std::string& object) {
    AuditEntry entry;
    entry.actor = "anna";
    entry.action = "import";
    entry.object = object;
    return entry;
  }

  std::unique_ptr<Engine> open_file(const Folder& folder) {
    auto opened = open("sqlite:" + (folder / "tertil.db"), clock_);
    EXPECT_TRUE(opened) << opened.error().where;
    return std::move(*opened);
  }

  /// One of each: facts with a history, numbers that are hard to write, bytes, the log.
  void write_to(Engine& engine) {
    for (const std::string id : {"one", "two"}) {
      const auto done = engine.write([&](Writer& writer) -> Result<void> {
        auto batch = batch_named(id);
        batch.file_name = "å\tb\n\\c";
        Observation observation;
        observation.owner = "13";
        observation.key_figure = "energy-use-premises";
        observation.area = "13";
        observation.period = "2024";
        observation.series = Series::kOwn;
        observation.value = id == "one" ? 0.1 + 0.2 : -0.0;
        const Fact fact = to_fact(observation, 1, "", "");
        if (auto added = add(writer, kObservations, {&fact, 1}, {batch.source, id}); !added)
          return tl::unexpected{added.error()};
        if (auto noted = insert_batch(writer, batch); !noted) return noted;
        const std::array<Value, 4> cells{std::string{"13"}, id, writer.recorded_at().microseconds,
                                         Bytes{std::string{"\0\xff\\", 3}}};
        if (auto kept = writer.execute("INSERT INTO reading_batch (owner, batch, recorded_at, "
                                       "readings, touched, digest) VALUES ($1, $2, $3, 1, $4, '')",
                                       cells);
            !kept)
          return tl::unexpected{kept.error()};
        return append_audit(writer, entry_of(id));
      });
      ASSERT_TRUE(done) << done.error().where;
    }
  }

  static std::vector<TableDigest> copied(Engine& from, Engine& to) {
    auto done = copy_store(from, to, [](const CopyProgress&) {});
    EXPECT_TRUE(done) << done.error().where;
    return done.value_or(std::vector<TableDigest>{});
  }
  static std::vector<TableDigest> digest(Engine& engine) {
    auto done = digest_store(engine, [](const CopyProgress&) {});
    EXPECT_TRUE(done) << done.error().where;
    return done.value_or(std::vector<TableDigest>{});
  }
  static std::int64_t counter(Engine& engine) { return engine.change_counter().value_or(-1); }

  Folder first_;
  Folder second_;
  std::unique_ptr<Engine> file_;
};

TEST_P(CopyingAStore, GivesTheSameThereAndBackAgain) {
  const auto there = copied(*file_, *engine_);
  EXPECT_EQ(digest(*engine_), there);
  const auto back = open_file(second_);
  EXPECT_EQ(copied(*engine_, *back), there);
  EXPECT_EQ(digest(*back), there);
  EXPECT_THAT(there, Contains(AllOf(Field(&TableDigest::name, "observation"),
                                    Field(&TableDigest::rows, 2))));
  EXPECT_EQ(counter(*engine_), counter(*file_));
}

TEST_P(CopyingAStore, LeavesAStoreThatIsWrittenToAsTheFirstOneWas) {
  copied(*file_, *engine_);
  const auto before = counter(*engine_);
  write([](Writer& writer) -> Result<void> { return append_audit(writer, entry_of("three")); });
  EXPECT_GT(counter(*engine_), before);
  const auto verdict = read<AuditVerdict>([](Reader& reader) { return verify(reader); });
  EXPECT_FALSE(verdict.fault);
  EXPECT_EQ(verdict.entries, 3);
  // Rows get numbers after those that came with theirs.
  write([](Writer& writer) -> Result<void> {
    Observation observation;
    observation.owner = "13";
    observation.key_figure = "energy-use-premises";
    observation.area = "13";
    observation.period = "2025";
    observation.series = Series::kOwn;
    observation.value = 1.0;
    const Fact fact = to_fact(observation, 1, "", "");
    auto added = add(writer, kObservations, {&fact, 1}, {"own-key-figures", "two"});
    if (!added) return tl::unexpected{added.error()};
    return {};
  });
}

TEST_P(CopyingAStore, RefusesATargetThatHoldsAnything) {
  write([](Writer& writer) -> Result<void> { return append_audit(writer, entry_of("x")); });
  const auto refused = copy_store(*file_, *engine_, [](const CopyProgress&) {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
}

TEST_P(CopyingAStore, LeavesNothingBehindWhenItFails) {
  const auto before = digest(*engine_);
  EXPECT_THROW((void)copy_store(*file_, *engine_,
                                [](const CopyProgress& at) {
                                  if (at.table == "observation") throw std::runtime_error{"torn"};
                                }),
               std::runtime_error);
  EXPECT_EQ(digest(*engine_), before);
}

INSTANTIATE_TEST_SUITE_P(, CopyingAStore, ::testing::ValuesIn(makers()), name_of);

}  // namespace
}  // namespace tertil::store
