#include "service/http/query.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "service/reports/paging.hpp"

namespace tertil::http {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2100;

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<int> a_year(std::string_view text) {
  const auto value = whole_number(text);
  if (!value || *value < kFirstYear || *value > kLastYear) return std::nullopt;
  return static_cast<int>(*value);
}

tl::unexpected<Fault> not_a_year(std::string_view name) {
  return bad_parameter(name, "not-a-year",
                       {fmt::format("Ange ett årtal mellan {} och {}.", kFirstYear, kLastYear),
                        fmt::format("Give a year from {} to {}.", kFirstYear, kLastYear)});
}

tl::unexpected<Fault> not_a_year_nor_latest(std::string_view name, const Text& latest) {
  return bad_parameter(
      name, "not-a-year",
      {fmt::format("Ange ett årtal mellan {} och {}, eller {}.", kFirstYear, kLastYear, latest.sv),
       fmt::format("Give a year from {} to {}, or {}.", kFirstYear, kLastYear, latest.en)});
}

/// How many years "latest" or "latest:4" asks for.
std::optional<std::size_t> latest_count(std::string_view word) {
  constexpr std::string_view kLatest = "latest";
  if (!word.starts_with(kLatest)) return std::nullopt;
  word.remove_prefix(kLatest.size());
  if (word.empty()) return 1;
  const auto count = whole_number(word.substr(1));
  if (word.front() != ':' || !count || *count < 1) return std::nullopt;
  return static_cast<std::size_t>(*count);
}

tl::unexpected<Fault> blame(ErrorCode status, std::string_view name, std::string_view code,
                            Text message) {
  ProblemItem item{fmt::format("?{}", name), std::string{code}, message};
  return tl::unexpected{Fault{Error{status, std::move(message), {}}, {std::move(item)}}};
}

Parsed<std::int64_t> number_within(const Request& request, std::string_view name,
                                   std::int64_t otherwise, std::int64_t most) {
  const auto text = request.parameter(name);
  if (!text) return otherwise;
  const auto value = whole_number(*text);
  if (!value || *value < 1 || *value > most)
    return bad_parameter(name, "out-of-range",
                         {fmt::format("Ange ett heltal mellan 1 och {}.", most),
                          fmt::format("Give a whole number from 1 to {}.", most)});
  return *value;
}

std::vector<std::string> parted(std::string_view rest, char by) {
  std::vector<std::string> parts;
  while (!rest.empty()) {
    const auto end = std::min(rest.find(by), rest.size());
    parts.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return parts;
}

}  // namespace

tl::unexpected<Fault> failed(Error error) { return tl::unexpected{Fault{std::move(error), {}}}; }

tl::unexpected<Fault> bad_parameter(std::string_view name, std::string_view code, Text message) {
  return blame(ErrorCode::kInvalidInput, name, code, std::move(message));
}

tl::unexpected<Fault> not_found(std::string_view name, std::string_view code, Text message) {
  return blame(ErrorCode::kNotFound, name, code, std::move(message));
}

Handler answering(std::function<Parsed<Response>(const Request&)> answer) {
  return [answer = std::move(answer)](const Request& request) -> Result<Response> {
    auto response = answer(request);
    if (response) return std::move(*response);
    return problem(response.error().error, request, response.error().items);
  };
}

Parsed<std::optional<int>> year_in(const Request& request, std::string_view name) {
  const auto text = request.parameter(name);
  if (!text) return std::optional<int>{};
  const auto year = a_year(*text);
  if (!year) return not_a_year(name);
  return year;
}

std::vector<std::string> codes_in(const Request& request, std::string_view name) {
  return parted(request.parameter(name).value_or(std::string_view{}), '/');
}

std::vector<std::string> words_in(const Request& request, std::string_view name) {
  return parted(request.parameter(name).value_or(std::string_view{}), ',');
}

Parsed<int> ranked_year_in(const Request& request, const figures::Figure& figure) {
  const auto text = request.parameter("year").value_or(std::string_view{});
  if (const auto year = a_year(text)) return *year;
  if (text != "latest") return not_a_year_nor_latest("year", {"latest", "latest"});
  if (const auto newest = figure.newest_year(series_in(request))) return *newest;
  return not_found("year", "no-values",
                   {"Ingen region har något värde ännu.", "No region has a value yet."});
}

Parsed<std::vector<int>> years_in(const Request& request, std::string_view name, std::size_t most,
                                  std::span<const int> known) {
  const auto fault = [&] {
    return not_a_year_nor_latest(name,
                                 {"latest:4 för de fyra senaste", "latest:4 for the last four"});
  };
  std::vector<int> years;
  const auto add = [&](int year) {
    if (std::ranges::find(years, year) == years.end()) years.push_back(year);
  };
  const auto words = words_in(request, name);
  if (words.empty() && request.parameter(name)) return fault();
  for (const auto& word : words) {
    if (const auto count = latest_count(word)) {
      std::ranges::for_each(known.last(std::min(*count, known.size())), add);
      continue;
    }
    const auto year = a_year(word);
    if (!year) return fault();
    add(*year);
  }
  if (years.size() > most)
    return bad_parameter(
        name, "too-many",
        {fmt::format("Ange högst {} år.", most), fmt::format("Give at most {} years.", most)});
  return years;
}

Parsed<store::Page> page_in(const Request& request) {
  const auto page = number_within(request, "page", 1, 1'000'000'000);
  if (!page) return tl::unexpected{page.error()};
  const auto limit = number_within(request, "limit", reports::kDefaultLimit, reports::kMostPerPage);
  if (!limit) return tl::unexpected{limit.error()};
  return store::Page{*page, *limit};
}

std::optional<Series> series_in(const Request& request) {
  const auto text = request.parameter("series");
  return text ? parse_series(*text) : std::nullopt;
}

figures::Scheme scheme_in(const Request& request) {
  const auto text = request.parameter("scheme");
  return text ? figures::parse_scheme(*text).value_or(figures::Scheme::kThirds)
              : figures::Scheme::kThirds;
}

Parsed<std::optional<Instant>> as_of_in(const Backend& backend, const Request& request) {
  const auto text = request.parameter("asOf");
  if (!text) return std::optional<Instant>{};
  const auto time = parse_rfc3339(*text);
  if (!time)
    return bad_parameter("asOf", "not-a-time",
                         {"Ange en tid enligt RFC 3339, t.ex. 2026-11-22T13:00:00Z (ett + i "
                          "adressen skrivs %2B).",
                          "Give a time in RFC 3339, e.g. 2026-11-22T13:00:00Z (write a + in the "
                          "address as %2B)."});
  if (*time > backend.clock.now())
    return bad_parameter("asOf", "in-the-future",
                         {"Tiden ligger i framtiden; då är inget känt än.",
                          "The time is in the future; nothing is known then yet."});
  return time;
}

Parsed<std::shared_ptr<const figures::Snapshot>> snapshot_for(const Backend& backend,
                                                              const Request& request) {
  const auto as_of = as_of_in(backend, request);
  if (!as_of) return tl::unexpected{as_of.error()};
  if (*as_of) {
    auto past = backend.published.as_of(**as_of);
    if (!past) return failed(past.error());
    return std::move(*past);
  }
  auto current = backend.published.current();
  if (!current)
    return failed({ErrorCode::kBusy,
                   {"Uppgifterna läses in. Försök igen om en stund.",
                    "The figures are being loaded. Try again in a moment."},
                   {}});
  return current;
}

Parsed<const figures::Figure*> figure_in(const figures::Snapshot& snapshot,
                                         const Request& request) {
  const auto* figure = snapshot.figure(request.path_parameter("id"));
  if (figure != nullptr) return figure;
  if (snapshot.as_of)
    return failed({ErrorCode::kNotFound,
                   {"Nyckeltalet finns inte, eller var inte definierat vid tiden i asOf.",
                    "There is no such key figure, or it was not defined at the time of asOf."},
                   {}});
  return failed({ErrorCode::kNotFound,
                 {"Nyckeltalet finns inte. Alla finns på /api/v1/key-figures.",
                  "There is no such key figure. All are at /api/v1/key-figures."},
                 {}});
}

Parsed<const Region*> region_named(const figures::Snapshot& snapshot, std::string_view code,
                                   std::string_view name) {
  if (const auto* region = snapshot.region(code)) return region;
  return not_found(name, "unknown-region",
                   {"Regionen finns inte. Ange en länskod med två siffror, t.ex. 13.",
                    "There is no such region. Give a county code of two digits, e.g. 13."});
}

}  // namespace tertil::http
