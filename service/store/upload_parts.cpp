#include "service/store/upload_parts.hpp"

#include <zstd.h>

#include <algorithm>
#include <array>
#include <future>
#include <optional>
#include <vector>

#include "service/store/cell.hpp"

namespace tertil::store {
namespace {

constexpr int kLevel = 1;           // the write's turn is everybody's: quick before small
constexpr std::size_t kAtOnce = 8;  // parts that are packed side by side, for the same reason

tl::unexpected<Error> damaged(std::string_view sha256) {
  return fail(ErrorCode::kCorrupt,
              {"En mottagen fil i databasen är skadad. Återställ den senaste säkerhetskopian.",
               "A received file in the store is damaged. Restore the latest backup."},
              "store/upload_parts: " + std::string{sha256});
}

std::optional<std::string> packed(std::string_view bytes) {
  std::string frame(ZSTD_compressBound(bytes.size()), '\0');
  const auto size = ZSTD_compress(frame.data(), frame.size(), bytes.data(), bytes.size(), kLevel);
  if (ZSTD_isError(size) != 0) return std::nullopt;
  frame.resize(size);
  return frame;
}

}  // namespace

Result<void> UploadPartsWriter::put_waiting() {
  std::vector<std::future<std::optional<std::string>>> packing;
  for (std::size_t at = 0; at < waiting_.size() || packing.empty(); at += kUploadPartBytes)
    packing.push_back(std::async(
        std::launch::async,
        [part = std::string_view{waiting_}.substr(at, kUploadPartBytes)] { return packed(part); }));
  digest_.update(waiting_);
  std::vector<Row> rows;
  for (auto& one : packing) {
    auto bytes = one.get();
    if (!bytes) return damaged(sha256_);
    rows.push_back({sha256_, parts_++, Bytes{*std::move(bytes)}});
  }
  waiting_.clear();
  constexpr std::array<std::string_view, 3> kColumns{"sha256", "part", "bytes"};
  return writer_.add_rows("upload_part", kColumns, rows);
}

Result<void> UploadPartsWriter::add(std::string_view piece) {
  while (!piece.empty()) {
    const auto taken = std::min(piece.size(), kAtOnce * kUploadPartBytes - waiting_.size());
    waiting_.append(piece.substr(0, taken));
    piece.remove_prefix(taken);
    if (waiting_.size() < kAtOnce * kUploadPartBytes) return {};
    if (auto done = put_waiting(); !done) return done;
  }
  return {};
}

Result<void> UploadPartsWriter::finish() {
  if (!waiting_.empty() || parts_ == 0)  // an empty file is there too
    if (auto done = put_waiting(); !done) return done;
  if (digest_.hex() != sha256_) return damaged(sha256_);
  return {};
}

Result<bool> has_upload_parts(Reader& reader, std::string_view sha256) {
  const Value id = cell(sha256);
  const auto rows =
      reader.query("SELECT 1 FROM upload_part WHERE sha256 = $1 AND part = 0", {&id, 1});
  if (!rows) return tl::unexpected{rows.error()};
  return !rows->empty();
}

Result<bool> each_upload_part(Reader& reader, std::string_view sha256,
                              const std::function<Result<void>(std::string_view)>& take) {
  std::string bytes(kUploadPartBytes, '\0');
  for (std::int64_t part = 0;; ++part) {
    const std::array<Value, 2> key{cell(sha256), part};
    const auto rows =
        reader.query("SELECT bytes FROM upload_part WHERE sha256 = $1 AND part = $2", key);
    if (!rows) return tl::unexpected{rows.error()};
    if (rows->empty()) return part > 0;
    const auto& packed = std::get<Bytes>(rows->front()[0]).bytes;
    const auto size = ZSTD_decompress(bytes.data(), bytes.size(), packed.data(), packed.size());
    if (ZSTD_isError(size) != 0) return damaged(sha256);
    if (auto taken = take({bytes.data(), size}); !taken) return tl::unexpected{taken.error()};
  }
}

Result<void> delete_upload_parts(Writer& writer, std::string_view sha256) {
  const Value id = cell(sha256);
  const auto done = writer.execute(
      "DELETE FROM upload_part WHERE sha256 = $1 AND NOT EXISTS "
      "(SELECT 1 FROM upload WHERE kept_sha256 = $1 AND deleted_at IS NULL)",
      {&id, 1});
  if (!done) return tl::unexpected{done.error()};
  return {};
}

}  // namespace tertil::store
