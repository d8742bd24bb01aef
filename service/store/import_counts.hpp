/// @file service/store/import_counts.hpp
/// @brief How the imports of each source have ended, in numbers.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "service/domain/instant.hpp"
#include "service/store/batches.hpp"
#include "service/store/engine.hpp"

namespace tertil::store {

/// All batches of one source that are in one state.
struct ImportCount {
  std::string source;
  BatchState state{BatchState::kStored};
  std::int64_t batches{0};
  std::int64_t stored{0};  ///< Rows; as are the next two.
  std::int64_t duplicate{0};
  std::int64_t quarantined{0};
  Instant newest;  ///< When the latest of them came in.
};

/// By source, then state; those that are running are left out.
[[nodiscard]] Result<std::vector<ImportCount>> count_imports(Reader& reader);

}  // namespace tertil::store
