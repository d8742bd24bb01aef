#include "service/http/negotiate.hpp"

#include <algorithm>
#include <optional>

namespace tertil::http {
namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

char lower(char byte) { return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte; }

std::string_view cut(std::string_view& rest, char separator) {
  const auto end = std::min(rest.find(separator), rest.size());
  const auto part = trim(rest.substr(0, end));
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

/// "0.5" as 500; 1000 where there is none; 0 for one that cannot be read.
int quality(std::string_view parameters) {
  while (!parameters.empty()) {
    const auto parameter = cut(parameters, ';');
    if (parameter.size() < 2 || lower(parameter[0]) != 'q' || parameter[1] != '=') continue;
    const auto text = parameter.substr(2);
    if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return 0;
    if (text.size() > 1 && text[1] != '.') return 0;
    int value = text[0] == '1' ? 1000 : 0;
    int weight = 100;
    for (const char digit : text.substr(std::min<std::size_t>(2, text.size()))) {
      if (digit < '0' || digit > '9') return 0;
      value += (digit - '0') * weight;
      weight /= 10;
    }
    return std::min(value, 1000);
  }
  return 1000;
}

/// Calls `visit(name, quality)` for each element of a list like "gzip;q=0.5, *".
template <class Visit>
void for_each(std::string_view list, Visit visit) {
  while (!list.empty()) {
    auto element = cut(list, ',');
    const auto name = cut(element, ';');
    if (!name.empty()) visit(name, quality(element));
  }
}

}  // namespace

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

bool accepts_gzip(std::string_view accept_encoding) {
  std::optional<int> gzip;
  std::optional<int> any;
  std::optional<int> identity;
  for_each(accept_encoding, [&](std::string_view name, int q) {
    if (equals_ignoring_case(name, "gzip") || equals_ignoring_case(name, "x-gzip")) gzip = q;
    if (equals_ignoring_case(name, "identity")) identity = q;
    if (name == "*") any = q;
  });
  const int ours = gzip.value_or(any.value_or(0));
  return ours > 0 && ours >= identity.value_or(0);
}

Language language_of(std::string_view accept_language) {
  int swedish = -1;
  int english = -1;
  for_each(accept_language, [&](std::string_view name, int q) {
    const auto primary = name.substr(0, name.find('-'));
    if (equals_ignoring_case(primary, "sv")) swedish = std::max(swedish, q);
    if (equals_ignoring_case(primary, "en")) english = std::max(english, q);
  });
  return english > 0 && english > swedish ? Language::kEnglish : Language::kSwedish;
}

bool accepts_html(std::string_view accept) {
  bool html = false;
  for_each(accept, [&](std::string_view name, int q) {
    html = html || (q > 0 && equals_ignoring_case(name, "text/html"));
  });
  return html;
}

bool prefers_turtle(std::string_view accept) {
  int turtle = 0;
  int xml = 0;
  for_each(accept, [&](std::string_view name, int q) {
    if (equals_ignoring_case(name, "text/turtle")) turtle = q;
    if (equals_ignoring_case(name, "application/rdf+xml")) xml = q;
  });
  return turtle > xml;
}

bool matches_etag(std::string_view if_none_match, std::string_view etag) {
  if (etag.empty()) return false;
  auto rest = trim(if_none_match);
  if (rest == "*") return true;
  while (!rest.empty()) {
    if (rest.starts_with("W/")) rest.remove_prefix(2);
    if (rest.empty()) return false;
    if (rest.front() != '"') {  // not a tag: skip to the next element
      static_cast<void>(cut(rest, ','));
      rest = trim(rest);
      continue;
    }
    const auto end = rest.find('"', 1);
    if (end == std::string_view::npos) return false;
    if (rest.substr(0, end + 1) == etag) return true;
    rest.remove_prefix(end + 1);
    rest = trim(rest);
    if (!rest.empty() && rest.front() == ',') rest = trim(rest.substr(1));
  }
  return false;
}

}  // namespace tertil::http
