/// @file collectors/reading_lines.hpp
/// @brief The quick way through a CSV of meter readings: lines that look as expected.
///
/// Most lines of such a file differ from the one before in a few characters: the next hour, another
/// number. What is expected is compared, not read; a meter's name is looked up only when it is not
/// the one that followed last time. A line with anything unusual in it is left to the general path
/// (reading_stream.cpp), so that both ways give the same. Nothing is guessed here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "collectors/meter_reading.hpp"

namespace tertil::collectors {

/// The names of the meters met so far, each with a number.
class MeterNames {
 public:
  /// Bytes that may be read behind any text that is compared with a name.
  static constexpr std::size_t kSlack = 64;

  [[nodiscard]] const std::vector<std::string>& all() const { return names_; }
  /// The number of a name, given to it now if it has none.
  std::uint32_t number_of(std::string_view name);
  /// The number of a name that is known.
  [[nodiscard]] const std::uint32_t* find(std::string_view name) const;
  /// Whether `text` begins with the name of `number`. @pre kSlack bytes can be read at `text`.
  [[nodiscard]] bool begins(const char* text, std::uint32_t number) const;
  [[nodiscard]] std::size_t size_of(std::uint32_t number) const { return beginnings_[number].size; }

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  /// The first sixteen bytes of a name, compared before the rest.
  struct Beginning {
    std::uint64_t first{0};
    std::uint64_t first_mask{0};
    std::uint64_t second{0};
    std::uint64_t second_mask{0};
    std::size_t size{0};
  };
  std::vector<std::string> names_;
  std::vector<Beginning> beginnings_;
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_;
};

/// What the columns of a file are, in its order.
enum class ReadingColumn : std::uint8_t {
  kMeter,
  kStart,
  kEnd,
  kQuantity,
  kUnit,
  kCarrier,
  kEstimated,
  kCounter,
};

/// The columns and the delimiter of a header line, when it is one of exactly our field names with
/// all that every row needs; nothing otherwise.
struct ReadingHeader {
  std::vector<ReadingColumn> columns;
  char delimiter{','};
};
[[nodiscard]] std::optional<ReadingHeader> reading_header(std::string_view line);

/// Reads lines one after another and remembers what the last ones looked like.
class ReadingLines {
 public:
  /// Bytes that must be readable behind the end of the last line.
  static constexpr std::size_t kSlack = 256;

  /// @param negative whether quantities below zero are taken (else such lines are unusual).
  ReadingLines(ReadingHeader header, MeterNames& names, bool negative)
      : header_(std::move(header)), names_(names), negative_(negative) {}

  /// Reads the line at `at`, up to and with its line end, into `reading` (all but `row`): the byte
  /// after it, or null when the line is not as expected; `reading` means nothing then.
  /// @pre the bytes up to `at + kSlack` can be read, and a line end is among what follows.
  [[nodiscard]] const char* read(const char* at, MeterReading& reading);

 private:
  /// A written time as it was last read.
  struct Time {
    std::array<std::uint64_t, 4> bytes{};  ///< The text, then zeros.
    std::array<std::uint64_t, 4> masks{};  ///< 0xFF where the text is.
    std::size_t size{0};                   ///< 0: none yet.
    Seconds seconds{0};
    bool repeated{false};
  };
  /// A date as it was last read.
  struct Day {
    std::uint64_t first{0};
    std::uint16_t last{0};
    bool changes{false};  ///< The clocks do: hours are looked up one by one.
    Days days{0};
    Seconds local_start{0};
  };

  const char* read_meter(const char* at, std::uint32_t& meter);
  const char* read_time(const char* at, Time& last, const Time& other);
  const char* parse_time_at(const char* at, Time& read);
  bool read_day(const char* at);
  const char* read_quantity(const char* at, Quantity& quantity) const;
  const char* read_unit(const char* at, ReadingUnit& unit);
  const char* read_carrier(const char* at, Carrier& carrier) const;
  const char* read_boolean(const char* at, bool& value) const;
  [[nodiscard]] bool ends_cell(char c) const {
    return c == header_.delimiter || c == '\n' || c == '\r';
  }

  ReadingHeader header_;
  MeterNames& names_;
  bool negative_;
  std::uint32_t meter_{0};
  std::vector<std::uint32_t> follower_;  ///< Which meter came after each last time.
  Time start_;
  Time end_;
  std::vector<Time> times_;  ///< As they came first, one after another.
  std::size_t next_time_{0};
  Day day_;
  std::uint32_t unit_text_{0};
  std::uint32_t unit_mask_{0};
  std::size_t unit_size_{0};
  ReadingUnit unit_{ReadingUnit::kKwh};
};

}  // namespace tertil::collectors
