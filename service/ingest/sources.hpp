/// @file service/ingest/sources.hpp
/// @brief The sources this installation takes data from.
#pragma once
#include <string_view>
#include <vector>

#include "collectors/source.hpp"
#include "service/domain/result.hpp"

namespace tertil::ingest {

/// Those that come with the program, by id. Immutable, so threads share it freely.
class Sources {
 public:
  /// @throws std::logic_error if a shipped source cannot be read: the program must not start.
  Sources();
  /// The source of that id; kNotFound with the ids that exist if there is none.
  [[nodiscard]] Result<const collectors::Source*> find(std::string_view id) const;
  [[nodiscard]] const std::vector<collectors::Source>& all() const { return sources_; }

 private:
  std::vector<collectors::Source> sources_;
};

}  // namespace tertil::ingest
