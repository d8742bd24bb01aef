#include "service/backup/unpack.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "service/backup/archive.hpp"
#include "service/backup/file.hpp"
#include "service/store/sha256.hpp"

namespace tertil::backup {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestManifest = 256U << 20U;

bool is_upload(std::string_view name) {
  if (!name.starts_with(kUploadFolder)) return false;
  name.remove_prefix(kUploadFolder.size());
  return name.size() == 64 && std::ranges::all_of(name, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

Text unexpected_part(const std::string& name) {
  return {fmt::format("{} hör inte till säkerhetskopian.", name),
          fmt::format("{} does not belong to the backup.", name)};
}

class Unpacking {
 public:
  Unpacking(ArchiveReader& archive, const fs::path& database,
            const std::optional<fs::path>& uploads)
      : archive_{archive}, database_{database}, uploads_{uploads} {}

  /// Every part; kCorrupt where reading had to end.
  Result<void> read_all() {
    for (;;) {
      const auto entry = archive_.next();
      if (!entry) return tl::unexpected{entry.error()};
      if (!*entry) return archive_.finish();
      if (auto read = take(**entry); !read) return read;
    }
  }

  /// The parts that came against those that were promised.
  void compare(Unpacked& result) const {
    if (manifest_.empty()) {
      result.faults.push_back({"manifest.json saknas.", "manifest.json is missing."});
      return;
    }
    auto manifest = parse_manifest(manifest_);
    if (!manifest) {
      result.faults.push_back(manifest.error().message);
      return;
    }
    auto unknown = found_;
    for (const auto& part : manifest->parts) {
      const auto found = found_.find(part.name);
      unknown.erase(part.name);
      if (found == found_.end())
        result.faults.push_back(
            {fmt::format("{} saknas.", part.name), fmt::format("{} is missing.", part.name)});
      else if (found->second != part)
        result.faults.push_back({fmt::format("{} är ändrad.", part.name),
                                 fmt::format("{} has been changed.", part.name)});
    }
    for (const auto& [name, part] : unknown) result.faults.push_back(unexpected_part(name));
    if (!found_.contains(std::string{kStoreName}))
      result.faults.push_back({"Databasen saknas.", "The store is missing."});
    result.manifest = *std::move(manifest);
  }

 private:
  Result<void> take(const ArchiveReader::Entry& entry) {
    if (entry.name == kManifestName) return take_manifest();
    const bool database = entry.name == kStoreName;
    if ((!database && !is_upload(entry.name)) || found_.contains(entry.name))
      return fail(ErrorCode::kCorrupt, unexpected_part(entry.name));
    std::optional<fs::path> target;
    if (database) target = database_;
    if (!database && uploads_) target = *uploads_ / entry.name.substr(kUploadFolder.size());
    return take_part(entry.name, target);
  }
  Result<void> take_manifest() {
    return archive_.read([this](std::string_view bytes) -> Result<void> {
      if (manifest_.size() + bytes.size() > kLongestManifest)
        return fail(ErrorCode::kCorrupt, unexpected_part("manifest.json"));
      manifest_ += bytes;
      return {};
    });
  }
  Result<void> take_part(const std::string& name, const std::optional<fs::path>& target) {
    std::optional<File> file;
    if (target) {
      auto made = create_new(*target);
      if (!made) return tl::unexpected{made.error()};
      file.emplace(*std::move(made));
    }
    store::Sha256 digest;
    std::int64_t size = 0;
    auto read = archive_.read([&](std::string_view bytes) -> Result<void> {
      digest.update(bytes);
      size += static_cast<std::int64_t>(bytes.size());
      return file ? write_all(*file, bytes, *target) : Result<void>{};
    });
    if (!read) return read;
    found_.emplace(name, Part{name, size, digest.hex()});
    return {};
  }

  ArchiveReader& archive_;
  const fs::path& database_;
  const std::optional<fs::path>& uploads_;
  std::map<std::string, Part> found_;
  std::string manifest_;
};

}  // namespace

Result<Unpacked> unpack(const fs::path& file, const fs::path& database,
                        const std::optional<fs::path>& uploads, const Progress& progress) {
  Unpacked result;
  std::error_code problem;
  const auto all = static_cast<std::int64_t>(fs::file_size(file, problem));
  if (!problem) result.bytes = all;
  std::int64_t done = 0;
  auto archive = ArchiveReader::open(file, [&](std::int64_t bytes) {
    done += bytes;
    if (progress) progress(Step::kUnpacking, done, all);
  });
  if (!archive && archive.error().code != ErrorCode::kCorrupt)
    return tl::unexpected{archive.error()};
  if (!archive) {
    result.faults.push_back(archive.error().message);
    return result;
  }
  Unpacking unpacking{*archive, database, uploads};
  if (auto read = unpacking.read_all(); !read) {
    if (read.error().code != ErrorCode::kCorrupt) return tl::unexpected{read.error()};
    result.faults.push_back(read.error().message);
    return result;
  }
  unpacking.compare(result);
  return result;
}

}  // namespace tertil::backup
