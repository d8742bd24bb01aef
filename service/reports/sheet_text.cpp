#include "service/reports/sheet_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace tertil::reports {
namespace {

constexpr std::size_t kLongestText = 32767;
constexpr std::string_view kCut = "…";

/// Whether the text begins with what a reader would take for an escape: "_x0041_".
bool looks_escaped(std::string_view text) {
  return text.size() >= 7 && text.starts_with("_x") && text[6] == '_' &&
         std::ranges::all_of(text.substr(2, 4), [](char c) {
           return std::isxdigit(static_cast<unsigned char>(c)) != 0;
         });
}

std::size_t length_of_letter(std::string_view text) {
  std::size_t length = 1;
  while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U)
    ++length;
  return length;
}

std::string escaped(std::string_view letter, std::string_view from_here) {
  const auto byte = static_cast<unsigned char>(letter.front());
  if (byte < 0x20 && byte != '\n' && byte != '\t') return fmt::format("_x{:04X}_", byte);
  if (looks_escaped(from_here)) return "_x005F_";
  return std::string{letter};
}

}  // namespace

SheetText sheet_text(std::string_view text) {
  SheetText made;
  std::size_t room_for_cut = 0;  // where `plain` ends if the text turns out too long
  std::size_t written_then = 0;
  while (!text.empty()) {
    auto letter = text.substr(0, length_of_letter(text));
    const auto taken = letter.size();
    if (letter == "\xEF\xBF\xBE" || letter == "\xEF\xBF\xBF") letter = "\xEF\xBF\xBD";
    const auto form = escaped(letter, text);
    if (made.written.size() + form.size() > kLongestText) {
      made.cut = true;
      made.plain.resize(room_for_cut);
      made.written.resize(written_then);
      made.plain += kCut;
      made.written += kCut;
      return made;
    }
    made.plain += letter;
    made.written += form;
    if (made.written.size() + kCut.size() <= kLongestText) {
      room_for_cut = made.plain.size();
      written_then = made.written.size();
    }
    text.remove_prefix(taken);
  }
  return made;
}

}  // namespace tertil::reports
