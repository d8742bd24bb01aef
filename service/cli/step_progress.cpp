#include "service/cli/step_progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace tertil::cli {
namespace {

constexpr std::chrono::milliseconds kBetween{200};

Text doing(backup::Step step) {
  switch (step) {
    case backup::Step::kCopying: return {"kopierar databasen", "copying the store"};
    case backup::Step::kExamining: return {"prövar databasen", "examining the store"};
    case backup::Step::kPacking: return {"packar", "packing"};
    case backup::Step::kUnpacking:
      return {"läser och prövar filen", "reading and proving the file"};
  }
  return {};
}

}  // namespace

std::string progress_line(backup::Step step, std::int64_t done, std::int64_t all,
                          Language language) {
  auto line = doing(step).in(language);
  if (all > 0) line += fmt::format(" {} %", std::clamp<std::int64_t>(100 * done / all, 0, 100));
  return line;
}

StepProgress::~StepProgress() {
  if (!shown_) return;
  context_.err() << "\r\x1b[K";
  context_.err().flush();
}

backup::Progress StepProgress::teller() {
  if (!context_.process.interactive || context_.quiet || context_.json) return {};
  return [this](backup::Step step, std::int64_t done, std::int64_t all) { tell(step, done, all); };
}

void StepProgress::tell(backup::Step step, std::int64_t done, std::int64_t all) {
  const auto now = std::chrono::steady_clock::now();
  if (shown_ && step == last_ && now < next_) return;
  next_ = now + kBetween;
  last_ = step;
  shown_ = true;
  context_.err() << "\r\x1b[K" << progress_line(step, done, all, context_.language);
  context_.err().flush();
}

}  // namespace tertil::cli
