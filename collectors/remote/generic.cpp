#include <algorithm>
#include <optional>

#include "collectors/calendar.hpp"
#include "collectors/remote/address.hpp"
#include "collectors/remote/pages.hpp"

namespace tertil::collectors::remote {

namespace {

constexpr std::int64_t kDay = 86'400;

using Words = std::vector<std::pair<std::string, std::string>>;

bool mentions(const PullSettings& settings, std::string_view word) {
  return settings.url.find(word) != std::string::npos ||
         std::any_of(settings.query.begin(), settings.query.end(), [&](const auto& parameter) {
           return parameter.second.find(word) != std::string::npos;
         });
}

/// Only then does an ETag of last time say anything: of pages, the first alone would be compared.
bool is_one_same_address(const PullSettings& settings) {
  return settings.paging.style == PagingStyle::kNone && settings.updated_since_parameter.empty() &&
         !mentions(settings, "{from}") && !mentions(settings, "{to}") &&
         !mentions(settings, "{month}");
}

Headers conditions_of(const PullMemory& memory) {
  Headers conditions;
  if (!memory.etag.empty()) conditions.emplace_back("If-None-Match", memory.etag);
  if (!memory.last_modified.empty()) {
    conditions.emplace_back("If-Modified-Since", memory.last_modified);
  }
  return conditions;
}

/// Reads "2024-03-01T10:00:00.123Z" too: a record's time need not be whole seconds.
std::optional<std::int64_t> second_of(std::string text) {
  const auto point = text.find('.');
  if (point != std::string::npos) {
    text.erase(point, text.find_first_not_of("0123456789", point + 1) - point);
  }
  const auto time = parse_time(text);
  const auto* found = std::get_if<WrittenTime>(&time);
  return found == nullptr ? std::nullopt : std::optional(found->seconds);
}

/// Every way to fill in the address: each group of items with each year or month.
std::vector<Words> every_filling(const PullSettings& settings, std::int64_t now) {
  const std::int64_t from = now - settings.days_back * kDay;
  std::vector<Words> all{
      {{"from", dated(from, settings.date_format)}, {"to", dated(now, settings.date_format)}}};
  const auto multiply = [&](const std::vector<Words>& choices) {
    if (choices.empty()) return;
    std::vector<Words> product;
    for (const Words& words : all) {
      for (const Words& more : choices) {
        product.push_back(words);
        product.back().insert(product.back().end(), more.begin(), more.end());
      }
    }
    all = std::move(product);
  };
  std::vector<Words> items;
  const auto size = static_cast<std::size_t>(std::max(settings.items_per_request, 1));
  for (const std::string& group : in_groups(settings.items, size)) {
    const std::string encoded = percent_encoded(group, ",");
    items.push_back({{"item", encoded}, {"meter", encoded}});
  }
  multiply(items);
  std::vector<Words> years;
  years.reserve(settings.years.size());
  for (const int year : settings.years) years.push_back({{"year", std::to_string(year)}});
  multiply(years);
  std::vector<Words> months;
  if (mentions(settings, "{month}")) {
    for (Month month = local_month(from); month <= local_month(now); month = month.next()) {
      months.push_back({{"month", date_text(first_day(month)).substr(0, 7)}});
    }
  }
  multiply(months);
  return all;
}

}  // namespace

PullAnswer pull_generic(const Source& source, const PullMemory& memory, Requester& requester,
                        PageFile& file) {
  const PullSettings& settings = *source.pull;
  const std::int64_t now = requester.pace().wall_clock();
  const auto fillings = every_filling(settings, now);
  const bool single = fillings.size() == 1;
  const Headers conditions =
      single && is_one_same_address(settings) ? conditions_of(memory) : Headers{};
  Pulled pulled{.memory = memory};
  std::string newest;
  PageWalker walker(settings.paging, requester, file);
  for (const Words& words : fillings) {
    auto query = settings.query;
    for (auto& [name, value] : query) value = filled_in(value, words);
    if (!settings.updated_since_parameter.empty() && memory.changed_to > 0) {
      query.emplace_back(settings.updated_since_parameter,
                         dated(memory.changed_to - kOverlapSeconds, settings.date_format));
    }
    const std::string cursor =
        settings.paging.style == PagingStyle::kOffset ? memory.cursor : std::string();
    auto walked =
        walker.walk(with_query(filled_in(settings.url, words), query), conditions, cursor);
    if (auto* failed = std::get_if<RemoteFault>(&walked)) return std::move(*failed);
    const Walk& seen = std::get<Walk>(walked);
    if (single) {
      pulled.unchanged = seen.unchanged;
      if (!seen.unchanged) {
        pulled.memory.etag = seen.etag;
        pulled.memory.last_modified = seen.last_modified;
      }
      if (settings.paging.style == PagingStyle::kOffset) pulled.memory.cursor = seen.cursor;
    }
    pulled.unchanged = pulled.unchanged ||
                       (single && !settings.paging.records_pointer.empty() && seen.records == 0);
    newest = std::max(newest, seen.newest_change);
  }
  if (!single && file.pages() == 0) pulled.unchanged = true;
  pulled.memory.changed_to = now;
  if (const auto changed = second_of(newest)) pulled.memory.changed_to = std::min(now, *changed);
  return pulled;
}

}  // namespace tertil::collectors::remote
