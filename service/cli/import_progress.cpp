#include "service/cli/import_progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <ostream>
#include <utility>

#include "service/cli/terminal_text.hpp"
#include "service/domain/spoken_number.hpp"

namespace tertil::cli {
namespace {

constexpr std::chrono::milliseconds kBetween{200};

Text doing(ingest::Phase phase) {
  switch (phase) {
    case ingest::Phase::kReading: return {"läser", "reading"};
    case ingest::Phase::kChecking: return {"kontrollerar", "checking"};
    case ingest::Phase::kStoring: return {"lagrar", "storing"};
  }
  return {};
}

}  // namespace

std::string progress_line(const ingest::RunningImport& import, std::string_view file,
                          Language language) {
  auto line = fmt::format("{}: {}", file, doing(import.phase).in(language));
  if (import.phase == ingest::Phase::kReading && import.bytes > 0 && import.bytes_read > 0)
    line +=
        fmt::format(" {} %", std::min<std::int64_t>(100, 100 * import.bytes_read / import.bytes));
  if (import.rows_read > 0)
    line += fmt::format(", {} {}", format_count(import.rows_read, language),
                        Text{"rader", "rows"}.in(language));
  return line;
}

ImportProgress::ImportProgress(const ingest::Importer& importer, std::string file,
                               const Context& context)
    : file_{std::move(file)}, context_{context} {
  if (!context.process.interactive || context.quiet || context.json) return;
  context_.err() << "\r\x1b[K" << context_.in_words({"läser ", "reading "}) << printable(file_);
  context_.err().flush();
  shower_ = std::jthread{[this, &importer](const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock{mutex};
    while (!stopped.wait_for(lock, stop, kBetween, [&] { return stop.stop_requested(); }))
      show(importer);
  }};
}

ImportProgress::~ImportProgress() {
  if (!shower_.joinable()) return;
  shower_.request_stop();
  shower_.join();
  context_.err() << "\r\x1b[K";
  context_.err().flush();
}

void ImportProgress::show(const ingest::Importer& importer) const {
  const auto running = importer.running();
  if (running.empty()) return;
  context_.err() << "\r\x1b[K"
                 << printable(progress_line(running.front(), file_, context_.language));
  context_.err().flush();
}

}  // namespace tertil::cli
