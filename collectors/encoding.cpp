#include "collectors/encoding.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "collectors/eight_bit.hpp"
#include "collectors/utf8.hpp"

#include <fmt/format.h>

namespace tertil::collectors {

namespace {

constexpr std::size_t kOverlap = 4;  // so that a damage pattern is never cut in two
constexpr std::array<std::string_view, 3> kDamage{"\xC3\x83\xC2", "\xC3\x83\xE2\x80",
                                                  "\xEF\xBF\xBD"};
using Byte = unsigned char;
constexpr std::size_t kChunk = std::size_t{256} * 1024;
constexpr std::size_t kFirstLook = 4096;

/// windows-1252 from 0x80 to 0x9F. Its five holes never get here: the judge refuses them.
constexpr std::array<char16_t, 32> kWindows1252{
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

std::size_t length_by_lead(Byte lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

/// Whether the character that starts at `at` is whole and allowed; its length, or 0.
std::size_t valid_character(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<Byte>(text[at + i]); };
  const std::size_t length = length_by_lead(byte(0));
  if (length == 0 || text.size() - at < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
  }
  if (length == 3 && byte(0) == 0xE0 && byte(1) < 0xA0) return 0;  // overlong
  if (length == 3 && byte(0) == 0xED && byte(1) > 0x9F) return 0;  // surrogate
  if (length == 4 && byte(0) == 0xF0 && byte(1) < 0x90) return 0;  // overlong
  if (length == 4 && byte(0) == 0xF4 && byte(1) > 0x8F) return 0;  // beyond U+10FFFF
  return length;
}

/// How many bytes at the end may be a character that goes on in the next chunk.
std::size_t cut_character(std::string_view text) {
  for (std::size_t back = 1; back <= std::min<std::size_t>(3, text.size()); ++back) {
    const auto byte = static_cast<Byte>(text[text.size() - back]);
    if ((byte & 0xC0U) == 0x80U) continue;
    return length_by_lead(byte) > back ? back : 0;
  }
  return 0;
}

std::int64_t lines_in(std::string_view text) {
  std::int64_t lines = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'))) {
      ++lines;
    }
  }
  return lines;
}

EncodingFault fault(std::int64_t line, std::string_view sv, std::string_view en) {
  return {line,
          {fmt::format("Rad {}: {} Spara filen som UTF-8 (i Excel: ”CSV UTF-8”) och skicka den "
                       "igen.",
                       line, sv),
           fmt::format("Line {}: {} Save the file as UTF-8 (in Excel: “CSV UTF-8”) and send it "
                       "again.",
                       line, en)}};
}

EncodingFault nul_fault(std::int64_t line) {
  return fault(line, "Filen innehåller nolltecken och är inte ren text.",
               "The file contains NUL characters and is not plain text.");
}

/// What in valid UTF-8 shows that an earlier step has already broken the text.
std::size_t find_damage(std::string_view text) {
  std::size_t first = std::string_view::npos;
  for (const auto pattern : kDamage) first = std::min(first, text.find(pattern));
  return first;
}

/// Walks through a file chunk by chunk; `see(text, last)` returns how many bytes it has used.
template <class See>
void walk(const ByteSource& bytes, std::uint64_t from, See see) {
  std::string buffer;
  std::string chunk(kChunk, '\0');
  for (bool last = false; !last;) {
    const std::size_t got = bytes.read(chunk, from);
    from += got;
    last = got < chunk.size();
    buffer.append(chunk, 0, got);
    const std::size_t used = see(std::string_view(buffer), last);
    if (used == std::string_view::npos) return;
    buffer.erase(0, used);
  }
}

/// The line where the bytes stop being UTF-8 (0: never), and where they are damaged or hold NUL.
struct Utf8Look {
  std::int64_t invalid_at{0};
  std::int64_t damaged_at{0};
  std::int64_t nul_at{0};
};

Utf8Look look_as_utf8(const ByteSource& bytes, std::uint64_t from) {
  Utf8Look found;
  std::int64_t line = 1;
  walk(bytes, from, [&](std::string_view text, bool last) {
    const auto whole = last ? text : text.substr(0, text.size() - cut_character(text));
    const std::size_t good = valid_utf8_prefix(whole);
    const auto line_at = [&](std::size_t at) { return line + lines_in(text.substr(0, at)); };
    if (good < whole.size()) {
      found.invalid_at = line_at(good);
      return std::string_view::npos;
    }
    const std::size_t nul = whole.find('\0');
    if (found.nul_at == 0 && nul != std::string_view::npos) found.nul_at = line_at(nul);
    const std::size_t damage = find_damage(whole);
    if (found.damaged_at == 0 && damage != std::string_view::npos) {
      found.damaged_at = line_at(damage);
    }
    std::size_t used = whole.size() > kOverlap ? whole.size() - kOverlap : 0;
    while (used > 0 && (static_cast<Byte>(whole[used]) & 0xC0U) == 0x80U) --used;
    if (used > 0 && whole[used - 1] == '\r') --used;
    line += lines_in(text.substr(0, used));
    return used;
  });
  return found;
}

char16_t unit_at(std::string_view text, std::size_t at, bool little) {
  const auto first = static_cast<unsigned>(static_cast<Byte>(text[at]));
  const auto second = static_cast<unsigned>(static_cast<Byte>(text[at + 1]));
  return static_cast<char16_t>(little ? first | (second << 8U) : (first << 8U) | second);
}

bool is_high_surrogate(char32_t c) { return c >= 0xD800 && c <= 0xDBFF; }
bool is_low_surrogate(char32_t c) { return c >= 0xDC00 && c <= 0xDFFF; }

/// Decodes whole characters; returns the bytes used. Lone surrogates become U+FFFD.
std::size_t decode_utf16(std::string_view text, bool little, bool last, std::string& out) {
  std::size_t at = 0;
  while (text.size() - at >= 2) {
    char32_t c = unit_at(text, at, little);
    std::size_t used = 2;
    if (is_high_surrogate(c)) {
      if (text.size() - at < 4 && !last) break;
      const char32_t low = text.size() - at >= 4 ? unit_at(text, at + 2, little) : U'\0';
      if (is_low_surrogate(low)) {
        c = 0x10000 + ((c - 0xD800) << 10U) + (low - 0xDC00);
        used = 4;
      } else {
        c = 0xFFFD;
      }
    } else if (is_low_surrogate(c)) {
      c = 0xFFFD;
    }
    append_utf8(out, c);
    at += used;
  }
  if (last && at < text.size()) {
    append_utf8(out, 0xFFFD);
    at = text.size();
  }
  return at;
}

std::optional<EncodingFault> check_utf16(const ByteSource& bytes, std::uint64_t from, bool little) {
  std::int64_t line = 1;
  std::optional<EncodingFault> bad;
  std::string text;
  walk(bytes, from, [&](std::string_view raw, bool last) {
    text.clear();
    const std::size_t used = decode_utf16(raw, little, last, text);
    const std::size_t broken = std::min(text.find("\xEF\xBF\xBD"), text.find('\0'));
    if (broken != std::string::npos) {
      bad = fault(line + lines_in(std::string_view(text).substr(0, broken)),
                  "Texten är inte hel UTF-16.", "The text is not whole UTF-16.");
      return std::string_view::npos;
    }
    line += static_cast<std::int64_t>(std::count(text.begin(), text.end(), '\n'));
    return used;
  });
  return bad;
}

std::variant<Encoding, EncodingFault> detect_eight_bit(const ByteSource& bytes) {
  EightBitJudge judge;
  walk(bytes, 0, [&](std::string_view text, bool) {
    judge.feed(text);
    return text.size();
  });
  judge.finish();
  if (const auto line = judge.refused_at(); line != 0) {
    return fault(line, "Teckenkodningen går inte att fastställa säkert; å, ä och ö kan bli fel.",
                 "The character encoding cannot be told for certain; å, ä and ö may go wrong.");
  }
  return judge.has_c1() ? Encoding::kWindows1252 : Encoding::kIso88591;
}

/// UTF-16 without a mark: in Swedish text nearly every other byte is NUL.
std::optional<Encoding> utf16_by_nuls(std::string_view beginning) {
  std::array<std::size_t, 2> nuls{};
  for (std::size_t i = 0; i < beginning.size(); ++i) {
    if (beginning[i] == '\0') ++nuls[i % 2];
  }
  const std::size_t many = std::max<std::size_t>(1, beginning.size() / 2 * 4 / 10);
  if (nuls[1] >= many && nuls[0] == 0) return Encoding::kUtf16Le;
  if (nuls[0] >= many && nuls[1] == 0) return Encoding::kUtf16Be;
  return std::nullopt;
}

std::variant<Encoding, EncodingFault> checked_utf16(const ByteSource& bytes, Encoding encoding,
                                                    std::uint64_t from) {
  if (auto bad = check_utf16(bytes, from, encoding == Encoding::kUtf16Le)) return *bad;
  return encoding;
}

std::variant<Encoding, EncodingFault> checked_utf8(const Utf8Look& look, Encoding encoding) {
  if (look.nul_at != 0) return nul_fault(look.nul_at);
  if (look.damaged_at != 0) {
    return fault(look.damaged_at,
                 "Texten har redan avkodats fel en gång (”Ã¥” för å, eller tecknet U+FFFD). Utgå "
                 "från originalet.",
                 "The text has been decoded wrongly once already (“Ã¥” for å, or the character "
                 "U+FFFD). Start from the original.");
  }
  return encoding;
}

}  // namespace

std::string_view name_of(Encoding encoding) {
  switch (encoding) {
    case Encoding::kUtf8: return "utf-8";
    case Encoding::kUtf8Bom: return "utf-8-bom";
    case Encoding::kUtf16Le: return "utf-16le";
    case Encoding::kUtf16Be: return "utf-16be";
    case Encoding::kWindows1252: return "windows-1252";
    case Encoding::kIso88591: return "iso-8859-1";
  }
  return "";
}

std::size_t valid_utf8_prefix(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    std::uint64_t eight = 0;
    while (text.size() - at >= sizeof eight) {
      std::memcpy(&eight, text.data() + at, sizeof eight);
      if ((eight & 0x8080808080808080U) != 0) break;
      at += sizeof eight;
    }
    if (at == text.size()) break;
    const std::size_t length = valid_character(text, at);
    if (length == 0) return at;
    at += length;
  }
  return at;
}

bool is_utf8(std::string_view text) { return valid_utf8_prefix(text) == text.size(); }

std::variant<Encoding, EncodingFault> detect_encoding(const ByteSource& bytes) {
  std::string first(kFirstLook, '\0');
  first.resize(bytes.read(first, 0));
  const std::string_view start(first);
  using std::string_view_literals::operator""sv;
  if (start.starts_with("\xFF\xFE\0\0"sv) || start.starts_with("\0\0\xFE\xFF"sv)) {
    return fault(1, "Filen är UTF-32.", "The file is UTF-32.");
  }
  if (start.starts_with("\xEF\xBB\xBF"sv)) {
    const auto look = look_as_utf8(bytes, 3);
    if (look.invalid_at != 0) {
      return fault(look.invalid_at, "Filen säger sig vara UTF-8 men är det inte.",
                   "The file says it is UTF-8 but is not.");
    }
    return checked_utf8(look, Encoding::kUtf8Bom);
  }
  if (start.starts_with("\xFF\xFE"sv)) return checked_utf16(bytes, Encoding::kUtf16Le, 2);
  if (start.starts_with("\xFE\xFF"sv)) return checked_utf16(bytes, Encoding::kUtf16Be, 2);
  if (const auto guess = utf16_by_nuls(start)) return checked_utf16(bytes, *guess, 0);

  const auto look = look_as_utf8(bytes, 0);
  if (look.invalid_at == 0) return checked_utf8(look, Encoding::kUtf8);
  if (start.find('\0') != std::string_view::npos || look.nul_at != 0) return nul_fault(1);
  return detect_eight_bit(bytes);
}

bool TextReader::read(std::string& out, std::size_t amount) {
  if (ended_) return false;
  if (!started_) {
    started_ = true;
    if (encoding_ == Encoding::kUtf8Bom) offset_ = 3;
    if (encoding_ == Encoding::kUtf16Le || encoding_ == Encoding::kUtf16Be) {
      std::array<char, 2> mark{};
      const std::size_t got = bytes_.read(mark, 0);
      const std::string_view start(mark.data(), got);
      if (start == "\xFF\xFE" || start == "\xFE\xFF") offset_ = 2;
    }
  }
  chunk_.resize(std::max<std::size_t>(amount, 16));
  const std::size_t got = bytes_.read(chunk_, offset_);
  offset_ += got;
  ended_ = got < chunk_.size();
  chunk_.resize(got);
  if (encoding_ == Encoding::kUtf8 || encoding_ == Encoding::kUtf8Bom) {
    decode_utf8(out);
  } else if (encoding_ == Encoding::kUtf16Le || encoding_ == Encoding::kUtf16Be) {
    carry_ += chunk_;
    carry_.erase(0, decode_utf16(carry_, encoding_ == Encoding::kUtf16Le, ended_, out));
  } else {
    for (const char c : chunk_) {
      const auto byte = static_cast<Byte>(c);
      const bool c1 = byte >= 0x80 && byte < 0xA0 && encoding_ == Encoding::kWindows1252;
      append_utf8(out, c1 ? kWindows1252.at(byte - 0x80U) : char32_t{byte});
    }
  }
  return true;
}

void TextReader::decode_utf8(std::string& out) {
  carry_ += chunk_;
  std::string_view text(carry_);
  if (!ended_) text.remove_suffix(cut_character(text));
  const std::size_t used = text.size();
  while (!text.empty()) {
    const std::size_t good = valid_utf8_prefix(text);
    out.append(text.substr(0, good));
    text.remove_prefix(good);
    if (!text.empty()) {
      out.append("\uFFFD");
      text.remove_prefix(1);
    }
  }
  carry_.erase(0, used);
}

}  // namespace tertil::collectors
