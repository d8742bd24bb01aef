/// @file service/ingest/pulls.hpp
/// @brief Fetches a source over HTTP and imports what came, now or when it is due.
///
/// What is fetched goes to an unnamed file and from there the way of every other file, so the raw
/// answer is kept by its SHA-256 and a batch is whole: a pull that fails midway stores nothing.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/remote/pace.hpp"
#include "collectors/remote/requester.hpp"
#include "collectors/remote/transport.hpp"
#include "service/domain/instant.hpp"
#include "service/domain/result.hpp"
#include "service/ingest/importer.hpp"
#include "service/store/engine.hpp"
#include "service/store/pulls.hpp"

namespace tertil::ingest {

/// How this installation reaches other systems.
struct RemoteSettings {
  std::string user_agent{"tertil"};
  std::string proxy;    ///< "http://proxy.example:3128"; empty: none.
  std::string ca_file;  ///< Instead of the system's certificates; empty: the system's.
  std::vector<std::filesystem::path> secret_folders;
  /// Another address for a source's `[pull]` url, by source: a mirror, a test system.
  std::map<std::string, std::string, std::less<>> addresses;
  collectors::remote::Patience patience;
  /// For tests: other time and waiting, another transport. Empty: the real ones.
  std::function<std::unique_ptr<collectors::remote::Pace>(std::stop_token)> pace;
  std::function<std::unique_ptr<collectors::remote::Transport>(std::stop_token)> transport;
};

/// How one pull went that did not fail.
struct PullResult {
  bool unchanged{false};  ///< The other system has nothing new; nothing was imported.
  std::int64_t pages{0};
  std::int64_t bytes{0};
  std::optional<ImportOutcome> import;
};

/// One at a time in this process, and one of each source among all instances on a store: whoever
/// pulls has a claim in the store (service/store/claims.hpp) for a minute and a half, renewed while
/// it works, so that another takes over soon after one has died. Safe to share.
class Pulls {
 public:
  Pulls(store::Engine& engine, Importer& importer, RemoteSettings settings,
        const Clock& clock = system_clock());

  /// Fetches and imports, and keeps how it went (not in a dry run). Blocking. Fails with
  /// kNotFound, kRefused if the source has no `[pull]`, kConflict if another instance is pulling
  /// it, kRemote, or as the import does.
  [[nodiscard]] Result<PullResult> pull(std::string_view source, std::string_view actor,
                                        bool dry_run = false, const std::stop_token& stop = {});

  /// What is known of the sources that are fetched, by source; `next_run_at` is when each is due.
  [[nodiscard]] Result<std::vector<store::Pull>> states() const;

  /// Called with each source that was due, and how it went.
  using Told = std::function<void(const std::string&, const Result<PullResult>&)>;
  /// Pulls whatever is due by the clock, one after the other, and plans what has no plan yet.
  /// What another instance is pulling or has pulled meanwhile is left to it. Gives when the next is
  /// due; nothing if no source has a schedule.
  [[nodiscard]] Result<std::optional<Instant>> run_due(const Told& told,
                                                       const std::stop_token& stop = {});
  /// Does so until stopped, looking at least once a minute.
  void run(const Told& told, const std::stop_token& stop);

 private:
  [[nodiscard]] Result<store::Pull> state_of(const collectors::Source& source) const;
  [[nodiscard]] Result<void> keep(const store::Pull& state) const;
  [[nodiscard]] Result<void> keep_plan(const store::Pull& state) const;
  class Claim;
  /// Claims a source, for the schedule only while it is still due; false if it is not to be pulled.
  [[nodiscard]] Result<bool> claim(const std::string& source, bool if_due) const;
  void renew(const std::string& source) const;
  [[nodiscard]] Instant claimed_until() const;
  /// Nothing if another instance has done it, or is at it.
  [[nodiscard]] Result<std::optional<PullResult>> pull_if_due(const std::string& id,
                                                              const std::stop_token& stop);
  [[nodiscard]] Result<PullResult> pull_claimed(collectors::Source source, std::string_view actor,
                                                bool dry_run, const std::stop_token& stop);
  [[nodiscard]] Result<collectors::Source> source_to_pull(std::string_view id);
  [[nodiscard]] Result<PullResult> fetch(const collectors::Source& source, store::Pull& state,
                                         std::string_view actor, bool dry_run,
                                         const std::stop_token& stop);
  [[nodiscard]] Result<ImportOutcome> import_fetched(const collectors::Source& source, int fd,
                                                     std::string_view actor, bool dry_run);
  void plan(const collectors::Source& source, store::Pull& state, bool may_pass) const;
  [[nodiscard]] std::vector<collectors::Source> scheduled() const;

  store::Engine& engine_;
  Importer& importer_;
  RemoteSettings settings_;
  const Clock& clock_;
  std::string holder_;  ///< What this one is called in claims.
  std::mutex one_at_a_time_;
};

}  // namespace tertil::ingest
