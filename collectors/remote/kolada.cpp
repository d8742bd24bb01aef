#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "collectors/calendar.hpp"
#include "collectors/remote/address.hpp"
#include "collectors/remote/faults.hpp"
#include "collectors/remote/pages.hpp"

namespace tertil::collectors::remote {

using nlohmann::json;

namespace {

constexpr std::size_t kMostIds = 25;  ///< Of key figures and regions together, in one request.
constexpr int kMostPerPage = 5000;
constexpr int kFirstYear = 2006;

std::vector<std::string> keys_of(const Source& source, std::string_view lookup) {
  std::vector<std::string> keys;
  if (const auto table = source.lookups.find(lookup); table != source.lookups.end()) {
    for (const auto& [key, value] : table->second) keys.push_back(key);
  }
  return keys;
}

std::vector<std::string> years_of(const PullSettings& settings, std::int64_t now) {
  std::vector<std::string> years;
  years.reserve(settings.years.size());
  for (const int year : settings.years) years.push_back(std::to_string(year));
  if (!years.empty()) return years;
  const int last = local_month(now).year;
  for (int year = kFirstYear; year <= last; ++year) years.push_back(std::to_string(year));
  return years;
}

/// One part of what is asked: key figures, regions and years, parted by commas.
struct Question {
  std::string key_figures;
  std::string regions;
  std::string years;
};

std::vector<Question> questions(const Source& source, std::int64_t now) {
  const auto key_figures =
      source.pull->items.empty() ? keys_of(source, "keyFigure") : source.pull->items;
  const auto regions = keys_of(source, "region");
  const std::size_t at_once = std::min(regions.size(), kMostIds - 1);
  std::vector<Question> all;
  for (const auto& some_regions : in_groups(regions, kMostIds - 1)) {
    for (const auto& some_figures : in_groups(key_figures, kMostIds - at_once)) {
      for (const auto& some_years : in_groups(years_of(*source.pull, now), kMostIds)) {
        all.push_back({some_figures, some_regions, some_years});
      }
    }
  }
  return all;
}

}  // namespace

/// The file: the day of the pull, what is said of the key figures (their dates of publication),
/// and all values. The reader of rows needs the first two to know preliminary values.
PullAnswer pull_kolada(const Source& source, const PullMemory& memory, Requester& requester,
                       PageFile& file) {
  const PullSettings& settings = *source.pull;
  const std::int64_t now = requester.pace().wall_clock();
  std::string base = settings.url;
  while (base.ends_with('/')) base.pop_back();
  std::vector<std::pair<std::string, std::string>> changed_since;
  if (!settings.updated_since_parameter.empty() && memory.changed_to > 0) {
    changed_since.emplace_back(settings.updated_since_parameter,
                               dated(memory.changed_to - kOverlapSeconds, "YYYY-MM-DD"));
  }
  PullPaging paging;
  paging.style = PagingStyle::kNextLink;
  paging.size_parameter = "per_page";
  paging.records_pointer = "/values";
  paging.next_pointer = "/next_url";
  paging.max_pages = settings.paging.max_pages;
  const int asked = settings.paging.page_size;
  paging.page_size = asked > 0 ? std::min(asked, kMostPerPage) : kMostPerPage;

  file.add(fmt::format(R"({{"fetchedAt":"{}","values":[]}})", date_text(local_day(now))));
  PageWalker walker(paging, requester, file);
  Pulled pulled{.memory = memory};
  std::int64_t values = 0;
  std::string described;
  for (const Question& question : questions(source, now)) {
    if (question.key_figures != described) {
      described = question.key_figures;
      auto about = walker.walk(fmt::format("{}/kpi/{}", base, described), {}, {});
      if (auto* failed = std::get_if<RemoteFault>(&about)) return std::move(*failed);
    }
    const auto url = with_query(fmt::format("{}/data/kpi/{}/municipality/{}/year/{}", base,
                                            question.key_figures, question.regions, question.years),
                                changed_since);
    auto walked = walker.walk(url, {}, {});
    if (auto* failed = std::get_if<RemoteFault>(&walked)) return std::move(*failed);
    values += std::get<Walk>(walked).records;
  }
  pulled.unchanged = values == 0;
  pulled.memory.changed_to = now;
  return pulled;
}

}  // namespace tertil::collectors::remote
