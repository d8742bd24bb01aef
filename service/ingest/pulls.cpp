#include "service/ingest/pulls.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <thread>

#include "collectors/calendar.hpp"
#include "collectors/remote/address.hpp"
#include "collectors/remote/http_client.hpp"
#include "collectors/remote/pull.hpp"
#include "service/ingest/cron.hpp"
#include "service/store/claims.hpp"
#include "service/store/ulid.hpp"

namespace tertil::ingest {
namespace {

namespace remote = collectors::remote;

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kFirstRetrySeconds = 300;
constexpr std::int64_t kLongestRetrySeconds = 6 * 3600;
constexpr std::int64_t kMostSpreadSeconds = 300;
constexpr std::int64_t kFailuresBeforeRest = 10;  ///< After these, the schedule alone.
constexpr std::chrono::seconds kLongestNap{60};
constexpr std::int64_t kClaimSeconds = 90;
constexpr std::chrono::seconds kBetweenRenewals{30};

class UnnamedScratch {
 public:
  explicit UnnamedScratch(const std::filesystem::path& folder)
      : fd_{::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600)} {
    if (fd_ >= 0) return;
    auto pattern = (folder / "pull-XXXXXX").string();  // where there are no unnamed files
    fd_ = ::mkostemp(pattern.data(), O_CLOEXEC);
    if (fd_ >= 0) ::unlink(pattern.c_str());
  }
  UnnamedScratch(const UnnamedScratch&) = delete;
  UnnamedScratch& operator=(const UnnamedScratch&) = delete;
  ~UnnamedScratch() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int fd() const { return fd_; }

 private:
  int fd_;
};

/// The same for one source at every start, so that installations do not all ask at 03:00:00.
std::int64_t spread(const std::string& source) {
  return static_cast<std::int64_t>(std::hash<std::string>{}(source) % kMostSpreadSeconds);
}

std::string claim_of(std::string_view source) { return fmt::format("pull/{}", source); }

tl::unexpected<Error> pulled_elsewhere(const std::string& source) {
  return fail(
      ErrorCode::kConflict,
      {fmt::format("{} hämtas just nu av en annan instans. Försök igen om en stund.", source),
       fmt::format("{} is being fetched by another instance. Try again in a while.", source)},
      "ingest/pulls: claimed");
}

std::string file_name(const collectors::Source& source, Instant now) {
  const auto day = collectors::date_text(collectors::local_day(now.microseconds / kSecond));
  const bool json = source.pull->preset != collectors::PullPreset::kGeneric;
  return fmt::format("{}-{}{}", source.id, day, json ? ".json" : "");
}

remote::PullMemory memory_of(const store::Pull& state) {
  return {state.etag, state.last_modified, state.cursor, state.changed_to};
}

void remember(const remote::PullMemory& memory, store::Pull& state) {
  state.etag = memory.etag;
  state.last_modified = memory.last_modified;
  state.cursor = memory.cursor;
  state.changed_to = memory.changed_to;
}

Error remote_error(const std::string& source, const remote::RemoteFault& fault) {
  return {
      ErrorCode::kRemote,
      {fmt::format("{} kunde inte hämtas; inget lagrades. {}", source, fault.message.sv),
       fmt::format("{} could not be fetched; nothing was stored. {}", source, fault.message.en)},
      ""};
}

}  // namespace

Pulls::Pulls(store::Engine& engine, Importer& importer, RemoteSettings settings, const Clock& clock)
    : engine_{engine},
      importer_{importer},
      settings_{std::move(settings)},
      clock_{clock},
      holder_{store::ulid(system_clock().now())} {
  if (!settings_.pace)
    settings_.pace = [](std::stop_token stop) {
      return std::make_unique<remote::SystemPace>(std::move(stop));
    };
  if (!settings_.transport)
    settings_.transport = [this](std::stop_token stop) {
      return std::make_unique<remote::HttpClient>(remote::ClientOptions{
          settings_.user_agent, settings_.proxy, settings_.ca_file, std::move(stop)});
    };
}

Result<store::Pull> Pulls::state_of(const collectors::Source& source) const {
  const auto version = std::to_string(source.version);
  store::Pull state;
  const auto read = engine_.read([&](store::Reader& reader) -> Result<void> {
    auto found = store::find_pull(reader, source.id);
    if (!found) return tl::unexpected{found.error()};
    if (*found) state = *std::move(*found);
    return {};
  });
  if (!read) return tl::unexpected{read.error()};
  if (state.mapping_version != version) remember({}, state);
  state.source = source.id;
  state.mapping_version = version;
  return state;
}

Result<void> Pulls::keep(const store::Pull& state) const {
  return engine_.write([&](store::Writer& writer) -> Result<void> {
    const auto ours = store::has_claim(writer, claim_of(state.source), holder_);
    if (!ours) return tl::unexpected{ours.error()};
    if (!*ours) return {};  // we slept too long, and what another has kept is newer
    return store::keep_pull(writer, state);
  });
}

Result<void> Pulls::keep_plan(const store::Pull& state) const {
  return engine_.write([&](store::Writer& writer) -> Result<void> {
    const auto before = store::find_pull(writer, state.source);
    if (!before) return tl::unexpected{before.error()};
    if (*before && (*before)->next_run_at) return {};  // another was first
    return store::keep_pull(writer, state);
  });
}

/// Renews a claim while it lives, and gives it up at its end.
class Pulls::Claim {
 public:
  Claim(const Pulls& owner, std::string source)
      : owner_{owner}, source_{std::move(source)}, renewing_{[this](const std::stop_token& stop) {
          std::mutex mutex;
          std::condition_variable_any stopped;
          std::unique_lock lock{mutex};
          while (!stopped.wait_for(lock, stop, kBetweenRenewals,
                                   [&] { return stop.stop_requested(); }))
            owner_.renew(source_);
        }} {}
  Claim(const Claim&) = delete;
  Claim& operator=(const Claim&) = delete;
  ~Claim() {
    renewing_.request_stop();
    renewing_.join();
    static_cast<void>(owner_.engine_.write([&](store::Writer& writer) {
      return store::release_claim(writer, claim_of(source_), owner_.holder_);
    }));  // else it runs out
  }

 private:
  const Pulls& owner_;
  std::string source_;
  std::jthread renewing_;
};

/// What fails now is tried again before the claim has run out.
void Pulls::renew(const std::string& source) const {
  static_cast<void>(engine_.write([&](store::Writer& writer) -> Result<void> {
    const auto done = store::renew_claim(writer, claim_of(source), holder_, claimed_until());
    return done ? Result<void>{} : tl::unexpected{done.error()};
  }));
}

Instant Pulls::claimed_until() const {
  return {clock_.now().microseconds + kClaimSeconds * kSecond};
}

Result<bool> Pulls::claim(const std::string& source, bool if_due) const {
  bool claimed = false;
  const auto written = engine_.write([&](store::Writer& writer) -> Result<void> {
    writer.leave_published_alone();
    claimed = false;
    const auto now = clock_.now();
    if (if_due) {
      const auto state = store::find_pull(writer, source);
      if (!state) return tl::unexpected{state.error()};
      if (!*state || !(*state)->next_run_at || *(*state)->next_run_at > now) return {};
    }
    const auto done = store::claim(writer, claim_of(source), holder_, now, claimed_until());
    if (!done) return tl::unexpected{done.error()};
    claimed = *done;
    return {};
  });
  if (!written) return tl::unexpected{written.error()};
  return claimed;
}

Result<std::vector<store::Pull>> Pulls::states() const {
  std::vector<store::Pull> all;
  const auto read = engine_.read([&](store::Reader& reader) -> Result<void> {
    auto found = store::pulls(reader);
    if (!found) return tl::unexpected{found.error()};
    all = *std::move(found);
    return {};
  });
  if (!read) return tl::unexpected{read.error()};
  return all;
}

/// By the schedule; after a failure that may pass sooner, in growing steps, until it has failed so
/// often that nobody believes in it any more.
void Pulls::plan(const collectors::Source& source, store::Pull& state, bool may_pass) const {
  state.next_run_at.reset();
  const auto cron = Cron::parse(source.schedule);
  if (!cron) return;
  const auto now = clock_.now().microseconds / kSecond;
  auto next = cron->next_after(now) + spread(source.id);
  if (may_pass && state.failures > 0 && state.failures <= kFailuresBeforeRest) {
    const auto steps = std::min<std::int64_t>(state.failures - 1, 20);
    const auto pause = std::min(kFirstRetrySeconds << steps, kLongestRetrySeconds);
    next = std::min(next, now + pause);
  }
  state.next_run_at = Instant{next * kSecond};
}

Result<ImportOutcome> Pulls::import_fetched(const collectors::Source& source, int fd,
                                            std::string_view actor, bool dry_run) {
  const auto taken = importer_.raw().take_in(std::filesystem::path{fmt::format("/dev/fd/{}", fd)});
  if (!taken) return tl::unexpected{taken.error()};
  ImportRequest request;
  request.source = source.id;
  request.descriptor = taken->descriptor();
  request.bytes = taken->bytes();
  request.sha256 = taken->sha256();
  request.file_name = file_name(source, clock_.now());
  request.actor = actor;
  request.dry_run = dry_run;
  return importer_.import_file(request);
}

Result<PullResult> Pulls::fetch(const collectors::Source& source, store::Pull& state,
                                std::string_view actor, bool dry_run, const std::stop_token& stop) {
  const UnnamedScratch file{importer_.raw().directory()};
  if (file.fd() < 0)
    return fail(
        ErrorCode::kStoreFull,
        {"Det finns ingen plats för det som hämtas.", "There is no room for what is fetched."},
        "ingest/pulls: open");
  const auto pace = settings_.pace(stop);
  const auto transport = settings_.transport(stop);
  const remote::Secrets secrets{settings_.secret_folders};
  remote::Requester requester{*source.pull, secrets, *transport, *pace, settings_.patience};
  auto answer = remote::pull(source, memory_of(state), requester, file.fd());
  if (const auto* fault = std::get_if<remote::RemoteFault>(&answer)) {
    ++state.failures;
    state.outcome = store::PullOutcome::kFailed;
    state.message = {fault->message.sv, fault->message.en};
    plan(source, state, fault->may_pass);
    return tl::unexpected{remote_error(source.id, *fault)};
  }
  const auto& pulled = std::get<remote::Pulled>(answer);
  PullResult result{pulled.unchanged, pulled.pages, pulled.bytes, std::nullopt};
  state.message = {};
  if (!pulled.unchanged) {
    auto imported = import_fetched(source, file.fd(), actor, dry_run);
    const bool rejected = imported && imported->kind == ImportKind::kRejected;
    if (!imported || rejected) {
      ++state.failures;
      state.outcome = rejected ? store::PullOutcome::kRejected : store::PullOutcome::kFailed;
      if (rejected) state.batch = imported->id;
      if (!imported) state.message = imported.error().message;
      plan(source, state, !imported);
      if (!imported) return tl::unexpected{imported.error()};
      result.import = *std::move(imported);
      return result;
    }
    state.batch = imported->id;
    result.import = *std::move(imported);
  }
  state.outcome = pulled.unchanged ? store::PullOutcome::kUnchanged : store::PullOutcome::kStored;
  state.failures = 0;
  state.succeeded_at = clock_.now();
  remember(pulled.memory, state);
  plan(source, state, false);
  return result;
}

Result<collectors::Source> Pulls::source_to_pull(std::string_view id) {
  if (auto read = importer_.sources().refresh(engine_); !read) return tl::unexpected{read.error()};
  const auto found = importer_.sources().find(id);
  if (!found) return tl::unexpected{found.error()};
  collectors::Source source = **found;
  if (!source.pull)
    return fail(ErrorCode::kRefused,
                {fmt::format("Källan {} hämtas inte över HTTP: den har inget [pull]. Läs in en fil "
                             "med ”tertil import --source {} FIL”.",
                             source.id, source.id),
                 fmt::format("The source {} is not fetched over HTTP: it has no [pull]. Import a "
                             "file with \"tertil import --source {} FILE\".",
                             source.id, source.id)});
  if (const auto other = settings_.addresses.find(source.id); other != settings_.addresses.end()) {
    source.pull->url = other->second;
    source.pull->allowed_hosts.push_back(other->second);
  }
  return source;
}

Result<PullResult> Pulls::pull_claimed(collectors::Source source, std::string_view actor,
                                       bool dry_run, const std::stop_token& stop) {
  auto state = state_of(source);
  if (!state) return tl::unexpected{state.error()};
  state->attempted_at = clock_.now();
  auto result = fetch(source, *state, actor, dry_run, stop);
  if (dry_run || stop.stop_requested()) return result;
  if (const auto kept = keep(*state); !kept && result) return tl::unexpected{kept.error()};
  return result;
}

Result<PullResult> Pulls::pull(std::string_view id, std::string_view actor, bool dry_run,
                               const std::stop_token& stop) {
  const std::lock_guard alone{one_at_a_time_};
  auto source = source_to_pull(id);
  if (!source) return tl::unexpected{source.error()};
  if (dry_run) return pull_claimed(*std::move(source), actor, true, stop);
  const auto ours = claim(source->id, false);
  if (!ours) return tl::unexpected{ours.error()};
  if (!*ours) return pulled_elsewhere(source->id);
  const Claim claimed{*this, source->id};
  return pull_claimed(*std::move(source), actor, false, stop);
}

Result<std::optional<PullResult>> Pulls::pull_if_due(const std::string& id,
                                                     const std::stop_token& stop) {
  const std::lock_guard alone{one_at_a_time_};
  auto source = source_to_pull(id);
  if (!source) return tl::unexpected{source.error()};
  const auto ours = claim(id, true);
  if (!ours) return tl::unexpected{ours.error()};
  if (!*ours) return std::optional<PullResult>{};
  const Claim claimed{*this, id};
  auto result = pull_claimed(*std::move(source), "schedule", false, stop);
  if (!result) return tl::unexpected{result.error()};
  return std::optional{*std::move(result)};
}

std::vector<collectors::Source> Pulls::scheduled() const {
  std::vector<collectors::Source> found;
  for (const auto& source : importer_.sources().all())
    if (source.pull && Cron::parse(source.schedule)) found.push_back(source);
  return found;
}

Result<std::optional<Instant>> Pulls::run_due(const Told& told, const std::stop_token& stop) {
  std::optional<Instant> earliest;
  if (auto read = importer_.sources().refresh(engine_); !read) return tl::unexpected{read.error()};
  for (const auto& source : scheduled()) {
    if (stop.stop_requested()) break;
    auto state = state_of(source);
    if (!state) return tl::unexpected{state.error()};
    if (!state->next_run_at) {
      plan(source, *state, false);
      if (const auto kept = keep_plan(*state); !kept) return tl::unexpected{kept.error()};
    } else if (*state->next_run_at <= clock_.now()) {
      const auto result = pull_if_due(source.id, stop);
      if (!result) {
        told(source.id, tl::unexpected{result.error()});
      } else if (*result) {
        told(source.id, **result);
      }
      state = state_of(source);
      if (!state) return tl::unexpected{state.error()};
    }
    if (state->next_run_at && (!earliest || *state->next_run_at < *earliest))
      earliest = state->next_run_at;
  }
  return earliest;
}

void Pulls::run(const Told& told, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any stopped;
  while (!stop.stop_requested()) {
    if (const auto next = run_due(told, stop); !next) told("", tl::unexpected{next.error()});
    std::unique_lock lock{mutex};
    stopped.wait_for(lock, stop, kLongestNap, [] { return false; });
  }
}

}  // namespace tertil::ingest
