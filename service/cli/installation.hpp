/// @file service/cli/installation.hpp
/// @brief The data directory opened: the store, what is published from it, and the way in.
#pragma once
#include <filesystem>
#include <memory>

#include "service/cli/configuration.hpp"
#include "service/domain/result.hpp"
#include "service/figures/published.hpp"
#include "service/ingest/importer.hpp"
#include "service/ingest/raw_uploads.hpp"
#include "service/store/engine.hpp"

namespace tertil::cli {

/// Owns what every command on data needs, in the order they need each other. Never moves: its
/// parts point at one another.
class Installation {
 public:
  Installation(std::unique_ptr<store::Engine> engine, const std::filesystem::path& uploads);
  Installation(const Installation&) = delete;
  Installation& operator=(const Installation&) = delete;

  [[nodiscard]] store::Engine& engine() { return *engine_; }
  [[nodiscard]] figures::Published& published() { return published_; }
  [[nodiscard]] ingest::RawUploads& raw() { return raw_; }
  [[nodiscard]] ingest::Importer& importer() { return importer_; }

 private:
  std::unique_ptr<store::Engine> engine_;
  figures::Published published_;
  ingest::RawUploads raw_;
  ingest::Importer importer_;
};

/// Where the store is, with the password from data.password_file if there is one: for
/// store::open, and never for people's eyes.
[[nodiscard]] Result<std::string> store_url(const Configuration& configuration,
                                            const Environment& environment);

/// Opens the installation that the configuration names. Makes the data directory and the store if
/// they are not there, brings the schema forward, and at the first start puts in the regions, the
/// definitions and the shipped figures. When it returns, the snapshot is current.
[[nodiscard]] Result<std::unique_ptr<Installation>> open_installation(
    const Configuration& configuration, const Environment& environment);

}  // namespace tertil::cli
