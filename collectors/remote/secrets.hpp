/// @file collectors/remote/secrets.hpp
/// @brief Secrets, from files that nobody else can read. Never from a configuration or an address.
#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "collectors/text.hpp"

namespace tertil::collectors::remote {

/// The folders in which secrets are looked for, in turn: the service manager's
/// ($CREDENTIALS_DIRECTORY), then a folder of our own.
class Secrets {
 public:
  Secrets() = default;
  explicit Secrets(std::vector<std::filesystem::path> folders) : folders_(std::move(folders)) {}

  /// What stands in the file of that name, without the line's end; or why it cannot be used: no
  /// such file, a name with a folder in it, readable by group or others, not ours, empty, larger
  /// than 16 KiB.
  [[nodiscard]] std::variant<std::string, Text> read(const std::string& name) const;

 private:
  std::vector<std::filesystem::path> folders_;
};

}  // namespace tertil::collectors::remote
