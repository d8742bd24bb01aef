#include "service/backup/restore.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <vector>

#include "service/backup/file.hpp"
#include "service/backup/unpack.hpp"
#include "service/store/migrations.hpp"
#include "service/store/sqlite/engine.hpp"

namespace tertil::backup {
namespace {

namespace fs = std::filesystem;

constexpr const char* kStage = ".restore";

/// The places that the parts are unpacked to, each on the disk it is meant for.
struct Stage {
  explicit Stage(const Destination& to)
      : folder{to.directory / kStage},
        uploads{folder / "uploads"},
        database{to.database.string() + kStage} {}
  fs::path folder;
  fs::path uploads;
  fs::path database;

  void clear() const {
    std::error_code ignored;
    for (const char* end : {"", "-wal", "-shm", "-journal"})
      fs::remove(database.string() + end, ignored);
    fs::remove_all(folder, ignored);
  }
};

tl::unexpected<Error> not_empty(const fs::path& directory, const fs::path& found) {
  return fail(ErrorCode::kConflict,
              {fmt::format("{} är inte tom (där finns {}); återställ till en tom datamapp",
                           directory.string(), found.string()),
               fmt::format("{} is not empty (it holds {}); restore into an empty data directory",
                           directory.string(), found.string())});
}

/// A killed try leaves its stage; uploads beside a stage and no database are its own too.
Result<void> make_empty(const Destination& to, const Stage& stage) {
  std::error_code problem;
  if (fs::exists(to.database, problem)) return not_empty(to.directory, to.database);
  const bool killed_before = fs::exists(stage.folder, problem);
  for (const auto& entry : fs::directory_iterator{to.directory, problem}) {
    const auto& path = entry.path();
    if (path == stage.folder || path.filename() == "lost+found" ||
        path.string().starts_with(stage.database.string()))
      continue;
    if (path == to.uploads && (killed_before || fs::is_empty(path, problem))) continue;
    return not_empty(to.directory, path.filename());
  }
  if (problem) return fail(ErrorCode::kInternal, {problem.message(), problem.message()});
  fs::remove_all(to.uploads, problem);
  stage.clear();
  return {};
}

Result<void> make_folders(const Destination& to) {
  const auto before = ::umask(0077);
  std::error_code problem;
  fs::create_directories(to.directory, problem);
  if (!problem) fs::create_directories(to.database.parent_path(), problem);
  ::umask(before);
  if (problem)
    return fail(ErrorCode::kInternal,
                {fmt::format("{} kan inte skapas: {}", to.directory.string(), problem.message()),
                 fmt::format("{} cannot be made: {}", to.directory.string(), problem.message())});
  return {};
}

Result<void> make_stage(const Destination& to, const Stage& stage) {
  if (auto empty = make_empty(to, stage); !empty) return empty;
  for (const auto& folder : {stage.folder, stage.uploads})
    if (::mkdir(folder.c_str(), 0700) != 0) return file_error(folder);
  return {};
}

/// Everything of one disk at once.
Result<void> sync_disk(const fs::path& path) {
  const auto opened = open_to_read(path);
  if (!opened) return tl::unexpected{opened.error()};
  if (::syncfs(opened->get()) != 0) return file_error(path);
  return {};
}

/// The store as it will be, opened without bringing its schema forward: the service does that.
Result<void> write_note(const Stage& stage, const Manifest& manifest,
                        const std::function<Result<void>(store::Engine&, const Manifest&)>& note) {
  const auto known = store::migrations();
  const auto applied = static_cast<std::size_t>(manifest.contents.schema);
  auto engine = store::sqlite::open(stage.database, system_clock(),
                                    known.first(std::min(applied, known.size())));
  if (!engine) return tl::unexpected{engine.error()};
  return note(**engine, manifest);
}

/// Whoever restores as root restores for the service, whose the directory is.
Result<void> give_to_owner(const Destination& to, const Stage& stage) {
  struct stat owner {};
  if (::geteuid() != 0 || ::stat(to.directory.c_str(), &owner) != 0 || owner.st_uid == 0) return {};
  std::vector<fs::path> all{stage.uploads, stage.database};
  std::error_code problem;
  for (const auto& entry : fs::directory_iterator{stage.uploads, problem})
    all.push_back(entry.path());
  for (const auto& path : all)
    if (::lchown(path.c_str(), owner.st_uid, owner.st_gid) != 0) return file_error(path);
  return {};
}

/// The database comes last: with it, it is restored.
Result<void> move_in(const Destination& to, const Stage& stage) {
  for (const auto& staged : {stage.folder, stage.database})
    if (auto synced = sync_disk(staged); !synced) return synced;
  if (::rename(stage.uploads.c_str(), to.uploads.c_str()) != 0) return file_error(to.uploads);
  if (auto synced = sync_folder(to.directory); !synced) return synced;
  if (::rename(stage.database.c_str(), to.database.c_str()) != 0) return file_error(to.database);
  return sync_folder(to.database.parent_path());
}

}  // namespace

Result<Verdict> restore(const fs::path& file, const Destination& asked, std::string_view program,
                        const std::function<Result<void>(store::Engine&, const Manifest&)>& note,
                        const Progress& progress) {
  std::error_code problem;
  const Destination to{fs::absolute(asked.directory, problem),
                       fs::absolute(asked.database, problem), fs::absolute(asked.uploads, problem)};
  if (auto readable = open_to_read(file); !readable) return tl::unexpected{readable.error()};
  const Stage stage{to};
  if (auto made = make_folders(to); !made) return tl::unexpected{made.error()};
  const auto lock = open_to_read(to.directory);
  if (!lock) return tl::unexpected{lock.error()};
  if (::flock(lock->get(), LOCK_EX | LOCK_NB) != 0) return not_empty(to.directory, kStage);
  if (auto staged = make_stage(to, stage); !staged) return tl::unexpected{staged.error()};
  auto unpacked = unpack(file, stage.database, stage.uploads, progress);
  if (!unpacked) {
    stage.clear();
    return tl::unexpected{unpacked.error()};
  }
  Verdict verdict{.manifest = unpacked->manifest, .bytes = unpacked->bytes, .checks = {}};
  for (const auto& fault : unpacked->faults) verdict.checks.push_back({"file", false, fault});
  if (verdict.checks.empty()) {
    if (progress) progress(Step::kExamining, 0, 0);
    check_store(stage.database, *verdict.manifest, program, verdict);
  }
  Result<void> done{};
  if (verdict.good()) done = write_note(stage, *verdict.manifest, note);
  if (verdict.good() && done) done = give_to_owner(to, stage);
  if (verdict.good() && done) done = move_in(to, stage);
  stage.clear();
  if (!done) return tl::unexpected{done.error()};
  return verdict;
}

}  // namespace tertil::backup
