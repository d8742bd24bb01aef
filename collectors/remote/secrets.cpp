#include "collectors/remote/secrets.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

namespace tertil::collectors::remote {

namespace {

constexpr std::size_t kMostBytes = std::size_t{16} * 1024;

class Descriptor {
 public:
  explicit Descriptor(const std::filesystem::path& path)
      : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

std::string text_of(int fd) {
  std::string text;
  std::array<char, 4096> some{};
  for (ssize_t n = 0;
       text.size() <= kMostBytes && (n = ::read(fd, some.data(), some.size())) > 0;) {
    text.append(some.data(), static_cast<std::size_t>(n));
  }
  return text;
}

}  // namespace

std::variant<std::string, Text> Secrets::read(const std::string& name) const {
  if (name.empty() || name.front() == '.' || name.find('/') != std::string::npos) {
    return Text{"skriv bara filens namn.", "write the file's name only."};
  }
  for (const auto& folder : folders_) {
    const Descriptor file(folder / name);
    if (file.get() < 0) continue;
    struct stat about {};
    if (::fstat(file.get(), &about) != 0 || !S_ISREG(about.st_mode)) {
      return Text{"är ingen vanlig fil.", "is no regular file."};
    }
    if ((about.st_mode & 077U) != 0) {
      return Text{"kan läsas av andra. Sätt rättigheterna till 0600.",
                  "can be read by others. Set its mode to 0600."};
    }
    std::string text = text_of(file.get());
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    const bool odd = text.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos;
    if (text.empty() || text.size() > kMostBytes || odd) {
      return Text{"ska vara en enda rad.", "must be one single line."};
    }
    return text;
  }
  return Text{"finns inte bland tjänstens hemligheter.", "is not among the service's credentials."};
}

}  // namespace tertil::collectors::remote
