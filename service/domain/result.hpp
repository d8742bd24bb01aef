/// @file service/domain/result.hpp
/// @brief One error type and one alias: failure that is expected is a value.
#pragma once
#include <string>
#include <tl/expected.hpp>
#include <utility>

#include "service/domain/text.hpp"

namespace tertil {

/// What went wrong, in terms a caller can act on. Each code has one HTTP status
/// (service/http/problem.cpp) and one exit code (service/cli/exit_code.cpp); keep the list short.
enum class ErrorCode {
  kInvalidInput,  ///< Not a request we can read: 400.
  kUnauthorized,  ///< No valid key was given: 401.
  kForbidden,     ///< The key's role may not do this: 403.
  kRefused,       ///< Readable but not acceptable, e.g. a used key with other bytes: 422.
  kNotFound,      ///< No such region, key figure, year or batch: 404.
  kConflict,      ///< Collides with something under way or already stored: 409.
  kStale,         ///< If-Match names a version that is no longer current: 412.
  kTooLarge,      ///< More than the limit allows: 413.
  kUnsupported,   ///< A media type or file format that nobody here reads: 415.
  kTooMany,       ///< The caller asked too often: 429.
  kBusy,          ///< The store is locked or the queue is full; retry later: 503.
  kStoreFull,     ///< No room on the store's disk; nothing was stored: 507.
  kRemote,        ///< Another system did not answer as it should: 502.
  kCorrupt,       ///< Stored data breaks an invariant; never retry: 500.
  kInternal,      ///< Everything else: 500.
};

/// An error for two readers: `message` may reach the client, `where` only the log.
struct Error {
  ErrorCode code{ErrorCode::kInternal};
  Text message;       ///< One sentence in each language: what happened and what to do about it.
  std::string where;  ///< "store/sqlite: step: database is locked"; may be empty.
};

/// A `T`, or why there is none. Replace the alias with std::expected on C++23.
template <class T>
using Result = tl::expected<T, Error>;

/// Builds the error branch of any `Result`: `return fail(ErrorCode::kNotFound, {"…", "…"});`
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, Text message,
                                                std::string where = {}) {
  return tl::unexpected<Error>{Error{code, std::move(message), std::move(where)}};
}

}  // namespace tertil
