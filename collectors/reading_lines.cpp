#include "collectors/reading_lines.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace tertil::collectors {

namespace {

constexpr std::size_t kLongestName = 60;
constexpr unsigned kMostDigits = 15;
constexpr std::size_t kMostTimes = std::size_t{1} << 14U;  ///< Hours of almost two years.
constexpr Seconds kDaySeconds = 86400;

struct NamedColumn {
  std::string_view name;
  ReadingColumn column;
};
constexpr std::array<NamedColumn, 8> kColumns{{{"meter", ReadingColumn::kMeter},
                                               {"start", ReadingColumn::kStart},
                                               {"end", ReadingColumn::kEnd},
                                               {"quantity", ReadingColumn::kQuantity},
                                               {"unit", ReadingColumn::kUnit},
                                               {"carrier", ReadingColumn::kCarrier},
                                               {"estimated", ReadingColumn::kEstimated},
                                               {"register", ReadingColumn::kCounter}}};

std::uint64_t load8(const char* at) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

std::uint32_t load4(const char* at) {
  std::uint32_t bytes = 0;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

std::uint16_t load2(const char* at) {
  std::uint16_t bytes = 0;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

/// Masks over the first 0 … 8 of eight bytes.
const std::array<std::uint64_t, 9> kMasks = [] {
  std::array<std::uint64_t, 9> masks{};
  for (std::size_t size = 0; size < masks.size(); ++size) {
    std::array<unsigned char, 8> bytes{};
    std::fill_n(bytes.begin(), size, static_cast<unsigned char>(0xFF));
    std::memcpy(&masks[size], bytes.data(), sizeof masks[size]);
  }
  return masks;
}();
std::uint64_t mask_of(std::size_t size) { return kMasks[std::min<std::size_t>(size, 8)]; }

unsigned digit(char c) { return static_cast<unsigned>(static_cast<unsigned char>(c)) - '0'; }

/// Two digits below `limit`; 100 if they are not.
unsigned two_digits(const char* at, unsigned limit) {
  const unsigned tens = digit(at[0]);
  const unsigned ones = digit(at[1]);
  const unsigned number = tens * 10 + ones;
  return tens <= 9 && ones <= 9 && number < limit ? number : 100;
}

/// Printable ASCII that means the same in every reader.
bool is_plain(std::string_view name) {
  return !name.empty() && name.size() <= kLongestName && name.front() != ' ' &&
         name.back() != ' ' && std::all_of(name.begin(), name.end(), [](char c) {
           return c >= ' ' && c <= '~' && c != '"';
         });
}

/// Parts a header line at `delimiter`; nothing unless every cell is a field, each once.
std::vector<ReadingColumn> columns_of(std::string_view line, char delimiter) {
  std::vector<ReadingColumn> columns;
  for (;;) {
    const auto end = line.find(delimiter);
    const auto cell = line.substr(0, end);
    const auto* found = std::find_if(kColumns.begin(), kColumns.end(),
                                     [cell](const auto& known) { return known.name == cell; });
    if (found == kColumns.end()) return {};
    if (std::find(columns.begin(), columns.end(), found->column) != columns.end()) return {};
    columns.push_back(found->column);
    if (end == std::string_view::npos) return columns;
    line.remove_prefix(end + 1);
  }
}

}  // namespace

std::uint32_t MeterNames::number_of(std::string_view name) {
  if (const auto* known = find(name)) return *known;
  auto number = static_cast<std::uint32_t>(names_.size());
  names_.emplace_back(name);
  numbers_.emplace(name, number);
  std::array<char, 16> first{};
  std::memcpy(first.data(), name.data(), std::min<std::size_t>(name.size(), first.size()));
  const std::size_t rest = name.size() > 8 ? name.size() - 8 : 0;
  beginnings_.push_back({load8(first.data()), mask_of(name.size()), load8(first.data() + 8),
                         mask_of(rest), name.size()});
  return number;
}

const std::uint32_t* MeterNames::find(std::string_view name) const {
  const auto found = numbers_.find(name);
  return found == numbers_.end() ? nullptr : &found->second;
}

bool MeterNames::begins(const char* text, std::uint32_t number) const {
  const Beginning& name = beginnings_[number];
  if ((load8(text) & name.first_mask) != name.first) return false;
  if ((load8(text + 8) & name.second_mask) != name.second) return false;
  return name.size <= 16 || std::memcmp(text + 16, names_[number].data() + 16, name.size - 16) == 0;
}

std::optional<ReadingHeader> reading_header(std::string_view line) {
  for (const char delimiter : {';', ',', '\t', '|'}) {
    auto columns = columns_of(line, delimiter);
    const auto has = [&columns](ReadingColumn column) {
      return std::find(columns.begin(), columns.end(), column) != columns.end();
    };
    if (has(ReadingColumn::kMeter) && has(ReadingColumn::kEnd) && has(ReadingColumn::kQuantity) &&
        has(ReadingColumn::kUnit)) {
      return ReadingHeader{std::move(columns), delimiter};
    }
  }
  return std::nullopt;
}

const char* ReadingLines::read(const char* at, MeterReading& reading) {
  bool has_start = false;
  bool estimated = false;
  bool counter = false;
  reading.carrier = Carrier::kUnsaid;
  reading.start_repeated = false;
  const std::size_t count = header_.columns.size();
  for (std::size_t i = 0; i < count; ++i) {
    switch (header_.columns[i]) {
      case ReadingColumn::kMeter: at = read_meter(at, reading.meter); break;
      case ReadingColumn::kStart:
        has_start = !ends_cell(*at);
        if (has_start) {
          at = read_time(at, start_, end_);
          reading.start = start_.seconds;
          reading.start_repeated = start_.repeated;
        }
        break;
      case ReadingColumn::kEnd: at = read_time(at, end_, end_); break;
      case ReadingColumn::kQuantity: at = read_quantity(at, reading.quantity); break;
      case ReadingColumn::kUnit: at = read_unit(at, reading.unit); break;
      case ReadingColumn::kCarrier: at = read_carrier(at, reading.carrier); break;
      case ReadingColumn::kEstimated: at = read_boolean(at, estimated); break;
      case ReadingColumn::kCounter: at = read_boolean(at, counter); break;
    }
    if (at == nullptr) return nullptr;
    if (i + 1 < count) {
      if (*at != header_.delimiter) return nullptr;
      ++at;
    }
  }
  if (*at == '\r') ++at;
  if (*at != '\n') return nullptr;
  reading.end = end_.seconds;
  reading.end_repeated = end_.repeated;
  reading.estimated = estimated;
  reading.counter = counter;
  if (has_start == counter) return nullptr;
  if (counter) reading.start = reading.end;
  return at + 1;
}

const char* ReadingLines::read_meter(const char* at, std::uint32_t& meter) {
  if (meter_ < follower_.size()) {
    const std::uint32_t expected = follower_[meter_];
    if (names_.begins(at, expected) && ends_cell(at[names_.size_of(expected)])) {
      meter_ = meter = expected;
      return at + names_.size_of(expected);
    }
  }
  std::size_t size = 0;
  while (size <= kLongestName && !ends_cell(at[size])) ++size;
  const std::string_view name{at, size};
  if (const auto* known = names_.find(name)) {
    meter = *known;
  } else if (is_plain(name)) {
    meter = names_.number_of(name);
  } else {
    return nullptr;
  }
  while (follower_.size() < names_.all().size()) {
    follower_.push_back(static_cast<std::uint32_t>(follower_.size()));
  }
  follower_[meter_] = meter;
  meter_ = meter;
  return at + size;
}

const char* ReadingLines::read_time(const char* at, Time& last, const Time& other) {
  const auto is = [this, at](const Time& time) {
    return time.size != 0 && (load8(at) & time.masks[0]) == time.bytes[0] &&
           (load8(at + 8) & time.masks[1]) == time.bytes[1] &&
           (time.size <= 16 || ((load8(at + 16) & time.masks[2]) == time.bytes[2] &&
                                (load8(at + 24) & time.masks[3]) == time.bytes[3])) &&
           ends_cell(at[time.size]);
  };
  if (is(last)) return at + last.size;
  if (&other != &last && is(other)) {
    last = other;
    return at + last.size;
  }
  // In order of meters the same times come again with each of them.
  for (const std::size_t guess : {next_time_, std::size_t{0}}) {
    if (guess >= times_.size() || !is(times_[guess])) continue;
    next_time_ = guess + 1;
    last = times_[guess];
    return at + last.size;
  }
  const char* after = parse_time_at(at, last);
  if (after == nullptr || !ends_cell(*after)) {
    last.size = 0;
    return nullptr;
  }
  const auto size = static_cast<std::size_t>(after - at);
  if (size != last.size) {
    for (std::size_t i = 0; i < last.masks.size(); ++i)
      last.masks[i] = size > 8 * i ? mask_of(size - 8 * i) : 0;
    last.size = size;
  }
  for (std::size_t i = 0; i < last.masks.size(); ++i)
    last.bytes[i] = load8(at + 8 * i) & last.masks[i];
  if (next_time_ == times_.size() && times_.size() < kMostTimes) {
    times_.push_back(last);
    ++next_time_;
  }
  return after;
}

const char* ReadingLines::parse_time_at(const char* at, Time& read) {
  if ((load8(at) != day_.first || load2(at + 8) != day_.last) && !read_day(at)) return nullptr;
  unsigned hour = 0;
  unsigned minute = 0;
  unsigned second = 0;
  Seconds offset = 0;
  bool local = true;
  at += 10;
  if (*at == ' ' || *at == 'T') {
    hour = two_digits(at + 1, 24);
    minute = two_digits(at + 4, 60);
    if (hour == 100 || minute == 100 || at[3] != ':') return nullptr;
    at += 6;
    if (*at == ':') {
      second = two_digits(at + 1, 60);
      if (second == 100) return nullptr;
      at += 3;
    }
    if (*at == 'Z') {
      local = false;
      ++at;
    } else if (*at == '+' || *at == '-') {
      const unsigned hours = two_digits(at + 1, 24);
      const unsigned minutes = two_digits(at + 4, 60);
      if (hours == 100 || minutes == 100 || at[3] != ':') return nullptr;
      offset = Seconds{hours} * 3600 + Seconds{minutes} * 60;
      if (*at == '-') offset = -offset;
      local = false;
      at += 6;
    }
  }
  const Seconds of_day = Seconds{hour} * 3600 + Seconds{minute} * 60 + second;
  read.repeated = false;
  if (!local) {
    read.seconds = Seconds{day_.days} * kDaySeconds + of_day - offset;
  } else if (!day_.changes) {
    read.seconds = day_.local_start + of_day;
  } else {
    const std::string text = utc_text(Seconds{day_.days} * kDaySeconds + of_day);
    const auto found = parse_time(std::string_view{text}.substr(0, 19));
    const auto* time = std::get_if<WrittenTime>(&found);
    if (time == nullptr) return nullptr;
    read.seconds = time->seconds;
    read.repeated = time->repeated;
  }
  return at;
}

bool ReadingLines::read_day(const char* at) {
  const auto days = parse_date(std::string_view{at, 10});
  if (!days) return false;
  day_.first = load8(at);
  day_.last = load2(at + 8);
  day_.days = *days;
  day_.local_start = start_of_day(*days);
  day_.changes = start_of_day(*days + 1) - day_.local_start != kDaySeconds;
  return true;
}

const char* ReadingLines::read_quantity(const char* at, Quantity& quantity) const {
  const bool below = *at == '-';
  if (below) {
    if (!negative_) return nullptr;
    ++at;
  }
  const char* const first = at;
  std::int64_t digits = 0;
  for (unsigned next = digit(*at); next <= 9; next = digit(*++at)) {
    if (at - first > kMostDigits) return nullptr;
    digits = digits * 10 + static_cast<std::int64_t>(next);
  }
  const auto whole = static_cast<unsigned>(at - first);
  unsigned decimals = 0;
  if ((*at == '.' || *at == ',') && *at != header_.delimiter) {
    const char mark = *at;
    const char* const after = ++at;
    for (unsigned next = digit(*at); next <= 9; next = digit(*++at)) {
      if (at - after > kMostDigits) return nullptr;
      digits = digits * 10 + static_cast<std::int64_t>(next);
    }
    decimals = static_cast<unsigned>(at - after);
    if (decimals == 0) return nullptr;
    const bool settled =
        (header_.delimiter == ';' && mark == ',') || (header_.delimiter == ',' && mark == '.');
    if (!settled && decimals == 3 && whole <= 3 && *first != '0') return nullptr;
  }
  if (whole == 0 || whole + decimals > kMostDigits) return nullptr;
  quantity.digits = below ? -digits : digits;
  quantity.decimals = static_cast<std::uint8_t>(decimals);
  return at;
}

const char* ReadingLines::read_unit(const char* at, ReadingUnit& unit) {
  if (unit_size_ != 0 && (load4(at) & unit_mask_) == unit_text_ && ends_cell(at[unit_size_])) {
    unit = unit_;
    return at + unit_size_;
  }
  std::size_t size = 0;
  while (size < 4 && !ends_cell(at[size])) ++size;
  const auto found = reading_unit_named({at, size});
  if (!found || !ends_cell(at[size])) return nullptr;
  unit_ = unit = *found;
  unit_size_ = size;
  unit_mask_ = static_cast<std::uint32_t>(mask_of(size));
  unit_text_ = load4(at) & unit_mask_;
  return at + size;
}

const char* ReadingLines::read_carrier(const char* at, Carrier& carrier) const {
  std::size_t size = 0;
  while (size < 20 && !ends_cell(at[size])) ++size;
  const auto found = carrier_named({at, size});
  if (!found) return nullptr;
  carrier = *found;
  return at + size;
}

const char* ReadingLines::read_boolean(const char* at, bool& value) const {
  if (ends_cell(*at)) return at;
  if (load4(at) == load4("true")) {
    value = true;
    return at + 4;
  }
  if (load4(at) == load4("fals") && at[4] == 'e') return at + 5;
  return nullptr;
}

}  // namespace tertil::collectors
