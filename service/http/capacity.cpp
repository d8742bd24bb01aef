#include "service/http/capacity.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <limits>

#include "collectors/memory_limit.hpp"

namespace tertil::http {
namespace {

constexpr std::int64_t kReserved = 1024;  // descriptors for the store, cached bodies, pulls
constexpr std::int64_t kMostDescriptors = 65'536;
constexpr std::int64_t kOwnMemory = std::int64_t{64} << 20;
constexpr std::int64_t kPerConnection = 20 * 1024;

std::int64_t descriptors() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
  const auto wanted = std::min<rlim_t>(limit.rlim_max, kMostDescriptors);
  if (limit.rlim_cur < wanted) {
    const rlimit raised{wanted, limit.rlim_max};
    if (::setrlimit(RLIMIT_NOFILE, &raised) == 0) limit.rlim_cur = wanted;
  }
  return static_cast<std::int64_t>(std::min<rlim_t>(limit.rlim_cur, 1U << 30U));
}

}  // namespace

std::int64_t connection_ceiling(std::int64_t wanted) {
  const auto by_descriptors = descriptors() - kReserved;
  constexpr auto kUnlimited = std::numeric_limits<std::int64_t>::max();
  const auto memory = collectors::memory_limit().value_or(kUnlimited);
  const auto by_memory = (memory - kOwnMemory) / kPerConnection;
  return std::max<std::int64_t>(1, std::min({wanted, by_descriptors, by_memory}));
}

}  // namespace tertil::http
