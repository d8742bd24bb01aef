#include "service/backup/make.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdio.h>
#include <unistd.h>

#include <cerrno>

#include "service/backup/archive.hpp"
#include "service/backup/contents.hpp"
#include "service/backup/file.hpp"
#include "service/store/cell.hpp"
#include "service/store/sqlite/copy.hpp"

namespace tertil::backup {
namespace {

namespace fs = std::filesystem;

/// What the work is done in, beside the file it will be: on the same disk, hidden, and gone when
/// the work ends however it ends.
class Workplace {
 public:
  explicit Workplace(const fs::path& target)
      : archive{target.parent_path() / fmt::format(".{}.part", target.filename().string())},
        database{archive.string() + ".db"} {
    clear();
  }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  ~Workplace() { clear(); }

  fs::path archive;
  fs::path database;

 private:
  void clear() const {
    std::error_code ignored;
    fs::remove(archive, ignored);
    for (const char* end : {"", "-wal", "-shm", "-journal"})
      fs::remove(database.string() + end, ignored);
  }
};

tl::unexpected<Error> is_there(const fs::path& target) {
  return fail(
      ErrorCode::kConflict,
      {fmt::format("{} finns redan; välj ett annat namn, eller ange --force", target.string()),
       fmt::format("{} is there already; choose another name, or give --force", target.string())});
}

Result<std::vector<std::string>> uploads_in(const fs::path& database) {
  std::vector<std::string> names;
  const auto read = store::sqlite::read_copy(database, [&](store::Reader& reader) -> Result<void> {
    const auto rows = reader.query(
        "SELECT DISTINCT kept_sha256 FROM upload WHERE deleted_at IS NULL AND "
        "kept_sha256 <> '' ORDER BY kept_sha256",
        {});
    if (!rows) return tl::unexpected{rows.error()};
    for (const auto& row : *rows) names.push_back(store::text_in(row.front()));
    return {};
  });
  if (!read) return tl::unexpected{read.error()};
  return names;
}

/// Packs the database and the uploads, and tells the manifest what went in.
class Packing {
 public:
  Packing(const Request& request, const Workplace& place, const Progress& progress)
      : request_{request}, place_{place}, progress_{progress} {}

  Result<std::int64_t> pack(Manifest& manifest) {
    const auto names = uploads_in(place_.database);
    if (!names) return tl::unexpected{names.error()};
    measure(*names);
    auto archive = ArchiveWriter::create(place_.archive, manifest.made_at);
    if (!archive) return tl::unexpected{archive.error()};
    auto database = archive->add_file(std::string{kStoreName}, place_.database, counting());
    if (!database) return tl::unexpected{database.error()};
    manifest.parts.push_back(*std::move(database));
    for (const auto& name : *names)
      if (auto added = add_upload(*archive, name, manifest); !added)
        return tl::unexpected{added.error()};
    if (auto told = archive->add_text(std::string{kManifestName}, to_json(manifest)); !told)
      return tl::unexpected{told.error()};
    return archive->finish();
  }

 private:
  void measure(const std::vector<std::string>& names) {
    std::error_code missing;
    all_ = static_cast<std::int64_t>(fs::file_size(place_.database, missing));
    for (const auto& name : names)
      if (const auto size = fs::file_size(request_.uploads / name, missing); !missing)
        all_ += static_cast<std::int64_t>(size);
  }
  Bytes counting() {
    return [this](std::int64_t bytes) {
      done_ += bytes;
      if (progress_) progress_(Step::kPacking, done_, all_);
    };
  }
  /// A file that is lost or damaged is told of, and keeps nobody from backing up the rest.
  Result<void> add_upload(ArchiveWriter& archive, const std::string& name, Manifest& manifest) {
    std::error_code problem;
    if (!fs::is_regular_file(request_.uploads / name, problem)) {
      manifest.missing_uploads.push_back(name);
      return {};
    }
    auto part =
        archive.add_file(std::string{kUploadFolder} + name, request_.uploads / name, counting());
    if (!part) return tl::unexpected{part.error()};
    if (part->sha256 != name) manifest.damaged_uploads.push_back(name);
    manifest.parts.push_back(*std::move(part));
    return {};
  }

  const Request& request_;
  const Workplace& place_;
  const Progress& progress_;
  std::int64_t done_{0};
  std::int64_t all_{0};
};

/// Gives the file its name, for good.
Result<void> publish(const fs::path& from, const Request& request) {
  const auto& target = request.target;
  const unsigned how = request.replace ? 0U : RENAME_NOREPLACE;
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, target.c_str(), how) != 0) {
    if (errno == EEXIST) return is_there(target);
    // Some file systems cannot promise not to replace; a second name is refused there too.
    if (errno != EINVAL || ::link(from.c_str(), target.c_str()) != 0) {
      if (errno == EEXIST) return is_there(target);
      return file_error(target);
    }
  }
  return sync_folder(target.parent_path());
}

}  // namespace

Result<Made> make(const Request& asked, const Progress& progress) {
  auto request = asked;
  std::error_code problem;
  request.target = fs::absolute(asked.target, problem);
  if (fs::is_directory(request.target, problem) ||
      (!request.replace && fs::exists(request.target, problem)))
    return is_there(request.target);
  const Workplace place{request.target};
  Made made;
  made.manifest.program = request.program;
  made.manifest.made_at = system_clock().now();
  const auto copied = store::sqlite::copy_database(request.database, place.database,
                                                   [&](std::int64_t done, std::int64_t all) {
                                                     if (progress)
                                                       progress(Step::kCopying, done, all);
                                                   });
  if (!copied) return tl::unexpected{copied.error()};
  if (progress) progress(Step::kExamining, 0, 0);
  auto examined = examine(place.database);
  if (!examined) return tl::unexpected{examined.error()};
  if (!examined->faults.empty())
    return fail(ErrorCode::kCorrupt,
                {fmt::format("{} Ingen säkerhetskopia gjordes; spara de tidigare.",
                             examined->faults.front().sv),
                 fmt::format("{} No backup was made; keep the earlier ones.",
                             examined->faults.front().en)});
  made.manifest.contents = std::move(examined->contents);
  auto bytes = Packing{request, place, progress}.pack(made.manifest);
  if (!bytes) return tl::unexpected{bytes.error()};
  made.bytes = *bytes;
  if (auto named = publish(place.archive, request); !named) return tl::unexpected{named.error()};
  return made;
}

}  // namespace tertil::backup
