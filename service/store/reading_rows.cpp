#include "service/store/reading_rows.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

#include "service/store/cell.hpp"

namespace tertil::store {
namespace {

#define TERTIL_BLOCK_COLUMNS                                                                \
  "id, meter, month, counter, batch, last_batch, reach, readings, estimated, first, last, " \
  "seconds, estimated_seconds, unit, digits, decimals"

/// So much is handed over together.
constexpr std::size_t kMostWaiting = 1024;
constexpr std::size_t kMostBytes = std::size_t{4} << 20U;

/// What a header promises is believed so far.
constexpr std::size_t kMostReserved = std::size_t{1} << 20U;

constexpr std::string_view kHeaders = "SELECT " TERTIL_BLOCK_COLUMNS
                                      " FROM reading_block WHERE owner = $1 AND meter = $2 AND "
                                      "month BETWEEN $3 AND $4 ORDER BY month, id";
constexpr std::string_view kBlocks = "SELECT " TERTIL_BLOCK_COLUMNS
                                     ", data FROM reading_block WHERE owner = $1 AND meter = $2 "
                                     "AND month BETWEEN $3 AND $4 ORDER BY month, id";

BlockRow block_in(Row& row) {
  BlockRow block;
  block.id = integer_in(row[0]);
  block.place = {integer_in(row[1]), integer_in(row[2]), integer_in(row[3]) != 0};
  block.first_batch = integer_in(row[4]);
  block.last_batch = integer_in(row[5]);
  block.reach = integer_in(row[6]);
  block.summary.readings = integer_in(row[7]);
  block.summary.estimated = integer_in(row[8]);
  block.summary.first = integer_in(row[9]);
  block.summary.last = integer_in(row[10]);
  block.summary.seconds = integer_in(row[11]);
  block.summary.estimated_seconds = integer_in(row[12]);
  const auto unit = optional_in<std::int64_t>(row[13]);
  block.summary.one_unit = unit.has_value();
  block.summary.unit = static_cast<collectors::ReadingUnit>(unit.value_or(0));
  const auto digits = optional_in<std::int64_t>(row[14]);
  block.summary.exact = digits.has_value();
  block.summary.digits = digits.value_or(0);
  block.summary.decimals =
      static_cast<std::uint8_t>(optional_in<std::int64_t>(row[15]).value_or(0));
  if (row.size() > 16) block.data = std::move(std::get<Bytes>(row[16]));
  return block;
}

std::string packed(const std::vector<BlockPlace>& places) {
  std::string out;
  const auto put = [&out](std::int64_t number) {
    auto rest =
        (static_cast<std::uint64_t>(number) << 1U) ^ static_cast<std::uint64_t>(number >> 63);
    for (; rest >= 0x80; rest >>= 7U) out.push_back(static_cast<char>(rest | 0x80U));
    out.push_back(static_cast<char>(rest));
  };
  BlockPlace before;
  for (const auto& place : places) {
    put(place.meter - before.meter);
    put((place.month - before.month) * 2 + (place.counter ? 1 : 0));
    before = place;
  }
  return out;
}

std::vector<BlockPlace> unpacked(std::string_view bytes) {
  std::vector<BlockPlace> places;
  std::size_t at = 0;
  const auto take = [&]() -> std::int64_t {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && at < bytes.size(); shift += 7) {
      const auto next = static_cast<unsigned char>(bytes[at++]);
      value |= static_cast<std::uint64_t>(next & 0x7FU) << shift;
      if (next < 0x80) break;
    }
    return static_cast<std::int64_t>((value >> 1U) ^ (0U - (value & 1U)));
  };
  BlockPlace place;
  while (at < bytes.size()) {
    place.meter += take();
    const std::int64_t month = take();
    place.counter = month % 2 != 0;
    place.month += (month - (place.counter ? 1 : 0)) / 2;
    places.push_back(place);
  }
  return places;
}

Result<std::set<std::int64_t>> numbers(Reader& reader, std::string_view sql,
                                       std::span<const Value> parameters) {
  const auto rows = reader.query(sql, parameters);
  if (!rows) return tl::unexpected{rows.error()};
  std::set<std::int64_t> found;
  for (const auto& row : *rows) found.insert(integer_in(row[0]));
  return found;
}

}  // namespace

Result<std::vector<StoredReading>> decoded(const std::vector<BlockRow>& blocks, bool counter,
                                           const std::set<std::int64_t>& left_out) {
  std::size_t most = 0;
  for (const auto& block : blocks) {
    if (block.place.counter == counter) most += static_cast<std::size_t>(block.summary.readings);
  }
  std::vector<StoredReading> all;
  all.reserve(std::min(most, kMostReserved));
  for (const auto& block : blocks) {
    if (block.place.counter != counter) continue;
    if (block.first_batch == block.last_batch && left_out.contains(block.first_batch)) continue;
    auto readings = decode_block(block.data.bytes, block.place);
    if (!readings) return tl::unexpected{readings.error()};
    const auto first_left_out = left_out.lower_bound(block.first_batch);
    if (first_left_out != left_out.end() && *first_left_out <= block.last_batch) {
      std::erase_if(*readings,
                    [&](const auto& reading) { return left_out.contains(reading.batch); });
    }
    if (all.empty() && blocks.size() == 1) return readings;
    all.insert(all.end(), readings->begin(), readings->end());
  }
  return all;
}

std::string digest_line(std::string_view meter, const BlockPlace& place) {
  return std::string{meter} + '\n' + std::to_string(place.month) + (place.counter ? "c\n" : "u\n");
}

MonthNumber reach_of(const ReadingSummary& summary, const BlockPlace& place) {
  if (place.counter) return place.month;
  return std::max(place.month, month_number(collectors::local_month(summary.last - 1)));
}

Result<std::vector<BlockRow>> blocks_of(Reader& reader, std::string_view owner, std::int64_t meter,
                                        MonthSpan span, bool with_data) {
  const std::array<Value, 4> parameters{cell(owner), meter, span.first, span.last};
  auto rows = reader.query(with_data ? kBlocks : kHeaders, parameters);
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<BlockRow> blocks;
  blocks.reserve(rows->size());
  for (auto& row : *rows) blocks.push_back(block_in(row));
  return blocks;
}

Result<void> BlockWriter::add(const BlockPlace& place, std::int64_t first_batch,
                              std::int64_t last_batch, const ReadingSummary& summary,
                              std::string_view payload) {
  const bool exact = summary.exact && summary.in_order && !place.counter;
  Bytes data{framed(payload, place, first_batch)};
  bytes_ += data.bytes.size();
  waiting_.push_back({cell(owner_), place.meter, place.month, std::int64_t{place.counter},
                      first_batch, last_batch, summary.first, summary.last,
                      reach_of(summary, place), summary.readings, summary.estimated,
                      summary.seconds, summary.estimated_seconds,
                      summary.one_unit ? Value{static_cast<std::int64_t>(summary.unit)} : Value{},
                      exact ? Value{summary.digits} : Value{},
                      exact ? Value{std::int64_t{summary.decimals}} : Value{}, std::move(data)});
  return waiting_.size() < kMostWaiting && bytes_ < kMostBytes ? Result<void>{} : finish();
}

Result<void> BlockWriter::finish() {
  if (waiting_.empty()) return {};
  constexpr std::array<std::string_view, 17> kColumns{
      "owner",  "meter",    "month",    "counter",   "batch",   "last_batch",        "first",
      "last",   "reach",    "readings", "estimated", "seconds", "estimated_seconds", "unit",
      "digits", "decimals", "data"};
  auto added = writer_.add_rows("reading_block", kColumns, waiting_);
  waiting_.clear();
  bytes_ = 0;
  return added;
}

Result<void> remove_block(Writer& writer, std::string_view owner, std::int64_t id) {
  const std::array<Value, 2> cells{id, cell(owner)};
  const auto gone = writer.execute("DELETE FROM reading_block WHERE id = $1 AND owner = $2", cells);
  if (!gone) return tl::unexpected{gone.error()};
  return {};
}

Result<std::vector<BatchRow>> reading_batches_of(Reader& reader, std::string_view batch) {
  const Value parameter = cell(batch);
  const auto rows = reader.query(
      "SELECT no, owner, recorded_at, retracted_at, digest, touched FROM reading_batch "
      "WHERE batch = $1 ORDER BY no",
      {&parameter, 1});
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<BatchRow> found;
  for (const auto& row : *rows) {
    found.push_back({integer_in(row[0]), text_in(row[1]), instant_in(row[2]),
                     optional_instant_in(row[3]), text_in(row[4]),
                     unpacked(std::get<Bytes>(row[5]).bytes)});
  }
  return found;
}

Result<void> insert_reading_batch(Writer& writer, const BatchRow& row, std::string_view batch,
                                  std::int64_t readings) {
  const std::array<Value, 7> cells{row.no,          cell(row.owner),
                                   cell(batch),     row.recorded_at.microseconds,
                                   readings,        Bytes{packed(row.touched)},
                                   cell(row.digest)};
  const auto added = writer.execute(
      "INSERT INTO reading_batch (no, owner, batch, recorded_at, readings, touched, digest) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7)",
      cells);
  if (!added) return tl::unexpected{added.error()};
  return {};
}

Result<std::int64_t> next_reading_batch(Reader& reader) {
  const auto rows = reader.query("SELECT coalesce(max(no), 0) + 1 FROM reading_batch", {});
  if (!rows) return tl::unexpected{rows.error()};
  return integer_in(rows->at(0).at(0));
}

Result<std::set<std::int64_t>> batches_left_out(Reader& reader, std::string_view owner,
                                                std::optional<Instant> as_of) {
  const std::array<Value, 2> parameters{
      cell(owner), as_of ? as_of->microseconds : std::numeric_limits<std::int64_t>::max()};
  return numbers(reader,
                 "SELECT no FROM reading_batch WHERE owner = $1 AND "
                 "(recorded_at > $2 OR retracted_at <= $2)",
                 parameters);
}

Result<std::set<std::int64_t>> meters_with_long_readings(Reader& reader, std::string_view owner) {
  const Value parameter = cell(owner);
  return numbers(reader,
                 "SELECT DISTINCT meter FROM reading_block WHERE owner = $1 AND reach > month",
                 {&parameter, 1});
}

Result<std::set<std::int64_t>> meters_with_counters(Reader& reader, std::string_view owner) {
  const Value parameter = cell(owner);
  return numbers(reader,
                 "SELECT DISTINCT meter FROM reading_block WHERE owner = $1 AND counter = 1",
                 {&parameter, 1});
}

}  // namespace tertil::store
