#include "service/figures/energy_sums.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <set>

#include "service/figures/meter_stretches.hpp"

namespace tertil::figures {
namespace {

using collectors::ReadingUnit;
using store::MonthNumber;
using store::MonthSum;
using store::Seconds;
using Readings = std::vector<store::StoredReading>;

constexpr MonthNumber kLastMonth = std::numeric_limits<std::int32_t>::max();

/// One month, while it is summed up.
struct Summing {
  MonthSum sum;
  std::map<std::pair<ReadingUnit, std::optional<std::size_t>>, ExactSum> whole;
  double shared_energy{0.0};
  double shared_volume{0.0};

  void cover(const Stretch& stretch, Seconds from, Seconds to) {
    if (sum.readings == 0) {
      sum.first = from;
      sum.last = to;
    }
    sum.first = std::min(sum.first, from);
    sum.last = std::max(sum.last, to);
    ++sum.readings;
    sum.seconds += to - from;
    if (stretch.from_counter) sum.flags |= store::kFromCounter;
    if (!stretch.estimated) return;
    ++sum.estimated;
    sum.estimated_seconds += to - from;
  }

  MonthSum finish(const Validity& validity) {
    double energy = shared_energy;
    double volume = shared_volume;
    for (const auto& [kind, exact] : whole) {
      const auto made = made_of(kind.first, exact.value(), validity.factor(kind.second));
      (made.is_energy ? energy : volume) += made.quantity;
      any_energy = any_energy || made.is_energy;
      any_volume = any_volume || !made.is_energy;
    }
    if (any_volume) sum.flags |= store::kNoFactor;
    sum.is_energy = any_energy || !any_volume;
    sum.quantity = sum.is_energy ? energy : volume;
    return sum;
  }
  bool any_energy{false};
  bool any_volume{false};
};

std::vector<MonthSum> summed(store::MonthSpan span, const Stretches& stretches,
                             const Validity& validity) {
  std::map<MonthNumber, Summing> months;
  for (auto month = span.first; month <= span.last; ++month) months[month].sum.month = month;
  for (const auto& stretch : stretches.all) {
    auto month = store::month_number(collectors::local_month(stretch.start));
    for (Seconds from = stretch.start; from < stretch.end; ++month) {
      const Seconds next = collectors::start_of_month(store::month_of_number(month).next());
      const Seconds to = std::min(stretch.end, next);
      if (month > span.last) break;
      const auto found = months.find(month);
      if (found != months.end()) {
        Summing& at = found->second;
        at.cover(stretch, from, to);
        if (from == stretch.start && to == stretch.end) {
          at.whole[{stretch.unit, stretch.row}].add(stretch.quantity);
        } else {
          const auto made =
              made_of(stretch.unit, stretch.quantity.value(), validity.factor(stretch.row));
          const double share =
              static_cast<double>(to - from) / static_cast<double>(stretch.end - stretch.start);
          (made.is_energy ? at.shared_energy : at.shared_volume) += made.quantity * share;
          (made.is_energy ? at.any_energy : at.any_volume) = true;
        }
      }
      from = to;
    }
  }
  for (const auto& [time, flags] : stretches.flags) {
    const auto found = months.find(store::month_number(collectors::local_month(time)));
    if (found != months.end()) found->second.sum.flags |= flags;
  }
  std::vector<MonthSum> sums;
  sums.reserve(months.size());
  for (auto& [month, summing] : months) sums.push_back(summing.finish(validity));
  return sums;
}

/// The register of one owner, by meter.
class Registers {
 public:
  static Result<Registers> read(store::Reader& reader, std::string_view owner) {
    auto rows = store::meters(reader, owner);
    if (!rows) return tl::unexpected{rows.error()};
    Registers registers;
    registers.rows_ = std::move(*rows);
    std::ranges::stable_sort(registers.rows_, {}, [](const store::MeterRow& row) {
      return std::pair{std::string_view{row.meter}, std::string_view{row.valid_from}};
    });
    return registers;
  }
  [[nodiscard]] MeterRegister of(std::string_view meter) const {
    const auto found = std::ranges::equal_range(
        rows_, meter, {}, [](const store::MeterRow& row) { return std::string_view{row.meter}; });
    return {found.begin(), found.end()};
  }
  /// All of a meter's rows that a sum depends on.
  [[nodiscard]] static std::string seen(MeterRegister entries) {
    std::string text;
    for (const auto& row : entries) {
      text +=
          fmt::format("{}|{}|{}|{};", row.valid_from, row.factor ? fmt::to_string(*row.factor) : "",
                      row.rollover ? fmt::to_string(*row.rollover) : "", row.valid_to);
    }
    return text;
  }

 private:
  std::vector<store::MeterRow> rows_;
};

/// Where the sums of an owner go.
struct Written {
  store::MonthSumWriter sums;
  std::set<int> years{};  ///< Of the sums that were written.
};

/// Sums of one meter, written.
class Updating {
 public:
  Updating(store::Writer& writer, const store::ReadingMeter& meter, MeterRegister entries,
           Written& written)
      : writer_{writer}, meter_{meter}, entries_{entries}, validity_{entries}, written_{written} {}

  Result<void> put_whole(MonthNumber month, const store::ReadingSummary& whole) {
    MonthSum sum;
    sum.month = month;
    sum.readings = whole.readings;
    sum.estimated = whole.estimated;
    sum.seconds = whole.seconds;
    sum.estimated_seconds = whole.estimated_seconds;
    sum.first = whole.first;
    sum.last = whole.last;
    const auto made = made_of(whole.unit, rounded_quotient(whole.digits, whole.decimals),
                              validity_.factor(validity_.at(whole.first)));
    sum.quantity = made.quantity;
    sum.is_energy = made.is_energy;
    if (!made.is_energy) sum.flags = store::kNoFactor;
    return put(sum);
  }

  [[nodiscard]] bool may_be_whole(const store::ReadingSummary& whole) const {
    return whole.unit != ReadingUnit::kCubicMetre ||
           validity_.is_constant(whole.first, whole.last - 1);
  }

  Result<void> make_anew(store::MonthSpan span) {
    const auto readings = store::readings_of(writer_, meter_, span, false);
    if (!readings) return tl::unexpected{readings.error()};
    const auto counters = counters_around(span);
    if (!counters) return tl::unexpected{counters.error()};
    for (const auto& sum : sums_of(span, *readings, *counters, entries_)) {
      if (auto done = put(sum); !done) return done;
    }
    return {};
  }

 private:
  Result<void> put(const MonthSum& sum) {
    written_.years.insert(store::month_of_number(sum.month).year);
    return written_.sums.put(meter_.no, sum);
  }

  Result<Readings> counters_around(store::MonthSpan span) {
    const auto any = store::months_of(writer_, meter_, true);
    if (!any) return tl::unexpected{any.error()};
    if (!*any) return Readings{};
    // Neighbours may have been taken back: further ones then.
    for (store::MonthSpan wider = span;;) {
      const auto next = store::with_neighbours(writer_, meter_, wider);
      if (!next) return tl::unexpected{next.error()};
      auto found = store::readings_of(writer_, meter_, *next, true);
      if (!found) return found;
      const Seconds begin = collectors::start_of_month(store::month_of_number(span.first));
      const Seconds end = collectors::start_of_month(store::month_of_number(span.last).next());
      const bool before = !found->empty() && found->front().end <= begin;
      const bool after = !found->empty() && found->back().end >= end;
      const bool widest = next->first == wider.first && next->last == wider.last;
      if ((before && after) || widest) return found;
      wider = *next;
    }
  }

  store::Writer& writer_;
  const store::ReadingMeter& meter_;
  MeterRegister entries_;
  Validity validity_;
  Written& written_;
};

Result<void> make_all_anew(store::Writer& writer, const store::ReadingMeter& meter,
                           MeterRegister entries, Written& written) {
  std::optional<store::MonthSpan> all;
  for (const bool counter : {false, true}) {
    const auto months = store::months_of(writer, meter, counter);
    if (!months) return tl::unexpected{months.error()};
    if (!*months) continue;
    all = all ? store::MonthSpan{std::min(all->first, (*months)->first),
                                 std::max(all->last, (*months)->last)}
              : **months;
  }
  if (all) {
    if (auto made = Updating{writer, meter, entries, written}.make_anew(*all); !made) return made;
  }
  return store::put_register_seen(writer, meter, Registers::seen(entries));
}

Result<void> update_meter(store::Writer& writer, const store::ReadingMeter& meter,
                          MeterRegister entries, bool has_counters,
                          std::span<const store::TouchedMonth> touched, Written& written) {
  const auto seen = Registers::seen(entries);
  if (seen != meter.register_seen) {
    const auto known = store::month_sums(writer, meter, {0, kLastMonth});
    if (!known) return tl::unexpected{known.error()};
    if (!known->empty()) return make_all_anew(writer, meter, entries, written);
    if (auto put = store::put_register_seen(writer, meter, seen); !put) return put;
  }
  Updating updating{writer, meter, entries, written};
  std::optional<store::MonthSpan> anew;
  for (const auto& month : touched) {
    if (month.whole && !has_counters && updating.may_be_whole(*month.whole)) {
      if (auto put = updating.put_whole(month.month, *month.whole); !put) return put;
      continue;
    }
    anew = anew ? store::MonthSpan{std::min(anew->first, month.month),
                                   std::max(anew->last, month.month)}
                : store::MonthSpan{month.month, month.month};
  }
  if (!anew) return {};
  if (!has_counters) return updating.make_anew(*anew);
  // A change reaches as far as the counter readings beside it.
  const auto wider = store::with_neighbours(writer, meter, *anew);
  if (!wider) return tl::unexpected{wider.error()};
  return updating.make_anew(*wider);
}

}  // namespace

std::vector<MonthSum> sums_of(store::MonthSpan span, const Readings& readings,
                              const Readings& counters, MeterRegister entries) {
  const Validity validity{entries};
  return summed(span, stretches_of(readings, counters, validity), validity);
}

Result<std::set<int>> update_sums(store::Writer& writer, std::string_view owner,
                                  std::span<const store::TouchedMonth> touched) {
  Written written{{writer, owner}};
  if (touched.empty()) return written.years;
  const auto registers = Registers::read(writer, owner);
  if (!registers) return tl::unexpected{registers.error()};
  const auto meters = store::reading_meters(writer, owner);
  if (!meters) return tl::unexpected{meters.error()};
  const auto with_counters = store::meters_with_counters(writer, owner);
  if (!with_counters) return tl::unexpected{with_counters.error()};
  std::map<std::int64_t, const store::ReadingMeter*> by_number;
  for (const auto& meter : *meters) by_number.emplace(meter.no, &meter);
  for (std::size_t from = 0; from < touched.size();) {
    std::size_t end = from;
    while (end < touched.size() && touched[end].meter == touched[from].meter) ++end;
    const auto& meter = *by_number.at(touched[from].meter);
    auto done =
        update_meter(writer, meter, registers->of(meter.meter), with_counters->contains(meter.no),
                     touched.subspan(from, end - from), written);
    if (!done) return tl::unexpected{done.error()};
    from = end;
  }
  if (auto done = written.sums.finish(); !done) return tl::unexpected{done.error()};
  return std::move(written.years);
}

Result<int> follow_register(store::Writer& writer, std::string_view owner) {
  const auto registers = Registers::read(writer, owner);
  if (!registers) return tl::unexpected{registers.error()};
  const auto meters = store::reading_meters(writer, owner);
  if (!meters) return tl::unexpected{meters.error()};
  int concerned = 0;
  Written written{{writer, owner}};
  for (const auto& meter : *meters) {
    const auto entries = registers->of(meter.meter);
    if (Registers::seen(entries) == meter.register_seen) continue;
    ++concerned;
    if (auto made = make_all_anew(writer, meter, entries, written); !made) {
      return tl::unexpected{made.error()};
    }
  }
  if (auto done = written.sums.finish(); !done) return tl::unexpected{done.error()};
  return concerned;
}

}  // namespace tertil::figures
