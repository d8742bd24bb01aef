/// @file service/cli/backed_up_store.hpp
/// @brief What `backup` and `restore` find in the configuration: files, for a store that is one.
#pragma once
#include <filesystem>

#include "service/cli/configuration.hpp"
#include "service/domain/result.hpp"

namespace tertil::cli {

struct StoreFiles {
  std::filesystem::path directory;  ///< The data directory.
  std::filesystem::path database;
  std::filesystem::path uploads;
};

/// kRefused for a store on PostgreSQL, which its own tools back up.
[[nodiscard]] Result<StoreFiles> store_files(const Configuration& configuration);

}  // namespace tertil::cli
