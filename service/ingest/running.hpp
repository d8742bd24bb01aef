/// @file service/ingest/running.hpp
/// @brief Which imports are under way and how far they have come, for pages and terminals.
#pragma once
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/instant.hpp"
#include "service/ingest/intake.hpp"

namespace tertil::ingest {

[[nodiscard]] std::string_view to_string(Phase phase);

/// One import as it stood at one moment.
struct RunningImport {
  std::string source;
  std::string file_name;
  Instant started_at;
  std::int64_t bytes{0};
  std::int64_t bytes_read{0};
  std::int64_t rows_read{0};
  Phase phase{Phase::kReading};
};

/// Safe to share.
class Running {
 public:
  /// In the list for as long as it lives.
  class Entry {
   public:
    Entry(Running& owner, RunningImport import);
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;
    ~Entry();
    [[nodiscard]] Progress& progress() { return progress_; }

   private:
    friend class Running;
    Running& owner_;
    RunningImport import_;
    Progress progress_;
  };

  /// Those under way, the one begun first first.
  [[nodiscard]] std::vector<RunningImport> now() const;

 private:
  mutable std::mutex mutex_;
  std::list<const Entry*> entries_;
};

}  // namespace tertil::ingest
