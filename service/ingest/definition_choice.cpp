#include "service/ingest/definition_choice.hpp"

#include "service/ingest/batch_writing.hpp"

namespace tertil::ingest {
namespace {

constexpr std::string_view kTried = "tried";  ///< Ends a write that is not to be kept.

}  // namespace

Result<void> change_definition(store::Engine& engine, figures::Published& published,
                               std::string_view key_figure, std::int64_t last,
                               const store::DefinitionVersion& version,
                               const store::AuditEntry& entry) {
  const auto written = engine.write([&](store::Writer& writer) -> Result<void> {
    const auto known = store::definition_versions(writer, key_figure);
    if (!known) return tl::unexpected{known.error()};
    const auto newest = known->empty() ? 0 : known->front().recorded_at.microseconds;
    if (newest != last)
      return fail(ErrorCode::kStale,
                  {"Definitionen har ändrats sedan den lästes. Läs den igen.",
                   "The definition has changed since it was read. Read it again."});
    if (auto put = store::put_definition_change(writer, key_figure, version); !put) return put;
    return store::append_audit(writer, entry);
  });
  if (!written) return tl::unexpected{written.error()};
  const auto refreshed = published.refresh_if_changed();
  if (!refreshed) return tl::unexpected{refreshed.error()};
  return {};
}

Result<Effects> try_definition(store::Engine& engine, figures::Published& published,
                               std::string_view key_figure,
                               const store::DefinitionVersion& version) {
  Effects effects;
  const auto written = engine.write([&](store::Writer& writer) -> Result<void> {
    auto seen = effects_of(writer, published, [&] {
      return store::put_definition_change(writer, key_figure, version);
    });
    if (!seen) return tl::unexpected{seen.error()};
    effects = std::move(seen->effects);
    return fail(ErrorCode::kInternal, {}, std::string{kTried});
  });
  if (!written && written.error().where != kTried) return tl::unexpected{written.error()};
  return effects;
}

}  // namespace tertil::ingest
