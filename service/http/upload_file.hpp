/// @file service/http/upload_file.hpp
/// @brief A body on its way to disk: an unnamed file and its SHA-256, piece by piece.
#pragma once
#include <filesystem>
#include <memory>
#include <string_view>

#include "service/domain/result.hpp"
#include "service/http/exchange.hpp"

namespace tertil::http {

/// Writes and hashes. Every member blocks: blocking pool only. One thread at a time.
///
/// The file never has a name (O_TMPFILE; where the file system lacks it, one that is unlinked at
/// once), so that nothing is left behind when the client goes away or the process is killed.
class UploadFile {
 public:
  explicit UploadFile(std::filesystem::path directory);
  UploadFile(const UploadFile&) = delete;
  UploadFile& operator=(const UploadFile&) = delete;
  ~UploadFile();

  /// Adds bytes. kStoreFull when the disk is full, kBusy when it is read-only, else kInternal.
  [[nodiscard]] Result<void> write(std::string_view bytes);

  /// Syncs the file and hands it over, positioned at its beginning. Call once, last.
  [[nodiscard]] Result<std::shared_ptr<Upload>> finish();

 private:
  [[nodiscard]] Result<void> open();

  struct Digest;
  std::filesystem::path directory_;
  std::shared_ptr<Upload> upload_;
  std::unique_ptr<Digest> digest_;
};

}  // namespace tertil::http
