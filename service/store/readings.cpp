#include "service/store/readings.hpp"

#include <algorithm>
#include <array>

#include "service/store/cell.hpp"
#include "service/store/reading_fold.hpp"
#include "service/store/reading_rows.hpp"
#include "service/store/sha256.hpp"

namespace tertil::store {
namespace {

using Readings = std::vector<StoredReading>;
using LeftOut = std::set<std::int64_t>;

/// Places that one fold decides together: of a meter with long readings, all of it.
struct Scope {
  std::int64_t meter{0};
  MonthSpan months;
  bool counter{false};
  friend auto operator<=>(const Scope&, const Scope&) = default;
};

Result<std::vector<Scope>> scopes_of(Reader& reader, const BatchRow& batch) {
  const auto long_ones = meters_with_long_readings(reader, batch.owner);
  if (!long_ones) return tl::unexpected{long_ones.error()};
  std::vector<Scope> scopes;
  for (const auto& place : batch.touched) {
    const bool whole = long_ones->contains(place.meter) && !place.counter;
    const MonthSpan months = whole ? kAllMonths : MonthSpan{place.month, place.month};
    const bool known = whole && !scopes.empty() && scopes.back().meter == place.meter &&
                       !scopes.back().counter && scopes.back().months.last == months.last;
    if (!known) scopes.push_back({place.meter, months, place.counter});
  }
  return scopes;
}

bool is_in(const StoredReading& reading, const Readings& holding) {
  auto at = std::ranges::lower_bound(holding, reading.start, {}, &StoredReading::start);
  for (; at != holding.end() && at->start == reading.start; ++at) {
    if (at->end == reading.end) return says_the_same(*at, reading);
  }
  return false;
}

/// Places where more batches than one have readings; elsewhere nothing can have been superseded.
Result<std::set<std::tuple<std::int64_t, MonthNumber, bool>>> shared_places(
    Reader& reader, std::string_view owner) {
  const Value parameter = cell(owner);
  const auto rows = reader.query(
      "SELECT meter, month, counter FROM reading_block WHERE owner = $1 "
      "GROUP BY meter, month, counter HAVING count(*) > 1 OR min(batch) <> max(last_batch)",
      {&parameter, 1});
  if (!rows) return tl::unexpected{rows.error()};
  std::set<std::tuple<std::int64_t, MonthNumber, bool>> places;
  for (const auto& row : *rows) {
    places.emplace(integer_in(row[0]), integer_in(row[1]), integer_in(row[2]) != 0);
  }
  return places;
}

tl::unexpected<Error> no_batch(std::string_view id) {
  return fail(ErrorCode::kNotFound,
              {"Det finns ingen import av mätvärden med det numret.",
               "There is no import of readings of that id."},
              "store/readings: " + std::string{id});
}

/// What taking batches back does in one place; nothing is written.
Result<void> take_back(Reader& reader, const Scope& scope, const LeftOut& own, const LeftOut& with,
                       ReadingsRetracted& done) {
  const auto blocks = blocks_of(reader, done.owner, scope.meter, scope.months, true);
  if (!blocks) return tl::unexpected{blocks.error()};
  auto all = decoded(*blocks, scope.counter, with);
  if (!all) return tl::unexpected{all.error()};
  auto rest = *all;
  std::erase_if(rest, [&own](const auto& reading) { return own.contains(reading.batch); });
  const auto holding = in_force(std::move(*all), scope.counter);
  done.retraction.closed += std::ranges::count_if(
      holding, [&own](const auto& reading) { return own.contains(reading.batch); });
  for (const auto& reading : in_force(std::move(rest), scope.counter)) {
    if (!is_in(reading, holding)) ++done.retraction.reopened;
  }
  std::set<MonthNumber> months;
  for (const auto& block : *blocks) {
    for (auto month = block.place.month; month <= block.reach; ++month) months.insert(month);
  }
  for (const auto month : months) {
    done.touched.push_back({scope.meter, month, scope.counter, std::nullopt});
  }
  return {};
}

/// SHA-256 over a batch's readings as the blocks have them now.
Result<std::string> digest_now(Reader& reader, const BatchRow& batch,
                               const std::map<std::int64_t, std::string>& names) {
  Sha256 sum;
  for (const auto& place : batch.touched) {  // in the order they were written
    const auto blocks =
        blocks_of(reader, batch.owner, place.meter, {place.month, place.month}, true);
    if (!blocks) return tl::unexpected{blocks.error()};
    auto all = decoded(*blocks, place.counter, {});
    if (!all) return tl::unexpected{all.error()};
    std::erase_if(*all, [&batch](const auto& reading) { return reading.batch != batch.no; });
    BlockBuilder builder{place.counter};
    for (const auto& reading : *all) builder.add(reading, batch.no);
    const auto name = names.find(place.meter);
    sum.update(digest_line(name == names.end() ? "" : name->second, place));
    sum.update(builder.take_payload());
  }
  return sum.hex();
}

/// Whether what a batch put into force still is.
Result<bool> batch_holds(Reader& reader, const BatchRow& batch) {
  if (batch.retracted_at) return false;
  const auto shared = shared_places(reader, batch.owner);
  if (!shared) return tl::unexpected{shared.error()};
  if (shared->empty()) return true;
  const auto now = batches_left_out(reader, batch.owner, std::nullopt);
  if (!now) return tl::unexpected{now.error()};
  const auto then = batches_left_out(reader, batch.owner, batch.recorded_at);
  if (!then) return tl::unexpected{then.error()};
  const auto scopes = scopes_of(reader, batch);
  if (!scopes) return tl::unexpected{scopes.error()};
  for (const auto& scope : *scopes) {
    const bool whole = scope.months.first != scope.months.last;
    if (!whole && !shared->contains({scope.meter, scope.months.first, scope.counter})) continue;
    const auto blocks = blocks_of(reader, batch.owner, scope.meter, scope.months, true);
    if (!blocks) return tl::unexpected{blocks.error()};
    auto today = decoded(*blocks, scope.counter, *now);
    if (!today) return tl::unexpected{today.error()};
    auto that_day = decoded(*blocks, scope.counter, *then);
    if (!that_day) return tl::unexpected{that_day.error()};
    const auto holding = in_force(std::move(*today), scope.counter);
    for (const auto& reading : in_force(std::move(*that_day), scope.counter)) {
      if (reading.batch == batch.no && !is_in(reading, holding)) return false;
    }
  }
  return true;
}

}  // namespace

Result<ReadingsRetracted> retract_readings(Writer& writer, std::string_view id) {
  const auto batches = reading_batches_of(writer, id);
  if (!batches) return tl::unexpected{batches.error()};
  if (batches->empty()) return no_batch(id);
  ReadingsRetracted done;
  done.owner = batches->front().owner;
  const auto with = batches_left_out(writer, done.owner, std::nullopt);
  if (!with) return tl::unexpected{with.error()};
  LeftOut own;
  std::vector<Scope> scopes;
  for (const auto& batch : *batches) {
    own.insert(batch.no);
    const auto more = scopes_of(writer, batch);
    if (!more) return tl::unexpected{more.error()};
    scopes.insert(scopes.end(), more->begin(), more->end());
  }
  std::ranges::sort(scopes);
  const auto same = std::ranges::unique(scopes);
  scopes.erase(same.begin(), same.end());
  for (const auto& scope : scopes) {
    if (auto taken = take_back(writer, scope, own, *with, done); !taken) {
      return tl::unexpected{taken.error()};
    }
  }
  const std::array<Value, 2> parameters{cell(id), writer.recorded_at().microseconds};
  const auto marked =
      writer.execute("UPDATE reading_batch SET retracted_at = $2 WHERE batch = $1", parameters);
  if (!marked) return tl::unexpected{marked.error()};
  const auto lost = writer.query(
      "SELECT d.batch FROM duplicate_of d JOIN batch b ON b.id = d.batch "
      "WHERE d.of_batch = $1 AND b.state <> 'retracted' ORDER BY b.received_at, b.id",
      std::span{parameters}.first(1));
  if (!lost) return tl::unexpected{lost.error()};
  for (const auto& row : *lost) done.retraction.duplicates_lost.push_back(text_in(row[0]));
  return done;
}

Result<bool> readings_still_current(Reader& reader, std::string_view batch) {
  const Value id = cell(batch);
  const auto involved =
      reader.query("SELECT $1 UNION SELECT of_batch FROM duplicate_of WHERE batch = $1", {&id, 1});
  if (!involved) return tl::unexpected{involved.error()};
  for (const auto& row : *involved) {
    const auto parts = reading_batches_of(reader, text_in(row[0]));
    if (!parts) return tl::unexpected{parts.error()};
    for (const auto& part : *parts) {
      const auto holds = batch_holds(reader, part);
      if (!holds) return tl::unexpected{holds.error()};
      if (!*holds) return false;
    }
  }
  return true;
}

Result<std::string> readings_digest(Reader& reader, std::string_view batch) {
  const auto parts = reading_batches_of(reader, batch);
  if (!parts) return tl::unexpected{parts.error()};
  if (parts->empty()) return no_batch(batch);
  std::string digest = parts->front().digest;
  for (std::size_t i = 1; i < parts->size(); ++i)
    digest = sha256_hex(digest.append((*parts)[i].digest));
  return digest;
}

Result<std::string> readings_digest_now(Reader& reader, std::string_view id) {
  const auto parts = reading_batches_of(reader, id);
  if (!parts) return tl::unexpected{parts.error()};
  if (parts->empty()) return no_batch(id);
  const auto meters = reading_meters(reader, parts->front().owner);
  if (!meters) return tl::unexpected{meters.error()};
  std::map<std::int64_t, std::string> names;
  for (const auto& meter : *meters) names.emplace(meter.no, meter.meter);
  std::string digest;
  for (const auto& part : *parts) {
    auto now = digest_now(reader, part, names);
    if (!now) return now;
    digest = digest.empty() ? *now : sha256_hex(digest.append(*now));
  }
  return digest;
}

}  // namespace tertil::store
