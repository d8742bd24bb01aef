/// @file service/ingest/first_start.hpp
/// @brief What an empty store is filled with: regions, definitions, and the shipped figures.
#pragma once
#include <cstdint>

#include "service/domain/result.hpp"
#include "service/figures/published.hpp"
#include "service/ingest/importer.hpp"
#include "service/store/engine.hpp"

namespace tertil::ingest {

/// Puts regions and definitions, then makes the snapshot current. Cheap when nothing changed.
[[nodiscard]] Result<void> put_reference_data(store::Engine& engine, figures::Published& published);

/// Imports the shipped files that this store has never seen, by the path users have. A file that
/// was taken back stays taken back. Then adds the shipped plans that it has never had. Gives how
/// many files were imported.
[[nodiscard]] Result<std::int64_t> import_shipped_files(store::Engine& engine, Importer& importer);

}  // namespace tertil::ingest
