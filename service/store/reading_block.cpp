#include "service/store/reading_block.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>

namespace tertil::store {
namespace {

using collectors::Carrier;
using collectors::Quantity;
using collectors::ReadingUnit;

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kMiniBlock = 64;
constexpr std::size_t kMostReadings = 4'000'000;  // a reading a second for a month, and then some
constexpr std::int64_t kFarthest = std::int64_t{1} << 40;
constexpr std::int64_t kMostDigits = 1'000'000'000'000'000;
constexpr std::uint8_t kEstimated = 0x40;

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

std::uint8_t marks_of(ReadingUnit unit, Carrier carrier, bool estimated) {
  return static_cast<std::uint8_t>(static_cast<unsigned>(unit) |
                                   (static_cast<unsigned>(carrier) << 3U) |
                                   (estimated ? kEstimated : 0U));
}
ReadingUnit unit_in(std::uint8_t marks) { return static_cast<ReadingUnit>(marks & 0x07U); }
Carrier carrier_in(std::uint8_t marks) { return static_cast<Carrier>((marks >> 3U) & 0x07U); }
bool estimated_in(std::uint8_t marks) { return (marks & kEstimated) != 0; }

std::uint64_t zigzag(std::int64_t number) {
  return (static_cast<std::uint64_t>(number) << 1U) ^ static_cast<std::uint64_t>(number >> 63);
}
std::int64_t unzigzag(std::uint64_t number) {
  return static_cast<std::int64_t>((number >> 1U) ^ (0U - (number & 1U)));
}

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
  std::array<std::uint64_t, kMiniBlock> packed;
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

tl::unexpected<Error> corrupt(std::string_view what) {
  return fail(ErrorCode::kCorrupt,
              {"Ett block med mätvärden är skadat. Återställ den senaste säkerhetskopian.",
               "A block of readings is damaged. Restore the latest backup."},
              "store/reading_block: " + std::string{what});
}

/// Takes bytes from the front; after a failure everything reads as zero.
class Bytewise {
 public:
  explicit Bytewise(std::string_view bytes) : rest_(bytes) {}
  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] bool done() const { return rest_.empty() && !failed_; }
  /// No more readings than this can follow: 64 of them take a byte at least.
  [[nodiscard]] std::size_t most_readings() const {
    return std::min(kMostReadings, rest_.size() * kMiniBlock);
  }

  std::uint8_t byte() {
    if (rest_.empty()) {
      failed_ = true;
      return 0;
    }
    const auto first = static_cast<std::uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return first;
  }
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const std::uint8_t next = byte();
      value |= static_cast<std::uint64_t>(next & 0x7FU) << shift;
      if (next < 0x80) return value;
    }
    failed_ = true;
    return 0;
  }
  std::int64_t signed_number() { return unzigzag(number()); }
  /// A number that is at most `most` away from zero.
  std::int64_t bounded(std::int64_t most) {
    const std::int64_t value = signed_number();
    if (value > most || value < -most) failed_ = true;
    return failed_ ? 0 : value;
  }
  std::size_t count(std::size_t most) {
    const std::uint64_t value = number();
    if (value > most) failed_ = true;
    return failed_ ? 0 : static_cast<std::size_t>(value);
  }
  void unpack(std::uint64_t* numbers, std::size_t count) {
    const unsigned width = byte();
    const std::size_t bytes = (count * width + 7) / 8;
    if (width > 64 || bytes > rest_.size()) failed_ = true;
    if (failed_ || width == 0) return std::fill_n(numbers, count, 0), void();
    const std::uint64_t mask = width == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << width) - 1;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t bit = i * width;
      const unsigned shift = bit % 8;
      std::uint64_t value = eight(bit / 8) >> shift;
      if (shift + width > 64) value |= eight(bit / 8 + 8) << (64 - shift);
      numbers[i] = value & mask;
    }
    rest_.remove_prefix(bytes);
  }

 private:
  [[nodiscard]] std::uint64_t eight(std::size_t at) const {
    std::uint64_t value = 0;
    if (at + 8 <= rest_.size()) {
      std::memcpy(&value, rest_.data() + at, 8);
    } else if (at < rest_.size()) {
      std::memcpy(&value, rest_.data() + at, rest_.size() - at);
    }
    return value;
  }
  std::string_view rest_;
  bool failed_{false};
};

std::uint32_t checksum(std::string_view bytes, const BlockPlace& place) {
  const std::array<std::int64_t, 3> where{place.meter, place.month, place.counter ? 1 : 0};
  auto sum = crc32_z(0, reinterpret_cast<const unsigned char*>(where.data()), sizeof where);
  sum = crc32_z(sum, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return static_cast<std::uint32_t>(sum);
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
  both.in_order =
      in_order && other.in_order && (other.first >= last || other.last <= first);
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

void BlockBuilder::summarise(Seconds start, Seconds end, std::uint8_t marks,
                             std::int64_t row) {
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

std::string framed(std::string_view payload, const BlockPlace& place, std::int64_t first_batch) {
  std::string out;
  out.reserve(payload.size() + 16);
  out.push_back(static_cast<char>(kVersion));
  put_signed(out, first_batch);
  out.append(payload);
  const std::uint32_t sum = checksum(out, place);
  for (unsigned shift = 0; shift < 32; shift += 8) {
    out.push_back(static_cast<char>((sum >> shift) & 0xFFU));
  }
  return out;
}

/// Takes a payload apart.
class BlockReader {
 public:
  BlockReader(Bytewise in, bool counter, std::int64_t first_batch)
      : in_(in), counter_(counter), first_batch_(first_batch) {}

  Result<std::vector<StoredReading>> read() {
    if (!read_times()) return corrupt("times");
    if (!read_origins()) return corrupt("origins");
    if (!read_quantities()) return corrupt("quantities");
    if (!in_.done()) return corrupt("bytes left over");
    return std::move(readings_);
  }

 private:
  bool read_times() {
    const std::size_t most = in_.most_readings();
    const std::size_t runs = in_.count(most);
    Seconds expected = 0;
    for (std::size_t i = 0; i < runs && !in_.failed(); ++i) {
      const Seconds start = expected + in_.bounded(kFarthest);
      const Seconds step = in_.bounded(kFarthest);
      const std::size_t count = in_.count(most - readings_.size());
      const std::uint8_t marks = in_.byte();
      const auto far = kFarthest / static_cast<std::int64_t>(std::max<std::size_t>(count, 1));
      const bool sound = count > 0 && step >= 0 && step <= far && start <= kFarthest &&
                         start >= -kFarthest && (marks & 0x80U) == 0 && (marks & 0x07U) < 7;
      if (in_.failed() || !sound) return false;
      for (std::size_t k = 0; k < count; ++k) {
        StoredReading reading;
        reading.start = start + static_cast<Seconds>(k) * step;
        reading.end = counter_ ? reading.start : reading.start + step;
        reading.unit = unit_in(marks);
        reading.carrier = carrier_in(marks);
        reading.estimated = estimated_in(marks);
        readings_.push_back(reading);
      }
      expected = start + static_cast<Seconds>(count) * step;
    }
    return !in_.failed();
  }

  bool read_origins() {
    const std::size_t runs = in_.count(readings_.size());
    std::size_t at = 0;
    std::int64_t batch = first_batch_;
    std::int64_t row = 0;
    for (std::size_t i = 0; i < runs && !in_.failed(); ++i) {
      batch += in_.bounded(kFarthest);
      const std::int64_t batch_stride = in_.bounded(kFarthest);
      row += in_.bounded(kFarthest);
      const std::int64_t row_stride = in_.bounded(kFarthest);
      const std::size_t count = in_.count(readings_.size() - at);
      if (in_.failed() || count == 0) return false;
      if (at != 0 && (batch > 16 * kFarthest || batch < -16 * kFarthest)) return false;
      for (std::size_t k = 0; k < count; ++k, ++at) {
        readings_[at].batch = k == 0 ? batch : readings_[at - 1].batch + batch_stride;
        readings_[at].row = k == 0 ? row : readings_[at - 1].row + row_stride;
        if (readings_[at].row > kFarthest || readings_[at].row < -kFarthest) return false;
        if (readings_[at].batch > kFarthest || readings_[at].batch < -kFarthest) return false;
      }
      batch = readings_[at - 1].batch;
      row = readings_[at - 1].row;
    }
    return !in_.failed() && at == readings_.size();
  }

  bool read_quantities() {
    const std::uint8_t decimals = in_.byte();
    const bool binary = decimals == Quantity::kBinary;
    if (in_.failed() || (!binary && decimals > Quantity::kMostDecimals)) return false;
    std::array<std::uint64_t, kMiniBlock> packed{};
    std::uint64_t before = 0;
    for (std::size_t from = 0; from < readings_.size(); from += kMiniBlock) {
      const std::size_t count = std::min(kMiniBlock, readings_.size() - from);
      in_.unpack(packed.data(), count);
      if (in_.failed()) return false;
      for (std::size_t i = 0; i < count; ++i) {
        before = binary ? before ^ packed[i]
                        : before + static_cast<std::uint64_t>(unzigzag(packed[i]));
        auto& quantity = readings_[from + i].quantity;
        quantity = {static_cast<std::int64_t>(before), decimals};
        const bool fits = quantity.digits < kMostDigits && quantity.digits > -kMostDigits;
        if (!binary && !fits) return false;
        if (!binary) continue;
        const double value = std::bit_cast<double>(before);
        if (!std::isfinite(value)) return false;
        quantity = Quantity::of(value);
      }
    }
    return true;
  }

  Bytewise in_;
  bool counter_;
  std::int64_t first_batch_;
  std::vector<StoredReading> readings_;
};

Result<std::vector<StoredReading>> decode_payload(std::string_view payload, bool counter,
                                                  std::int64_t first_batch) {
  return BlockReader{Bytewise{payload}, counter, first_batch}.read();
}

Result<std::vector<StoredReading>> decode_block(std::string_view bytes, const BlockPlace& place) {
  constexpr std::size_t kSum = 4;
  if (bytes.size() < kSum + 2) return corrupt("too short");
  const auto body = bytes.substr(0, bytes.size() - kSum);
  std::uint32_t sum = 0;
  for (unsigned i = 0; i < kSum; ++i) {
    sum |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[body.size() + i]))
           << (8 * i);
  }
  if (sum != checksum(body, place)) return corrupt("checksum");
  Bytewise in{body};
  if (in.byte() != kVersion) return corrupt("version");
  const std::int64_t first_batch = in.bounded(kFarthest);
  if (in.failed()) return corrupt("first batch");
  return BlockReader{in, place.counter, first_batch}.read();
}

}  // namespace tertil::store
