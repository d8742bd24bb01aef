/// @file service/http/shared_rates.hpp
/// @brief Rates that hold at all instances on one store together: imports of one key, and logins
/// that fail.
///
/// They are counted in the store where it is shared. Where it is a file there is one instance,
/// whose own counts say the same, and everything here lets pass.
#pragma once
#include <cstdint>
#include <string>

#include "service/domain/result.hpp"
#include "service/http/backend.hpp"

namespace tertil::http {

struct SharedRate {
  std::string name;  ///< "import/KEY". Never what somebody has typed: that may be a password.
  std::int64_t per_minute{0};  ///< 0: without limit.
};

/// Whether there is one left. A reading: whoever has spent his does not take the store's turn to
/// write to be told so.
[[nodiscard]] Result<bool> has_left(const Backend& backend, const SharedRate& rate);
/// Takes one; false if there is none.
[[nodiscard]] Result<bool> take_one(const Backend& backend, const SharedRate& rate);

/// Counts an import of a key's or an account's: kTooMany if Backend::imports_per_minute is spent.
[[nodiscard]] Result<void> count_import(const Backend& backend, const std::string& caller);

}  // namespace tertil::http
