#include "service/store/reading_block.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "service/store/reading_block_parts.hpp"

namespace tertil::store {
namespace {

using namespace blocks;

constexpr std::array<std::int64_t, 16> kPowers{1,
                                               10,
                                               100,
                                               1'000,
                                               10'000,
                                               100'000,
                                               1'000'000,
                                               10'000'000,
                                               100'000'000,
                                               1'000'000'000,
                                               10'000'000'000,
                                               100'000'000'000,
                                               1'000'000'000'000,
                                               10'000'000'000'000,
                                               100'000'000'000'000,
                                               1'000'000'000'000'000};

void put(std::string& out, std::uint64_t number) {
  while (number >= 0x80) {
    out.push_back(static_cast<char>(number | 0x80U));
    number >>= 7U;
  }
  out.push_back(static_cast<char>(number));
}
void put_signed(std::string& out, std::int64_t number) { put(out, zigzag(number)); }

/// Puts numbers of `width` bits side by side, the first in the lowest bits.
void pack(std::string& out, const std::uint64_t* numbers, std::size_t count, unsigned width) {
  out.push_back(static_cast<char>(width));
  if (width == 0) return;
  const std::size_t bytes = (count * width + 7) / 8;
  const std::size_t at = out.size();
  out.resize(at + bytes);
  auto* to = out.data() + at;
  std::uint64_t held = 0;
  unsigned bits = 0;
  for (std::size_t i = 0; i < count; ++i) {
    held |= numbers[i] << bits;
    bits += width;
    if (bits < 64) continue;
    std::memcpy(to, &held, 8);
    to += 8;
    bits -= 64;
    held = bits == 0 ? 0 : numbers[i] >> (width - bits);
  }
  std::memcpy(to, &held, (bits + 7) / 8);
}

/// Numbers one after another as differences to the one before, in turn of 64.
void pack_all(std::string& out, const std::vector<std::int64_t>& numbers, bool binary) {
  std::array<std::uint64_t, kMiniBlock> packed{};
  std::int64_t before = 0;
  for (std::size_t from = 0; from < numbers.size(); from += kMiniBlock) {
    const std::size_t count = std::min(kMiniBlock, numbers.size() - from);
    std::uint64_t all = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const std::int64_t number = numbers[from + i];
      packed[i] = binary ? static_cast<std::uint64_t>(number ^ before) : zigzag(number - before);
      all |= packed[i];
      before = number;
    }
    pack(out, packed.data(), count, static_cast<unsigned>(std::bit_width(all)));
  }
}

/// Brings digits to more decimals; false when they no longer fit.
bool rescale(std::int64_t& digits, unsigned more) {
  if (more >= kPowers.size()) return digits == 0;
  std::int64_t scaled = 0;
  if (__builtin_mul_overflow(digits, kPowers[more], &scaled)) return false;
  if (scaled >= kMostDigits || scaled <= -kMostDigits) return false;
  digits = scaled;
  return true;
}

}  // namespace

MonthNumber month_number(collectors::Month month) {
  return MonthNumber{month.year} * 12 + month.month - 1;
}

collectors::Month month_of_number(MonthNumber number) {
  return {static_cast<int>(number / 12), static_cast<int>(number % 12) + 1};
}

ReadingSummary ReadingSummary::with(const ReadingSummary& other) const {
  if (readings == 0) return other;
  if (other.readings == 0) return *this;
  ReadingSummary both = *this;
  both.readings += other.readings;
  both.estimated += other.estimated;
  both.seconds += other.seconds;
  both.estimated_seconds += other.estimated_seconds;
  both.first = std::min(first, other.first);
  both.last = std::max(last, other.last);
  both.in_order = in_order && other.in_order && (other.first >= last || other.last <= first);
  both.one_unit = one_unit && other.one_unit && unit == other.unit;
  both.exact = exact && other.exact && both.one_unit;
  if (!both.exact) return both;
  std::int64_t theirs = other.digits;
  both.decimals = std::max(decimals, other.decimals);
  both.exact = rescale(both.digits, both.decimals - static_cast<unsigned>(decimals)) &&
               rescale(theirs, both.decimals - static_cast<unsigned>(other.decimals)) &&
               !__builtin_add_overflow(both.digits, theirs, &both.digits);
  return both;
}

void BlockBuilder::add(const collectors::MeterReading& reading, std::int64_t batch) {
  const std::uint8_t marks = marks_of(reading.unit, reading.carrier, reading.estimated);
  summarise(reading.start, reading.end, marks, reading.row);
  add_times(reading.start, reading.end, marks);
  add_origin(batch, reading.row);
  add_quantity(reading.quantity);
}

void BlockBuilder::add(const StoredReading& reading, std::int64_t first_batch) {
  const std::uint8_t marks = marks_of(reading.unit, reading.carrier, reading.estimated);
  summarise(reading.start, reading.end, marks, reading.row);
  add_times(reading.start, reading.end, marks);
  add_origin(reading.batch - first_batch, reading.row);
  add_quantity(reading.quantity);
}

void BlockBuilder::summarise(Seconds start, Seconds end, std::uint8_t marks, std::int64_t row) {
  if (digits_.empty()) {
    summary_ = {};
    summary_.first = start;
    summary_.first_row = row;
    summary_.unit = unit_in(marks);
    summary_.last = end;
  } else {
    summary_.first_row = std::min(summary_.first_row, row);
    const bool after = counter_ ? end > summary_.last : start >= summary_.last;
    summary_.in_order = summary_.in_order && after;
    summary_.one_unit = summary_.one_unit && unit_in(marks) == summary_.unit;
    summary_.first = std::min(summary_.first, start);
    summary_.last = std::max(summary_.last, end);
  }
  ++summary_.readings;
  summary_.seconds += end - start;
  if (!estimated_in(marks)) return;
  ++summary_.estimated;
  summary_.estimated_seconds += end - start;
}

void BlockBuilder::add_times(Seconds start, Seconds end, std::uint8_t marks) {
  if (!times_.empty()) {
    Times& run = times_.back();
    if (run.marks == marks) {
      if (counter_ && run.count == 1 && end > run.start) run.step = end - run.start;
      const bool even = start == run.start + run.count * run.step;
      if (even && (counter_ ? run.step > 0 : end - start == run.step)) {
        ++run.count;
        return;
      }
      if (counter_ && run.count == 1) run.step = 0;
    }
  }
  times_.push_back({start, counter_ ? 0 : end - start, 1, marks});
}

void BlockBuilder::add_origin(std::int64_t batch, std::int64_t row) {
  if (!origins_.empty()) {
    Origins& run = origins_.back();
    if (run.count == 1) {
      run.batch_stride = batch - run.batch;
      run.row_stride = row - run.row;
      run.count = 2;
      return;
    }
    if (batch == run.batch + run.count * run.batch_stride &&
        row == run.row + run.count * run.row_stride) {
      ++run.count;
      return;
    }
  }
  origins_.push_back({batch, 0, row, 0, 1});
}

void BlockBuilder::add_quantity(Quantity quantity) {
  if (digits_.empty()) decimals_ = quantity.decimals;
  if (quantity.decimals == decimals_) {
    digits_.push_back(quantity.digits);
    return;
  }
  if (decimals_ != Quantity::kBinary && quantity.decimals != Quantity::kBinary) {
    if (quantity.decimals < decimals_) {
      if (rescale(quantity.digits, static_cast<unsigned>(decimals_ - quantity.decimals))) {
        digits_.push_back(quantity.digits);
        return;
      }
    } else {
      const auto more = static_cast<unsigned>(quantity.decimals - decimals_);
      std::vector<std::int64_t> scaled = digits_;
      if (std::all_of(scaled.begin(), scaled.end(),
                      [more](std::int64_t& one) { return rescale(one, more); })) {
        digits_ = std::move(scaled);
        decimals_ = quantity.decimals;
        digits_.push_back(quantity.digits);
        return;
      }
    }
  }
  to_binary();
  digits_.push_back(std::bit_cast<std::int64_t>(quantity.value()));
}

void BlockBuilder::to_binary() {
  if (decimals_ == Quantity::kBinary) return;
  for (auto& one : digits_) one = std::bit_cast<std::int64_t>(Quantity{one, decimals_}.value());
  decimals_ = Quantity::kBinary;
}

std::size_t BlockBuilder::weight() const {
  return digits_.capacity() * sizeof(std::int64_t) + times_.capacity() * sizeof(Times) +
         origins_.capacity() * sizeof(Origins);
}

/// As few decimals as will do; doubles only where no decimals will.
void BlockBuilder::settle_decimals() {
  if (decimals_ == Quantity::kBinary) {
    std::vector<Quantity> all;
    all.reserve(digits_.size());
    for (const auto one : digits_) all.push_back(Quantity::of(std::bit_cast<double>(one)));
    std::uint8_t most = 0;
    for (const auto& one : all) most = std::max(most, one.decimals);
    if (most == Quantity::kBinary) return;
    for (auto& one : all) {
      if (!rescale(one.digits, static_cast<unsigned>(most - one.decimals))) return;
    }
    decimals_ = most;
    std::ranges::transform(all, digits_.begin(), &Quantity::digits);
  }
  const auto is_round = [](std::int64_t one) { return one % 10 == 0; };
  while (decimals_ > 0 && std::ranges::all_of(digits_, is_round)) {
    for (auto& one : digits_) one /= 10;
    --decimals_;
  }
}

void BlockBuilder::sum_up() {
  const auto [least, most] = std::ranges::minmax(digits_);
  const auto value = [this](std::int64_t one) { return Quantity{one, decimals_}.value(); };
  if (decimals_ == Quantity::kBinary) {
    const auto [low, high] = std::ranges::minmax(digits_, {}, value);
    summary_.least = value(low);
    summary_.most = value(high);
  } else {
    summary_.least = value(least);
    summary_.most = value(most);
  }
  summary_.exact = !counter_ && summary_.one_unit && decimals_ != Quantity::kBinary;
  summary_.digits = 0;
  summary_.decimals = summary_.exact ? decimals_ : std::uint8_t{0};
  if (!summary_.exact) return;
  for (const auto one : digits_) {
    if (__builtin_add_overflow(summary_.digits, one, &summary_.digits)) summary_.exact = false;
  }
}

std::string BlockBuilder::take_payload() {
  settle_decimals();
  sum_up();
  std::string out;
  out.reserve(digits_.size() * 2 + 48);
  put(out, times_.size());
  Seconds expected = 0;
  for (const Times& run : times_) {
    put_signed(out, run.start - expected);
    put_signed(out, run.step);
    put(out, static_cast<std::uint64_t>(run.count));
    out.push_back(static_cast<char>(run.marks));
    expected = run.start + run.count * run.step;
  }
  put(out, origins_.size());
  std::int64_t row = 0;
  std::int64_t batch = 0;
  for (const Origins& run : origins_) {
    put_signed(out, run.batch - batch);
    put_signed(out, run.batch_stride);
    put_signed(out, run.row - row);
    put_signed(out, run.row_stride);
    put(out, static_cast<std::uint64_t>(run.count));
    batch = run.batch + (run.count - 1) * run.batch_stride;
    row = run.row + (run.count - 1) * run.row_stride;
  }
  out.push_back(static_cast<char>(decimals_));
  pack_all(out, digits_, decimals_ == Quantity::kBinary);
  times_.clear();
  origins_.clear();
  digits_.clear();
  return out;
}

}  // namespace tertil::store
