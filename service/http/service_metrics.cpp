#include "service/http/service_metrics.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "service/http/metric_text.hpp"
#include "service/store/audit.hpp"
#include "service/store/import_counts.hpp"
#include "service/store/last_backup.hpp"
#include "service/store/pulls.hpp"

namespace tertil::http {
namespace {

/// What one look into the store finds.
struct Found {
  std::vector<store::ImportCount> imports;
  std::vector<store::Pull> pulls;
  std::optional<store::LastBackup> backup;
  store::AuditHead head;
};

template <class T>
Result<void> put(Result<T> from, T& to) {
  if (!from) return tl::unexpected{from.error()};
  to = *std::move(from);
  return {};
}

Result<Found> look(store::Engine& engine) {
  Found found;
  const auto read = engine.read([&](store::Reader& reader) -> Result<void> {
    if (auto done = put(store::count_imports(reader), found.imports); !done) return done;
    if (auto done = put(store::pulls(reader), found.pulls); !done) return done;
    if (auto done = put(store::last_backup(reader), found.backup); !done) return done;
    return put(store::audit_head(reader), found.head);
  });
  if (!read) return tl::unexpected{read.error()};
  return found;
}

double seconds(Instant when) { return static_cast<double>(when.microseconds) / 1e6; }

void write_store(MetricText& text, const Backend& backend) {
  const auto health = backend.engine.health();
  text.single("tertil_store_readable", "gauge", "Whether the store could be read.",
              health.has_value() ? 1 : 0);
  if (health) {
    text.single("tertil_store_writable", "gauge", "Whether the store takes imports.",
                health->writable ? 1 : 0);
    text.single("tertil_store_size_bytes", "gauge", "Size of the store without its log.",
                health->size_bytes);
    text.single("tertil_store_log_bytes", "gauge", "Size of the store's write-ahead log.",
                health->log_bytes);
    text.single("tertil_store_schema", "gauge", "Number of the newest migration applied.",
                health->schema);
  }
  std::error_code problem;
  const auto space = std::filesystem::space(backend.data_directory, problem);
  if (problem) return;
  text.single("tertil_disk_free_bytes", "gauge", "Free room on the data directory's disk.",
              space.available);
  text.single("tertil_disk_size_bytes", "gauge", "Size of the data directory's disk.",
              space.capacity);
}

void write_imports(MetricText& text, const std::vector<store::ImportCount>& imports) {
  text.family("tertil_import_batches", "gauge", "Imports, by source and state.");
  for (const auto& one : imports)
    text.sample(one.batches, {{"source", one.source}, {"state", store::to_string(one.state)}});
  struct Rows {
    std::int64_t stored{0};
    std::int64_t duplicate{0};
    std::int64_t quarantined{0};
  };
  std::map<std::string, Rows> rows;
  for (const auto& one : imports) {
    auto& sums = rows[one.source];
    sums.stored += one.stored;
    sums.duplicate += one.duplicate;
    sums.quarantined += one.quarantined;
  }
  text.family("tertil_import_rows_total", "counter", "Rows imported, by source and result.");
  for (const auto& [source, sums] : rows) {
    text.sample(sums.stored, {{"source", source}, {"result", "stored"}});
    text.sample(sums.duplicate, {{"source", source}, {"result", "duplicate"}});
    text.sample(sums.quarantined, {{"source", source}, {"result", "quarantined"}});
  }
  text.family("tertil_source_last_import_timestamp_seconds", "gauge",
              "When a source last gave something that was stored.");
  for (const auto& one : imports)
    if (one.state == store::BatchState::kStored)
      text.sample(seconds(one.newest), {{"source", one.source}});
}

void write_pulls(MetricText& text, const std::vector<store::Pull>& pulls) {
  text.family("tertil_pull_failures", "gauge", "Failed pulls of a source in a row.");
  for (const auto& pull : pulls) text.sample(pull.failures, {{"source", pull.source}});
  text.family("tertil_pull_last_success_timestamp_seconds", "gauge",
              "When a source was last pulled without fault.");
  for (const auto& pull : pulls)
    if (pull.succeeded_at) text.sample(seconds(*pull.succeeded_at), {{"source", pull.source}});
}

void write_backup(MetricText& text, const std::optional<store::LastBackup>& backup) {
  text.single("tertil_backup_last_timestamp_seconds", "gauge",
              "When the store was last backed up; 0 if never.", backup ? seconds(backup->at) : 0.0);
  text.single("tertil_backup_last_size_bytes", "gauge", "Size of the last backup.",
              backup ? backup->bytes : 0);
}

void write_process(MetricText& text) {
  std::ifstream statm{"/proc/self/statm"};
  std::int64_t pages = 0;
  std::int64_t resident = 0;
  if (statm >> pages >> resident)
    text.single("process_resident_memory_bytes", "gauge", "Resident memory of the service.",
                resident * sysconf(_SC_PAGESIZE));
  std::error_code problem;
  std::int64_t open = 0;
  for ([[maybe_unused]] const auto& one :
       std::filesystem::directory_iterator{"/proc/self/fd", problem})
    ++open;
  if (!problem) text.single("process_open_fds", "gauge", "Descriptors the service has open.", open);
  rlimit allowed{};
  if (getrlimit(RLIMIT_NOFILE, &allowed) == 0)
    text.single("process_max_fds", "gauge", "Descriptors the service may open.", allowed.rlim_cur);
}

}  // namespace

std::string service_metrics(const Backend& backend) {
  MetricText text;
  text.family("tertil_build_info", "gauge", "The program's version.");
  text.sample(1, {{"version", backend.site.version}});
  write_store(text, backend);
  text.single("tertil_imports_running", "gauge", "Imports under way.",
              backend.importer.running().size());
  if (const auto found = look(backend.engine)) {
    write_imports(text, found->imports);
    write_pulls(text, found->pulls);
    write_backup(text, found->backup);
    text.single("tertil_audit_entries_total", "counter", "Entries in the audit log.",
                found->head.seq);
  }
  write_process(text);
  return text.take();
}

}  // namespace tertil::http
