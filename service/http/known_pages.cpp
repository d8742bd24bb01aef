#include "service/http/known_pages.hpp"

#include <algorithm>
#include <vector>

namespace tertil::http {
namespace {

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  while (!path.empty()) {
    const auto end = std::min(path.find('/'), path.size());
    if (end > 0) segments.push_back(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return segments;
}

bool is_year(std::string_view text) {
  return text.size() == 4 && (text[0] == '1' || text[0] == '2') &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// The plan itself, one of its measures or one of its goals.
bool is_in_plan(const std::vector<std::string_view>& segments) {
  return segments.size() == 1 ||
         (segments.size() == 3 && (segments[1] == "atgarder" || segments[1] == "mal"));
}

}  // namespace

bool has_page(const figures::Snapshot& snapshot, std::string_view path) {
  const auto segments = segments_of(path);
  if (!segments.empty() && segments[0] == "handlingsplan") return is_in_plan(segments);
  if (!segments.empty() && segments[0] == "rapport")
    return segments.size() < 3 || (segments.size() == 3 && segments[2] == "utskrift");
  if (segments.size() < 2 || segments[0] != "nyckeltal") return true;
  const bool known = std::ranges::any_of(snapshot.figures, [&](const figures::Figure& figure) {
    return figure.definition.slug == segments[1];
  });
  if (!known || segments.size() == 2) return known;
  return is_year(segments[2]) ||
         (segments.size() == 3 && (segments[2] == "utveckling" || segments[2] == "vad-kravs"));
}

}  // namespace tertil::http
