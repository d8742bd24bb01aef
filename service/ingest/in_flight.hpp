/// @file service/ingest/in_flight.hpp
/// @brief Which imports are under way, so that the same one is not begun twice.
#pragma once
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tertil::ingest {

/// Names taken for as long as an import runs. Safe to share.
class InFlight {
 public:
  /// Holds the names until it goes.
  class Turn {
   public:
    Turn(InFlight& owner, std::vector<std::string> names)
        : owner_{&owner}, names_{std::move(names)} {}
    Turn(Turn&& other) noexcept;
    Turn& operator=(Turn&&) = delete;
    Turn(const Turn&) = delete;
    ~Turn();

   private:
    InFlight* owner_;
    std::vector<std::string> names_;
  };

  /// Takes all of the names, or none if somebody has one of them.
  [[nodiscard]] std::optional<Turn> begin(std::vector<std::string> names);

 private:
  std::mutex mutex_;
  std::set<std::string> taken_;
};

}  // namespace tertil::ingest
