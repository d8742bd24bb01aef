#include "service/backup/rotation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace tertil::backup {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPattern = "tertil-00000000T000000Z.tar.zst";  // 0: any digit

bool is_dated(std::string_view name) {
  return std::ranges::equal(name, kPattern, [](char found, char wanted) {
    return wanted == '0' ? found >= '0' && found <= '9' : found == wanted;
  });
}

}  // namespace

std::string dated_name(Instant when) {
  std::string compact;
  for (const char c : to_rfc3339({when.microseconds - when.microseconds % 1'000'000}))
    if (c != '-' && c != ':') compact += c;
  return fmt::format("tertil-{}.tar.zst", compact);
}

Result<std::vector<std::string>> remove_oldest(const fs::path& directory, std::size_t keep) {
  std::vector<std::string> names;
  std::error_code problem;
  for (const auto& entry : fs::directory_iterator{directory, problem})
    if (const auto name = entry.path().filename().string();
        is_dated(name) && entry.symlink_status().type() == fs::file_type::regular)
      names.push_back(name);
  std::ranges::sort(names);
  names.resize(names.size() - std::min(names.size(), keep));
  for (const auto& name : names) {
    if (!problem) fs::remove(directory / name, problem);
  }
  if (problem)
    return fail(ErrorCode::kInternal,
                {fmt::format("gamla säkerhetskopior i {} kan inte tas bort: {}", directory.string(),
                             problem.message()),
                 fmt::format("old backups in {} cannot be removed: {}", directory.string(),
                             problem.message())});
  return names;
}

}  // namespace tertil::backup
