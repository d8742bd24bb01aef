#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "service/backup/archive.hpp"
#include "service/backup/file.hpp"
#include "service/backup/seal.hpp"
#include "service/store/sha256.hpp"

namespace tertil::backup {
namespace {

constexpr std::size_t kChunk = 1 << 18;

tl::unexpected<Error> damaged(std::string where) {
  return fail(ErrorCode::kCorrupt,
              {"Filen är skadad: den kan inte läsas till slutet.",
               "The file is damaged: it cannot be read to its end."},
              std::move(where));
}

}  // namespace

struct ArchiveReader::State {
  std::filesystem::path path;
  File file;
  Bytes progress;
  std::string sealed;    ///< The digest that the seal tells.
  std::int64_t left{0};  ///< Bytes before the seal that were not read yet.
  store::Sha256 digest;
  std::optional<Error> failure;
  std::array<char, kChunk> buffer{};
  std::unique_ptr<archive, decltype(&archive_read_free)> tar{archive_read_new(),
                                                             &archive_read_free};

  explicit State(File opened) : file{std::move(opened)} {}

  /// The next bytes, digested; none at the end, fewer than none where the disk fails.
  la_ssize_t take() {
    for (;;) {
      const auto wanted = std::min<std::int64_t>(left, kChunk);
      const auto got = ::read(file.get(), buffer.data(), static_cast<std::size_t>(wanted));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) failure = file_error(path).value();
      if (got <= 0) return got;
      digest.update({buffer.data(), static_cast<std::size_t>(got)});
      left -= got;
      if (progress) progress(got);
      return got;
    }
  }
  [[nodiscard]] tl::unexpected<Error> failed() {
    if (failure) return tl::unexpected{*failure};
    const auto* why = archive_error_string(tar.get());
    return damaged(why != nullptr ? why : "");
  }
};

ArchiveReader::ArchiveReader(std::unique_ptr<State> state) : state_{std::move(state)} {}
ArchiveReader::ArchiveReader(ArchiveReader&&) noexcept = default;
ArchiveReader::~ArchiveReader() = default;

Result<ArchiveReader> ArchiveReader::open(const std::filesystem::path& path,
                                          const Bytes& progress) {
  auto file = open_to_read(path);
  if (!file) return tl::unexpected{file.error()};
  auto state = std::make_unique<State>(*std::move(file));
  state->path = path;
  state->progress = progress;
  struct stat status {};
  if (::fstat(state->file.get(), &status) != 0) return file_error(path);
  std::array<char, kSealBytes> end{};
  state->left = status.st_size - static_cast<std::int64_t>(kSealBytes);
  const bool read = S_ISREG(status.st_mode) && state->left >= 0 &&
                    ::pread(state->file.get(), end.data(), end.size(), state->left) ==
                        static_cast<ssize_t>(end.size());
  auto digest = read ? digest_in({end.data(), end.size()}) : std::nullopt;
  if (!digest)
    return fail(ErrorCode::kCorrupt,
                {"Filen saknar sitt slut: den är avkortad, eller ingen säkerhetskopia från tertil.",
                 "The file lacks its end: it was cut short, or is no backup of tertil's."});
  state->sealed = *std::move(digest);
  auto* tar = state->tar.get();
  archive_read_support_filter_zstd(tar);
  archive_read_support_format_tar(tar);
  const auto take = [](archive*, void* self, const void** bytes) -> la_ssize_t {
    auto& me = *static_cast<State*>(self);
    *bytes = me.buffer.data();
    return me.take();
  };
  if (archive_read_open(tar, state.get(), nullptr, take, nullptr) != ARCHIVE_OK)
    return state->failed();
  return ArchiveReader{std::move(state)};
}

Result<std::optional<ArchiveReader::Entry>> ArchiveReader::next() {
  archive_entry* entry = nullptr;
  const int code = archive_read_next_header(state_->tar.get(), &entry);
  if (code == ARCHIVE_EOF) return std::optional<Entry>{};
  if (code != ARCHIVE_OK) return state_->failed();
  const auto* name = archive_entry_pathname(entry);
  if (name == nullptr || archive_entry_filetype(entry) != AE_IFREG ||
      archive_entry_hardlink(entry) != nullptr)
    return damaged("a part that is no plain file");
  return std::optional{Entry{name, archive_entry_size(entry)}};
}

Result<void> ArchiveReader::read(const std::function<Result<void>(std::string_view)>& take) {
  std::array<char, 1 << 16> chunk{};
  for (;;) {
    const auto got = archive_read_data(state_->tar.get(), chunk.data(), chunk.size());
    if (got < 0) return state_->failed();
    if (got == 0) return {};
    if (auto taken = take({chunk.data(), static_cast<std::size_t>(got)}); !taken) return taken;
  }
}

Result<void> ArchiveReader::finish() {
  for (;;) {
    const auto got = state_->take();
    if (got < 0) return state_->failed();
    if (got == 0) break;
  }
  if (state_->left == 0 && state_->digest.hex() == state_->sealed) return {};
  return fail(ErrorCode::kCorrupt,
              {"Filen är ändrad sedan den skrevs: dess SHA-256 stämmer inte.",
               "The file has been changed since it was written: its SHA-256 does not fit."});
}

}  // namespace tertil::backup
