/// @file service/ingest/folder_watch.hpp
/// @brief Waits for files to come, and works on the drop folder whenever something happens.
#pragma once
#include <chrono>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <vector>

#include "service/ingest/drop_folder.hpp"

namespace tertil::ingest {

/// Hears of changes in folders. Where the system does not tell (network disks, no inotify), only
/// the time passes.
class FolderListener {
 public:
  explicit FolderListener(const std::vector<std::filesystem::path>& folders);
  /// Until something happens, the time is over or `stop` is asked for.
  void wait(std::chrono::milliseconds most, const std::stop_token& stop);

 private:
  Handle changes_;
};

/// Rounds until asked to stop; what is under way then is finished. `complain` hears of a directory
/// that cannot be used at all; it is tried again.
void watch(DropFolder& folder, const std::function<void(const Error&)>& complain,
           const std::stop_token& stop);

}  // namespace tertil::ingest
