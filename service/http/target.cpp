#include "service/http/target.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace tertil::http {
namespace {

constexpr std::string_view kUnreserved =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
constexpr std::string_view kSubDelims = "!$&'()*+,;=";

using Set = std::array<bool, 256>;

constexpr Set set_of(std::string_view a, std::string_view b, std::string_view c = {}) {
  Set set{};
  for (const auto part : {a, b, c})
    for (const char byte : part) set[static_cast<unsigned char>(byte)] = true;
  return set;
}

constexpr Set kPathBytes = set_of(kUnreserved, kSubDelims, ":@/");
constexpr Set kQueryBytes = set_of(kUnreserved, kSubDelims, ":@/?");
constexpr Set kHostBytes = set_of(kUnreserved, kSubDelims);
constexpr Set kLiteralBytes = set_of("0123456789abcdefABCDEF", ":.");

bool has(const Set& set, char byte) { return set[static_cast<unsigned char>(byte)]; }

int hex(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

/// Percent-decodes; false for a byte outside `allowed`, a broken escape or an escaped control.
bool decode(std::string_view text, const Set& allowed, bool plus_is_space, std::string& out) {
  out.clear();
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char byte = text[i];
    if (byte != '%') {
      if (!has(allowed, byte)) return false;
      out.push_back(plus_is_space && byte == '+' ? ' ' : byte);
      continue;
    }
    if (i + 2 >= text.size()) return false;
    const int high = hex(text[i + 1]);
    const int low = hex(text[i + 2]);
    if (high < 0 || low < 0) return false;
    const auto value = static_cast<unsigned char>(high * 16 + low);
    if (value < 0x20 || value == 0x7F) return false;
    out.push_back(static_cast<char>(value));
    i += 2;
  }
  return is_utf8(out);
}

bool decode_path(std::string_view text, std::string& out) {
  for (std::size_t i = text.find('%'); i < text.size(); i = text.find('%', i + 1)) {
    if (i + 2 >= text.size()) return false;
    const auto value = hex(text[i + 1]) * 16 + hex(text[i + 2]);
    if (value == '/' || value == '\\') return false;
  }
  if (!decode(text, kPathBytes, false, out)) return false;
  for (std::size_t at = 0; at < out.size();) {
    const auto end = std::min(out.find('/', at + 1), out.size());
    const auto segment = std::string_view{out}.substr(at + 1, end - at - 1);
    if (segment == "." || segment == "..") return false;
    at = end;
  }
  return true;
}

bool decode_query(std::string_view text, std::vector<std::pair<std::string, std::string>>& out) {
  while (!text.empty()) {
    const auto end = std::min(text.find('&'), text.size());
    const auto pair = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (pair.empty()) continue;
    const auto equals = std::min(pair.find('='), pair.size());
    auto& [name, value] = out.emplace_back();
    if (!decode(pair.substr(0, equals), kQueryBytes, true, name)) return false;
    if (!decode(pair.substr(std::min(equals + 1, pair.size())), kQueryBytes, true, value))
      return false;
  }
  return true;
}

bool is_port(std::string_view text) {
  unsigned port = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), port);
  return text.empty() ||
         (read.ptr == text.data() + text.size() && read.ec == std::errc{} && port <= 65535);
}

bool starts_with_scheme(std::string_view target, std::string_view scheme) {
  if (target.size() < scheme.size()) return false;
  for (std::size_t i = 0; i < scheme.size(); ++i) {
    const char lower =
        target[i] >= 'A' && target[i] <= 'Z' ? static_cast<char>(target[i] + 32) : target[i];
    if (lower != scheme[i]) return false;
  }
  return true;
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0x80) {
      ++i;
      continue;
    }
    const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    if (lead < 0xC2 || lead > 0xF4 || i + static_cast<std::size_t>(more) >= text.size())
      return false;
    std::uint32_t point = lead & (0x3FU >> more);
    for (int k = 1; k <= more; ++k) {
      const auto next = static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]);
      if ((next & 0xC0U) != 0x80) return false;
      point = (point << 6U) | (next & 0x3FU);
    }
    const bool overlong = (more == 2 && point < 0x800) || (more == 3 && point < 0x10000);
    if (overlong || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return false;
    i += static_cast<std::size_t>(more) + 1;
  }
  return true;
}

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string out;
  if (!decode(text, kQueryBytes, false, out)) return std::nullopt;
  return out;
}

std::optional<Target> parse_target(std::string_view target, Method method) {
  Target out;
  if (target == "*") {
    if (method != Method::kOptions) return std::nullopt;
    out.path = "*";
    out.origin = target;
    return out;
  }
  out.origin = target;
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!starts_with_scheme(target, scheme)) continue;
    const auto rest = target.substr(scheme.size());
    const auto end = std::min(rest.find_first_of("/?"), rest.size());
    out.authority = rest.substr(0, end);
    out.origin = rest.substr(end);
    if (!is_valid_host(out.authority)) return std::nullopt;
    if (out.origin.empty() || out.origin.front() == '?') {
      out.path = method == Method::kOptions && out.origin.empty() ? "*" : "/";
      if (!decode_query(out.origin.substr(out.origin.empty() ? 0 : 1), out.query))
        return std::nullopt;
      return out;
    }
    break;
  }
  if (out.origin.empty() || out.origin.front() != '/') return std::nullopt;
  const auto mark = std::min(out.origin.find('?'), out.origin.size());
  if (!decode_path(out.origin.substr(0, mark), out.path)) return std::nullopt;
  if (mark < out.origin.size() && !decode_query(out.origin.substr(mark + 1), out.query))
    return std::nullopt;
  return out;
}

bool is_valid_host(std::string_view host) {
  if (host.empty()) return false;
  if (host.front() == '[') {
    const auto end = host.find(']');
    if (end == std::string_view::npos || end < 3) return false;
    for (const char byte : host.substr(1, end - 1))
      if (!has(kLiteralBytes, byte)) return false;
    const auto rest = host.substr(end + 1);
    return rest.empty() || (rest.front() == ':' && is_port(rest.substr(1)));
  }
  const auto colon = std::min(host.find(':'), host.size());
  if (colon == 0) return false;
  for (std::size_t i = 0; i < colon; ++i) {
    if (host[i] == '%') {
      if (i + 2 >= colon || hex(host[i + 1]) < 0 || hex(host[i + 2]) < 0) return false;
      i += 2;
    } else if (!has(kHostBytes, host[i])) {
      return false;
    }
  }
  return colon == host.size() || is_port(host.substr(colon + 1));
}

std::string_view without_port(std::string_view host) {
  const auto bracket = host.rfind(']');
  const auto colon = host.rfind(':');
  if (colon == std::string_view::npos) return host;
  if (bracket != std::string_view::npos && colon < bracket) return host;
  return host.substr(0, colon);
}

}  // namespace tertil::http
