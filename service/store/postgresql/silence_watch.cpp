#include "service/store/postgresql/silence_watch.hpp"

#include <libpq-fe.h>
#include <sys/socket.h>

#include <algorithm>

namespace tertil::store::postgresql {
namespace {

constexpr std::chrono::seconds kPatience{5};
/// Longer than statement_timeout (connection.cpp), which ends what merely takes long.
constexpr std::chrono::seconds kLongest{65};

/// Also a server that refuses us is there.
bool answers(const std::string& url) {
  const auto said = PQping(url.c_str());
  return said == PQPING_OK || said == PQPING_REJECT;
}

}  // namespace

SilenceWatch::SilenceWatch() : thread_{[this](const std::stop_token& stop) { run(stop); }} {}

SilenceWatch::~SilenceWatch() = default;

SilenceWatch& SilenceWatch::instance() {
  static SilenceWatch watch;
  return watch;
}

SilenceWatch::Waiting::Waiting(int socket, const std::string& url) {
  auto& watch = instance();
  const auto now = std::chrono::steady_clock::now();
  const std::lock_guard lock{watch.mutex_};
  id_ = ++watch.last_;
  const bool first = watch.waiting_.empty();
  watch.waiting_.emplace(id_, Entry{socket, &url, now, now + kPatience});
  if (first) watch.changed_.notify_one();  // a later one is never due sooner than the first
}

SilenceWatch::Waiting::~Waiting() {
  auto& watch = instance();
  const std::lock_guard lock{watch.mutex_};
  watch.waiting_.erase(id_);
}

void SilenceWatch::run(const std::stop_token& stop) {
  std::unique_lock lock{mutex_};
  while (!stop.stop_requested()) {
    if (!changed_.wait(lock, stop, [this] { return !waiting_.empty(); })) return;
    const auto asked_at = std::chrono::steady_clock::now();
    const auto silent = due(asked_at);
    for (const auto& url : silent) {
      lock.unlock();
      const bool there = answers(url);
      lock.lock();
      judge(url, there, asked_at);
    }
    // Most answers come at once: nobody is woken for them, and the list is looked at now and then.
    if (silent.empty())
      changed_.wait_for(lock, stop, std::chrono::seconds{1}, [] { return false; });
  }
}

std::vector<std::string> SilenceWatch::due(Time now) const {
  std::vector<std::string> urls;
  for (const auto& [id, entry] : waiting_)
    if (entry.next <= now && std::ranges::find(urls, *entry.url) == urls.end())
      urls.push_back(*entry.url);
  return urls;
}

void SilenceWatch::judge(const std::string& url, bool answers, Time asked_at) {
  for (auto& [id, entry] : waiting_) {
    if (*entry.url != url || entry.next > asked_at) continue;
    if (!answers || asked_at - entry.since > kLongest) ::shutdown(entry.socket, SHUT_RDWR);
    entry.next = std::chrono::steady_clock::now() + kPatience;
  }
}

}  // namespace tertil::store::postgresql
