#include "service/cli/terminal_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace tertil::cli {
namespace {

constexpr const char* kReplacement = "\uFFFD";
constexpr const char* kEllipsis = "…";

struct Range {
  char32_t first;
  char32_t last;
};

constexpr std::array<Range, 8> kNoColumn{{{0x0300, 0x036F},
                                          {0x1AB0, 0x1AFF},
                                          {0x1DC0, 0x1DFF},
                                          {0x200B, 0x200D},
                                          {0x20D0, 0x20FF},
                                          {0xFE00, 0xFE0F},
                                          {0xFE20, 0xFE2F},
                                          {0xE0100, 0xE01EF}}};
constexpr std::array<Range, 9> kTwoColumns{{{0x1100, 0x115F},
                                            {0x2E80, 0xA4CF},
                                            {0xAC00, 0xD7A3},
                                            {0xF900, 0xFAFF},
                                            {0xFE30, 0xFE6F},
                                            {0xFF00, 0xFF60},
                                            {0xFFE0, 0xFFE6},
                                            {0x1F300, 0x1FAFF},
                                            {0x20000, 0x3FFFD}}};
constexpr std::array<Range, 5> kUnsafe{
    {{0x00, 0x1F}, {0x7F, 0x9F}, {0x200E, 0x200F}, {0x202A, 0x202E}, {0x2066, 0x2069}}};

template <std::size_t N>
bool lies_in(char32_t code, const std::array<Range, N>& ranges) {
  return std::ranges::any_of(
      ranges, [code](Range range) { return code >= range.first && code <= range.last; });
}

struct Character {
  std::string_view bytes;
  char32_t code{0};
  bool valid{false};
};

/// The character that a non-empty text begins with; one byte if it is no UTF-8.
Character first_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = lead < 0x80   ? 1U
                             : lead < 0xC2 ? 0U
                             : lead < 0xE0 ? 2U
                             : lead < 0xF0 ? 3U
                             : lead < 0xF5 ? 4U
                                           : 0U;
  if (length == 0 || length > text.size()) return {text.substr(0, 1)};
  char32_t code = length == 1 ? lead : lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0U) != 0x80U) return {text.substr(0, 1)};
    code = (code << 6U) | (next & 0x3FU);
  }
  constexpr std::array<char32_t, 5> kSmallest{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < kSmallest[length] || code > 0x10FFFF || surrogate) return {text.substr(0, 1)};
  return {text.substr(0, length), code, true};
}

std::size_t width_of(const Character& character) {
  if (!character.valid) return 1;
  if (lies_in(character.code, kNoColumn)) return 0;
  return lies_in(character.code, kTwoColumns) ? 2 : 1;
}

}  // namespace

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const auto character = first_character(text);
    width += width_of(character);
    text.remove_prefix(character.bytes.size());
  }
  return width;
}

std::string printable(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const auto character = first_character(text);
    if (character.valid && !lies_in(character.code, kUnsafe))
      result += character.bytes;
    else
      result += kReplacement;
    text.remove_prefix(character.bytes.size());
  }
  return result;
}

std::string shortened(std::string_view text, std::size_t columns) {
  if (width_of(text) <= columns) return std::string{text};
  if (columns == 0) return {};
  std::string result;
  std::size_t width = 0;
  while (!text.empty()) {
    const auto character = first_character(text);
    if (width + width_of(character) > columns - 1) break;
    width += width_of(character);
    result += character.bytes;
    text.remove_prefix(character.bytes.size());
  }
  while (result.ends_with(' ')) result.pop_back();
  return result + kEllipsis;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines;
  while (true) {
    const auto end = std::min(text.find('\n'), text.size());
    auto rest = text.substr(0, end);
    std::string line;
    while (!rest.empty()) {
      const auto space = std::min(rest.find(' '), rest.size());
      const auto word = rest.substr(0, space);
      if (!line.empty() && width_of(line) + 1 + width_of(word) > columns)
        lines.push_back(std::exchange(line, {}));
      if (!line.empty()) line += ' ';
      line += word;
      rest.remove_prefix(std::min(space + 1, rest.size()));
    }
    lines.push_back(std::move(line));
    if (end == text.size()) return lines;
    text.remove_prefix(end + 1);
  }
}

}  // namespace tertil::cli
