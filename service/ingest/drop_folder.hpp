/// @file service/ingest/drop_folder.hpp
/// @brief Files that are put into a folder, and what becomes of them.
///
///     incoming/<source>/x.csv      put there by whoever delivers
///     processing/<source>/x.csv    taken over, by a rename that happens or does not
///     done/2026-11/x.csv           stored, with x.csv.rapport.json beside it
///     failed/x.csv                 refused, with a report that says why and what to do
///
/// A file is taken when nobody has touched it for a while. It is then ours alone: it is imported,
/// and moved only after the store has it. Whatever ends the program in between, the next round
/// finds the file in `processing` and goes on; the store knows its bytes, so nothing is stored
/// twice. Nothing outside the folder is read or touched, whatever links are put there
/// (service/ingest/folder.hpp).
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/instant.hpp"
#include "service/domain/result.hpp"
#include "service/ingest/folder.hpp"
#include "service/ingest/importer.hpp"

namespace tertil::ingest {

/// A source as the folder sees it.
struct DropSource {
  std::string id;          ///< Its folder below `incoming` has this name.
  std::string glob;        ///< Only such files are taken ("drivmedel_*.csv"); empty: all.
  int settle_seconds{30};  ///< Untouched for so long before it is taken.
};

/// Something worth telling somebody.
struct DropEvent {
  enum class Kind {
    kDone,     ///< Stored, or known already; moved to `done`.
    kFailed,   ///< Refused; moved to `failed`.
    kLater,    ///< The store is busy or full: it stays and is tried again.
    kTrouble,  ///< Something a person must mend: rights, links, a folder nobody knows.
  };
  Kind kind{Kind::kDone};
  std::string source;
  std::string file;  ///< As it was called; not safe for a terminal.
  Text message;
  std::int64_t quarantined{0};
};

/// What one round did.
struct DropRound {
  int done{0};
  int failed{0};
  int later{0};    ///< Files that are taken over and wait for the store.
  int waiting{0};  ///< Files that somebody may still be writing, or that another process has.
  int trouble{0};
  bool findings{false};  ///< Rows were quarantined or files refused.
};

/// Several watchers, in this process or others, may look at one folder: each source is worked on
/// by one at a time.
class DropFolder {
 public:
  struct Surroundings {
    Importer& importer;
    std::function<std::vector<DropSource>()> sources;
    std::function<void(const DropEvent&)> tell;
    const Clock& clock;
  };
  DropFolder(std::filesystem::path directory, Surroundings surroundings)
      : directory_{std::move(directory)}, around_{std::move(surroundings)} {}

  /// Makes the folders that are missing, one for each source too. Fails if the directory cannot be
  /// made or entered.
  [[nodiscard]] Result<void> prepare() const;

  /// Looks once at every source and works on what is ready. Blocking; when asked to stop it
  /// finishes the file it has begun.
  [[nodiscard]] Result<DropRound> round(const std::stop_token& stop);

  /// The folders to listen at.
  [[nodiscard]] std::vector<std::filesystem::path> watched() const;

 private:
  struct Places;
  void look_at(const DropSource& source, const Places& places, const std::stop_token& stop,
               DropRound& done);
  void take_over(const DropSource& source, const Folder& from, const Folder& to, DropRound& done);
  void work_on(const DropSource& source, const Folder& processing, const Places& places,
               const std::string& name, DropRound& done);
  [[nodiscard]] bool has_settled(const DropSource& source, const FolderEntry& entry) const;
  void tell_strangers(const Folder& incoming, const std::vector<DropSource>& sources,
                      DropRound& done);
  void trouble(const std::string& source, const std::string& file, const Text& message,
               DropRound& done);

  std::filesystem::path directory_;
  Surroundings around_;
  std::set<std::string> told_;  ///< Troubles that have been told: once each is enough.
};

/// Whether a name says that the file is not finished, or is none of ours: ".x", "~$x", "x.part",
/// "x.tmp" and the like, and our own reports.
[[nodiscard]] bool is_unfinished_name(std::string_view name);

}  // namespace tertil::ingest
