#include "service/store/postgresql/change_watch.hpp"

#include <thread>

namespace tertil::store::postgresql {

bool ChangeWatch::wait(std::chrono::milliseconds most) {
  const std::lock_guard lock{mutex_};
  if (!connection_) {
    if (!listen()) std::this_thread::sleep_for(most);
    return true;
  }
  const bool heard = connection_->wait_for_notice(static_cast<int>(most.count()));
  if (!connection_->lost()) return heard;
  connection_.reset();
  return true;
}

bool ChangeWatch::listen() {
  auto opened = Connection::open(address_);
  if (!opened) return false;
  if (auto heard = (*opened)->run("LISTEN " + std::string{kChangedChannel}); !heard) return false;
  connection_ = std::move(*opened);
  return true;
}

}  // namespace tertil::store::postgresql
