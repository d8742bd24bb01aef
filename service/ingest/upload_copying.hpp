/// @file service/ingest/upload_copying.hpp
/// @brief The kept uploads of a store that is moved: from a folder into the store, or back.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "service/domain/result.hpp"
#include "service/store/engine.hpp"

namespace tertil::ingest {

/// Where one end has its files.
struct UploadPlace {
  bool in_store{false};  ///< Engine::is_shared().
  /// Folders, the first that has a file first. A target that is no server has one; a source may
  /// have some in any case, as a cache.
  std::vector<std::filesystem::path> folders{};
};

/// What became of the files.
struct CopiedUploads {
  std::int64_t files{0};
  std::int64_t bytes{0};
  /// Digests of files that the store knows and that were nowhere, or not whole, at the source.
  std::vector<std::string> missing{};
};

/// Copies every kept upload, in the write that fills the target: before it commits, the bytes are
/// in it or synced in its folder. Each is read first, and only what has its digest is copied.
[[nodiscard]] Result<CopiedUploads> copy_uploads(store::Reader& from, const UploadPlace& here,
                                                 store::Writer& to, const UploadPlace& there);

/// Reads every kept upload at one end but those of `missing`: kCorrupt if one is not there or is
/// another than its digest says.
[[nodiscard]] Result<void> check_uploads(store::Engine& engine, const UploadPlace& place,
                                         const std::vector<std::string>& missing);

}  // namespace tertil::ingest
