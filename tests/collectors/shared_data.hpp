/// @file tests/collectors/shared_data.hpp
/// @brief Test data that lies beside the project, where it is present.
#pragma once

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

namespace tertil::collectors {

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The path of `name` in the shared data, or an empty one with a note that nobody overlooks.
inline std::filesystem::path shared_data(const std::string& name) {
  const auto path = std::filesystem::path(TERTIL_SHARED_DATA) / name;
  if (std::filesystem::exists(path)) return path;
  std::cout << "\n*** NOT TESTED: " << name << " is not here (" << path << ") ***\n\n";
  return {};
}

}  // namespace tertil::collectors
