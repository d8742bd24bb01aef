#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <thread>
#include <vector>

#include "service/backup/archive.hpp"
#include "service/backup/file.hpp"
#include "service/backup/seal.hpp"
#include "service/store/sha256.hpp"

namespace tertil::backup {
namespace {

constexpr std::size_t kChunk = 1 << 18;
constexpr int kLevel = 3;  // six times faster than deflate, and a sixth smaller
constexpr unsigned kMostThreads = 4;

}  // namespace

/// libarchive makes the tar; zstd is ours, because only so each frame has a checksum.
struct ArchiveWriter::State {
  std::filesystem::path path;
  File file;
  Instant time;
  store::Sha256 digest;
  std::int64_t written{0};
  std::optional<Error> failure;
  std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> zstd{ZSTD_createCCtx(), &ZSTD_freeCCtx};
  std::unique_ptr<archive, decltype(&archive_write_free)> tar{archive_write_new(),
                                                              &archive_write_free};

  explicit State(File opened) : file{std::move(opened)} {}

  bool put(std::string_view bytes) {
    digest.update(bytes);
    written += static_cast<std::int64_t>(bytes.size());
    auto done = write_all(file, bytes, path);
    if (!done) failure = done.error();
    return done.has_value();
  }
  bool compress(std::string_view bytes, ZSTD_EndDirective how) {
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    std::vector<char> room(ZSTD_CStreamOutSize());
    for (;;) {
      ZSTD_outBuffer out{room.data(), room.size(), 0};
      const auto left = ZSTD_compressStream2(zstd.get(), &out, &in, how);
      if (ZSTD_isError(left) != 0) {
        failure = Error{ErrorCode::kInternal, {}, ZSTD_getErrorName(left)};
        return false;
      }
      if (out.pos > 0 && !put({room.data(), out.pos})) return false;
      if (how == ZSTD_e_end ? left == 0 : in.pos == in.size) return true;
    }
  }
  [[nodiscard]] tl::unexpected<Error> failed() {
    if (failure) return tl::unexpected{*failure};
    const auto* why = archive_error_string(tar.get());
    return fail(ErrorCode::kInternal,
                {"säkerhetskopian kunde inte skrivas", "the backup could not be written"},
                why != nullptr ? why : "");
  }
  Result<void> begin(const std::string& name, std::int64_t bytes) {
    const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry{archive_entry_new(),
                                                                              &archive_entry_free};
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0600);
    archive_entry_set_size(entry.get(), bytes);
    archive_entry_set_mtime(entry.get(), time.microseconds / 1'000'000, 0);
    if (archive_write_header(tar.get(), entry.get()) != ARCHIVE_OK) return failed();
    return {};
  }
  Result<void> add(std::string_view bytes) {
    if (archive_write_data(tar.get(), bytes.data(), bytes.size()) !=
        static_cast<la_ssize_t>(bytes.size()))
      return failed();
    return {};
  }
};

ArchiveWriter::ArchiveWriter(std::unique_ptr<State> state) : state_{std::move(state)} {}
ArchiveWriter::ArchiveWriter(ArchiveWriter&&) noexcept = default;
ArchiveWriter::~ArchiveWriter() {
  if (!state_) return;
  // Given up on: closing would write an end to it.
  if (state_->tar) archive_write_fail(state_->tar.get());
}

Result<ArchiveWriter> ArchiveWriter::create(const std::filesystem::path& path, Instant time) {
  auto file = create_new(path);
  if (!file) return tl::unexpected{file.error()};
  auto state = std::make_unique<State>(*std::move(file));
  state->path = path;
  state->time = time;
  auto* zstd = state->zstd.get();
  ZSTD_CCtx_setParameter(zstd, ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(zstd, ZSTD_c_checksumFlag, 1);
  const auto threads = std::min(kMostThreads, std::max(1U, std::thread::hardware_concurrency()));
  ZSTD_CCtx_setParameter(zstd, ZSTD_c_nbWorkers, static_cast<int>(threads));
  auto* tar = state->tar.get();
  archive_write_set_format_pax_restricted(tar);
  archive_write_add_filter_none(tar);
  const auto write = [](archive*, void* self, const void* bytes, std::size_t size) -> la_ssize_t {
    const std::string_view chunk{static_cast<const char*>(bytes), size};
    return static_cast<State*>(self)->compress(chunk, ZSTD_e_continue)
               ? static_cast<la_ssize_t>(size)
               : la_ssize_t{-1};
  };
  if (archive_write_open(tar, state.get(), nullptr, write, nullptr) != ARCHIVE_OK)
    return state->failed();
  return ArchiveWriter{std::move(state)};
}

Result<Part> ArchiveWriter::add_file(const std::string& name, const std::filesystem::path& path,
                                     const Bytes& progress) {
  const auto from = open_to_read(path);
  if (!from) return tl::unexpected{from.error()};
  struct stat status {};
  if (::fstat(from->get(), &status) != 0) return file_error(path);
  if (auto begun = state_->begin(name, status.st_size); !begun)
    return tl::unexpected{begun.error()};
  store::Sha256 digest;
  const auto buffer = std::make_unique<std::array<char, kChunk>>();
  for (std::int64_t left = status.st_size; left > 0;) {
    const auto wanted = std::min<std::int64_t>(left, kChunk);
    const auto got = ::read(from->get(), buffer->data(), static_cast<std::size_t>(wanted));
    if (got < 0 && errno == EINTR) continue;
    if (got == 0) errno = EIO;  // it was cut while it was read
    if (got <= 0) return file_error(path);
    const std::string_view chunk{buffer->data(), static_cast<std::size_t>(got)};
    digest.update(chunk);
    if (auto added = state_->add(chunk); !added) return tl::unexpected{added.error()};
    left -= got;
    if (progress) progress(got);
  }
  return Part{name, status.st_size, digest.hex()};
}

Result<Part> ArchiveWriter::add_text(const std::string& name, std::string_view text) {
  const auto bytes = static_cast<std::int64_t>(text.size());
  if (auto begun = state_->begin(name, bytes); !begun) return tl::unexpected{begun.error()};
  if (auto added = state_->add(text); !added) return tl::unexpected{added.error()};
  return Part{name, bytes, store::sha256_hex(text)};
}

Result<std::int64_t> ArchiveWriter::finish() {
  if (archive_write_close(state_->tar.get()) != ARCHIVE_OK) return state_->failed();
  if (!state_->compress({}, ZSTD_e_end)) return state_->failed();
  const auto seal = seal_of(state_->digest.hex());
  if (auto sealed = write_all(state_->file, seal, state_->path); !sealed)
    return tl::unexpected{sealed.error()};
  if (::fsync(state_->file.get()) != 0) return file_error(state_->path);
  return state_->written + static_cast<std::int64_t>(seal.size());
}

}  // namespace tertil::backup
