#include "service/http/file_name.hpp"

#include <algorithm>

#include "service/http/negotiate.hpp"
#include "service/http/target.hpp"

namespace tertil::http {
namespace {

/// One parameter's value, its quotes and escapes taken away; moves `rest` past it.
std::string take_value(std::string_view& rest) {
  std::string value;
  if (!rest.starts_with('"')) {
    const auto end = std::min(rest.find_first_of("; \t"), rest.size());
    value = rest.substr(0, end);
    rest.remove_prefix(end);
    return value;
  }
  rest.remove_prefix(1);
  while (!rest.empty() && rest.front() != '"') {
    if (rest.front() == '\\' && rest.size() > 1) rest.remove_prefix(1);
    value.push_back(rest.front());
    rest.remove_prefix(1);
  }
  rest.remove_prefix(std::min<std::size_t>(1, rest.size()));
  return value;
}

std::optional<std::string> cleaned(std::string name) {
  name.erase(0, name.find_last_of("/\\") + 1);
  std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  if (name.empty() || name == "." || name == ".." || name.size() > 255 || !is_utf8(name))
    return std::nullopt;
  return name;
}

}  // namespace

std::optional<std::string> file_name_of(std::string_view content_disposition) {
  constexpr std::string_view kCharset = "UTF-8''";
  std::optional<std::string> plain;
  auto rest = content_disposition;
  for (auto at = rest.find(';'); at != std::string_view::npos; at = rest.find(';')) {
    rest.remove_prefix(at + 1);
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
    const auto equals = rest.find('=');
    if (equals == std::string_view::npos) break;
    const auto name = rest.substr(0, equals);
    rest.remove_prefix(equals + 1);
    const auto value = take_value(rest);
    if (equals_ignoring_case(name, "filename")) plain = value;
    if (!equals_ignoring_case(name, "filename*") || value.size() < kCharset.size()) continue;
    if (!equals_ignoring_case(std::string_view{value}.substr(0, kCharset.size()), kCharset))
      continue;
    if (auto decoded = percent_decoded(std::string_view{value}.substr(kCharset.size())))
      if (auto name_of_file = cleaned(std::move(*decoded))) return name_of_file;
  }
  return plain ? cleaned(std::move(*plain)) : std::nullopt;
}

}  // namespace tertil::http
