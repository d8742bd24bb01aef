#include "service/ingest/payload_spool.hpp"

#include <span>

namespace tertil::ingest {

std::int64_t PayloadSpool::set_down(std::string_view payload) {
  if (!tail_.empty() && tail_.size() + payload.size() > in_memory_) {
    file_.append(std::as_bytes(std::span{tail_}));
    tail_.clear();
  }
  const auto place = file_.size() + static_cast<std::int64_t>(tail_.size());
  tail_.append(payload);
  return place;
}

std::string PayloadSpool::fetch(std::int64_t place, std::size_t bytes) const {
  if (place >= file_.size())
    return tail_.substr(static_cast<std::size_t>(place - file_.size()), bytes);
  std::string payload(bytes, '\0');
  file_.read(std::as_writable_bytes(std::span{payload}), place);
  return payload;
}

}  // namespace tertil::ingest
