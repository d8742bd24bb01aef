#include "service/ingest/first_start.hpp"

#include <gtest/gtest.h>

#include "service/store/batches.hpp"
#include "tests/support/installation.hpp"

namespace tertil::ingest {
namespace {

using tests::Fill;
using tests::Installation;

TEST(FirstStart, FillsAnEmptyStoreOnceByTheImportPathThatUsersHave) {
  Installation installation{Fill::kShipped};
  EXPECT_EQ(import_shipped_files(installation.engine(), installation.importer()).value(), 0);
  std::int64_t total = 0;
  ASSERT_TRUE(installation.engine().read([&](store::Reader& reader) -> Result<void> {
    const auto listed = store::batches(reader, {1, 20}).value();
    total = listed.total;
    for (const auto& batch : listed.items) {
      EXPECT_EQ(batch.state, store::BatchState::kStored) << batch.file_name;
      EXPECT_EQ(batch.rows_read, batch.stored) << batch.file_name;
    }
    return {};
  }));
  EXPECT_EQ(total, 5);
}

TEST(FirstStart, WhatWasTakenBackStaysTakenBack) {
  Installation installation{Fill::kShipped};
  std::string printed;
  ASSERT_TRUE(installation.engine().read([&](store::Reader& reader) -> Result<void> {
    printed = store::batches(reader, {1, 1}, "printed-key-figures").value().items.front().id;
    return {};
  }));
  ASSERT_TRUE(installation.importer().retract(printed, "test", "not ours"));
  EXPECT_EQ(import_shipped_files(installation.engine(), installation.importer()).value(), 0);
  EXPECT_EQ(installation.snapshot()->figure("energi")->table(Series::kPrinted), nullptr);
}

TEST(FirstStart, ASecondStartWritesNothing) {
  Installation installation{Fill::kShipped};
  const auto before = installation.engine().change_counter().value();
  ASSERT_TRUE(put_reference_data(installation.engine(), installation.published()));
  ASSERT_TRUE(import_shipped_files(installation.engine(), installation.importer()));
  EXPECT_EQ(installation.engine().change_counter().value(), before);
}

TEST(FirstStart, HasTwelveKeyFiguresTwentyOneRegionsAndTheirInhabitants) {
  Installation installation{Fill::kShipped};
  const auto snapshot = installation.snapshot();
  EXPECT_EQ(snapshot->figures.size(), 12U);
  EXPECT_EQ(snapshot->regions.size(), 21U);
  EXPECT_EQ(snapshot->populations.size(), 352U);
  for (const auto& figure : snapshot->figures) {
    EXPECT_FALSE(figure.definition.definition.sv.empty()) << figure.definition.id;
    EXPECT_FALSE(figure.definition.definition.en.empty()) << figure.definition.id;
    EXPECT_FALSE(figure.definition.why.sv.empty()) << figure.definition.id;
  }
}

}  // namespace
}  // namespace tertil::ingest
