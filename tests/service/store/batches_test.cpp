// R4: what a batch is, and that its key belongs to it for good.
#include "service/store/batches.hpp"

#include <gmock/gmock.h>

#include "service/store/import_keys.hpp"
#include "tests/service/store/store_fixture.hpp"

namespace tertil::store {
namespace {

class Batches : public StoreTest {
 protected:
  void put(const Batch& batch) {
    write([&](Writer& writer) { return insert_batch(writer, batch); });
  }
  std::optional<Batch> find(const std::string& id) {
    return read<std::optional<Batch>>([&](Reader& reader) { return find_batch(reader, id); });
  }
  std::vector<std::string> ids(Page page, std::optional<std::string_view> source = {}) {
    const auto listing =
        read<Listing<Batch>>([&](Reader& reader) { return batches(reader, page, source); });
    total_ = listing.total;
    std::vector<std::string> found;
    for (const auto& batch : listing.items) found.push_back(batch.id);
    return found;
  }
  std::int64_t total_{0};
};

TEST_P(Batches, ComeBackWithEveryField) {
  auto batch = batch_named("A");
  batch.bytes = 1234;
  batch.format = "csv";
  batch.encoding = "windows-1252";
  batch.state = BatchState::kHeld;
  batch.idempotency_key = "key";
  batch.actor = "tok";
  batch.recorded_at = Instant{7};
  batch.rows_read = 10;
  batch.stored = 4;
  batch.duplicate = 3;
  batch.quarantined = 3;
  batch.superseded = 1;
  batch.digest = "d";
  batch.receipt = R"({"id":"A"})";
  batch.retracted_at = Instant{8};
  batch.retracted_by = "anna";
  batch.retract_reason = "fel";
  put(batch);
  const auto found = find("A");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->source, batch.source);
  EXPECT_EQ(found->mapping_version, "1");
  EXPECT_EQ(found->target, "keyFigureValue");
  EXPECT_EQ(found->sha256, batch.sha256);
  EXPECT_EQ(found->bytes, 1234);
  EXPECT_EQ(found->file_name, "A.csv");
  EXPECT_EQ(found->format, "csv");
  EXPECT_EQ(found->encoding, "windows-1252");
  EXPECT_EQ(found->state, BatchState::kHeld);
  EXPECT_EQ(found->idempotency_key, "key");
  EXPECT_EQ(found->actor, "tok");
  EXPECT_EQ(found->received_at, batch.received_at);
  EXPECT_EQ(found->recorded_at, Instant{7});
  EXPECT_EQ(found->rows_read, 10);
  EXPECT_EQ(found->stored, 4);
  EXPECT_EQ(found->duplicate, 3);
  EXPECT_EQ(found->quarantined, 3);
  EXPECT_EQ(found->superseded, 1);
  EXPECT_EQ(found->digest, "d");
  EXPECT_EQ(found->receipt, batch.receipt);
  EXPECT_EQ(found->retracted_at, Instant{8});
  EXPECT_EQ(found->retracted_by, "anna");
  EXPECT_EQ(found->retract_reason, "fel");
}

TEST_P(Batches, AnUpdateChangesAllButWhatNeverChanges) {
  auto batch = batch_named("A");
  batch.state = BatchState::kRunning;
  batch.idempotency_key = "key";
  put(batch);
  auto finished = batch;
  finished.source = "another";
  finished.idempotency_key = "another";
  finished.received_at = {1};
  finished.state = BatchState::kStored;
  finished.rows_read = 3;
  finished.stored = 3;
  finished.receipt = R"({"done":true})";
  finished.retract_reason = "sist";
  write([&](Writer& writer) { return update_batch(writer, finished); });
  const auto found = find("A");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->state, BatchState::kStored);
  EXPECT_EQ(found->stored, 3);
  EXPECT_EQ(found->receipt, finished.receipt);
  EXPECT_EQ(found->retract_reason, "sist");
  EXPECT_EQ(found->source, batch.source);
  EXPECT_EQ(found->idempotency_key, "key");
  EXPECT_EQ(found->received_at, batch.received_at);
}

TEST_P(Batches, AnIdempotencyKeyBelongsToOneBatchOfItsSource) {
  auto first = batch_named("A");
  first.idempotency_key = "key";
  put(first);
  auto second = batch_named("B");
  second.idempotency_key = "key";
  const auto refused = engine_->write([&](Writer& writer) { return insert_batch(writer, second); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
  second.source = "kolada";
  put(second);
  put(batch_named("C"));
  put(batch_named("D"));  // any number without a key
  const auto found = read<std::optional<Batch>>(
      [](Reader& reader) { return find_batch_by_key(reader, "kolada", "key"); });
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, "B");
}

TEST_P(Batches, TheNewestInForceWithTheSameBytesIsFound) {
  for (const auto* id : {"A", "B", "C"}) {
    auto batch = batch_named(id);
    batch.sha256 = "same";
    put(batch);
  }
  const auto newest = [&](const std::string& version) {
    const auto found = read<std::optional<Batch>>([&](Reader& reader) {
      return find_batch_by_bytes(reader, "own-key-figures", "same", version);
    });
    return found ? found->id : std::string{};
  };
  EXPECT_EQ(newest("1"), "C");
  EXPECT_EQ(newest("2"), "") << "another mapping may read it otherwise";
  write([](Writer& writer) { return retract_batch(writer, "C", "anna", "fel"); });
  write([](Writer& writer) { return set_batch_state(writer, "B", BatchState::kHeld); });
  EXPECT_EQ(newest("1"), "B") << "what waits for a person has come already";
  write([](Writer& writer) { return retract_batch(writer, "B", "anna", "fel"); });
  EXPECT_EQ(newest("1"), "A");
}

TEST_P(Batches, AreListedNewestFirstInPages) {
  for (const auto* id : {"A", "B", "C", "D", "E"}) {
    auto batch = batch_named(id);
    if (std::string_view{id} == "C") batch.source = "kolada";
    put(batch);
  }
  EXPECT_THAT(ids({1, 2}), ::testing::ElementsAre("E", "D"));
  EXPECT_EQ(total_, 5);
  EXPECT_THAT(ids({3, 2}), ::testing::ElementsAre("A"));
  EXPECT_THAT(ids({4, 2}), ::testing::IsEmpty());
  EXPECT_EQ(total_, 5);
  EXPECT_THAT(ids({1, 20}, "kolada"), ::testing::ElementsAre("C"));
  EXPECT_EQ(total_, 1);
}

TEST_P(Batches, OnlyWhatIsInForceCanBeTakenBackAndOnlyOnce) {
  put(batch_named("A"));
  write([](Writer& writer) { return retract_batch(writer, "A", "anna", "fel fil"); });
  const auto found = find("A");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->state, BatchState::kRetracted);
  EXPECT_EQ(found->retracted_by, "anna");
  EXPECT_EQ(found->retract_reason, "fel fil");
  EXPECT_TRUE(found->retracted_at.has_value());
  const auto again =
      engine_->write([](Writer& writer) { return retract_batch(writer, "A", "bo", "igen"); });
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::kConflict);
  const auto none =
      engine_->write([](Writer& writer) { return retract_batch(writer, "B", "bo", "igen"); });
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::kNotFound);
}

TEST_P(Batches, ABatchThatIsNotThereCannotBeChanged) {
  for (const auto& work : std::vector<std::function<Result<void>(Writer&)>>{
           [](Writer& writer) { return update_batch(writer, batch_named("none")); },
           [](Writer& writer) { return set_batch_state(writer, "none", BatchState::kHeld); }}) {
    const auto done = engine_->write(work);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, ErrorCode::kNotFound);
  }
  EXPECT_FALSE(find("none"));
}

TEST_P(Batches, RejectsKeepTheRawTextAndComeByRow) {
  std::vector<Reject> given;
  for (const std::int64_t row : {9, 3, 5}) {
    given.push_back(
        {row, "value", "12,x", "not-a-number", {"Inget tal", "Not a number"}, "13;12,x"});
  }
  write([&](Writer& writer) -> Result<void> {
    if (auto added = add_rejects(writer, "A", given); !added) return added;
    return insert_batch(writer, batch_named("A"));
  });
  const auto listing = read<Listing<Reject>>([](Reader& reader) {
    return rejects(reader, "A", {1, 2});
  });
  EXPECT_EQ(listing.total, 3);
  ASSERT_EQ(listing.items.size(), 2U);
  EXPECT_EQ(listing.items[0].row, 3);
  EXPECT_EQ(listing.items[1].row, 5);
  EXPECT_EQ(listing.items[0].column, "value");
  EXPECT_EQ(listing.items[0].raw, "12,x");
  EXPECT_EQ(listing.items[0].rule, "not-a-number");
  EXPECT_EQ(listing.items[0].message, (Text{"Inget tal", "Not a number"}));
  EXPECT_EQ(listing.items[0].record, "13;12,x");
}

TEST_P(Batches, AnImportKeyIsKeptForGoodAndBelongsToItsSource) {
  put(batch_named("A"));
  write([](Writer& writer) { return add_import_key(writer, "s", "k", "bytes", "A"); });
  const auto taken =
      engine_->write([](Writer& writer) { return add_import_key(writer, "s", "k", "other", "A"); });
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, ErrorCode::kConflict);
  const auto found = read<std::optional<ImportKey>>(
      [](Reader& reader) { return find_import_key(reader, "s", "k"); });
  ASSERT_TRUE(found);
  EXPECT_EQ(found->sha256, "bytes");
  EXPECT_EQ(found->batch, "A");
  EXPECT_FALSE(read<std::optional<ImportKey>>(
      [](Reader& reader) { return find_import_key(reader, "t", "k"); }));
}

TEST_P(Batches, WithoutATableOfImportKeysNoneIsTakenForUnknownOrKept) {
  put(batch_named("A"));
  write([](Writer& writer) -> Result<void> {
    const auto gone = writer.execute("ALTER TABLE import_key RENAME TO elsewhere", {});
    if (!gone) return tl::unexpected{gone.error()};
    return {};
  });
  EXPECT_FALSE(engine_->read([](Reader& reader) -> Result<void> {
    const auto found = find_import_key(reader, "s", "k");
    if (!found) return tl::unexpected{found.error()};
    return {};
  }));
  EXPECT_FALSE(engine_->write(
      [](Writer& writer) { return add_import_key(writer, "s", "k", "bytes", "A"); }));
}

TEST(BatchStates, HaveTheContractsWords) {
  for (const auto* word : {"running", "stored", "held", "rejected", "retracted"}) {
    const auto state = parse_batch_state(word);
    ASSERT_TRUE(state) << word;
    EXPECT_EQ(to_string(*state), word);
  }
  EXPECT_FALSE(parse_batch_state("Stored"));
}

INSTANTIATE_TEST_SUITE_P(, Batches, ::testing::ValuesIn(makers()), name_of);

}  // namespace
}  // namespace tertil::store
