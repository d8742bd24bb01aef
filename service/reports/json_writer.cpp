#include "service/reports/json_writer.hpp"

#include <array>
#include <cassert>
#include <charconv>

#include "service/reports/number_text.hpp"

namespace tertil::reports {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

/// How many bytes the UTF-8 character at the front has; 0 if it is none (overlong forms,
/// surrogates and values past U+10FFFF included).
std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto follows = [&](std::size_t i, unsigned low, unsigned high) {
    return i < text.size() && byte(i) >= low && byte(i) <= high;
  };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return follows(1, 0x80, 0xBF) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const unsigned low = lead == 0xE0 ? 0xA0 : 0x80;
    const unsigned high = lead == 0xED ? 0x9F : 0xBF;
    return follows(1, low, high) && follows(2, 0x80, 0xBF) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const unsigned low = lead == 0xF0 ? 0x90 : 0x80;
    const unsigned high = lead == 0xF4 ? 0x8F : 0xBF;
    return follows(1, low, high) && follows(2, 0x80, 0xBF) && follows(3, 0x80, 0xBF) ? 4 : 0;
  }
  return 0;
}

void append_escaped(std::string& out, unsigned char control) {
  switch (control) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
  }
  constexpr std::string_view kHex = "0123456789abcdef";
  out += "\\u00";
  out += kHex[control >> 4U];
  out += kHex[control & 0xFU];
}

bool is_plain(unsigned char byte) {
  return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t done = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (is_plain(byte)) {
      ++at;
      continue;
    }
    if (byte >= 0x80) {
      const auto length = character_length(text.substr(at));
      if (length != 0) {
        at += length;
        continue;
      }
    }
    out.append(text, done, at - done);
    if (byte >= 0x80)
      out += kReplacement;
    else
      append_escaped(out, byte);
    done = ++at;
  }
  out.append(text, done);
  out += '"';
}

void JsonWriter::before_value() {
  if (levels_.empty()) {
    assert(out_.empty() && "one document holds one value");
    return;
  }
  assert(levels_.back() != Level::kObject && "a value in an object needs a key");
  if (levels_.back() == Level::kObjectValue)
    levels_.back() = Level::kObject;
  else if (out_.back() != '[')
    out_ += ',';
}

JsonWriter& JsonWriter::begin_object() {
  before_value();
  levels_.push_back(Level::kObject);
  out_ += '{';
  return *this;
}

JsonWriter& JsonWriter::begin_array() {
  before_value();
  levels_.push_back(Level::kArray);
  out_ += '[';
  return *this;
}

JsonWriter& JsonWriter::end_object() {
  assert(!levels_.empty() && levels_.back() == Level::kObject);
  levels_.pop_back();
  out_ += '}';
  return *this;
}

JsonWriter& JsonWriter::end_array() {
  assert(!levels_.empty() && levels_.back() == Level::kArray);
  levels_.pop_back();
  out_ += ']';
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  assert(!levels_.empty() && levels_.back() == Level::kObject && "only objects have keys");
  if (out_.back() != '{') out_ += ',';
  append_json_string(out_, name);
  out_ += ':';
  levels_.back() = Level::kObjectValue;
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  before_value();
  append_json_string(out_, text);
  return *this;
}

JsonWriter& JsonWriter::value(double number) {
  before_value();
  append_number(out_, number);
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t number) {
  before_value();
  std::array<char, 24> digits{};
  const auto [end, problem] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  assert(problem == std::errc{});
  out_.append(digits.data(), end);
  return *this;
}

JsonWriter& JsonWriter::value(bool truth) { return raw(truth ? "true" : "false"); }

JsonWriter& JsonWriter::value(std::nullptr_t) { return raw("null"); }

JsonWriter& JsonWriter::value(const Text& text) {
  return begin_object().field("sv", text.sv).field("en", text.en).end_object();
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  assert(!json.empty());
  before_value();
  out_ += json;
  return *this;
}

JsonWriter& JsonWriter::text_or_null(std::string_view name, std::string_view text) {
  key(name);
  return text.empty() ? value(nullptr) : value(text);
}

std::string JsonWriter::take() {
  assert(levels_.empty() && !out_.empty());
  return std::move(out_);
}

}  // namespace tertil::reports
