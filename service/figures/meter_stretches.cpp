#include "service/figures/meter_stretches.hpp"

#include <cmath>
#include <limits>

#include "collectors/unit.hpp"

namespace tertil::figures {
namespace {

using collectors::Quantity;
using collectors::ReadingUnit;
using store::Seconds;
using store::StoredReading;
using Readings = std::vector<StoredReading>;
__extension__ using Wide = __int128;

constexpr Seconds kEver = std::numeric_limits<Seconds>::min();
constexpr Seconds kNever = std::numeric_limits<Seconds>::max();
constexpr std::int64_t kExact = std::int64_t{1} << 53;

Seconds time_of(const std::string& date, Seconds unless) {
  const auto day = collectors::parse_date(date);
  return day ? collectors::start_of_day(*day) : unless;
}

/// Of a unit: the kept quantity of a number of it.
double in_kept(ReadingUnit unit, double quantity) {
  static const auto units = [] {
    std::array<collectors::Unit, 7> all{};
    for (std::size_t i = 0; i < all.size(); ++i) {
      all[i] = *collectors::unit_named(collectors::name_of(static_cast<ReadingUnit>(i)));
    }
    return all;
  }();
  return collectors::to_kept(units[static_cast<std::size_t>(unit)], quantity);
}

/// digits / 10^decimals, the same double whatever the number of trailing zeros.
double rounded(Wide digits, int decimals) {
  while (decimals > 0 && digits % 10 == 0) {
    digits /= 10;
    --decimals;
  }
  if (digits < kExact && digits > -kExact) {
    return Quantity{static_cast<std::int64_t>(digits), static_cast<std::uint8_t>(decimals)}.value();
  }
  const auto power = std::pow(10.0L, static_cast<long double>(decimals));
  return static_cast<double>(static_cast<long double>(digits) / power);
}

/// b - a, exact where both are decimals.
Quantity difference(Quantity a, Quantity b) {
  ExactSum sum;
  a.digits = a.decimals == Quantity::kBinary ? a.digits : -a.digits;
  if (a.decimals == Quantity::kBinary || b.decimals == Quantity::kBinary) {
    const double earlier = a.decimals == Quantity::kBinary ? a.value() : -a.value();
    return Quantity::of(b.value() - earlier);
  }
  sum.add(b);
  sum.add(a);
  return Quantity::of(sum.value());
}

Stretch stretch_of(const StoredReading& reading, const Validity& validity) {
  return {
      reading.start,     reading.end, reading.quantity, reading.unit, validity.at(reading.start),
      reading.estimated, false,       reading.batch};
}

/// What was used between two counter readings; nothing where that cannot be known.
std::optional<Quantity> used_between(const StoredReading& a, const StoredReading& b,
                                     const Validity& validity, std::int64_t& flags) {
  if (a.unit != b.unit) return std::nullopt;
  const Quantity plain = difference(a.quantity, b.quantity);
  if (plain.value() >= 0.0) return plain;
  const auto modulus = validity.rollover(validity.at(a.end));
  if (modulus && *modulus > 0.0) {
    ExactSum over;
    over.add(plain);
    over.add(Quantity::of(*modulus));
    const double use = over.value();
    if (use >= 0.0 && use <= *modulus / 2) return Quantity::of(use);
  }
  flags |= validity.begins_between(a.end, b.end) ? store::kMeterReplaced : store::kCounterReset;
  return std::nullopt;
}

bool any_between(const Readings& readings, Seconds start, Seconds end) {
  auto at = std::ranges::upper_bound(readings, start, {}, &StoredReading::end);
  return at != readings.end() && at->start < end;
}

}  // namespace

Validity::Validity(MeterRegister entries) {
  for (const auto& entry : entries) {
    rows_.push_back({time_of(entry.valid_from, kEver), time_of(entry.valid_to, kNever), &entry});
  }
  std::ranges::stable_sort(rows_, {}, &Row::from);
}

double rounded_quotient(std::int64_t digits, int decimals) { return rounded(digits, decimals); }

double ExactSum::value() const {
  Wide all = 0;
  int decimals = 0;
  for (int i = 0; i <= Quantity::kMostDecimals; ++i) {
    if (digits_[static_cast<std::size_t>(i)] != 0) decimals = i;
  }
  for (int i = 0; i <= decimals; ++i) {
    Wide part = digits_[static_cast<std::size_t>(i)];
    for (int k = i; k < decimals; ++k) part *= 10;
    all += part;
  }
  return rounded(all, decimals) + rest_;
}

Made made_of(ReadingUnit unit, double quantity, std::optional<double> factor) {
  const double kept = in_kept(unit, quantity);
  if (unit != ReadingUnit::kCubicMetre) return {kept, true};
  if (!factor) return {kept, false};
  return {kept * *factor, true};
}

Stretches stretches_of(const Readings& readings, const Readings& counters,
                       const Validity& validity) {
  Stretches found;
  for (const auto& reading : readings) found.all.push_back(stretch_of(reading, validity));
  for (std::size_t i = 1; i < counters.size(); ++i) {
    const auto& a = counters[i - 1];
    const auto& b = counters[i];
    if (any_between(readings, a.end, b.end)) continue;
    std::int64_t flags = 0;
    const auto use = used_between(a, b, validity, flags);
    if (flags != 0) found.flags.emplace_back(b.end - 1, flags);
    if (!use) continue;
    found.all.push_back({a.end, b.end, *use, b.unit, validity.at(a.end), a.estimated || b.estimated,
                         true, b.batch});
  }
  std::ranges::stable_sort(found.all, {}, &Stretch::start);
  return found;
}

double kept_quantity(const StoredReading& reading, MeterRegister entries, bool& is_energy) {
  const Validity validity{entries};
  const auto made =
      made_of(reading.unit, reading.quantity.value(), validity.factor(validity.at(reading.start)));
  is_energy = made.is_energy;
  return made.quantity;
}

std::vector<Use> uses_of(const Readings& readings, const Readings& counters, MeterRegister entries,
                         std::int64_t& flags) {
  const Validity validity{entries};
  const auto stretches = stretches_of(readings, counters, validity);
  for (const auto& [time, flag] : stretches.flags) flags |= flag;
  std::vector<Use> uses;
  uses.reserve(stretches.all.size());
  for (const auto& stretch : stretches.all) {
    const auto made = made_of(stretch.unit, stretch.quantity.value(), validity.factor(stretch.row));
    if (!made.is_energy) flags |= store::kNoFactor;
    uses.push_back({stretch.start, stretch.end, made.quantity, made.is_energy, stretch.estimated,
                    stretch.batch});
  }
  return uses;
}

}  // namespace tertil::figures
