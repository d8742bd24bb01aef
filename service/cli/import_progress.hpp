/// @file service/cli/import_progress.hpp
/// @brief One line that tells how far an import has come, while somebody watches.
#pragma once
#include <string>
#include <thread>

#include "service/cli/context.hpp"
#include "service/ingest/importer.hpp"

namespace tertil::cli {

/// "2/3 oktober.csv: läser 48 %, 1 240 000 rader"; the words follow the phase.
[[nodiscard]] std::string progress_line(const ingest::RunningImport& import, std::string_view file,
                                        Language language);

/// Writes the line on standard error five times a second and clears it when it goes. Silent where
/// nobody watches, and with --quiet or --json.
class ImportProgress {
 public:
  /// @param file what to call the file: "2/3 oktober.csv".
  ImportProgress(const ingest::Importer& importer, std::string file, const Context& context);
  ImportProgress(const ImportProgress&) = delete;
  ImportProgress& operator=(const ImportProgress&) = delete;
  ~ImportProgress();

 private:
  void show(const ingest::Importer& importer) const;

  std::string file_;
  const Context& context_;
  std::jthread shower_;
};

}  // namespace tertil::cli
