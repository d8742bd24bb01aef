/// @file tests/service/cli/run_program.hpp
/// @brief The program run inside the test, with an environment and files of its own.
#pragma once
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "service/cli/run.hpp"

namespace tertil::cli {

/// What a run left behind.
struct Ran {
  int code{-1};
  std::string out;
  std::string err;
};

/// Runs `tertil <arguments>`; Swedish unless the environment says otherwise.
inline Ran run_program(std::vector<std::string> arguments, Environment environment = {},
                       Look look = {}) {
  std::ostringstream out;
  std::ostringstream err;
  const Process process{std::move(arguments), std::move(environment), out, err, {}, look, false};
  const int code = run(process);
  return {code, out.str(), err.str()};
}

/// A folder that goes away with the test.
class TemporaryFolder {
 public:
  TemporaryFolder()
      : path_{std::filesystem::temp_directory_path() /
              ("tertil-cli-" + std::to_string(std::random_device{}()))} {
    std::filesystem::create_directories(path_);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// Writes a file and gives its path.
  std::string write(const std::string& name, const std::string& content) const {
    const auto file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream{file, std::ios::binary} << content;
    return file.string();
  }

 private:
  std::filesystem::path path_;
};

}  // namespace tertil::cli
