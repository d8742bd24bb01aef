#include "collectors/xml_pull.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "collectors/utf8.hpp"

namespace tertil::collectors {

namespace {

constexpr std::size_t kChunk = std::size_t{64} * 1024;
constexpr std::size_t kLongestToken = std::size_t{1} << 20U;
constexpr int kDeepest = 64;

bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string_view local(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is_character(std::uint32_t c) { return c != 0 && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF); }

bool append_entity(std::string& out, std::string_view name) {
  if (name == "amp") return out += '&', true;
  if (name == "lt") return out += '<', true;
  if (name == "gt") return out += '>', true;
  if (name == "quot") return out += '"', true;
  if (name == "apos") return out += '\'', true;
  if (!name.starts_with('#')) return false;
  name.remove_prefix(1);
  const bool hex = name.starts_with('x');
  if (hex) name.remove_prefix(1);
  std::uint32_t code = 0;
  const auto [end, error] =
      std::from_chars(name.data(), name.data() + name.size(), code, hex ? 16 : 10);
  if (error != std::errc{} || end != name.data() + name.size() || !is_character(code)) return false;
  append_utf8(out, code);
  return true;
}

}  // namespace

std::optional<std::string> decoded_entities(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (;;) {
    const std::size_t amp = text.find('&');
    out.append(text.substr(0, amp));
    if (amp == std::string_view::npos) return out;
    const std::size_t end = text.find(';', amp);
    if (end == std::string_view::npos || end - amp > 12) return std::nullopt;
    if (!append_entity(out, text.substr(amp + 1, end - amp - 1))) return std::nullopt;
    text.remove_prefix(end + 1);
  }
}

XmlPull::Event XmlPull::bad() {
  bad_ = true;
  return Event::kBad;
}

bool XmlPull::fill() {
  if (ended_ || buffer_.size() - at_ > kLongestToken) return false;
  buffer_.erase(0, at_);
  at_ = 0;
  const std::size_t had = buffer_.size();
  buffer_.resize(had + kChunk);
  const std::size_t got = read_(std::span<char>(buffer_).subspan(had));
  buffer_.resize(had + got);
  ended_ = got == 0;
  return !ended_;
}

/// Where `what` stands, counted from `at_`; npos when it never comes within the limit.
std::size_t XmlPull::find(std::string_view what, std::size_t from) {
  for (;;) {
    const std::size_t found = buffer_.find(what, at_ + from);
    if (found != std::string::npos) return found - at_;
    const std::size_t looked = buffer_.size() - at_;
    from = std::max(from, looked < what.size() ? 0 : looked - what.size() + 1);
    if (!fill()) return std::string::npos;
  }
}

XmlPull::Event XmlPull::next() {
  if (bad_) return Event::kBad;
  if (closing_) {
    closing_ = false;
    --depth_;
    return Event::kEnd;
  }
  for (;;) {
    if (at_ == buffer_.size() && !fill()) return depth_ == 0 && ended_ ? Event::kDone : bad();
    if (buffer_[at_] != '<') return read_text();
    while (buffer_.size() - at_ < 9 && fill()) {
    }
    const std::string_view here = std::string_view(buffer_).substr(at_, 9);
    if (here.starts_with("<![CDATA[")) {
      const std::size_t end = find("]]>", 9);
      if (end == std::string::npos) return bad();
      text_.assign(buffer_, at_ + 9, end - 9);
      at_ += end + 3;
      return Event::kText;
    }
    if (here.starts_with("<!DOCTYPE") || here.starts_with("<!doctype")) {
      doctype_ = true;
      return bad();
    }
    if (here.starts_with("<!--") || here.starts_with("<?")) {
      const bool comment = here[1] == '!';
      const std::size_t end = find(comment ? "-->" : "?>", comment ? 4 : 2);
      if (end == std::string::npos) return bad();
      at_ += end + (comment ? 3 : 2);
      continue;
    }
    if (here.starts_with("<!")) return bad();
    return read_tag();
  }
}

XmlPull::Event XmlPull::read_text() {
  const std::size_t end = find("<", 0);
  const std::size_t size = end == std::string::npos ? buffer_.size() - at_ : end;
  if (end == std::string::npos && !ended_) return bad();
  const auto raw = std::string_view(buffer_).substr(at_, size);
  if (raw.find('&') == std::string_view::npos) {
    text_ = raw;
  } else {
    auto decoded = decoded_entities(raw);
    if (!decoded) return bad();
    text_ = std::move(*decoded);
  }
  at_ += size;
  return Event::kText;
}

XmlPull::Event XmlPull::read_tag() {
  std::size_t end = 1;
  char quote = '\0';
  for (;; ++end) {
    if (at_ + end >= buffer_.size() && !fill()) return bad();
    const char c = buffer_[at_ + end];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      break;
    }
  }
  std::string_view tag = std::string_view(buffer_).substr(at_ + 1, end - 1);
  const bool ends = tag.starts_with('/');
  if (ends) tag.remove_prefix(1);
  const bool empty = !ends && tag.ends_with('/');
  if (empty) tag.remove_suffix(1);
  std::size_t size = 0;
  while (size < tag.size() && !is_white(tag[size])) ++size;
  name_ = local(tag.substr(0, size));
  tag_ = tag.substr(size);
  at_ += end + 1;
  if (name_.empty()) return bad();
  if (ends) {
    if (--depth_ < 0) return bad();
    return Event::kEnd;
  }
  if (++depth_ > kDeepest) return bad();
  closing_ = empty;
  return Event::kStart;
}

XmlPull::Event XmlPull::skip() {
  const int outside = depth_ - 1;
  for (;;) {
    const Event event = next();
    if (event == Event::kBad || event == Event::kDone) return event;
    if (event == Event::kEnd && depth_ == outside) return event;
  }
}

std::optional<std::string> XmlPull::attribute(std::string_view name) const {
  std::string_view rest = tag_;
  for (;;) {
    while (!rest.empty() && is_white(rest.front())) rest.remove_prefix(1);
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    std::string_view key = rest.substr(0, equals);
    while (!key.empty() && is_white(key.back())) key.remove_suffix(1);
    rest.remove_prefix(equals + 1);
    while (!rest.empty() && is_white(rest.front())) rest.remove_prefix(1);
    if (rest.empty() || (rest.front() != '"' && rest.front() != '\'')) return std::nullopt;
    const std::size_t end = rest.find(rest.front(), 1);
    if (end == std::string_view::npos) return std::nullopt;
    if (local(key) == name) return decoded_entities(rest.substr(1, end - 1));
    rest.remove_prefix(end + 1);
  }
}

}  // namespace tertil::collectors
