/// @file service/ingest/sources.hpp
/// @brief The sources this installation takes data from.
///
/// Three layers, the later before the earlier where an id is in both: those that come with the
/// program, the TOML files of one directory (`sources.directory`), and those that were written or
/// changed here and lie in the store.
#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/source.hpp"
#include "service/domain/instant.hpp"
#include "service/domain/result.hpp"
#include "service/store/engine.hpp"

namespace tertil::ingest {

enum class SourceOrigin { kShipped, kFile, kStored };

/// "shipped", "file" or "stored".
[[nodiscard]] std::string_view name_of(SourceOrigin origin);

/// A source and the text it was read from.
struct KnownSource {
  collectors::Source source;
  SourceOrigin origin{SourceOrigin::kShipped};
  std::string toml;
};

/// A file of the directory, or a stored text, that is no source; it is left out.
struct SourceProblem {
  std::string where;  ///< The file's name, or the id.
  collectors::SourceFault fault;
};

/// Safe to share: reading goes on while a change is read in. What was handed out stays valid as
/// long as this object lives (drafts: for two hours). Another instance may have written a source:
/// whoever is about to import, or shows sources, calls `refresh` first, which is one small
/// question; others see the change as soon as one of these has.
class Sources {
 public:
  /// Those that are shipped; `reload` adds the others.
  /// @throws std::logic_error if a shipped source cannot be read: the program must not start.
  explicit Sources(collectors::SourceDefaults defaults = {});

  /// Where files are looked for; an empty path, the default, is nowhere.
  void set_directory(std::filesystem::path directory);
  /// Reads all layers anew. What cannot be read is told and left out.
  [[nodiscard]] Result<std::vector<SourceProblem>> reload(store::Engine& engine);

  /// Reads anew if anybody, here or elsewhere, has written a source since the last time.
  [[nodiscard]] Result<void> refresh(store::Engine& engine);

  /// What could not be read the last time.
  [[nodiscard]] std::vector<SourceProblem> problems() const;

  /// The source of that id; kNotFound with the ids that exist if there is none.
  [[nodiscard]] Result<const collectors::Source*> find(std::string_view id) const;
  /// The same with its text and origin.
  [[nodiscard]] Result<const KnownSource*> describe(std::string_view id) const;
  /// All of them, by id.
  [[nodiscard]] const std::vector<collectors::Source>& all() const;
  [[nodiscard]] const collectors::SourceDefaults& defaults() const { return defaults_; }

  /// Keeps a mapping that is tried out in the store, for an hour and for whoever made it. A text
  /// with faults is kept too, so that it can be shown. Gives its id; kBusy when too many are kept.
  [[nodiscard]] Result<std::string> keep_draft(store::Engine& engine, std::string toml,
                                               std::string_view actor, Instant now);
  /// The draft's source for its maker, at whatever instance it was made; kNotFound if there is
  /// none, kRefused if it has faults.
  [[nodiscard]] Result<const collectors::Source*> draft(store::Engine& engine, std::string_view id,
                                                        std::string_view actor, Instant now);

 private:
  struct Layered;
  struct Draft {
    Instant made;
    collectors::CheckedSource checked;
  };

  collectors::SourceDefaults defaults_;
  std::filesystem::path directory_;
  mutable std::mutex mutex_;
  std::vector<std::shared_ptr<const Layered>> kept_;  ///< The last one is current.
  std::string mark_;                                  ///< Of the store's, when they were read.
  std::vector<SourceProblem> problems_;
  std::map<std::string, std::shared_ptr<const Draft>, std::less<>> drafts_;  ///< Read from there.
};

}  // namespace tertil::ingest
