/// @file service/figures/meter_stretches.hpp
/// @brief What a meter's readings mean by its register: stretches of use, and exact sums of them.
///
/// For energy_sums and its own; everybody else asks there.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "service/figures/energy_sums.hpp"

namespace tertil::figures {

/// The rows of a register as times.
class Validity {
 public:
  explicit Validity(MeterRegister entries);

  /// The row in force at a time: its place, or nothing.
  [[nodiscard]] std::optional<std::size_t> at(store::Seconds time) const {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < rows_.size() && rows_[i].from <= time; ++i) found = i;
    if (found && rows_[*found].to <= time) return std::nullopt;
    return found;
  }
  [[nodiscard]] std::optional<double> factor(std::optional<std::size_t> row) const {
    return row ? rows_[*row].entry->factor : std::nullopt;
  }
  [[nodiscard]] std::optional<double> rollover(std::optional<std::size_t> row) const {
    return row ? rows_[*row].entry->rollover : std::nullopt;
  }
  /// Whether a row begins after `from`, up to and with `to`.
  [[nodiscard]] bool begins_between(store::Seconds from, store::Seconds to) const {
    return std::ranges::any_of(
        rows_, [from, to](const Row& row) { return row.from > from && row.from <= to; });
  }
  /// Whether the same row holds all the time.
  [[nodiscard]] bool is_constant(store::Seconds from, store::Seconds to) const {
    return at(from) == at(to) && !begins_between(from, to);
  }

 private:
  struct Row {
    store::Seconds from;
    store::Seconds to;
    const store::MeterRow* entry;
  };
  std::vector<Row> rows_;
};

/// digits / 10^decimals, the same double whatever the number of trailing zeros.
[[nodiscard]] double rounded_quotient(std::int64_t digits, int decimals);

/// A sum without rounding, but of numbers that are doubles and nothing else.
class ExactSum {
 public:
  void add(collectors::Quantity quantity) {
    if (quantity.decimals == collectors::Quantity::kBinary) {
      rest_ += quantity.value();
    } else {
      digits_.at(quantity.decimals) += quantity.digits;
    }
  }
  [[nodiscard]] double value() const;

 private:
  __extension__ using Wide = __int128;
  std::array<Wide, collectors::Quantity::kMostDecimals + 1> digits_{};
  double rest_{0.0};
};

/// Cubic metres become kWh where the register has a factor.
struct Made {
  double quantity{0.0};
  bool is_energy{true};
};
[[nodiscard]] Made made_of(collectors::ReadingUnit unit, double quantity,
                           std::optional<double> factor);

/// Counter readings side by side, as use between them.
struct Stretch {
  store::Seconds start{0};
  store::Seconds end{0};
  collectors::Quantity quantity;
  collectors::ReadingUnit unit{collectors::ReadingUnit::kKwh};
  std::optional<std::size_t> row;  ///< Of the register.
  bool estimated{false};
  bool from_counter{false};
  std::int64_t batch{0};
};

struct Stretches {
  std::vector<Stretch> all;
  std::vector<std::pair<store::Seconds, std::int64_t>> flags;  ///< At which time what was met.
};

/// In order of time. Both must hold, and be in order of time.
[[nodiscard]] Stretches stretches_of(const std::vector<store::StoredReading>& readings,
                                     const std::vector<store::StoredReading>& counters,
                                     const Validity& validity);

}  // namespace tertil::figures
