// R5, R6: whatever write of an import fails, nothing of the import is there afterwards, and the
// same file can be sent again.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <sstream>

#include "service/reports/canonical_export.hpp"
#include "tests/support/installation.hpp"

namespace tertil::ingest {
namespace {

using tests::must;
using tests::TemporaryDirectory;

/// Refuses the n-th statement of every write.
class FailingWriter final : public store::Writer {
 public:
  FailingWriter(store::Writer& real, int& left) : real_{real}, left_{left} {}
  Result<std::vector<store::Row>> query(std::string_view sql,
                                        std::span<const store::Value> parameters) override {
    return real_.query(sql, parameters);
  }
  Instant recorded_at() const override { return real_.recorded_at(); }
  void leave_published_alone() override { real_.leave_published_alone(); }
  Result<std::int64_t> execute(std::string_view sql,
                               std::span<const store::Value> parameters) override {
    if (left_-- == 0) return fail(ErrorCode::kStoreFull, {"Fullt.", "Full."}, "test");
    return real_.execute(sql, parameters);
  }

 private:
  store::Writer& real_;
  int& left_;
};

class FailingEngine final : public store::Engine {
 public:
  explicit FailingEngine(std::unique_ptr<store::Engine> real) : real_{std::move(real)} {}
  /// The statement after which many fails; none while it is negative.
  void fail_after(int statements) { left_ = statements; }

  Result<void> read(const std::function<Result<void>(store::Reader&)>& work) override {
    return real_->read(work);
  }
  Result<void> write(const std::function<Result<void>(store::Writer&)>& work) override {
    return real_->write([&](store::Writer& writer) {
      FailingWriter failing{writer, left_};
      return work(failing);
    });
  }
  Result<std::int64_t> change_counter() override { return real_->change_counter(); }
  Result<store::Health> health() override { return real_->health(); }
  Result<std::vector<store::Table>> tables() override { return real_->tables(); }

 private:
  std::unique_ptr<store::Engine> real_;
  int left_{-1};
};

/// An installation whose store can be made to fail.
class FailingStore : public ::testing::Test {
 protected:
  void SetUp() override { must(put_reference_data(engine_, published_)); }

  Result<ImportOutcome> send(std::string_view source, std::string_view text) {
    const auto file = raw_.take_in(text);
    if (!file) return tl::unexpected{file.error()};
    ImportRequest request;
    request.source = source;
    request.descriptor = file->descriptor();
    request.bytes = file->bytes();
    request.sha256 = file->sha256();
    request.file_name = "test.csv";
    request.actor = "test";
    return importer_.import_file(request);
  }
  /// Everything that an import may have left: rows of all its tables, and files.
  std::string traces() {
    std::ostringstream out;
    must(engine_.read([&](store::Reader& reader) -> Result<void> {
      for (const auto* table :
           {"batch", "reject", "import_key", "duplicate_of", "held_row", "review", "upload",
            "audit", "fuel_transaction", "waste_weight", "gas_movement", "observation", "meter"}) {
        const auto rows = reader.query(fmt::format("SELECT count(*) FROM {}", table), {});
        if (!rows) return tl::unexpected{rows.error()};
        out << table << ' ' << std::get<std::int64_t>(rows->at(0).at(0)) << '\n';
      }
      return reports::export_canonical(reader, [&](std::string_view line) -> Result<void> {
        out << line << '\n';
        return {};
      });
    }));
    for (const auto& file : std::filesystem::directory_iterator{raw_.directory()})
      out << file.path().filename().string() << '\n';
    return out.str();
  }

  TemporaryDirectory directory_;
  FailingEngine engine_{must(store::open("sqlite:" + (directory_.path() / "tertil.db").string()))};
  figures::Published published_{engine_};
  RawUploads raw_{directory_.path() / "uploads"};
  Importer importer_{engine_, published_, raw_};
};

std::string fills(int count) {
  std::string text = "date,vehicleGroup,fuel,quantity,unit\n";
  for (int i = 0; i < count; ++i)
    text += fmt::format("2024-{:02}-03,ambulance,diesel,{},l\n", 1 + i % 12, 30 + i % 9);
  return text + "2024-13-01,ambulance,diesel,40,l\n";
}

TEST_F(FailingStore, LeavesNothingOfAnImportWhicheverWriteFails) {
  must(send("fuel-cards", fills(30)));
  const auto before = traces();
  const auto file = fills(45);
  int failed = 0;
  for (int statement = 0;; ++statement) {
    engine_.fail_after(statement);
    const auto outcome = send("fuel-cards", file);
    engine_.fail_after(-1);
    if (outcome) break;
    EXPECT_EQ(outcome.error().code, ErrorCode::kStoreFull);
    ASSERT_EQ(traces(), before) << "statement " << statement;
    ++failed;
  }
  EXPECT_GT(failed, 15) << "each new row is a statement at least";
  EXPECT_NE(traces(), before) << "and the last attempt stored it";
}

TEST_F(FailingStore, LeavesNothingOfARetractionWhicheverWriteFails) {
  const auto stored = send("fuel-cards", fills(20));
  const auto before = traces();
  int failed = 0;
  for (int statement = 0;; ++statement) {
    engine_.fail_after(statement);
    const auto outcome = importer_.retract(stored->id, "test", "");
    engine_.fail_after(-1);
    if (outcome) break;
    ASSERT_EQ(traces(), before) << "statement " << statement;
    ++failed;
  }
  EXPECT_GT(failed, 20);
}

/// No file of this process may grow beyond so many bytes: what a full disk looks like.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;
  ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

TEST_F(FailingStore, SaysSoWhenTheDiskIsFullAndGoesOnWhenThereIsRoomAgain) {
  must(send("fuel-cards", fills(10)));
  const auto before = traces();
  const auto file = fills(4000);
  {
    const FullDisk full{300'000};
    const auto outcome = send("fuel-cards", file);
    ASSERT_FALSE(outcome);
  }
  EXPECT_EQ(traces(), before);
  EXPECT_TRUE(send("fuel-cards", file));
}

}  // namespace
}  // namespace tertil::ingest
