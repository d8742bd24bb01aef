#include "service/cli/spare_memory.hpp"

#include <malloc.h>

#include "collectors/memory_limit.hpp"

namespace tertil::cli {

void spare_memory() {
  constexpr std::int64_t kEnough = std::int64_t{512} << 20;
  const auto limit = collectors::memory_limit();
  if (!limit || *limit >= kEnough) return;
  ::mallopt(M_ARENA_MAX, 1);
  ::mallopt(M_MMAP_THRESHOLD, 128 * 1024);  // fixed: it grows by itself otherwise
  ::mallopt(M_TRIM_THRESHOLD, 256 * 1024);
}

}  // namespace tertil::cli
