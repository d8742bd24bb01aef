// Writes seeded hourly readings as CSV: readings_generator [--meters N] [--hours N] [--skip-hours
// N]
// [--order meter|time] [--seed N] [--start YYYY-MM-DD]. The default is ten million rows of 1,142
// meters from 2023 on, in local time, as property systems export them.

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/calendar.hpp"

namespace {

using tertil::collectors::Seconds;

struct Wanted {
  int meters{1142};
  std::int64_t rows{10'000'000};
  std::int64_t hours{0};
  std::int64_t skip{0};
  bool by_meter{true};
  std::uint64_t seed{1};
};

/// SplitMix64: the same sequence on every machine.
std::uint64_t mixed(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31U);
}

class Writer {
 public:
  explicit Writer(const Wanted& wanted) : wanted_(wanted) {
    const Seconds first =
        tertil::collectors::start_of_day(*tertil::collectors::parse_date("2023-01-01"));
    const auto hours = wanted.hours + 1;
    for (std::int64_t hour = 0; hour < hours; ++hour) {
      const Seconds at = first + (wanted.skip + hour) * 3600;
      times_.push_back(tertil::collectors::local_text(at));
      of_day_.push_back(static_cast<int>((at / 3600 + 1) % 24));
      of_year_.push_back(static_cast<double>(at % 31'557'600) / 31'557'600.0);
    }
    out_.reserve(kMost + 256);
    out_ = "meter,start,end,quantity,unit\n";
  }
  ~Writer() { flush(); }

  void row(int meter, std::int64_t hour) {
    const auto at = static_cast<std::size_t>(hour);
    const auto key = static_cast<std::uint64_t>(meter) * 1'000'003U +
                     static_cast<std::uint64_t>(hour + wanted_.skip);
    const double noise = static_cast<double>(mixed(key ^ (wanted_.seed << 40U)) >> 11U) * 0x1p-53;
    const double size =
        0.5 + static_cast<double>(mixed(static_cast<std::uint64_t>(meter)) % 700) / 100.0;
    const double day = 0.6 + 0.4 * std::sin((of_day_[at] - 6) * 3.14159265 / 12.0);
    const double year = 1.0 + 0.5 * std::cos(of_year_[at] * 6.2831853);
    const auto hundredths = static_cast<int>(100.0 * size * day * year * (0.8 + 0.4 * noise));
    put(meter);
    out_ += ',';
    out_ += times_[at];
    out_ += ',';
    out_ += times_[at + 1];
    out_ += ',';
    put(hundredths / 100);
    out_ += '.';
    out_ += static_cast<char>('0' + hundredths / 10 % 10);
    out_ += static_cast<char>('0' + hundredths % 10);
    out_ += ",kWh\n";
    if (out_.size() >= kMost) flush();
  }

 private:
  static constexpr std::size_t kMost = 1U << 20U;
  void put(int number) {
    char text[16];
    const auto end = std::to_chars(text, text + sizeof text, number).ptr;
    out_.append(text, end);
  }
  void flush() {
    std::fwrite(out_.data(), 1, out_.size(), stdout);
    out_.clear();
  }

  Wanted wanted_;
  std::vector<std::string> times_;
  std::vector<int> of_day_;
  std::vector<double> of_year_;
  std::string out_;
};

}  // namespace

int main(int argc, char** argv) {
  Wanted wanted;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i];
    if (name == "--meters") wanted.meters = std::atoi(argv[i + 1]);
    if (name == "--rows") wanted.rows = std::atoll(argv[i + 1]);
    if (name == "--hours") wanted.hours = std::atoll(argv[i + 1]);
    if (name == "--skip-hours") wanted.skip = std::atoll(argv[i + 1]);
    if (name == "--order") wanted.by_meter = std::string_view{argv[i + 1]} == "meter";
    if (name == "--seed") wanted.seed = static_cast<std::uint64_t>(std::atoll(argv[i + 1]));
  }
  if (wanted.hours == 0)
    wanted.hours = (wanted.rows + wanted.meters - 1) / wanted.meters;
  else
    wanted.rows = wanted.hours * wanted.meters;
  Writer writer(wanted);
  std::int64_t written = 0;
  if (wanted.by_meter) {
    for (int meter = 1; meter <= wanted.meters; ++meter)
      for (std::int64_t hour = 0; hour < wanted.hours && written < wanted.rows; ++hour, ++written)
        writer.row(meter, hour);
  } else {
    for (std::int64_t hour = 0; hour < wanted.hours; ++hour)
      for (int meter = 1; meter <= wanted.meters && written < wanted.rows; ++meter, ++written)
        writer.row(meter, hour);
  }
  return 0;
}
