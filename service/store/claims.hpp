/// @file service/store/claims.hpp
/// @brief Who does something that only one instance at a time may do.
///
/// A claim is a row with a time until which it holds, and whoever has it renews it. A session's
/// advisory lock would be shorter, but it lives and dies with one connection: the server keeps it
/// for hours when the holder's machine vanishes from the network, takes it from a holder whose
/// connection breaks in the midst of the work, and does not copy it to a standby. A row outlives a
/// lost connection and a failing-over, and frees itself when its holder has gone. The times are
/// those of the instances' clocks, which must agree within a minute (NTP); should two of them
/// claim the same after all, what both bring is told apart by its bytes and stored once.
#pragma once
#include <string_view>

#include "service/domain/instant.hpp"
#include "service/store/engine.hpp"

namespace tertil::store {

/// Takes what is free or has run out; false if another has it. Leaves what is published alone, as
/// all here.
[[nodiscard]] Result<bool> claim(Writer& writer, std::string_view name, std::string_view holder,
                                 Instant now, Instant until);

/// Makes one's own hold longer; false, and nothing done, if it is no longer one's own.
[[nodiscard]] Result<bool> renew_claim(Writer& writer, std::string_view name,
                                       std::string_view holder, Instant until);

/// Whether it is the holder's, whether or not its time has run out.
[[nodiscard]] Result<bool> has_claim(Reader& reader, std::string_view name,
                                     std::string_view holder);

/// Gives it up, if it is the holder's.
[[nodiscard]] Result<void> release_claim(Writer& writer, std::string_view name,
                                         std::string_view holder);

}  // namespace tertil::store
