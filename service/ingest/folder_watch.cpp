#include "service/ingest/folder_watch.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <optional>

namespace tertil::ingest {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kIdle{10'000};     ///< Between looks when nobody tells of changes.
constexpr milliseconds kSettling{1'000};  ///< While a file may still be written.
constexpr milliseconds kBusy{5'000};      ///< While the store cannot take files.

void empty(int descriptor) {
  std::array<char, 4096> events{};
  while (::read(descriptor, events.data(), events.size()) > 0) {
  }
}

}  // namespace

FolderListener::FolderListener(const std::vector<std::filesystem::path>& folders)
    : changes_{::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)} {
  for (const auto& folder : folders)
    ::inotify_add_watch(changes_.get(), folder.c_str(),
                        IN_CLOSE_WRITE | IN_MOVED_TO | IN_ATTRIB | IN_ONLYDIR);
}

void FolderListener::wait(milliseconds most, const std::stop_token& stop) {
  const Handle stopped{::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)};
  const std::stop_callback wake{stop, [&stopped] {
                                  const std::uint64_t one = 1;
                                  (void)!::write(stopped.get(), &one, sizeof one);
                                }};
  std::array<pollfd, 2> both{pollfd{changes_.get(), POLLIN, 0}, pollfd{stopped.get(), POLLIN, 0}};
  ::poll(both.data(), both.size(), static_cast<int>(most.count()));
  if (both[0].revents != 0) empty(changes_.get());
}

void watch(DropFolder& folder, const std::function<void(const Error&)>& complain,
           const std::stop_token& stop) {
  std::optional<FolderListener> listener;
  std::vector<std::filesystem::path> heard;
  bool complained = false;
  while (!stop.stop_requested()) {
    const auto prepared = folder.prepare();
    if (auto folders = folder.watched(); !listener || folders != heard) {
      listener.emplace(folders);
      heard = std::move(folders);
    }
    auto pause = kIdle;
    const auto round = prepared ? folder.round(stop) : tl::unexpected{prepared.error()};
    if (!round && !complained) complain(round.error());
    complained = !round;
    if (round && round->later > 0) pause = kBusy;
    if (round && round->waiting > 0) pause = kSettling;
    listener->wait(pause, stop);
  }
}

}  // namespace tertil::ingest
