#include "service/http/upload_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>
#include <utility>

namespace tertil::http {
namespace {

tl::unexpected<Error> failed(std::string_view step, int error) {
  const auto where = fmt::format("http: upload: {}: {}", step, std::strerror(error));
  if (error == ENOSPC || error == EDQUOT) {
    return fail(ErrorCode::kStoreFull,
                {"Disken är full. Inget har sparats; försök igen när det finns plats.",
                 "The disk is full. Nothing was stored; try again when there is room."},
                where);
  }
  if (error == EROFS) {
    return fail(ErrorCode::kBusy,
                {"Disken är skrivskyddad. Inget har sparats; gör den skrivbar och försök igen.",
                 "The disk is read-only. Nothing was stored; make it writable and try again."},
                where);
  }
  if (error == EMFILE || error == ENFILE) {
    return fail(ErrorCode::kBusy,
                {"Filer kan inte tas emot just nu. Försök igen senare.",
                 "Files cannot be taken right now. Try again later."},
                where);
  }
  return fail(ErrorCode::kInternal, {"Filen kunde inte sparas.", "The file could not be stored."},
              where);
}

}  // namespace

struct UploadFile::Digest {
  EVP_MD_CTX* context{EVP_MD_CTX_new()};
  Digest() {
    if (context == nullptr || EVP_DigestInit_ex(context, EVP_sha256(), nullptr) != 1)
      throw std::runtime_error{"SHA-256 is not available"};
  }
  Digest(const Digest&) = delete;
  Digest& operator=(const Digest&) = delete;
  ~Digest() { EVP_MD_CTX_free(context); }
};

UploadFile::UploadFile(std::filesystem::path directory)
    : directory_{std::move(directory)}, digest_{std::make_unique<Digest>()} {}

UploadFile::~UploadFile() = default;

Result<void> UploadFile::open() {
  upload_ = std::make_shared<Upload>();
  upload_->descriptor = ::open(directory_.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (upload_->descriptor >= 0) return {};
  if (errno != EOPNOTSUPP && errno != EISDIR && errno != ENOENT) return failed("open", errno);
  auto name = (directory_ / ".upload-XXXXXX").string();
  upload_->descriptor = ::mkostemp(name.data(), O_CLOEXEC);
  if (upload_->descriptor < 0) return failed("open", errno);
  ::unlink(name.c_str());
  return {};
}

Result<void> UploadFile::write(std::string_view bytes) {
  if (!upload_) {
    if (auto opened = open(); !opened) return opened;
  }
  EVP_DigestUpdate(digest_->context, bytes.data(), bytes.size());
  while (!bytes.empty()) {
    const auto written = ::write(upload_->descriptor, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return failed("write", errno);
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
    upload_->bytes += written;
  }
  return {};
}

Result<std::shared_ptr<Upload>> UploadFile::finish() {
  if (auto opened = write({}); !opened) return tl::unexpected{opened.error()};
  if (::fdatasync(upload_->descriptor) != 0) return failed("fdatasync", errno);
  if (::lseek(upload_->descriptor, 0, SEEK_SET) != 0) return failed("lseek", errno);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_DigestFinal_ex(digest_->context, digest.data(), &size);
  upload_->sha256 = fmt::format("{:02x}", fmt::join(digest.begin(), digest.begin() + size, ""));
  return std::move(upload_);
}

}  // namespace tertil::http
