// An import builds what people see once, and still shows what others committed meanwhile.
#include <gtest/gtest.h>

#include "service/store/observations.hpp"
#include "tests/support/installation.hpp"

namespace tertil::ingest {
namespace {

using tests::must;
using tests::TemporaryDirectory;

/// Counts how often everything that is published is read.
class CountingEngine final : public store::Engine {
 public:
  explicit CountingEngine(std::unique_ptr<store::Engine> real) : real_{std::move(real)} {}

  int builds{0};

  Result<void> read(const std::function<Result<void>(store::Reader&)>& work) override {
    return real_->read([&](store::Reader& reader) {
      Counting<store::Reader> counting{reader, builds};
      return work(counting);
    });
  }
  Result<void> write(const std::function<Result<void>(store::Writer&)>& work) override {
    return real_->write([&](store::Writer& writer) {
      CountingWriter counting{writer, builds};
      return work(counting);
    });
  }
  Result<std::int64_t> change_counter() override { return real_->change_counter(); }
  Result<store::Health> health() override { return real_->health(); }
  Result<std::vector<store::Table>> tables() override { return real_->tables(); }

 private:
  template <class Base>
  class Counting : public Base {
   public:
    Counting(Base& engine, int& builds) : real{engine}, builds_{builds} {}
    Result<std::vector<store::Row>> query(std::string_view sql,
                                          std::span<const store::Value> parameters) override {
      // A snapshot alone asks for the origins of all series.
      if (sql.starts_with("SELECT DISTINCT key_figure, series, origin")) ++builds_;
      return real.query(sql, parameters);
    }

   protected:
    Base& real;

   private:
    int& builds_;
  };
  class CountingWriter final : public Counting<store::Writer> {
   public:
    using Counting::Counting;
    Instant recorded_at() const override { return real.recorded_at(); }
    void leave_published_alone() override { real.leave_published_alone(); }
    Result<std::int64_t> execute(std::string_view sql,
                                 std::span<const store::Value> parameters) override {
      return real.execute(sql, parameters);
    }
  };

  std::unique_ptr<store::Engine> real_;
};

class Publishing : public ::testing::Test {
 protected:
  void SetUp() override { must(put_reference_data(engine_, published_)); }

  std::string url() const { return "sqlite:" + (directory_.path() / "tertil.db").string(); }

  static ImportOutcome send(Importer& importer, std::string_view year, std::string_view value) {
    const auto file = must(importer.raw().take_in(
        std::string_view{"keyFigure,region,year,value,missingReason,status\norganic-food,13," +
                         std::string{year} + "," + std::string{value} + ",,final\n"}));
    return must(importer.import_file({"kolada", file.descriptor(), file.bytes(), file.sha256(),
                                      "test.csv", std::nullopt, "test", false}));
  }
  std::optional<double> shown(int year) const {
    const auto snapshot = published_.current();
    const auto* table = snapshot->figure("organic-food")->table(Series::kKolada);
    const auto* cell = table != nullptr ? table->cell(*snapshot->area("13"), year) : nullptr;
    return cell != nullptr ? cell->value : std::nullopt;
  }

  TemporaryDirectory directory_;
  CountingEngine engine_{must(store::open(url()))};
  figures::Published published_{engine_};
  RawUploads raw_{directory_.path() / "uploads"};
  Importer importer_{engine_, published_, raw_};
};

TEST_F(Publishing, AnImportAndARetractionBuildWhatIsShownOnceEach) {
  engine_.builds = 0;
  const auto version = published_.version();
  const auto outcome = send(importer_, "2023", "27.4");
  EXPECT_EQ(engine_.builds, 1);
  EXPECT_EQ(shown(2023), 27.4);
  EXPECT_EQ(published_.version(), version + 1);
  EXPECT_FALSE(must(published_.refresh_if_changed())) << "nobody else has written";
  must(importer_.retract(outcome.id, "test", "fel fil"));
  EXPECT_EQ(engine_.builds, 2);
  EXPECT_EQ(shown(2023), std::nullopt);
}

TEST_F(Publishing, WhatAnotherProcessStoredMeanwhileIsNeitherLostNorCalledOurs) {
  const auto elsewhere = must(store::open(url()));
  figures::Published their_published{*elsewhere};
  Importer theirs{*elsewhere, their_published, raw_};
  must(their_published.refresh());
  send(theirs, "2022", "31.5");
  const auto outcome = send(importer_, "2023", "27.4");
  EXPECT_EQ(shown(2022), 31.5);
  EXPECT_EQ(shown(2023), 27.4);
  EXPECT_EQ(outcome.receipt.find("31.5"), std::string::npos) << outcome.receipt;
}

}  // namespace
}  // namespace tertil::ingest
