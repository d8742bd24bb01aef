/// @file service/ingest/retention.hpp
/// @brief How long raw uploads are kept, and the sweep that takes the old ones away.
///
/// What a file said stays, row by row, and so does its SHA-256; the file itself goes after a while
/// (ux.md 9.5: 30 days unless the configuration says otherwise). Files of batches that wait for a
/// person stay.
#pragma once
#include <cstdint>

#include "service/domain/instant.hpp"
#include "service/domain/result.hpp"
#include "service/ingest/raw_uploads.hpp"
#include "service/store/engine.hpp"

namespace tertil::ingest {

/// Deletes the uploads that came before `now` minus `days`; 0 days keeps all for ever. The store
/// says first that a file is gone: a crash between the two leaves a file, never a wrong word.
/// Where several instances share the store the bytes in it go in the same write, and each instance
/// sweeps its own folder, also of what another has deleted. Gives how many were deleted.
[[nodiscard]] Result<std::int64_t> sweep_uploads(store::Engine& engine, const RawUploads& raw,
                                                 std::int64_t days, Instant now);

}  // namespace tertil::ingest
