/// @file collectors/remote/pull.hpp
/// @brief Fetches everything a source's `[pull]` asks for into one file, or nothing.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "collectors/remote/page_file.hpp"
#include "collectors/remote/requester.hpp"
#include "collectors/source.hpp"

namespace tertil::collectors::remote {

/// What is remembered from one successful pull to the next.
struct PullMemory {
  std::string etag;
  std::string last_modified;
  std::string cursor;          ///< Of an offset stream.
  std::int64_t changed_to{0};  ///< Everything changed before this (seconds since 1970) is here.
  friend bool operator==(const PullMemory&, const PullMemory&) = default;
};

struct Pulled {
  bool unchanged{false};  ///< The other system says that nothing is new; the file is empty.
  std::int64_t pages{0};
  std::int64_t bytes{0};
  PullMemory memory;  ///< To be kept once the file is stored.
};

using PullAnswer = std::variant<Pulled, RemoteFault>;

/// Fetches into `fd`, an empty file that can be read and written. On a fault the file is worthless.
/// Whoever changed their data meanwhile is asked once more from the beginning.
/// @pre source.pull
/// @throws std::system_error when the file cannot be written.
[[nodiscard]] PullAnswer pull(const Source& source, const PullMemory& memory, Requester& requester,
                              int fd);

/// How far back the next pull asks again, so that what was changed while we asked is not missed.
inline constexpr std::int64_t kOverlapSeconds = 86'400;

}  // namespace tertil::collectors::remote
