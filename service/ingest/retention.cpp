#include "service/ingest/retention.hpp"

#include <vector>

#include "service/ingest/kept_uploads.hpp"
#include "service/store/upload_parts.hpp"
#include "service/store/uploads.hpp"

namespace tertil::ingest {
namespace {

constexpr std::int64_t kDay = 86'400'000'000;

}  // namespace

Result<std::int64_t> sweep_uploads(store::Engine& engine, const RawUploads& raw, std::int64_t days,
                                   Instant now) {
  if (days <= 0) return 0;
  const Instant before{now.microseconds - days * kDay};
  std::int64_t deleted = 0;
  for (;;) {
    std::vector<store::Upload> old;
    const auto read = engine.read([&](store::Reader& reader) -> Result<void> {
      auto found = store::uploads_before(reader, before);
      if (!found) return tl::unexpected{found.error()};
      old = std::move(*found);
      return {};
    });
    if (!read) return tl::unexpected{read.error()};
    if (old.empty()) break;
    const auto marked = engine.write([&](store::Writer& writer) -> Result<void> {
      writer.leave_published_alone();
      for (const auto& upload : old)
        if (auto done = store::mark_upload_deleted(writer, upload.sha256); !done) return done;
      if (!engine.is_shared()) return {};
      for (const auto& upload : old)
        if (auto done = store::delete_upload_parts(writer, upload.kept_sha256); !done) return done;
      return {};
    });
    if (!marked) return tl::unexpected{marked.error()};
    for (const auto& upload : old) raw.forget(upload.kept_sha256);
    deleted += static_cast<std::int64_t>(old.size());
  }
  if (auto forgotten = forget_deleted(engine, raw); !forgotten)
    return tl::unexpected{forgotten.error()};
  return deleted;
}

}  // namespace tertil::ingest
