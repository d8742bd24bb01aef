#include "service/ingest/drop_folder.hpp"

#include <fmt/format.h>
#include <fnmatch.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "service/ingest/drop_report.hpp"

namespace tertil::ingest {
namespace {

constexpr const char* kIncoming = "incoming";
constexpr const char* kProcessing = "processing";
constexpr const char* kDone = "done";
constexpr const char* kFailed = "failed";
constexpr const char* kLock = ".lock";
constexpr std::string_view kReport = ".rapport.json";
constexpr int kMostOfOneName = 10'000;
constexpr std::size_t kLongestStem = 180;

std::string lower(std::string_view text) {
  std::string out{text};
  for (auto& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

/// "x.csv", then "x (2).csv", "x (3).csv" …
std::string numbered(const std::string& name, int number) {
  const auto dot = name.find_last_of('.');
  auto stem = name.substr(0, dot);
  const auto extension = dot == std::string::npos ? std::string{} : name.substr(dot);
  if (stem.size() > kLongestStem) stem.resize(kLongestStem);
  return number == 1 && stem.size() + extension.size() == name.size()
             ? name
             : fmt::format("{} ({}){}", stem, number, extension);
}

bool fits(const DropSource& source, const std::string& name) {
  return source.glob.empty() || ::fnmatch(source.glob.c_str(), name.c_str(), FNM_CASEFOLD) == 0;
}

/// What will be otherwise in a while.
bool is_passing(const Error& error) {
  return error.code == ErrorCode::kBusy || error.code == ErrorCode::kStoreFull ||
         error.code == ErrorCode::kConflict || error.code == ErrorCode::kTooMany;
}

tl::unexpected<Error> refused(std::string sv, std::string en) {
  return fail(ErrorCode::kRefused, {std::move(sv), std::move(en)});
}

/// Moves under the first name that is free there.
Result<void> move_under_free_name(const Folder& from, const std::string& name, const Folder& to) {
  for (int number = 1; number < kMostOfOneName; ++number) {
    auto moved = from.move(name, to, numbered(name, number));
    if (moved || moved.error().code != ErrorCode::kConflict) return moved;
  }
  return fail(ErrorCode::kConflict,
              {"För många filer har samma namn.", "Too many files have the same name."});
}

/// Puts the file and its report beside each other. The report comes first, so that no crash leaves
/// a file without one; a report without its file is replaced when the file comes.
Result<void> put_away(const Folder& from, const std::string& name, const Folder& to,
                      const std::string& report) {
  const auto lock = to.lock(kLock, Folder::Wait::kForTurn);
  if (!lock) return tl::unexpected{lock.error()};
  int number = 1;
  while (number < kMostOfOneName && to.has(numbered(name, number))) ++number;
  const auto goal = numbered(name, number);
  if (auto written = to.write(goal + std::string{kReport}, report); !written) return written;
  if (auto moved = from.move(name, to, goal); !moved) return moved;
  to.sync();
  from.sync();
  return {};
}

/// Reads the file, which must stay as it is meanwhile, and imports it.
Result<ImportOutcome> import(Importer& importer, const std::string& source, const Folder& folder,
                             const std::string& name) {
  const auto file = folder.open_file(name);
  if (!file) return tl::unexpected{file.error()};
  struct stat before {};
  ::fstat(file->get(), &before);
  if (before.st_nlink > 1)
    return refused("Filen har flera namn (hårda länkar) och tas inte emot. Kopiera den i stället.",
                   "The file has several names (hard links) and is not taken. Copy it instead.");
  if (lower(name).ends_with(".zip"))
    return refused("Zip-filer tas inte emot i släppmappen. Packa upp den och lägg filerna här.",
                   "Zip files are not taken in the drop folder. Unpack it and put the files here.");
  const auto taken =
      importer.raw().take_in(std::filesystem::path{fmt::format("/proc/self/fd/{}", file->get())});
  if (!taken) return tl::unexpected{taken.error()};
  struct stat after {};
  ::fstat(file->get(), &after);
  if (!unchanged(before, after))
    return fail(ErrorCode::kBusy, {"Filen ändrades medan den lästes; den läses om.",
                                   "The file changed while it was read; it is read again."});
  ImportRequest request;
  request.source = source;
  request.descriptor = taken->descriptor();
  request.bytes = taken->bytes();
  request.sha256 = taken->sha256();
  request.file_name = name;
  request.actor = "watch";
  return importer.import_file(request);
}

}  // namespace

/// The four folders, open for one round.
struct DropFolder::Places {
  Folder incoming;
  Folder processing;
  Folder done;
  Folder failed;

  static Result<Places> open(const std::string& directory) {
    const auto root = Folder::open(directory);
    if (!root) return tl::unexpected{root.error()};
    auto incoming = root->below(kIncoming, true);
    if (!incoming) return tl::unexpected{incoming.error()};
    auto processing = root->below(kProcessing, true);
    if (!processing) return tl::unexpected{processing.error()};
    auto done = root->below(kDone, true);
    if (!done) return tl::unexpected{done.error()};
    auto failed = root->below(kFailed, true);
    if (!failed) return tl::unexpected{failed.error()};
    return Places{*std::move(incoming), *std::move(processing), *std::move(done),
                  *std::move(failed)};
  }
};

bool is_unfinished_name(std::string_view name) {
  constexpr std::array<std::string_view, 6> kEndings{".part",       ".tmp",     ".filepart",
                                                     ".crdownload", ".partial", kReport};
  const auto plain = lower(name);
  return plain.starts_with('.') || plain.starts_with("~$") || plain.ends_with('~') ||
         std::ranges::any_of(kEndings, [&](auto ending) { return plain.ends_with(ending); });
}

Result<void> DropFolder::prepare() const {
  const auto places = Places::open(directory_.string());
  if (!places) return tl::unexpected{places.error()};
  for (const auto& source : around_.sources())
    if (const auto made = places->incoming.below(source.id, true); !made)
      return tl::unexpected{made.error()};
  return {};
}

std::vector<std::filesystem::path> DropFolder::watched() const {
  std::vector<std::filesystem::path> folders;
  for (const auto& source : around_.sources())
    folders.push_back(directory_ / kIncoming / source.id);
  return folders;
}

void DropFolder::trouble(const std::string& source, const std::string& file, const Text& message,
                         DropRound& done) {
  ++done.trouble;
  if (!told_.insert(fmt::format("{}\n{}\n{}", source, file, message.en)).second) return;
  around_.tell({DropEvent::Kind::kTrouble, source, file, message, 0});
}

bool DropFolder::has_settled(const DropSource& source, const FolderEntry& entry) const {
  // The time of change, not of writing: a copy may be given an old time of writing while it is
  // being made. A clock that was set back must not make a file wait for ever.
  const auto now = around_.clock.now().microseconds / 1'000'000;
  const auto age = now - entry.found.st_ctim.tv_sec;
  return age >= source.settle_seconds || age < -source.settle_seconds;
}

void DropFolder::take_over(const DropSource& source, const Folder& from, const Folder& to,
                           DropRound& done) {
  const auto entries = from.entries();
  if (!entries) return trouble(source.id, {}, entries.error().message, done);
  const auto folder = from.status();
  for (const auto& entry : *entries) {
    if (is_unfinished_name(entry.name)) continue;
    if (!entry.is_file()) {
      trouble(source.id, entry.name,
              {"Det är ingen vanlig fil; bara sådana tas emot.",
               "It is no plain file; only such are taken."},
              done);
      continue;
    }
    if (!fits(source, entry.name)) {
      trouble(source.id, entry.name,
              {fmt::format("Namnet passar inte källans mönster {} och filen lämnas.", source.glob),
               fmt::format("The name does not fit the source's pattern {}; the file is left.",
                           source.glob)},
              done);
      continue;
    }
    const auto owner = entry.found.st_uid;
    if (owner != 0 && owner != ::geteuid() && owner != folder.st_uid &&
        entry.found.st_gid != folder.st_gid) {
      trouble(source.id, entry.name,
              {"Filen ägs av någon som inte får lämna filer här.",
               "The file's owner may not deliver files here."},
              done);
      continue;
    }
    if (!has_settled(source, entry)) {
      ++done.waiting;
      continue;
    }
    const auto moved = move_under_free_name(from, entry.name, to);
    if (!moved && moved.error().code != ErrorCode::kNotFound)
      trouble(source.id, entry.name, moved.error().message, done);
  }
  from.sync();
  to.sync();
}

void DropFolder::work_on(const DropSource& source, const Folder& processing, const Places& places,
                         const std::string& name, DropRound& done) {
  const auto now = around_.clock.now();
  const DropReport report{source.id, name, now,
                          import(around_.importer, source.id, processing, name)};
  const auto& outcome = report.outcome;
  if (!outcome && is_passing(outcome.error())) {
    ++done.later;
    around_.tell({DropEvent::Kind::kLater, source.id, name, outcome.error().message, 0});
    return;
  }
  if (!outcome && outcome.error().code == ErrorCode::kForbidden)
    return trouble(source.id, name, outcome.error().message, done);

  const bool good = is_done(outcome);
  const auto month = places.done.below(to_rfc3339(now).substr(0, 7), true);
  if (!month) return trouble(source.id, name, month.error().message, done);
  const auto& goal = good ? *month : places.failed;
  if (const auto put = put_away(processing, name, goal, to_json(report)); !put)
    return trouble(source.id, name, put.error().message, done);
  const auto quarantined = outcome ? outcome->quarantined : 0;
  ++(good ? done.done : done.failed);
  done.findings = done.findings || !good || quarantined > 0;
  around_.tell({good ? DropEvent::Kind::kDone : DropEvent::Kind::kFailed, source.id, name,
                summary_of(outcome), quarantined});
}

void DropFolder::look_at(const DropSource& source, const Places& places,
                         const std::stop_token& stop, DropRound& done) {
  const auto incoming = places.incoming.below(source.id, false);
  if (!incoming && incoming.error().code != ErrorCode::kNotFound)
    return trouble(source.id, {}, incoming.error().message, done);
  const auto processing = places.processing.below(source.id, true);
  if (!processing) return trouble(source.id, {}, processing.error().message, done);
  const auto lock = processing->lock(kLock);
  if (!lock && lock.error().code == ErrorCode::kConflict) {
    ++done.waiting;  // somebody else is at it
    return;
  }
  if (!lock) return trouble(source.id, {}, lock.error().message, done);
  if (incoming) take_over(source, *incoming, *processing, done);
  const auto taken = processing->entries();
  if (!taken) return trouble(source.id, {}, taken.error().message, done);
  for (const auto& entry : *taken) {
    if (stop.stop_requested()) return;
    if (entry.name != kLock) work_on(source, *processing, places, entry.name, done);
  }
}

void DropFolder::tell_strangers(const Folder& incoming, const std::vector<DropSource>& sources,
                                DropRound& done) {
  const auto entries = incoming.entries();
  if (!entries) return trouble({}, {}, entries.error().message, done);
  for (const auto& entry : *entries) {
    if (is_unfinished_name(entry.name) ||
        std::ranges::find(sources, entry.name, &DropSource::id) != sources.end())
      continue;
    trouble({}, entry.name,
            entry.is_folder() ? Text{"Ingen källa har mappens namn; dess filer lämnas.",
                                     "No source has the folder's name; its files are left."}
                              : Text{"Filer läggs i en källas mapp, incoming/KÄLLA/.",
                                     "Files are put into a source's folder, incoming/SOURCE/."},
            done);
  }
}

Result<DropRound> DropFolder::round(const std::stop_token& stop) {
  const auto places = Places::open(directory_.string());
  if (!places) return tl::unexpected{places.error()};
  DropRound done;
  const auto sources = around_.sources();
  for (const auto& source : sources) {
    if (stop.stop_requested()) return done;
    look_at(source, *places, stop, done);
  }
  tell_strangers(places->incoming, sources, done);
  return done;
}

}  // namespace tertil::ingest
