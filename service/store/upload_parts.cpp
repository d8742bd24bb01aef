#include "service/store/upload_parts.hpp"

#include <zstd.h>

#include <algorithm>
#include <array>

#include "service/store/cell.hpp"

namespace tertil::store {
namespace {

constexpr int kLevel = 1;  // the write's turn is everybody's: quick before small

tl::unexpected<Error> damaged(std::string_view sha256) {
  return fail(ErrorCode::kCorrupt,
              {"En mottagen fil i databasen är skadad. Återställ den senaste säkerhetskopian.",
               "A received file in the store is damaged. Restore the latest backup."},
              "store/upload_parts: " + std::string{sha256});
}

}  // namespace

Result<void> UploadPartsWriter::put(std::string_view bytes) {
  std::string packed(ZSTD_compressBound(bytes.size()), '\0');
  const auto size = ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), kLevel);
  if (ZSTD_isError(size) != 0) return damaged(sha256_);
  packed.resize(size);
  const Row row{sha256_, parts_++, Bytes{std::move(packed)}};
  constexpr std::array<std::string_view, 3> kColumns{"sha256", "part", "bytes"};
  return writer_.add_rows("upload_part", kColumns, {&row, 1});
}

Result<void> UploadPartsWriter::add(std::string_view piece) {
  digest_.update(piece);
  while (!piece.empty()) {
    const auto taken = std::min(piece.size(), kUploadPartBytes - rest_.size());
    rest_.append(piece.substr(0, taken));
    piece.remove_prefix(taken);
    if (rest_.size() < kUploadPartBytes) return {};
    if (auto done = put(rest_); !done) return done;
    rest_.clear();
  }
  return {};
}

Result<void> UploadPartsWriter::finish() {
  if (!rest_.empty() || parts_ == 0)  // an empty file is there too
    if (auto done = put(rest_); !done) return done;
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
