/// @file service/access/made_password.hpp
/// @brief A password that the program makes up for somebody, to be read from a screen and typed.
#pragma once
#include <string>

namespace tertil::access {

/// Four groups of four letters and digits with hyphens between, "k7mp-x3qa-…": evenly drawn from
/// 31 that are not taken for one another (no i, l, o, 0, 1), 79 bits. From libsodium's source of
/// randomness; throws std::runtime_error if that cannot start.
[[nodiscard]] std::string make_password();

}  // namespace tertil::access
