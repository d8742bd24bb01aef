#include "service/ingest/kept_uploads.hpp"

#include <algorithm>
#include <span>
#include <vector>

#include "service/ingest/scratch_file.hpp"
#include "service/store/upload_parts.hpp"
#include "service/store/uploads.hpp"

namespace tertil::ingest {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> nowhere(const std::string& sha256) {
  return fail(ErrorCode::kConflict,
              {"Filen finns inte kvar så som den kom. Lämna in den på nytt.",
               "The file is not kept as it came. Hand it in again."},
              "ingest/kept_uploads: " + sha256);
}

bool is_digest(std::string_view name) {
  return name.size() == 64 && std::ranges::all_of(name, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

/// From the store into a file without a name; false if the store does not have it.
Result<bool> fetch(store::Engine& engine, const std::string& sha256, ScratchFile& file,
                   store::Sha256& digest) {
  bool found = false;
  const auto read = engine.read([&](store::Reader& reader) -> Result<void> {
    file.truncate(0);
    digest = store::Sha256{};
    auto done =
        store::each_upload_part(reader, sha256, [&](std::string_view bytes) -> Result<void> {
          digest.update(bytes);
          file.append(std::as_bytes(std::span{bytes}));
          return {};
        });
    if (!done) return tl::unexpected{done.error()};
    found = *done;
    return {};
  });
  if (!read) return tl::unexpected{read.error()};
  return found;
}

}  // namespace

Result<void> put_kept(store::Writer& writer, int descriptor, const std::string& sha256) {
  const auto there = store::has_upload_parts(writer, sha256);
  if (!there) return tl::unexpected{there.error()};
  if (*there) return {};
  store::UploadPartsWriter parts{writer, sha256};
  auto read = each_piece(descriptor, [&](std::string_view piece) { return parts.add(piece); });
  if (!read) return read;
  return parts.finish();
}

Result<UnnamedFile> take_kept(store::Engine& engine, const RawUploads& raw,
                              const std::string& sha256) {
  const auto place = raw.directory() / sha256;
  std::error_code missing;
  if (!engine.is_shared() || fs::exists(place, missing)) {
    auto file = raw.take_in(place);
    if (file && file->sha256() == sha256) return file;
    if (!engine.is_shared()) return file ? nowhere(sha256) : std::move(file);
    raw.forget(sha256);  // what is not what it is called is no cache of anything
  }
  ScratchFile file;
  store::Sha256 digest;
  const auto found = fetch(engine, sha256, file, digest);
  if (!found) return tl::unexpected{found.error()};
  if (!*found) return nowhere(sha256);
  if (digest.hex() != sha256)
    return fail(ErrorCode::kCorrupt,
                {"En mottagen fil i databasen är skadad. Återställ den senaste säkerhetskopian.",
                 "A received file in the store is damaged. Restore the latest backup."},
                "ingest/kept_uploads: " + sha256);
  if (file.size() == 0) return raw.take_in(std::string_view{});
  if (auto kept = raw.keep(file.synced_descriptor(), sha256); !kept)
    return tl::unexpected{kept.error()};
  return raw.take_in(place);
}

Result<void> forget_deleted(store::Engine& engine, const RawUploads& raw) {
  if (!engine.is_shared()) return {};
  std::vector<std::string> names;
  std::error_code problem;
  for (const auto& entry : fs::directory_iterator{raw.directory(), problem})
    if (auto name = entry.path().filename().string(); is_digest(name))
      names.push_back(std::move(name));
  for (const auto& name : names) {
    bool gone = false;
    auto read = engine.read([&](store::Reader& reader) -> Result<void> {
      const auto deleted = store::is_deleted_upload(reader, name);
      if (!deleted) return tl::unexpected{deleted.error()};
      gone = *deleted;
      return {};
    });
    if (!read) return read;
    if (gone) raw.forget(name);
  }
  return {};
}

}  // namespace tertil::ingest
