#include "service/ingest/upload_copying.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <span>

#include "service/ingest/raw_uploads.hpp"
#include "service/ingest/scratch_file.hpp"
#include "service/store/upload_parts.hpp"
#include "service/store/uploads.hpp"

namespace tertil::ingest {
namespace {

namespace fs = std::filesystem;

using TakePiece = std::function<Result<void>(std::string_view)>;
/// Hands a file's bytes over; false if there is no such file.
using Read = std::function<Result<bool>(const TakePiece&)>;

Read from_store(store::Reader& reader, const std::string& sha256) {
  return [&reader, sha256](const TakePiece& take) {
    return store::each_upload_part(reader, sha256, take);
  };
}

Read from_folder(const fs::path& folder, const std::string& sha256) {
  return [path = folder / sha256](const TakePiece& take) -> Result<bool> {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    const UnnamedFile file{descriptor, 0, {}};
    if (auto read = each_piece(file.descriptor(), take); !read) return tl::unexpected{read.error()};
    return true;
  };
}

/// How many bytes, if they are those of the digest.
Result<std::optional<std::int64_t>> whole(const Read& read, const std::string& sha256) {
  store::Sha256 digest;
  std::int64_t bytes = 0;
  const auto found = read([&](std::string_view piece) -> Result<void> {
    digest.update(piece);
    bytes += static_cast<std::int64_t>(piece.size());
    return {};
  });
  if (!found && found.error().code != ErrorCode::kCorrupt) return tl::unexpected{found.error()};
  if (!found || !*found || digest.hex() != sha256) return std::nullopt;
  return bytes;
}

/// A whole file and how to read it again.
struct Found {
  Read read;
  std::int64_t bytes{0};
};
Result<std::optional<Found>> find(store::Reader& reader, const UploadPlace& place,
                                  const std::string& sha256) {
  std::vector<Read> ways;
  if (place.in_store) ways.push_back(from_store(reader, sha256));
  for (const auto& folder : place.folders) ways.push_back(from_folder(folder, sha256));
  for (auto& way : ways) {
    const auto bytes = whole(way, sha256);
    if (!bytes) return tl::unexpected{bytes.error()};
    if (*bytes) return Found{std::move(way), **bytes};
  }
  return std::nullopt;
}

Result<void> put_into_store(const Read& read, store::Writer& writer, const std::string& sha256) {
  store::UploadPartsWriter parts{writer, sha256};
  const auto done = read([&](std::string_view piece) { return parts.add(piece); });
  if (!done) return tl::unexpected{done.error()};
  return parts.finish();
}

Result<void> put_into_folder(const Read& read, const fs::path& folder, std::int64_t bytes,
                             const std::string& sha256) {
  const RawUploads raw{folder};
  if (bytes == 0) {
    const auto empty = raw.take_in(std::string_view{});
    if (!empty) return tl::unexpected{empty.error()};
    const auto kept = raw.keep(empty->descriptor(), sha256);
    return kept ? Result<void>{} : tl::unexpected{kept.error()};
  }
  ScratchFile copy;
  const auto done = read([&](std::string_view piece) -> Result<void> {
    copy.append(std::as_bytes(std::span{piece}));
    return {};
  });
  if (!done) return tl::unexpected{done.error()};
  const auto kept = raw.keep(copy.synced_descriptor(), sha256);
  return kept ? Result<void>{} : tl::unexpected{kept.error()};
}

}  // namespace

Result<CopiedUploads> copy_uploads(store::Reader& from, const UploadPlace& here, store::Writer& to,
                                   const UploadPlace& there) {
  CopiedUploads copied;
  const auto kept = store::kept_uploads(from);
  if (!kept) return tl::unexpected{kept.error()};
  for (const auto& sha256 : *kept) {
    const auto found = find(from, here, sha256);
    if (!found) return tl::unexpected{found.error()};
    if (!*found) {
      copied.missing.push_back(sha256);
      continue;
    }
    const auto put = there.in_store ? put_into_store((*found)->read, to, sha256)
                                    : put_into_folder((*found)->read, there.folders.front(),
                                                      (*found)->bytes, sha256);
    if (!put) return tl::unexpected{put.error()};
    ++copied.files;
    copied.bytes += (*found)->bytes;
  }
  return copied;
}

Result<void> check_uploads(store::Engine& engine, const UploadPlace& place,
                           const std::vector<std::string>& missing) {
  auto only = place;
  only.folders.resize(only.in_store ? 0 : 1);  // there it must be, not in somebody's cache
  return engine.read([&](store::Reader& reader) -> Result<void> {
    const auto kept = store::kept_uploads(reader);
    if (!kept) return tl::unexpected{kept.error()};
    for (const auto& sha256 : *kept) {
      if (std::ranges::find(missing, sha256) != missing.end()) continue;
      const auto found = find(reader, only, sha256);
      if (!found) return tl::unexpected{found.error()};
      if (!*found)
        return fail(ErrorCode::kCorrupt,
                    {fmt::format("filen {} saknas eller är skadad i kopian", sha256),
                     fmt::format("the file {} is missing or damaged in the copy", sha256)},
                    "ingest/upload_copying: " + sha256);
    }
    return {};
  });
}

}  // namespace tertil::ingest
