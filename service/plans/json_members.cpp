#include "service/plans/json_members.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>

namespace tertil::plans {
namespace {

using nlohmann::json;

std::optional<unsigned> digits(std::string_view text) {
  unsigned number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

bool is_date(std::string_view text) {
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  const auto year = digits(text.substr(0, 4));
  const auto month = text.size() < 7 ? std::optional{1U} : digits(text.substr(5, 2));
  const auto day = text.size() < 10 ? std::optional{1U} : digits(text.substr(8, 2));
  const bool parted = (text.size() < 7 || text[4] == '-') && (text.size() < 10 || text[7] == '-');
  if (!year || !month || !day || !parted || *year < 1900 || *year > 2100) return false;
  return std::chrono::year_month_day{std::chrono::year{static_cast<int>(*year)},
                                     std::chrono::month{*month}, std::chrono::day{*day}}
      .ok();
}

bool is_whole_date(std::string_view text) { return text.size() == 10 && is_date(text); }

void Members::fault(std::string_view member, std::string code, Text message) const {
  auto pointer = member.empty() ? path_ : fmt::format("{}/{}", path_, member);
  faults_.push_back({std::move(pointer), std::move(code), std::move(message)});
}

const json* Members::find(std::string_view member) const {
  const auto found = object_.find(member);
  return found == object_.end() || found->is_null() ? nullptr : &*found;
}

std::string Members::text(std::string_view member, std::size_t most_bytes, bool required) const {
  const auto* value = find(member);
  if (value != nullptr && !value->is_string()) {
    fault(member, "wrong-type", {"Ska vara text.", "Must be text."});
    return {};
  }
  auto text = value == nullptr ? std::string{} : value->get<std::string>();
  if (text.find('\0') != std::string::npos)
    fault(member, "not-a-letter",
          {"Får inte ha tecknet NUL (U+0000).", "Must not have the character NUL (U+0000)."});
  if (required && text.find_first_not_of(" \t\r\n") == std::string::npos)
    fault(member, "missing-member", {"Får inte vara tom.", "Must not be empty."});
  if (text.size() > most_bytes)
    fault(
        member, "too-long",
        {fmt::format("Högst {} byte.", most_bytes), fmt::format("At most {} bytes.", most_bytes)});
  return text;
}

std::optional<double> Members::number(std::string_view member, double least, double most) const {
  const auto* value = find(member);
  if (value == nullptr) return std::nullopt;
  if (!value->is_number()) {
    fault(member, "wrong-type", {"Ska vara ett tal eller null.", "Must be a number or null."});
    return std::nullopt;
  }
  const auto number = value->get<double>();
  if (!std::isfinite(number) || number < least || number > most)
    fault(member, "out-of-range",
          {fmt::format("Ska vara mellan {} och {}.", least, most),
           fmt::format("Must be from {} to {}.", least, most)});
  return number;
}

std::optional<int> Members::integer(std::string_view member, int least, int most) const {
  const auto* value = find(member);
  if (value == nullptr) return std::nullopt;
  if (!value->is_number_integer() || value->get<double>() < least || value->get<double>() > most) {
    fault(member, "out-of-range",
          {fmt::format("Ska vara ett heltal mellan {} och {}.", least, most),
           fmt::format("Must be a whole number from {} to {}.", least, most)});
    return std::nullopt;
  }
  return value->get<int>();
}

std::optional<int> Members::year(std::string_view member) const {
  const auto* value = find(member);
  if (value == nullptr) return std::nullopt;
  if (!value->is_number_integer() || value->get<double>() < 1900 || value->get<double>() > 2100) {
    fault(member, "not-a-year",
          {"Ska vara ett årtal mellan 1900 och 2100.", "Must be a year from 1900 to 2100."});
    return std::nullopt;
  }
  return value->get<int>();
}

bool Members::truth(std::string_view member) const {
  const auto* value = find(member);
  if (value == nullptr) return false;
  if (!value->is_boolean()) {
    fault(member, "wrong-type", {"Ska vara true eller false.", "Must be true or false."});
    return false;
  }
  return value->get<bool>();
}

std::string Members::whole_date(std::string_view member, bool required) const {
  auto date = text(member, 10, required);
  if (!date.empty() && !is_whole_date(date))
    fault(member, "not-a-date", {"Ska vara ett datum: 2026-03-01.", "Must be a date: 2026-03-01."});
  return date;
}

std::string Members::word(std::string_view member, std::span<const std::string_view> words,
                          bool required) const {
  auto found = text(member, 100, required);
  if (!found.empty() && std::ranges::find(words, found) == words.end())
    fault(member, "unknown-value",
          {fmt::format("Ska vara något av {}.", fmt::join(words, ", ")),
           fmt::format("Must be one of {}.", fmt::join(words, ", "))});
  return found;
}

const json* Members::list(std::string_view member, std::size_t most) const {
  const auto* list = find(member);
  if (list == nullptr) return nullptr;
  if (list->is_array() && list->size() <= most) return list;
  fault(member, "wrong-type",
        {fmt::format("Ska vara en lista med högst {} poster.", most),
         fmt::format("Must be a list of at most {} items.", most)});
  return nullptr;
}

std::vector<std::string> Members::texts(std::string_view member, std::size_t most,
                                        std::size_t most_bytes) const {
  std::vector<std::string> found;
  const auto* items = list(member, most);
  if (items == nullptr) return found;
  for (const auto& item : *items) {
    if (item.is_string() && item.get<std::string>().size() <= most_bytes &&
        !item.get<std::string>().empty() && item.get<std::string>().find('\0') == std::string::npos)
      found.push_back(item.get<std::string>());
    else
      fault(fmt::format("{}/{}", member, &item - &items->front()), "wrong-type",
            {fmt::format("Ska vara text, högst {} byte.", most_bytes),
             fmt::format("Must be text, at most {} bytes.", most_bytes)});
  }
  return found;
}

std::optional<Members> Members::object(std::string_view member) const {
  const auto* value = find(member);
  if (value == nullptr) return std::nullopt;
  if (value->is_object()) return Members{*value, fmt::format("{}/{}", path_, member), faults_};
  fault(member, "wrong-type", {"Ska vara ett objekt.", "Must be an object."});
  return std::nullopt;
}

std::optional<Members> Members::item(const json& list, std::string_view member,
                                     std::size_t i) const {
  const Members inner{list[i], fmt::format("{}/{}/{}", path_, member, i), faults_};
  if (list[i].is_object()) return inner;
  inner.fault("", "wrong-type", {"Ska vara ett objekt.", "Must be an object."});
  return std::nullopt;
}

void Members::refuse_others(std::span<const std::string_view> known,
                            std::span<const std::string_view> passed) const {
  for (const auto& [name, value] : object_.items())
    if (std::ranges::find(known, name) == known.end() &&
        std::ranges::find(passed, name) == passed.end())
      fault(name, "unknown-member", {"Det finns inget sådant fält.", "There is no such member."});
}

}  // namespace tertil::plans
