/// @file service/store/postgresql/error.hpp
/// @brief What PostgreSQL and libpqxx throw, in our words.
#pragma once
#include <exception>
#include <string>
#include <string_view>

#include "service/domain/result.hpp"

namespace tertil::store::postgresql {

/// What became of a statement.
struct Failure {
  Error error;
  bool lost{false};   ///< The connection is gone, or is to be thrown away.
  bool again{false};  ///< A transaction that others stood in the way of: it may do better.
};

/// From what was thrown while `doing`. Call it in a catch block's reach only; no password is in it
/// as long as the connection has been made.
[[nodiscard]] Failure failure_of(const std::exception& thrown, std::string_view doing);

/// The error for a SQLSTATE: the same codes as the other engine gives for the same thing.
[[nodiscard]] Error error_of(std::string_view sqlstate, std::string where);

/// The connection went while COMMIT was under way: nobody knows what became of it.
[[nodiscard]] Error unknown_outcome(std::string where);

/// The store cannot be reached, or not now.
[[nodiscard]] Error unreachable(std::string where);

}  // namespace tertil::store::postgresql
