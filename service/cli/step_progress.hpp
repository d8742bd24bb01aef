/// @file service/cli/step_progress.hpp
/// @brief One line that tells how far a backup or a restoring has come, while somebody watches.
#pragma once
#include <chrono>
#include <string>

#include "service/backup/progress.hpp"
#include "service/cli/context.hpp"

namespace tertil::cli {

/// "packar 48 %", in the reader's language.
[[nodiscard]] std::string progress_line(backup::Step step, std::int64_t done, std::int64_t all,
                                        Language language);

/// Writes the line on standard error five times a second at most, and clears it when it goes.
/// Silent where nobody watches, and with --quiet or --json.
class StepProgress {
 public:
  explicit StepProgress(const Context& context) : context_{context} {}
  StepProgress(const StepProgress&) = delete;
  StepProgress& operator=(const StepProgress&) = delete;
  ~StepProgress();
  /// To hand to the work. Must not outlive this.
  [[nodiscard]] backup::Progress teller();

 private:
  void tell(backup::Step step, std::int64_t done, std::int64_t all);
  const Context& context_;
  bool shown_{false};
  std::chrono::steady_clock::time_point next_{};
  backup::Step last_{};
};

}  // namespace tertil::cli
