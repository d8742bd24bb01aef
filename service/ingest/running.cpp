#include "service/ingest/running.hpp"

#include <algorithm>
#include <utility>

namespace tertil::ingest {

std::string_view to_string(Phase phase) {
  switch (phase) {
    case Phase::kReading: return "reading";
    case Phase::kChecking: return "checking";
    case Phase::kStoring: return "storing";
  }
  return "";
}

Running::Entry::Entry(Running& owner, RunningImport import)
    : owner_{owner}, import_{std::move(import)} {
  const std::scoped_lock lock{owner_.mutex_};
  owner_.entries_.push_back(this);
}

Running::Entry::~Entry() {
  const std::scoped_lock lock{owner_.mutex_};
  owner_.entries_.remove(this);
}

std::vector<RunningImport> Running::now() const {
  const std::scoped_lock lock{mutex_};
  std::vector<RunningImport> found;
  for (const auto* entry : entries_) {
    auto import = entry->import_;
    import.phase = entry->progress_.phase;
    import.rows_read = entry->progress_.rows_read;
    import.bytes_read = import.phase == Phase::kReading
                            ? std::min(import.bytes, entry->progress_.bytes_read.load())
                            : import.bytes;
    found.push_back(std::move(import));
  }
  return found;
}

}  // namespace tertil::ingest
