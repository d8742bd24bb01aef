// The memory of an import does not grow with its file: facts are read twice, not held.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

#include "service/ingest/fact_intake.hpp"
#include "service/store/activity.hpp"
#include "tests/support/installation.hpp"
#include "tests/support/sanitized.hpp"

namespace tertil::ingest {
namespace {

using tests::Fill;
using tests::Installation;
using tests::must;

constexpr int kRows = tests::kSanitized ? 4'000 : 250'000;
constexpr std::int64_t kMostKibibytes = 128 * 1024;

enum class Rows { kGood, kBad, kContradicting };

std::string file_of(Rows rows, int count = kRows) {
  std::string text{"date,vehicleGroup,fuel,quantity,unit,transactionId\n"};
  for (int i = 0; i < count; ++i)
    text += fmt::format("2024-{:02}-{:02},ambulance,diesel,{},l,T{}\n",
                        rows == Rows::kBad ? 13 : 1 + i % 12, 1 + i % 28, 30 + i % 31,
                        rows == Rows::kContradicting ? i % (kRows / 2) : i);
  return text;
}

/// Runs `work` in a process of its own and gives the most memory it ever had; -1 if it failed.
std::int64_t peak_of(const std::function<void()>& work) {
  const auto child = ::fork();
  if (child == 0) {
    try {
      work();
    } catch (...) {
      ::_exit(1);
    }
    ::_exit(0);
  }
  int status = 0;
  rusage used{};
  ::wait4(child, &status, 0, &used);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? used.ru_maxrss : -1;
}

/// Reads and writes the file as an import does, without what comes after the facts.
void take(Rows rows) {
  Installation installation{Fill::kReferenceOnly};
  const auto snapshot = installation.snapshot();
  const auto source = must(installation.importer().sources().find("fuel-cards"));
  const auto file = [&] {
    const auto text = file_of(rows);
    return must(installation.importer().raw().take_in(std::string_view{text}));
  }();
  FactIntake intake{*source, *snapshot};
  Progress progress;
  CheckedFile checked;
  intake.read(file.descriptor(), progress, checked);
  store::WriteCounts counts;
  must(installation.engine().write([&](store::Writer& writer) -> Result<void> {
    auto written = intake.write(writer, {"fuel-cards", "01TEST"}, checked);
    if (!written) return tl::unexpected{written.error()};
    counts = std::move(*written);
    store::Batch batch;
    batch.id = "01TEST";
    batch.source = "fuel-cards";
    if (auto inserted = store::insert_batch(writer, batch); !inserted) return inserted;
    return checked.rejects.each([&](std::span<const store::Reject> some) {
      return store::add_rejects(writer, batch.id, some);
    });
  }));
  const auto right = rows == Rows::kGood ? counts.stored : checked.quarantined;
  if (right != kRows || checked.rows_read != counts.stored + checked.quarantined)
    throw std::runtime_error{"wrong counts"};
}

// The figures of a year are made from sums, not from the fills: as rows these take 60 MiB more.
TEST(MemoryOfFigures, StaysBelowItsBoundForAYearOfFills) {
  constexpr int kFills = tests::kSanitized ? 4'000 : 80'000;
  constexpr std::int64_t kMost = 80 * 1024;
  const auto peak = peak_of([] {
    Installation installation{Fill::kReferenceOnly};
    const auto outcome = must(installation.import_text("fuel-cards", file_of(Rows::kGood, kFills)));
    if (outcome.stored != kFills) throw std::runtime_error{"wrong counts"};
  });
  EXPECT_GT(peak, 0) << "the import failed";
  if (tests::kSanitized) return;  // it keeps what is freed: the peak says nothing
  EXPECT_LT(peak, kMost);
}

class Memory : public ::testing::TestWithParam<Rows> {};
TEST_P(Memory, StaysBelowItsBoundForALargeFile) {
  const auto peak = peak_of([] { take(GetParam()); });
  EXPECT_GT(peak, 0) << "the import failed";
  if (tests::kSanitized) return;  // it keeps what is freed: the peak says nothing
  EXPECT_LT(peak, kMostKibibytes);
}
INSTANTIATE_TEST_SUITE_P(Of, Memory,
                         ::testing::Values(Rows::kGood, Rows::kBad, Rows::kContradicting));

}  // namespace
}  // namespace tertil::ingest
