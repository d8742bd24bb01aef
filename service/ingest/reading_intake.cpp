#include "service/ingest/reading_intake.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "collectors/privacy.hpp"
#include "collectors/reading_stream.hpp"
#include "collectors/unit.hpp"
#include "service/figures/energy_sums.hpp"
#include "service/ingest/counter_events.hpp"
#include "service/ingest/held_months.hpp"
#include "service/store/activity_rows.hpp"
#include "service/store/month_sums.hpp"

namespace tertil::ingest {
namespace {

using collectors::ReadingStream;
using store::IncomingBlock;
using store::MonthNumber;

constexpr int kMonths = 12;
constexpr double kHour = 3600.0;

Text to_text(const collectors::Text& text) { return {text.sv, text.en}; }

Text words_for(const AsideRow& row) {
  if (row.rule == collectors::rule::kAmbiguousLocalTime)
    return to_text(collectors::message::ambiguous_local_time(collectors::local_text(row.time)));
  if (row.rule == collectors::rule::kConflictInFile)
    return {
        "Filen har flera rader för samma mätare och tid som inte säger samma sak; ingen av dem "
        "tas.",
        "The file has several rows for the same meter and time that do not agree; none of them "
        "is taken."};
  return {
      "Tiden överlappar en annan avläsning av mätaren med andra gränser; den som redan finns "
      "gäller.",
      "The time overlaps another reading of the meter that has other bounds; the one that is "
      "there holds."};
}

/// Whether quantities below zero may come: a source can say so.
bool takes_negative(const collectors::Source& source) {
  return std::ranges::any_of(source.checks, [](const collectors::CheckRule& rule) {
    return rule.id == collectors::rule::kNegativeQuantity && rule.severity != "error";
  });
}

/// The kWh of a sum in its given unit, or m³.
double kept(const store::ReadingSummary& summary, double quantity) {
  const auto unit = collectors::unit_named(collectors::name_of(summary.unit));
  return unit ? collectors::to_kept(*unit, quantity) : quantity;
}

double sum_of(const store::ReadingSummary& summary) {
  return collectors::Quantity{summary.digits, summary.decimals}.value();
}

std::string month_text(MonthNumber month) {
  return fmt::format("{:04}-{:02}", month / kMonths, month % kMonths + 1);
}

/// The rows of the file that a block was made of.
void add_rows(std::string_view payload, bool counter, std::vector<std::int64_t>& rows) {
  const auto readings = store::decode_payload(payload, counter);
  if (!readings) return;  // it was packed a moment ago
  for (const auto& reading : *readings) rows.push_back(reading.row);
}

}  // namespace

ReadingIntake::ReadingIntake(const collectors::Source& source, std::string pseudonym_key,
                             std::size_t budget)
    : source_{source}, pseudonym_key_{std::move(pseudonym_key)}, budget_{budget} {
  incoming_.owner = source.owner;
}

void ReadingIntake::read(int descriptor, Progress& progress, CheckedFile& checked) {
  descriptor_ = descriptor;
  const auto before = checked.mark();
  auto stream = ReadingStream::open(
      descriptor, source_, {},
      {.quick = true, .negative = takes_negative(source_), .pseudonym_key = pseudonym_key_});
  ReadingGather gather{budget_};
  std::vector<collectors::MeterReading> rows;
  for (auto next = stream.next(rows); next != ReadingStream::Next::kEnd; next = stream.next(rows)) {
    if (progress.cancelled) return;
    if (next == ReadingStream::Next::kAgain) {
      gather.clear();
      checked.back_to(before);
      continue;
    }
    gather.take(rows);
    take_faults(stream.take_faults(), checked);
    progress.rows_read = stream.rows_read();
    progress.bytes_read = stream.bytes_read();
  }
  take_faults(stream.take_faults(), checked);
  progress.rows_read = stream.rows_read();
  checked.rows_read = stream.rows_read();
  checked.quarantined += stream.faulty_rows();
  checked.must_not_keep_raw = source_.privacy.changes_file();
  checked.format = stream.format();
  checked.encoding = stream.encoding();
  // A line as it stands would keep what the mapping drops.
  has_lines_ = checked.format == "csv" && checked.encoding.starts_with("utf-8") &&
               !source_.privacy.changes_file();
  for (const auto& said : stream.notes())
    checked.findings.push_back({said.rule,
                                std::string{collectors::name_of(said.severity)},
                                said.column,
                                said.rows,
                                to_text(said.message),
                                {}});
  incoming_ = gather.finish(stream.meters());
  incoming_.owner = source_.owner;
  duplicates_ = gather.duplicates();
  set_aside(gather.aside(), checked);
  const bool bad = checked.quarantined > 0 && source_.on_bad_row == collectors::OnBadRow::kReject;
  if (stream.refused() || stream.must_reject() || bad) reject_all(checked);
  sum_up();
}

void ReadingIntake::take_faults(std::vector<collectors::RowFault> faults,
                                CheckedFile& checked) const {
  for (auto& fault : faults) {
    if (fault.rule == collectors::rule::kPersonalData) checked.personal = true;
    store::Reject reject{fault.row,
                         std::move(fault.column),
                         std::move(fault.raw),
                         std::move(fault.rule),
                         to_text(fault.message),
                         std::move(fault.record)};
    note(checked.findings, reject, collectors::name_of(fault.severity), fault.first_of_row);
    checked.rejects.push_back(std::move(reject));
  }
}

/// Visits rows in rising order with the text they had, a bounded number of texts at a time.
void ReadingIntake::each_with_text(
    const std::vector<std::int64_t>& rows,
    const std::function<void(std::size_t, std::string&&)>& visit) const {
  constexpr std::size_t kAtOnce = std::size_t{1} << 16U;
  for (std::size_t from = 0; from < rows.size(); from += kAtOnce) {
    const std::size_t count = std::min(kAtOnce, rows.size() - from);
    const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(from);
    std::vector<std::string> texts(count);
    if (has_lines_)
      texts =
          collectors::lines_of(descriptor_, {begin, begin + static_cast<std::ptrdiff_t>(count)});
    for (std::size_t i = 0; i < count; ++i) visit(from + i, collectors::masked(texts[i]));
  }
}

void ReadingIntake::set_aside(const std::vector<AsideRow>& rows, CheckedFile& checked) const {
  std::vector<std::int64_t> numbers;
  numbers.reserve(rows.size());
  for (const auto& row : rows) numbers.push_back(row.row);
  each_with_text(numbers, [&](std::size_t i, std::string&& text) {
    checked.set_aside(
        {rows[i].row, "", "", std::string{rows[i].rule}, words_for(rows[i]), std::move(text)});
  });
}

void ReadingIntake::reject_all(CheckedFile& checked) {
  checked.rejected = true;
  std::vector<std::int64_t> innocent;
  for (const auto& block : incoming_.blocks)
    add_rows(incoming_.payload_of(block), block.counter, innocent);
  incoming_.blocks.clear();
  std::ranges::sort(innocent);
  each_with_text(innocent, [&](std::size_t i, std::string&& text) {
    checked.set_aside({innocent[i],
                       "",
                       "",
                       "file-rejected",
                       {"Raden är riktig, men källan tar ingen fil som har någon felaktig rad.",
                        "The row is right, but this source takes no file that has a bad row."},
                       std::move(text)});
  });
  checked.quarantined += duplicates_;
  duplicates_ = 0;
}

void ReadingIntake::sum_up() {
  in_file_.clear();
  for (const auto& block : incoming_.blocks) {
    const auto& summary = block.summary;
    if (block.counter || !summary.exact) continue;  // what cannot be summed cannot be compared
    const auto& meter = incoming_.meters[block.meter];
    auto& series = in_file_[meter];
    series.label = meter;
    series.per_year = kMonths;
    series.keyed = false;
    series.sampled = true;
    auto& period = series.periods[static_cast<int>(block.month)];
    period = {static_cast<double>(summary.seconds) / kHour, kept(summary, sum_of(summary)),
              kept(summary, summary.least), kept(summary, summary.most), summary.first_row};
  }
}

void ReadingIntake::leave_out(std::span<const Suspicion> months) {
  for (const auto& month : months) suspicious_.try_emplace({month.series, month.period}, month);
  for (auto& kept : left_out_) incoming_.blocks.push_back(std::move(kept.block));
  left_out_.clear();
  std::vector<IncomingBlock> rest;
  for (auto& block : incoming_.blocks) {
    const auto why =
        suspicious_.find({incoming_.meters[block.meter], static_cast<int>(block.month)});
    if (why == suspicious_.end() || block.counter) {
      rest.push_back(std::move(block));
    } else {
      left_out_.push_back({std::move(block), why->second});
    }
  }
  std::ranges::sort(rest, {}, [this](const IncomingBlock& block) {
    return std::tuple{std::string_view{incoming_.meters[block.meter]}, block.month, block.counter};
  });
  incoming_.blocks = std::move(rest);
}

Result<store::WriteCounts> ReadingIntake::write(store::Writer& writer,
                                                const store::Provenance& provenance,
                                                CheckedFile& checked) {
  years_.clear();
  auto added = store::add_readings(writer, incoming_, provenance);
  if (!added) return tl::unexpected{added.error()};
  auto years = figures::update_sums(writer, incoming_.owner, added->touched);
  if (!years) return tl::unexpected{years.error()};
  years_ = std::move(*years);
  std::vector<AsideRow> overlapping;
  std::ranges::sort(added->overlapping);
  for (const auto row : added->overlapping)
    overlapping.push_back({row, collectors::rule::kOverlap});
  set_aside(overlapping, checked);
  if (auto done = keep_out(writer, provenance, checked); !done) return tl::unexpected{done.error()};
  if (auto noted = note_unknown_meters(writer, checked); !noted)
    return tl::unexpected{noted.error()};
  if (auto noted = note_counter_events(writer, incoming_, checked.findings); !noted)
    return tl::unexpected{noted.error()};
  added->counts.duplicate += duplicates_;
  constexpr std::size_t kMostNamed = 1000;
  auto& losing = added->counts.kept_losing;
  std::ranges::sort(losing);
  losing.resize(std::min(losing.size(), kMostNamed));
  return std::move(added->counts);
}

Result<void> ReadingIntake::keep_out(store::Writer& writer, const store::Provenance& provenance,
                                     CheckedFile& checked) const {
  std::vector<std::pair<std::int64_t, const Kept*>> rows;  // of a held month, its first
  for (const auto& kept : left_out_) {
    std::vector<std::int64_t> all;
    add_rows(incoming_.payload_of(kept.block), kept.block.counter, all);
    if (kept.why.severity == Severity::kHold) all = {*std::ranges::min_element(all)};
    for (const auto row : all) rows.emplace_back(row, &kept);
  }
  std::ranges::sort(rows);
  std::vector<std::int64_t> numbers;
  numbers.reserve(rows.size());
  for (const auto& [row, kept] : rows) numbers.push_back(row);
  std::vector<store::HeldRow> held;
  each_with_text(numbers, [&](std::size_t i, std::string&& text) {
    const auto& [row, kept] = rows[i];
    const store::Reject told{row, "", "", kept->why.rule, kept->why.message, std::move(text)};
    if (kept->why.severity != Severity::kHold) return checked.set_aside(told);
    note(checked.findings, told, "hold", true);
    const auto finding = std::ranges::find_if(checked.findings, [&told](const Finding& one) {
      return one.rule == told.rule && one.column.empty();
    });
    held.push_back(held_row(*kept, told));
    finding->rows += held.back().rows - 1;
    checked.quarantined += held.back().rows;
    checked.held += held.back().rows;
  });
  if (held.empty()) return {};
  return store::add_held(writer, provenance.batch, held);
}

/// A meter's month as one row that waits.
store::HeldRow ReadingIntake::held_row(const Kept& kept, const store::Reject& first) const {
  const auto& [block, why] = kept;
  const auto& meter = incoming_.meters[block.meter];
  store::HeldRow row;
  row.row = first.row;
  row.rows = block.summary.readings;
  row.rule = why.rule;
  row.message = why.message;
  row.record = first.record;
  row.shown = nlohmann::json{{"meter", meter},
                             {"month", month_text(block.month)},
                             {"readings", block.summary.readings},
                             {"quantity", sum_of(block.summary)},
                             {"unit", collectors::name_of(block.summary.unit)}}
                  .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  row.expected = why.expected;
  row.payload = held_payload({meter, block.month, block.counter}, incoming_.payload_of(block));
  return row;
}

Result<void> ReadingIntake::note_unknown_meters(store::Reader& reader, CheckedFile& checked) const {
  const auto rows = store::meters(reader, incoming_.owner);
  if (!rows) return tl::unexpected{rows.error()};
  std::set<std::string_view> known;
  for (const auto& row : *rows) known.insert(row.meter);
  std::set<std::uint32_t> unknown;
  std::int64_t readings = 0;
  for (const auto& block : incoming_.blocks) {
    if (known.contains(incoming_.meters[block.meter])) continue;
    unknown.insert(block.meter);
    readings += block.summary.readings;
  }
  if (unknown.empty()) return {};
  const auto& first = incoming_.meters[*unknown.begin()];
  Finding finding;
  finding.rule = "unknown-meter";
  finding.severity = "warning";
  finding.column = "meter";
  finding.rows = readings;
  finding.message = {
      fmt::format("{} mätare, bland dem {}, finns inte i registret. Avläsningarna är lagrade men "
                  "räknas i inget nyckeltal förrän mätarna är kända.",
                  unknown.size(), first),
      fmt::format("{} meters, among them {}, are not in the register. Their readings are stored "
                  "but count in no key figure until the meters are known.",
                  unknown.size(), first)};
  checked.findings.push_back(std::move(finding));
  return {};
}

std::vector<figures::Touched> ReadingIntake::touched() const {
  return touched_energy(incoming_.owner, years_);
}

Result<store::SeriesSums> ReadingIntake::sums(store::Reader& reader) const {
  constexpr MonthNumber kBack = 3 * kMonths;
  store::SeriesSums sums;
  const auto known = store::reading_meters(reader, incoming_.owner);
  if (!known) return tl::unexpected{known.error()};
  std::map<std::int64_t, std::string_view> wanted;
  store::MonthSpan span{std::numeric_limits<MonthNumber>::max(), 0};
  for (const auto& meter : *known) {
    const auto found = in_file_.find(meter.meter);
    if (found == in_file_.end()) continue;
    wanted.emplace(meter.no, meter.meter);
    span.first = std::min<MonthNumber>(span.first, found->second.periods.begin()->first - kBack);
    span.last = std::max<MonthNumber>(span.last, found->second.periods.rbegin()->first);
  }
  std::vector<std::int64_t> numbers;
  numbers.reserve(wanted.size());
  for (const auto& [number, name] : wanted) numbers.push_back(number);
  const auto months_of = store::month_uses(reader, incoming_.owner, numbers, span);
  if (!months_of) return tl::unexpected{months_of.error()};
  for (const auto& [number, name] : wanted) {
    const auto& in_file = in_file_.find(name)->second.periods;
    auto& stored = sums[std::string{name}];
    stored.label = name;
    stored.per_year = kMonths;
    stored.keyed = false;
    stored.sampled = true;
    const auto months = months_of->find(number);
    if (months == months_of->end()) continue;
    for (const auto& month : months->second) {
      if (month.month < in_file.begin()->first - kBack || month.month > in_file.rbegin()->first)
        continue;
      if (month.readings == 0) continue;  // kept for its flags
      stored.unit = month.unit;
      auto& period = stored.periods[static_cast<int>(month.month)];
      period.count = static_cast<double>(month.seconds) / kHour;
      period.sum = month.quantity;
      period.least = period.most = month.quantity / static_cast<double>(month.readings);
    }
  }
  return sums;
}

}  // namespace tertil::ingest
