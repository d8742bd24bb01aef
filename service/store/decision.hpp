/// @file service/store/decision.hpp
/// @brief What a person decided, about held rows, findings and reviews alike.
#pragma once
#include <string>

#include "service/domain/instant.hpp"

namespace tertil::store {

/// Who decided, in which role, and why. The reason is never empty.
struct Decision {
  std::string actor;
  std::string role;
  std::string reason;
};

/// A decision as it stands.
struct Decided {
  std::string word;  ///< "released", "discarded", "accepted", "declined".
  Decision by;
  Instant at;
};

}  // namespace tertil::store
