#include <zlib.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>

#include "service/store/reading_block.hpp"
#include "service/store/reading_block_parts.hpp"

namespace tertil::store {
namespace {

using namespace blocks;

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
    auto first = static_cast<std::uint8_t>(rest_.front());
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
    if (width <= kOneLoad && bytes + sizeof(std::uint64_t) <= rest_.size()) {
      for (std::size_t i = 0, bit = 0; i < count; ++i, bit += width) {
        std::uint64_t value = 0;
        std::memcpy(&value, rest_.data() + bit / 8, sizeof value);
        numbers[i] = (value >> (bit % 8)) & mask;
      }
      rest_.remove_prefix(bytes);
      return;
    }
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
  /// A number of so many bits lies within the eight bytes that begin with its first one.
  static constexpr unsigned kOneLoad = 57;

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
      StoredReading reading;
      reading.start = start;
      reading.unit = unit_in(marks);
      reading.carrier = carrier_in(marks);
      reading.estimated = estimated_in(marks);
      const std::size_t at = readings_.size();
      readings_.resize(at + count, reading);
      const Seconds length = counter_ ? 0 : step;
      for (std::size_t k = 0; k < count; ++k) {
        readings_[at + k].start = start + static_cast<Seconds>(k) * step;
        readings_[at + k].end = readings_[at + k].start + length;
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
      const auto further = static_cast<std::int64_t>(count) - 1;
      if (!within(batch, batch_stride, further) || !within(row, row_stride, further)) return false;
      for (const std::size_t end = at + count; at < end; ++at) {
        readings_[at].batch = batch;
        readings_[at].row = row;
        batch += batch_stride;
        row += row_stride;
      }
      batch -= batch_stride;
      row -= row_stride;
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
      if (!(binary ? put_binary(from, packed.data(), count, before)
                   : put_digits(from, packed.data(), count, before, decimals)))
        return false;
    }
    return true;
  }

  /// Whether a run that begins at `from` and goes `further` strides stays near enough.
  static bool within(std::int64_t from, std::int64_t stride, std::int64_t further) {
    constexpr std::int64_t kWide = 16 * kFarthest;
    if (from > kFarthest || from < -kFarthest) return false;
    if (further > 0 && (stride > kWide / further || stride < -kWide / further)) return false;
    const std::int64_t last = from + stride * further;
    return last <= kFarthest && last >= -kFarthest;
  }

  bool put_digits(std::size_t from, const std::uint64_t* packed, std::size_t count,
                  std::uint64_t& before, std::uint8_t decimals) {
    StoredReading* to = readings_.data() + from;
    bool fit = true;
    for (std::size_t i = 0; i < count; ++i) {
      before += static_cast<std::uint64_t>(unzigzag(packed[i]));
      const auto digits = static_cast<std::int64_t>(before);
      to[i].quantity = {digits, decimals};
      fit = fit && digits < kMostDigits && digits > -kMostDigits;
    }
    return fit;
  }

  bool put_binary(std::size_t from, const std::uint64_t* packed, std::size_t count,
                  std::uint64_t& before) {
    for (std::size_t i = 0; i < count; ++i) {
      before ^= packed[i];
      const double value = std::bit_cast<double>(before);
      if (!std::isfinite(value)) return false;
      readings_[from + i].quantity = Quantity::of(value);
    }
    return true;
  }

  Bytewise in_;
  bool counter_;
  std::int64_t first_batch_;
  std::vector<StoredReading> readings_;
};

}  // namespace

std::string framed(std::string_view payload, const BlockPlace& place, std::int64_t first_batch) {
  std::string out;
  out.reserve(payload.size() + 16);
  out.push_back(static_cast<char>(kVersion));
  for (auto rest = zigzag(first_batch);; rest >>= 7U) {
    out.push_back(static_cast<char>(rest < 0x80 ? rest : rest | 0x80U));
    if (rest < 0x80) break;
  }
  out.append(payload);
  const std::uint32_t sum = checksum(out, place);
  for (unsigned shift = 0; shift < 32; shift += 8) {
    out.push_back(static_cast<char>((sum >> shift) & 0xFFU));
  }
  return out;
}

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
