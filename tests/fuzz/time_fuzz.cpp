#include <cstddef>
#include <cstdint>
#include <string_view>

#include "collectors/calendar.hpp"
#include "collectors/unit.hpp"
#include "tests/fuzz/promise.hpp"

using namespace tertil::collectors;
using tertil::fuzz::promise;

/// What is read as a time is written so that it reads back, and lies in the day it falls on.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static_cast<void>(unit_named(text));
  if (const auto date = parse_date(text)) {
    promise(date_text(*date) == text, "a date is written as it was read");
    promise(local_day(start_of_day(*date)) == *date, "a day begins in itself");
  }
  const auto time = parse_time(text);
  const auto* found = std::get_if<WrittenTime>(&time);
  if (found == nullptr) return 0;
  const auto again = parse_time(utc_text(found->seconds));
  if (const auto* same = std::get_if<WrittenTime>(&again)) {  // else it lies beyond 1900–2100
    promise(same->seconds == found->seconds && !same->repeated, "UTC reads back");
  }
  const Days day = local_day(found->seconds);
  promise(start_of_day(day) <= found->seconds, "not before its day");
  promise(found->seconds < start_of_day(day + 1), "not after its day");
  promise(
      !found->repeated || local_offset(found->seconds) == 7200 || found->seconds < 1'000'000'000,
      "the first of two is summer time");
  const Month month = local_month(found->seconds);
  promise(start_of_month(month) <= found->seconds, "not before its month");
  promise(found->seconds < start_of_month(month.next()), "not after its month");
  return 0;
}
