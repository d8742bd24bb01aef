/// @file tests/service/store/store_fixture.hpp
/// @brief A real store in a folder of its own, for every engine that tests can reach.
#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <ostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "service/store/batches.hpp"
#include "service/store/engine.hpp"
#include "service/store/facts.hpp"
#include "service/store/observations.hpp"
#include "tests/support/test_store.hpp"

namespace tertil::store {

/// A folder that is gone when the test is over.
class Folder {
 public:
  Folder() {
    // In memory where that can be had: what is tested is that a sync is asked for, not its speed.
    std::string name =
        std::filesystem::exists("/dev/shm")
            ? "/dev/shm/tertil-test-XXXXXX"
            : (std::filesystem::temp_directory_path() / "tertil-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error{"no folder for the test"};
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    tests::drop_store(path_);
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  [[nodiscard]] const std::string& path() const { return path_; }
  /// The address of the store in it, on the engine that is tested.
  [[nodiscard]] std::string store() const { return tests::store_in(path_); }

 private:
  std::string path_;
};

/// Stands still until it is told to go.
class HandClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override { return now_; }
  void set(Instant now) { now_ = now; }

 private:
  Instant now_{1'700'000'000'000'000};
};

/// One engine, by name and by how a fresh store is opened.
struct Maker {
  std::string name;
  std::function<Result<std::unique_ptr<Engine>>(const Folder&, const Clock&)> make;
};
inline void PrintTo(const Maker& maker, std::ostream* out) { *out << maker.name; }

/// SQLite, or PostgreSQL where $TERTIL_TEST_STORE names a server (tests/support/test_store.hpp).
inline std::vector<Maker> makers() {
  return {{tests::on_postgresql() ? "Postgresql" : "Sqlite",
           [](const Folder& folder, const Clock& clock) { return open(folder.store(), clock); }}};
}

/// A test that runs once per engine, on an empty store.
class StoreTest : public ::testing::TestWithParam<Maker> {
 protected:
  void SetUp() override {
    auto opened = GetParam().make(folder_, clock_);
    ASSERT_TRUE(opened) << opened.error().where;
    engine_ = std::move(*opened);
  }

  /// A write that must succeed.
  void write(const std::function<Result<void>(Writer&)>& work) {
    const auto done = engine_->write(work);
    ASSERT_TRUE(done) << done.error().where;
  }

  /// What `ask` gives on a snapshot of now; fails the test if it gives an error.
  template <class T>
  T read(const std::function<Result<T>(Reader&)>& ask) {
    T answer{};
    const auto done = engine_->read([&](Reader& reader) -> Result<void> {
      auto asked = ask(reader);
      if (!asked) return tl::unexpected{asked.error()};
      answer = std::move(*asked);
      return {};
    });
    EXPECT_TRUE(done) << done.error().where;
    return answer;
  }

  /// A batch as the tests need it: nothing but its name and its place in time.
  [[nodiscard]] static Batch batch_named(const std::string& id) {
    Batch batch;
    batch.id = id;
    batch.source = "own-key-figures";
    batch.target = "keyFigureValue";
    batch.sha256 = "bytes of " + id;
    batch.mapping_version = "1";
    batch.file_name = id + ".csv";
    batch.state = BatchState::kStored;
    batch.received_at = {++arrivals_};
    return batch;
  }

  /// Writes the facts as one batch and gives what became of them.
  WriteCounts import(const std::string& id, const FactTable& table,
                     const std::vector<Fact>& facts) {
    WriteCounts counts;
    write([&](Writer& writer) -> Result<void> {
      auto batch = batch_named(id);
      auto added = add(writer, table, facts, {batch.source, id});
      if (!added) return tl::unexpected{added.error()};
      counts = std::move(*added);
      batch.recorded_at = writer.recorded_at();
      last_ = writer.recorded_at();
      return insert_batch(writer, batch);
    });
    return counts;
  }

  /// Takes the batch back as ingest does.
  Retraction take_back(const std::string& id, const FactTable& table) {
    Retraction done;
    write([&](Writer& writer) -> Result<void> {
      if (auto marked = retract_batch(writer, id, "anna", "fel fil"); !marked) return marked;
      auto taken = retract(writer, table, id);
      if (!taken) return tl::unexpected{taken.error()};
      done = std::move(*taken);
      last_ = writer.recorded_at();
      return {};
    });
    return done;
  }

  Folder folder_;
  HandClock clock_;
  std::unique_ptr<Engine> engine_;
  Instant last_;  ///< When the latest import or retraction was recorded.
  inline static std::int64_t arrivals_{0};
};

inline std::string name_of(const ::testing::TestParamInfo<Maker>& tested) {
  return tested.param.name;
}

}  // namespace tertil::store
