/// @file service/ingest/kept_uploads.hpp
/// @brief A kept upload wherever it is: in this instance's folder, or in the store that several
/// instances share.
///
/// Where the store is a server the bytes are in it, written with the batch, and the folder is a
/// cache of them. Where it is a file the folder is all there is.
#pragma once
#include <string>

#include "service/domain/result.hpp"
#include "service/ingest/raw_uploads.hpp"
#include "service/store/engine.hpp"

namespace tertil::ingest {

/// Puts the file's bytes into the store, unless they are there. For a shared store, in the write
/// that refers to them. kCorrupt if the bytes are not those of the digest.
/// @param descriptor is read from its start.
[[nodiscard]] Result<void> put_kept(store::Writer& writer, int descriptor,
                                    const std::string& sha256);

/// The kept file of that digest. One that another instance took in is fetched from the store and
/// stays in the folder. kConflict if it is nowhere, kCorrupt if what the store has is not it.
[[nodiscard]] Result<UnnamedFile> take_kept(store::Engine& engine, const RawUploads& raw,
                                            const std::string& sha256);

/// Takes files out of the folder that retention has deleted, at whatever instance it ran. Only a
/// shared store can tell of such.
[[nodiscard]] Result<void> forget_deleted(store::Engine& engine, const RawUploads& raw);

}  // namespace tertil::ingest
