#include "collectors/remote/pull.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>

#include "collectors/calendar.hpp"
#include "collectors/json.hpp"
#include "collectors/remote/address.hpp"
#include "collectors/remote/faults.hpp"
#include "collectors/remote/pull_parts.hpp"

namespace tertil::collectors::remote {

std::string shown(const std::string& url) {
  const auto address = parse_address(url);
  return address ? address->shown() : std::string("?");
}

std::variant<nlohmann::json, RemoteFault> json_of(const HttpAnswer& answer,
                                                  const std::string& url) {
  if (answer.header("content-type").starts_with("text/html")) return fault::web_page(shown(url));
  auto parsed = parse_json(answer.body);
  if (const auto* wrong = std::get_if<JsonFault>(&parsed)) {
    return fault::not_json(shown(url), wrong->message);
  }
  return std::get<nlohmann::json>(std::move(parsed));
}

std::string filled_in(std::string text,
                      const std::vector<std::pair<std::string, std::string>>& words) {
  for (const auto& [word, value] : words) {
    const std::string mark = '{' + word + '}';
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) {
      text.replace(at, mark.size(), value);
      at += value.size();
    }
  }
  return text;
}

std::string dated(std::int64_t seconds, std::string_view format) {
  if (format == "RFC3339") return utc_text(seconds);
  if (format == "epoch-s") return std::to_string(seconds);
  std::string date = date_text(local_day(seconds));
  if (format == "YYYYMMDD") std::erase(date, '-');
  return date;
}

std::vector<std::string> in_groups(const std::vector<std::string>& items, std::size_t size) {
  std::vector<std::string> groups;
  for (std::size_t begin = 0; begin < items.size(); begin += size) {
    const auto some = std::span(items).subspan(begin, std::min(size, items.size() - begin));
    groups.push_back(fmt::format("{}", fmt::join(some, ",")));
  }
  return groups;
}

PullAnswer pull(const Source& source, const PullMemory& memory, Requester& requester, int fd) {
  const auto fetch = [&](PageFile& file) {
    switch (source.pull->preset) {
      case PullPreset::kKolada: return pull_kolada(source, memory, requester, file);
      case PullPreset::kPxWeb: return pull_pxweb(source, memory, requester, file);
      case PullPreset::kGeneric: break;
    }
    return pull_generic(source, memory, requester, file);
  };
  PageFile file(fd);
  auto answer = fetch(file);
  const auto* failed = std::get_if<RemoteFault>(&answer);
  if (failed != nullptr && failed->problem == Problem::kChanged) {
    file.start_over();
    answer = fetch(file);
  }
  if (auto* pulled = std::get_if<Pulled>(&answer)) {
    if (pulled->unchanged) file.start_over();
    file.finish();
    pulled->pages = file.pages();
    pulled->bytes = file.bytes();
  }
  return answer;
}

}  // namespace tertil::collectors::remote
