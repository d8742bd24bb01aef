#include "collectors/memory_limit.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <string>

namespace tertil::collectors {
namespace {

std::optional<std::int64_t> number_in(const std::string& file) {
  std::ifstream stream{file};
  std::string text;
  std::int64_t value = 0;
  if (!std::getline(stream, text)) return std::nullopt;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc{}) return std::nullopt;  // "max"
  return value;
}

}  // namespace

std::optional<std::int64_t> memory_limit() {
  std::optional<std::int64_t> least;
  const auto take = [&least](std::optional<std::int64_t> limit) {
    if (limit && *limit > 0) least = std::min(least.value_or(*limit), *limit);
  };
  std::ifstream groups{"/proc/self/cgroup"};
  for (std::string line; std::getline(groups, line);) {
    const auto path = line.substr(line.rfind(':') + 1);
    if (line.starts_with("0::"))
      take(number_in("/sys/fs/cgroup" + path + "/memory.max"));
    else if (line.find(":memory:") != std::string::npos)
      take(number_in("/sys/fs/cgroup/memory" + path + "/memory.limit_in_bytes"));
  }
  take(number_in("/sys/fs/cgroup/memory.max"));  // inside a container the group is the root
  take(number_in("/sys/fs/cgroup/memory/memory.limit_in_bytes"));
  return least;
}

std::size_t within_memory(std::size_t wanted, std::size_t parts) {
  static const auto limit = memory_limit();
  return limit ? std::min(wanted, static_cast<std::size_t>(*limit) / parts) : wanted;
}

}  // namespace tertil::collectors
