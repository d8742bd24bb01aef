#include "collectors/eight_bit.hpp"

namespace tertil::collectors {

namespace {

using Byte = unsigned char;

bool is_lower(Byte b) { return b >= 'a' && b <= 'z'; }
bool is_upper(Byte b) { return b >= 'A' && b <= 'Z'; }
bool is_ascii_letter(Byte b) { return is_lower(b) || is_upper(b); }
bool is_alnum(Byte b) { return is_ascii_letter(b) || (b >= '0' && b <= '9'); }
bool is_white(Byte b) { return b == 0 || b == ' ' || b == '\n' || b == '\r' || b == '\t'; }

bool one_of(Byte b, std::string_view set) {
  return set.find(static_cast<char>(b)) != std::string_view::npos;
}

/// å ä ö Å Ä Ö as windows-1252 and ISO-8859-1 have them.
bool is_swedish(Byte b) { return one_of(b, "\xE5\xE4\xF6\xC5\xC4\xD6"); }
bool is_letter(Byte b) { return is_ascii_letter(b) || is_swedish(b) || b == 0xE9U; }

}  // namespace

void EightBitJudge::feed(std::string_view chunk) {
  for (const char c : chunk) {
    const auto next = static_cast<Byte>(c);
    judge(window_[0], window_[1], next);
    window_ = {window_[1], next};
  }
}

void EightBitJudge::finish() {
  judge(window_[0], window_[1], 0);
  end_line();
}

std::int64_t EightBitJudge::refused_at() const {
  if (wrong_at_ != 0) return wrong_at_;
  return swedish_ ? 0 : doubtful_at_;
}

void EightBitJudge::end_line() {
  if (open_quotes_ > 0) looks_odd();
  open_quotes_ = 0;
}

void EightBitJudge::judge(Byte before, Byte at, Byte after) {
  if (at < 0x80U) {
    if (at == '\n' || (at == '\r' && after != '\n')) {
      end_line();
      ++line_;
    }
    return;
  }
  // What UTF-8 makes of å ä ö, no-break space and – when it stands in a Latin file.
  const bool two = (at == 0xC3U && one_of(after, "\x85\x84\x96\xA5\xA4\xB6\xA9")) ||
                   (at == 0xC2U && after >= 0xA0U && after <= 0xBFU) ||
                   (at == 0xE2U && after == 0x80U);
  if (two) cannot_be();
  if (at < 0xA0U) {
    has_c1_ = true;
    judge_c1(before, at, after);
  } else {
    judge_high(before, at, after);
  }
}

void EightBitJudge::judge_c1(Byte before, Byte at, Byte after) {
  if (one_of(at, "\x81\x8D\x8F\x90\x9D")) return cannot_be();  // no character at all
  const bool inside_word = is_letter(before) && is_letter(after);
  const bool touches_word = is_letter(before) || is_letter(after);
  if (inside_word && one_of(at, "\x80\x82\x84\x86\x87\x88\x89\x8B\x93\x94\x95\x98\x99\x9B")) {
    return cannot_be();
  }
  switch (at) {
    case 0x80:
    case 0x85:  // €, …
      if (is_letter(after) || is_upper(before)) looks_odd();
      break;
    case 0x86:
    case 0x87:
    case 0x89:
    case 0x95:  // †, ‡, ‰, •
      if (touches_word) looks_odd();
      break;
    case 0x92:  // ’
      if (!is_letter(before)) looks_odd();
      break;
    case 0x93:
    case 0x94:  // “, ”
      judge_quote(before, at, after);
      break;
    case 0x96:
    case 0x97:  // –, —
      break;
    case 0x99:  // ™
      if (!is_lower(before)) looks_odd();
      break;
    default:  // ‚ ƒ „ ˆ Š ‹ Œ Ž ‘ ˜ š › œ ž Ÿ
      looks_odd();
  }
}

void EightBitJudge::judge_quote(Byte before, Byte at, Byte after) {
  const bool opens = !is_alnum(before) && !is_swedish(before) && !is_white(after);
  if (opens && open_quotes_ == 0) {
    ++open_quotes_;
    if (at == 0x94U && is_lower(after)) looks_odd();  // "öst" in CP850; "Öst" has another byte
  } else if (open_quotes_ > 0) {
    --open_quotes_;
  } else {
    looks_odd();
  }
}

void EightBitJudge::judge_high(Byte before, Byte at, Byte after) {
  const bool touches_word = is_letter(before) || is_letter(after);
  if (is_swedish(at)) {
    if (is_ascii_letter(before) || is_ascii_letter(after)) {
      swedish_ = true;
    } else {
      looks_odd();
    }
    return;
  }
  switch (at) {
    case 0xA0: break;               // no-break space
    case 0xA4: return cannot_be();  // ¤, but € in ISO-8859-15
    case 0xA7:
    case 0xB1:
    case 0xB7:
    case 0xD7:  // §, ±, ·, ×
      if (touches_word) looks_odd();
      break;
    case 0xB0:
    case 0xBC:
    case 0xBD:
    case 0xBE:  // °, ¼, ½, ¾
      if (is_letter(before)) looks_odd();
      break;
    case 0xB2:
    case 0xB3:  // ², ³
      if (!is_letter(before) || is_alnum(after)) looks_odd();
      break;
    case 0xB5:  // µ
      if (is_letter(before) || !is_letter(after)) looks_odd();
      break;
    case 0xE0:  // à
      if (!is_white(before) || !is_white(after)) looks_odd();
      break;
    case 0xE8:
    case 0xE9:  // è, é
      if (!is_lower(before)) looks_odd();
      break;
    case 0xFC:  // ü
      if (!is_ascii_letter(before) || !is_lower(after)) looks_odd();
      break;
    default: looks_odd();
  }
}

}  // namespace tertil::collectors
