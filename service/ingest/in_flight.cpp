#include "service/ingest/in_flight.hpp"

#include <utility>

namespace tertil::ingest {

InFlight::Turn::Turn(Turn&& other) noexcept
    : owner_{std::exchange(other.owner_, nullptr)}, names_{std::move(other.names_)} {}

InFlight::Turn::~Turn() {
  if (owner_ == nullptr) return;
  const std::scoped_lock lock{owner_->mutex_};
  for (const auto& name : names_) owner_->taken_.erase(name);
}

std::optional<InFlight::Turn> InFlight::begin(std::vector<std::string> names) {
  const std::scoped_lock lock{mutex_};
  for (const auto& name : names)
    if (taken_.contains(name)) return std::nullopt;
  taken_.insert(names.begin(), names.end());
  return std::optional<Turn>{std::in_place, *this, std::move(names)};
}

}  // namespace tertil::ingest
