/// Answers questions on standard input, a line each, for the oracles in Python beside it:
/// "local TEXT" gives "SECONDS REPEATED", "never" or "none"; "utc SECONDS" gives "TEXT OFFSET DAY";
/// "day DATE" gives the instant at which it begins; "unit NAME QUANTITY" gives what is kept.
#include <fmt/format.h>

#include <charconv>
#include <iostream>
#include <string>

#include "collectors/calendar.hpp"
#include "collectors/unit.hpp"

using namespace tertil::collectors;

namespace {

std::string local(const std::string& text) {
  const auto time = parse_time(text);
  if (const auto* found = std::get_if<WrittenTime>(&time)) {
    return fmt::format("{} {}", found->seconds, found->repeated ? 1 : 0);
  }
  return std::get<TimeFault>(time) == TimeFault::kNoSuchLocal ? "never" : "none";
}

std::string utc(const std::string& text) {
  const Seconds at = std::stoll(text);
  return fmt::format("{} {} {}", local_text(at), local_offset(at), date_text(local_day(at)));
}

std::string day(const std::string& text) {
  const auto date = parse_date(text);
  return date ? std::to_string(start_of_day(*date)) : "none";
}

std::string unit(const std::string& text) {
  const auto space = text.find(' ');
  const auto found = unit_named(text.substr(0, space));
  if (!found) return "none";
  double quantity = 0.0;
  std::from_chars(text.data() + space + 1, text.data() + text.size(), quantity);
  return fmt::format("{} {}", to_kept(*found, quantity), kept_unit(found->dimension));
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  std::string line;
  while (std::getline(std::cin, line)) {
    const auto space = line.find(' ');
    const std::string what = line.substr(0, space);
    const std::string rest = line.substr(space + 1);
    const auto answer = what == "local" ? local : what == "utc" ? utc : what == "day" ? day : unit;
    std::cout << answer(rest) << '\n';
  }
}
