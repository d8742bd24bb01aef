#include "service/cli/ask_password.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <ostream>

namespace tertil::cli {
namespace {

constexpr char kInterrupt = '\x03';

/// Keeps the terminal from showing what is typed, and from ending us before it is as it was: an
/// interrupt comes as a character.
class Unseen {
 public:
  Unseen() {
    known_ = tcgetattr(STDIN_FILENO, &before_) == 0;
    auto changed = before_;
    changed.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
    if (known_) known_ = tcsetattr(STDIN_FILENO, TCSAFLUSH, &changed) == 0;
  }
  Unseen(const Unseen&) = delete;
  Unseen& operator=(const Unseen&) = delete;
  ~Unseen() {
    if (known_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }

 private:
  termios before_{};
  bool known_{false};
};

Result<std::string> typed(const Context& context, const Text& prompt) {
  context.err() << context.in_words(prompt) << std::flush;
  std::string line;
  bool read = false;
  {
    const Unseen unseen;
    read = static_cast<bool>(std::getline(std::cin, line));
  }
  context.err() << '\n';
  if (read && line.find(kInterrupt) == std::string::npos) return line;
  return fail(ErrorCode::kInvalidInput, {"avbrutet", "interrupted"});
}

Result<std::string> typed_twice(const Context& context) {
  auto first = typed(context, {"Nytt lösenord: ", "New password: "});
  if (!first) return first;
  auto second = typed(context, {"En gång till: ", "Once more: "});
  if (!second) return second;
  if (*first != *second)
    return fail(ErrorCode::kInvalidInput,
                {"lösenorden är inte lika", "the passwords are not the same"});
  return first;
}

Result<std::string> first_line(std::istream& stream, const std::string& name) {
  std::string line;
  if (!std::getline(stream, line))
    return fail(ErrorCode::kInvalidInput, {fmt::format("inget lösenord kan läsas från {}", name),
                                           fmt::format("no password can be read from {}", name)});
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

}  // namespace

Result<std::string> new_password(const Context& context, const std::string& file) {
  if (file.empty()) {
    if (isatty(STDIN_FILENO) == 1) return typed_twice(context);
    return first_line(std::cin, "stdin");
  }
  struct stat found {};
  if (stat(file.c_str(), &found) == 0 && (found.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return fail(ErrorCode::kInvalidInput,
                {fmt::format("{} kan läsas av andra; kör chmod 600", file),
                 fmt::format("{} can be read by others; run chmod 600", file)});
  std::ifstream stream{file};
  return first_line(stream, file);
}

}  // namespace tertil::cli
