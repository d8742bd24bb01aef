/// @file service/store/uploads.hpp
/// @brief Where the bytes of each upload are, or that they are no more.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/instant.hpp"
#include "service/store/engine.hpp"

namespace tertil::store {

struct Upload {
  std::string sha256;       ///< Of the bytes as they came; kept for good.
  std::string kept_sha256;  ///< Of what was kept: the same, or a cleaned copy's; empty: nothing.
  Instant kept_at;          ///< When the same bytes last came in.
  std::optional<Instant> deleted_at;  ///< When retention took the file away.
};

/// Notes what was kept; the same bytes again begin their time anew.
[[nodiscard]] Result<void> put_upload(Writer& writer, const Upload& upload);
[[nodiscard]] Result<std::optional<Upload>> find_upload(Reader& reader, std::string_view sha256);

/// Files that may go: kept before `before`, and no batch of theirs waits for a person.
[[nodiscard]] Result<std::vector<Upload>> uploads_before(Reader& reader, Instant before);
[[nodiscard]] Result<void> mark_upload_deleted(Writer& writer, std::string_view sha256);

/// What is kept, by the digests of what was kept: each file once, in their order.
[[nodiscard]] Result<std::vector<std::string>> kept_uploads(Reader& reader);
/// Whether the file of that digest was kept once and retention has taken it away.
[[nodiscard]] Result<bool> is_deleted_upload(Reader& reader, std::string_view kept_sha256);

/// How many files are kept, and since when the oldest.
struct UploadCounts {
  std::int64_t kept{0};
  std::int64_t deleted{0};
  std::optional<Instant> oldest;
};
[[nodiscard]] Result<UploadCounts> count_uploads(Reader& reader);

}  // namespace tertil::store
