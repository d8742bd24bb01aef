/// @file tests/support/installation.hpp
/// @brief A whole installation without its server: real store, real files, real importer.
#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "service/figures/published.hpp"
#include "service/ingest/first_start.hpp"
#include "service/ingest/importer.hpp"
#include "service/store/engine.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/support/test_store.hpp"

namespace tertil::tests {

/// The value, or a test that says why there is none.
template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error{result.error().message.en + " | " + result.error().where};
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// With the shipped data, or with regions and definitions alone.
enum class Fill { kShipped, kReferenceOnly };

class Installation {
 public:
  explicit Installation(Fill fill)
      : directory_{fill == Fill::kShipped ? copy_of_shipped() : TemporaryDirectory{}},
        store_{directory_.path()},
        engine_{must(store::open(store_.url()))},
        published_{*engine_},
        raw_{directory_.path() / "raw"},
        importer_{*engine_, published_, raw_} {
    must(ingest::put_reference_data(*engine_, published_));
  }
  /// Another instance on the same store, with a data directory of its own. The first one must
  /// outlive it.
  struct Beside {
    const Installation& first;
  };
  explicit Installation(Beside beside)
      : store_{std::filesystem::path{}},
        engine_{must(store::open(beside.first.store_.url()))},
        published_{*engine_},
        raw_{directory_.path() / "raw"},
        importer_{*engine_, published_, raw_} {
    must(ingest::put_reference_data(*engine_, published_));
  }
  [[nodiscard]] store::Engine& engine() { return *engine_; }
  [[nodiscard]] figures::Published& published() { return published_; }
  [[nodiscard]] ingest::Importer& importer() { return importer_; }
  [[nodiscard]] const std::filesystem::path& directory() const { return directory_.path(); }
  [[nodiscard]] std::shared_ptr<const figures::Snapshot> snapshot() const {
    return published_.current();
  }

  /// Imports text as a file of the source.
  Result<ingest::ImportOutcome> import_text(std::string_view source, std::string_view text,
                                            std::optional<std::string> key = std::nullopt,
                                            bool dry_run = false) {
    const auto file = raw_.take_in(text);
    if (!file) return tl::unexpected{file.error()};
    return importer_.import_file({std::string{source}, file->descriptor(), file->bytes(),
                                  file->sha256(), "test.csv", std::move(key), "test", dry_run});
  }

 private:
  /// The shipped files are imported once a process: in a watched build that takes a second.
  static TemporaryDirectory copy_of_shipped() {
    static const auto filled = [] {
      auto made = std::make_unique<Installation>(Fill::kReferenceOnly);
      EXPECT_EQ(must(ingest::import_shipped_files(*made->engine_, made->importer_)), 5);
      made->store_.keep();
      return std::move(made->directory_);  // and the store is closed
    }();
    TemporaryDirectory copy;
    std::filesystem::copy(filled.path(), copy.path(), std::filesystem::copy_options::recursive);
    copy_store(filled.path(), copy.path());
    return copy;
  }

  TemporaryDirectory directory_;
  OwnStore store_;
  std::unique_ptr<store::Engine> engine_;
  figures::Published published_;
  ingest::RawUploads raw_;
  ingest::Importer importer_;
};

}  // namespace tertil::tests
