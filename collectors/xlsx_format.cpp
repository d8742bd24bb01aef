#include "collectors/xlsx_format.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <cstdint>

namespace tertil::collectors {

namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr double kLastSerial = 2'958'466.0;  // the day after 9999-12-31

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// The letters of a code's first section that mean something, and its brackets of elapsed time.
struct Letters {
  bool day{false};  ///< y or d
  bool month{false};
  bool clock{false};  ///< h, s or AM/PM
  bool elapsed{false};
  bool percent{false};
  bool text{false};
};

Letters letters_of(std::string_view code) {
  Letters found;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = lower(code[i]);
    if (c == ';') break;
    if (c == '"') {
      i = code.find('"', i + 1);
      if (i == std::string_view::npos) break;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '[') {
      const std::size_t end = code.find(']', i);
      if (end == std::string_view::npos) break;
      const std::string_view inside = code.substr(i + 1, end - i - 1);
      bool same = !inside.empty();
      for (const char x : inside) same = same && lower(x) == lower(inside[0]);
      if (same && std::string_view("hms").find(lower(inside[0])) != std::string_view::npos) {
        found.elapsed = true;
      }
      i = end;
    } else if (c == 'y' || c == 'd' || static_cast<unsigned char>(c) == 0xC3) {
      // 0xC3 begins å and Å: a producer that wrote the Swedish letters of "åååå-MM-dd".
      found.day = found.day || c == 'y' || c == 'd' ||
                  (i + 1 < code.size() && (static_cast<unsigned char>(code[i + 1]) == 0xA5 ||
                                           static_cast<unsigned char>(code[i + 1]) == 0x85));
    } else if (c == 'm') {
      found.month = true;
    } else if (c == 'h' || c == 's') {
      found.clock = true;
    } else if (c == '%') {
      found.percent = true;
    } else if (c == '@') {
      found.text = true;
    }
  }
  return found;
}

std::string clock_text(std::int64_t ms) {
  const std::int64_t seconds = ms / 1000;
  std::string out = fmt::format("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
  if (ms % 60'000 != 0) out += fmt::format(":{:02}", seconds % 60);
  if (ms % 1000 != 0) out += fmt::format(".{:03}", ms % 1000);
  return out;
}

std::string duration_text(std::int64_t ms) {
  std::string out = ms < 0 ? "-PT" : "PT";
  ms = ms < 0 ? -ms : ms;
  if (ms >= 3'600'000) out += fmt::format("{}H", ms / 3'600'000);
  if (ms / 60'000 % 60 != 0) out += fmt::format("{}M", ms / 60'000 % 60);
  const std::int64_t rest = ms % 60'000;
  if (rest % 1000 != 0) return out + fmt::format("{}.{:03}S", rest / 1000, rest % 1000);
  if (rest != 0 || ms < 60'000) out += fmt::format("{}S", rest / 1000);
  return out;
}

std::string date_text_of(std::int64_t days) {
  const std::chrono::year_month_day date{
      std::chrono::sys_days{std::chrono::days{static_cast<int>(days)}}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

}  // namespace

NumberForm form_of_code(std::string_view code) {
  const Letters found = letters_of(code);
  if (found.elapsed) return NumberForm::kDuration;
  const bool date = found.day || (found.month && !found.clock);
  if (date && found.clock) return NumberForm::kDateTime;
  if (date)
    return code.find("neral") == std::string_view::npos ? NumberForm::kDate : NumberForm::kNumber;
  if (found.clock) return NumberForm::kTime;
  if (found.percent) return NumberForm::kPercent;
  return found.text ? NumberForm::kText : NumberForm::kNumber;
}

NumberForm form_of_builtin(int id) {
  if (id == 9 || id == 10) return NumberForm::kPercent;
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) ||
      id == 57 || id == 58) {
    return NumberForm::kDate;
  }
  if (id == 22) return NumberForm::kDateTime;
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47 || id == 55 ||
      id == 56) {
    return NumberForm::kTime;
  }
  if (id == 46) return NumberForm::kDuration;
  return id == 49 ? NumberForm::kText : NumberForm::kNumber;
}

std::size_t zeros_of_code(std::string_view code) {
  return code.size() > 1 && code.find_first_not_of('0') == std::string_view::npos ? code.size() : 0;
}

std::optional<std::string> time_text(double serial, NumberForm form, bool from_1904) {
  if (!std::isfinite(serial) || std::abs(serial) >= kLastSerial) return std::nullopt;
  std::int64_t ms = std::llround(serial * static_cast<double>(kDayMs));
  const std::int64_t second = (ms + (ms < 0 ? -500 : 500)) / 1000 * 1000;
  if (std::abs(ms - second) <= 5) ms = second;  // 1/24 has no exact double, nor have its sums
  if (form == NumberForm::kDuration) return duration_text(ms);
  if (ms < 0) return std::nullopt;
  const std::int64_t day = ms / kDayMs;
  const std::int64_t clock = ms % kDayMs;
  if (form == NumberForm::kTime && day == 0) return clock_text(clock);
  std::int64_t days = day;
  if (from_1904) {
    days -= 24'107;  // 1904-01-01
  } else {
    if (day == 0 || day == 60) return std::nullopt;
    days -= day > 60 ? 25'569 : 25'568;
  }
  std::string out = date_text_of(days);
  if (clock != 0 || form == NumberForm::kDateTime || form == NumberForm::kTime) {
    out += ' ';
    out += clock_text(clock);
  }
  return out;
}

}  // namespace tertil::collectors
