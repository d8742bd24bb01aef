#include <fmt/format.h>
#include <gtest/gtest.h>

#include "service/ingest/fact_intake.hpp"
#include "tests/support/installation.hpp"

namespace tertil::ingest {
namespace {

using tests::Fill;
using tests::Installation;
using tests::must;

TEST(ProgressOfFacts, CountsTheBytesOfTheFileAndNotOnlyItsRows) {
  std::string text{"date,vehicleGroup,fuel,quantity,unit,transactionId\n"};
  for (int i = 0; i < 5000; ++i)
    text += fmt::format("2024-03-{:02},ambulance,diesel,{},l,T{}\n", 1 + i % 28, 30 + i % 31, i);
  Installation installation{Fill::kReferenceOnly};
  const auto snapshot = installation.snapshot();
  const auto source = must(installation.importer().sources().find("fuel-cards"));
  const auto file = must(installation.importer().raw().take_in(std::string_view{text}));
  FactIntake intake{*source, *snapshot};
  Progress progress;
  CheckedFile checked;
  intake.read(file.descriptor(), progress, checked);
  EXPECT_EQ(progress.rows_read, 5000);
  EXPECT_EQ(progress.bytes_read, static_cast<std::int64_t>(text.size()));
}

}  // namespace
}  // namespace tertil::ingest
