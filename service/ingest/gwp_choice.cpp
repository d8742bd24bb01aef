#include "service/ingest/gwp_choice.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "service/figures/computed.hpp"
#include "service/figures/gases.hpp"
#include "service/ingest/batch_writing.hpp"
#include "service/store/cell.hpp"
#include "service/store/settings.hpp"
#include "service/store/sha256.hpp"
#include "service/store/ulid.hpp"

namespace tertil::ingest {
namespace {

constexpr std::string_view kMeasure = "GWP100 ";
constexpr std::string_view kNational = "00";
constexpr std::string_view kTried = "tried";  ///< Ends a write that is not to be kept.

/// A batch without rows, so that what is computed anew has an origin.
store::Batch batch_of(std::string_view set, const std::string& actor, Instant at) {
  store::Batch batch;
  batch.id = store::ulid(at);
  batch.source = "settings";
  batch.mapping_version = "1";
  batch.target = "factor";
  batch.sha256 = store::sha256_hex(fmt::format("gwp-set {} {}", set, at.microseconds));
  batch.state = store::BatchState::kStored;
  batch.actor = actor;
  batch.received_at = at;
  batch.recorded_at = at;
  Receipt receipt;
  receipt.id = batch.id;
  receipt.source = batch.source;
  receipt.sha256 = batch.sha256;
  receipt.state = batch.state;
  receipt.mapping_version = batch.mapping_version;
  receipt.received_at = at;
  receipt.recorded_at = at;
  batch.receipt = to_json(receipt);
  return batch;
}

Result<void> check_set(const GwpSets& sets, std::string_view set) {
  if (std::ranges::find(sets.choices, set) != sets.choices.end()) return {};
  const auto list = fmt::format("{}", fmt::join(sets.choices, ", "));
  return fail(ErrorCode::kInvalidInput,
              {fmt::format("Det finns inga faktorer av ”{}”. Välj en av: {}.", set, list),
               fmt::format("There are no factors of “{}”. Choose one of: {}.", set, list)});
}

/// Sets it and computes every figure of gases anew.
Result<void> put_set(store::Writer& writer, std::string_view set, const std::string& actor) {
  if (auto put = store::put_setting(writer, figures::kGwpSetSetting, set); !put) return put;
  const auto batch = batch_of(set, actor, writer.recorded_at());
  if (auto inserted = store::insert_batch(writer, batch); !inserted) return inserted;
  const figures::Touched gases{std::string{kNational}, figures::Activity::kGases, {}};
  std::vector<Finding> unsaid;
  return recompute_figures(writer, {&gases, 1}, batch.id, unsaid);
}

}  // namespace

Result<GwpSets> gwp_sets(store::Reader& reader) {
  const auto chosen = store::setting(reader, figures::kGwpSetSetting);
  if (!chosen) return tl::unexpected{chosen.error()};
  GwpSets sets{chosen->value_or(std::string{figures::kDefaultGwpSet}), {}};
  const auto rows = reader.query(
      "SELECT DISTINCT measure FROM factor WHERE measure LIKE 'GWP100 %' "
      "AND superseded_at IS NULL ORDER BY 1",
      {});
  if (!rows) return tl::unexpected{rows.error()};
  for (const auto& row : *rows)
    sets.choices.push_back(store::text_in(row.front()).substr(kMeasure.size()));
  return sets;
}

Result<void> choose_gwp_set(store::Engine& engine, figures::Published& published,
                            std::string_view set, store::AuditEntry entry) {
  const auto written = engine.write([&](store::Writer& writer) -> Result<void> {
    const auto before = gwp_sets(writer);
    if (!before) return tl::unexpected{before.error()};
    if (auto known = check_set(*before, set); !known) return known;
    if (before->chosen == set) {
      writer.leave_published_alone();
      return {};
    }
    if (auto done = put_set(writer, set, entry.actor); !done) return done;
    entry.note = fmt::format("{} → {}", before->chosen, set);
    return store::append_audit(writer, entry);
  });
  if (!written) return tl::unexpected{written.error()};
  const auto refreshed = published.refresh_if_changed();
  if (!refreshed) return tl::unexpected{refreshed.error()};
  return {};
}

Result<Effects> try_gwp_set(store::Engine& engine, figures::Published& published,
                            std::string_view set, const std::string& actor) {
  Effects effects;
  const auto written = engine.write([&](store::Writer& writer) -> Result<void> {
    const auto sets = gwp_sets(writer);
    if (!sets) return tl::unexpected{sets.error()};
    if (auto known = check_set(*sets, set); !known) return known;
    auto seen = effects_of(writer, published, [&] { return put_set(writer, set, actor); });
    if (!seen) return tl::unexpected{seen.error()};
    effects = std::move(seen->effects);
    return fail(ErrorCode::kInternal, {}, std::string{kTried});
  });
  if (!written && written.error().where != kTried) return tl::unexpected{written.error()};
  return effects;
}

}  // namespace tertil::ingest
