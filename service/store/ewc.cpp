#include "service/store/ewc.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "embedded/shipped.hpp"

namespace tertil::store {
namespace {

constexpr std::string_view kFile = "ewc_codes.csv";

/// One line "01 03 04,true,Text" or with the text in quotes; the file is ours and has no others.
EwcCode parse_line(std::string_view line) {
  const auto first = line.find(',');
  const auto second = line.find(',', first + 1);
  auto description = line.substr(second + 1);
  if (description.starts_with('"')) description = description.substr(1, description.size() - 2);
  return {line.substr(0, first), line.substr(first + 1, second - first - 1) == "true", description};
}

/// @throws std::logic_error if the program was built without the list.
const std::vector<EwcCode>& all_codes() {
  static const std::vector<EwcCode> codes = [] {
    std::vector<EwcCode> read;
    for (const auto& file : embedded::shipped()) {
      if (file.name != kFile) continue;
      auto rest = file.bytes.substr(file.bytes.find('\n') + 1);
      while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        if (end > 0) read.push_back(parse_line(rest.substr(0, end)));
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
    if (read.empty()) throw std::logic_error{"the program was built without ewc_codes.csv"};
    std::ranges::sort(read, {}, &EwcCode::code);
    return read;
  }();
  return codes;
}

}  // namespace

std::optional<WrittenEwc> parse_ewc(std::string_view text) {
  std::string digits;
  bool starred = false;
  for (const char c : text) {
    if (starred && c != ' ') return std::nullopt;  // nothing comes behind the star
    if (c >= '0' && c <= '9') {
      digits += c;
    } else if (c == '*') {
      starred = true;
    } else if (c != ' ' && c != '-' && c != '.') {
      return std::nullopt;
    }
  }
  if (digits.size() != 6) return std::nullopt;
  return WrittenEwc{
      fmt::format("{} {} {}", digits.substr(0, 2), digits.substr(2, 2), digits.substr(4, 2)),
      starred};
}

const EwcCode* find_ewc(std::string_view code) {
  const auto& codes = all_codes();
  const auto found = std::ranges::lower_bound(codes, code, {}, &EwcCode::code);
  return found != codes.end() && found->code == code ? &*found : nullptr;
}

bool outside_recycling_degree(std::string_view code) {
  return code.starts_with("17 ") || code == "20 02 01";
}

}  // namespace tertil::store
