/// @file service/store/upload_parts.hpp
/// @brief The bytes of kept uploads, where the store is a server that several instances share.
///
/// A file lies in parts of kUploadPartBytes, each compressed by zstd, under the SHA-256 of the
/// bytes that were kept (Upload::kept_sha256). An engine that is a file has none of them.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "service/store/engine.hpp"
#include "service/store/sha256.hpp"

namespace tertil::store {

inline constexpr std::size_t kUploadPartBytes = std::size_t{1} << 20;

/// Takes a file's bytes as they come and puts them into the store, part by part.
class UploadPartsWriter {
 public:
  /// @param sha256 of the bytes, in hex.
  UploadPartsWriter(Writer& writer, std::string sha256)
      : writer_{writer}, sha256_{std::move(sha256)} {}

  /// A piece of any size.
  [[nodiscard]] Result<void> add(std::string_view piece);
  /// Writes what is left. kCorrupt if the bytes were others than the digest says: then the write
  /// must be given up.
  [[nodiscard]] Result<void> finish();

 private:
  [[nodiscard]] Result<void> put_waiting();

  Writer& writer_;
  std::string sha256_;
  Sha256 digest_;
  std::string waiting_;
  std::int64_t parts_{0};
};

/// Whether the store has the bytes.
[[nodiscard]] Result<bool> has_upload_parts(Reader& reader, std::string_view sha256);

/// Hands the bytes over in order, a part at a time; false if the store does not have them.
/// kCorrupt if a part cannot be unpacked; whoever takes them compares the digest.
[[nodiscard]] Result<bool> each_upload_part(
    Reader& reader, std::string_view sha256,
    const std::function<Result<void>(std::string_view)>& take);

/// Deletes the bytes unless an upload is still kept under that digest.
[[nodiscard]] Result<void> delete_upload_parts(Writer& writer, std::string_view sha256);

}  // namespace tertil::store
