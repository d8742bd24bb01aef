/// @file service/store/postgresql/server_state.hpp
/// @brief What the server says of itself: size, role, and who keeps a copy.
#pragma once
#include "service/store/engine.hpp"

namespace tertil::store::postgresql {

/// For /readyz and `doctor`.
[[nodiscard]] Result<Health> server_state(Reader& reader);

}  // namespace tertil::store::postgresql
