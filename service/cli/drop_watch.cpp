#include "service/cli/drop_watch.hpp"

#include "service/cli/logging.hpp"
#include "service/cli/terminal_text.hpp"

namespace tertil::cli {

ingest::DropFolder drop_folder(const std::string& directory, Installation& installation,
                               std::function<void(const ingest::DropEvent&)> tell,
                               std::optional<int> settle_seconds) {
  auto sources = [&installation, settle_seconds] {
    std::vector<ingest::DropSource> found;
    for (const auto& source : installation.importer().sources().all())
      found.push_back({source.id, source.glob, settle_seconds.value_or(source.settle_seconds)});
    return found;
  };
  return ingest::DropFolder{
      directory, {installation.importer(), std::move(sources), std::move(tell), system_clock()}};
}

const char* name_of(ingest::DropEvent::Kind kind) {
  switch (kind) {
    case ingest::DropEvent::Kind::kDone: return "done";
    case ingest::DropEvent::Kind::kFailed: return "failed";
    case ingest::DropEvent::Kind::kLater: return "later";
    case ingest::DropEvent::Kind::kTrouble: return "trouble";
  }
  return "trouble";
}

void log_drop(const ingest::DropEvent& event) {
  const bool good = event.kind == ingest::DropEvent::Kind::kDone;
  log::write(good ? log::Level::kInfo : log::Level::kWarn, "drop folder",
             {{"event", name_of(event.kind)},
              {"source", event.source},
              {"file", printable(event.file)},
              {"message", event.message.en}});
}

}  // namespace tertil::cli
