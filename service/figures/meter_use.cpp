#include "service/figures/meter_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "service/figures/energy_sums.hpp"

namespace tertil::figures {
namespace {

using store::Seconds;

/// The time asked for.
struct Asked {
  store::MonthSpan months;
  Seconds begin{0};
  Seconds end{0};
};

Asked asked(const MeterQuestion& question) {
  const int first = question.month.value_or(1);
  const int last = question.month.value_or(12);
  return {{store::month_number({question.year, first}), store::month_number({question.year, last})},
          collectors::start_of_month({question.year, first}),
          collectors::start_of_month(collectors::Month{question.year, last}.next())};
}

Result<std::vector<Use>> uses_in(store::Reader& reader, const store::ReadingMeter& meter,
                                 const Asked& time, MeterRegister entries, std::int64_t& flags) {
  const auto readings = store::readings_of(reader, meter, time.months, false);
  if (!readings) return tl::unexpected{readings.error()};
  const auto wider = store::with_neighbours(reader, meter, time.months);
  if (!wider) return tl::unexpected{wider.error()};
  const auto counters = store::readings_of(reader, meter, *wider, true);
  if (!counters) return tl::unexpected{counters.error()};
  auto uses = uses_of(*readings, *counters, entries, flags);
  std::erase_if(uses,
                [&time](const Use& use) { return use.end <= time.begin || use.start >= time.end; });
  return uses;
}

Seconds beginning(UseStep step, Seconds at) {
  return step == UseStep::kDay ? collectors::start_of_day(collectors::local_day(at))
                               : collectors::start_of_month(collectors::local_month(at));
}

Seconds ending(UseStep step, Seconds at) {
  return step == UseStep::kDay ? collectors::start_of_day(collectors::local_day(at) + 1)
                               : collectors::start_of_month(collectors::local_month(at).next());
}

/// One piece of the answer, with the number of its latest batch.
struct Piece {
  UseOf use;
  std::int64_t batch{0};
};

/// Uses laid out over days or months, by time; only what lies in the time asked for.
std::vector<Piece> laid_out(const std::vector<Use>& uses, const Asked& time, UseStep step) {
  std::map<Seconds, Piece> pieces;
  for (const auto& use : uses) {
    for (Seconds from = std::max(use.start, time.begin); from < std::min(use.end, time.end);) {
      const Seconds to = std::min({use.end, ending(step, from), time.end});
      auto& piece = pieces[beginning(step, from)];
      piece.use.start = beginning(step, from);
      piece.use.end = ending(step, from);
      const bool whole = from == use.start && to == use.end;
      piece.use.quantity += whole ? use.quantity
                                  : use.quantity * static_cast<double>(to - from) /
                                        static_cast<double>(use.end - use.start);
      piece.use.estimated = piece.use.estimated || use.estimated;
      piece.batch = std::max(piece.batch, use.batch);
      from = to;
    }
  }
  std::vector<Piece> all;
  all.reserve(pieces.size());
  for (auto& [start, piece] : pieces) all.push_back(std::move(piece));
  return all;
}

void describe(MeterRegister entries, MeterUse& answer, const Asked& time) {
  for (const auto& entry : entries) {
    const auto from = collectors::parse_date(entry.valid_from);
    if (from && collectors::start_of_day(*from) >= time.end && !answer.building.empty()) break;
    answer.building = entry.building;
    answer.carrier = entry.carrier;
  }
}

void flag(std::int64_t flags, bool estimated, MeterUse& answer) {
  const auto add = [&answer](bool met, const char* name) {
    if (met) answer.flags.emplace_back(name);
  };
  add(answer.coverage < 1.0, "gap");
  add(estimated, "estimated");
  add((flags & store::kCounterReset) != 0, "counter-reset");
  add((flags & store::kMeterReplaced) != 0, "meter-replaced");
  add((flags & store::kNoFactor) != 0, "missing-factor");
}

tl::unexpected<Error> no_meter(const MeterQuestion& question) {
  return fail(ErrorCode::kNotFound, {fmt::format("Mätaren ”{}” finns inte.", question.meter),
                                     fmt::format("There is no meter “{}”.", question.meter)});
}

}  // namespace

Result<MeterUse> meter_use(store::Reader& reader, const MeterQuestion& question) {
  MeterUse answer;
  answer.question = question;
  const Asked time = asked(question);
  auto rows = store::meters(reader, question.owner);
  if (!rows) return tl::unexpected{rows.error()};
  std::erase_if(*rows, [&](const store::MeterRow& row) { return row.meter != question.meter; });
  std::ranges::stable_sort(*rows, {}, &store::MeterRow::valid_from);
  describe(*rows, answer, time);
  const auto meter = store::find_reading_meter(reader, question.owner, question.meter);
  if (!meter) return tl::unexpected{meter.error()};
  if (!*meter && rows->empty()) return no_meter(question);
  if (!*meter) return answer;

  std::int64_t flags = 0;
  const auto uses = uses_in(reader, **meter, time, *rows, flags);
  if (!uses) return tl::unexpected{uses.error()};
  Seconds covered = 0;
  bool estimated = false;
  for (const auto& use : *uses) {
    covered += std::min(use.end, time.end) - std::max(use.start, time.begin);
    estimated = estimated || use.estimated;
    answer.is_energy = answer.is_energy && use.is_energy;
  }
  answer.coverage = static_cast<double>(covered) / static_cast<double>(time.end - time.begin);
  std::vector<Piece> pieces;
  if (question.step == UseStep::kHour) {
    for (const auto& use : *uses) {
      pieces.push_back({{use.start, use.end, use.quantity, use.estimated, {}}, use.batch});
    }
  } else {
    pieces = laid_out(*uses, time, question.step);
  }
  const auto sums = store::month_sums(reader, **meter, time.months);
  if (!sums) return tl::unexpected{sums.error()};
  for (const auto& sum : *sums) {
    answer.total += sum.quantity;
    flags |= sum.flags;
  }
  std::vector<std::int64_t> numbers;
  numbers.reserve(pieces.size());
  for (const auto& piece : pieces) numbers.push_back(piece.batch);
  const auto ids = store::reading_batches(reader, numbers);
  if (!ids) return tl::unexpected{ids.error()};
  for (auto& piece : pieces) {
    if (const auto id = ids->find(piece.batch); id != ids->end()) piece.use.batch = id->second;
    answer.uses.push_back(std::move(piece.use));
  }
  flag(flags, estimated, answer);
  return answer;
}

}  // namespace tertil::figures
