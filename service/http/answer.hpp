/// @file service/http/answer.hpp
/// @brief Turns results into answers: JSON, or the same as CSV, XLSX or JSON-stat.
///
/// The words inside an export are Swedish unless `lang=en` or `dialect=en` says otherwise.
/// Accept-Language is not asked, so that an address always gives the same bytes and can be cached.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "service/http/query.hpp"
#include "service/reports/format.hpp"
#include "service/reports/table.hpp"

namespace tertil::http {

/// An answer that may be cached and gets an ETag.
[[nodiscard]] Response published_json(std::string body);
/// An answer that is for the asker alone.
[[nodiscard]] Response private_json(std::string body);

[[nodiscard]] reports::Format format_in(const Request& request);
/// The language of an export's words.
[[nodiscard]] Language export_language(const Request& request);

/// The result in the form asked for; only one of the two is called. `cacheable` as in Response.
[[nodiscard]] Parsed<Response> in_format(const Request& request, bool cacheable,
                                         const std::function<std::string()>& json,
                                         const std::function<reports::Table(Language)>& table);

/// Adds a Link header with first, prev, next and last (RFC 8288). The addresses are relative, so
/// that they hold behind any proxy.
void add_links(Response& response, const Request& request, store::Page page, std::int64_t total);

/// Cuts an export to the page asked for; without `page` and `limit` it stays whole.
void keep_page(reports::Table& table, const Request& request, store::Page page);

/// The parameters that every table route has: format, dialect, lang.
[[nodiscard]] std::vector<Parameter> format_parameters();
/// page and limit.
[[nodiscard]] std::vector<Parameter> page_parameters();
[[nodiscard]] Parameter key_figure_parameter();
[[nodiscard]] Parameter series_parameter();
[[nodiscard]] Parameter scheme_parameter();
/// `year`, as `ranked_year_in` reads it; required.
[[nodiscard]] Parameter ranked_year_parameter();
[[nodiscard]] Parameter as_of_parameter();
[[nodiscard]] Parameter query_parameter(std::string name, std::string type, std::string example,
                                        Text description, bool required = false);

/// 200 in JSON with an example, and the same as CSV, XLSX where `tables` is true.
[[nodiscard]] std::vector<Answer> answers(Text description, std::string example, bool tables,
                                          const std::vector<unsigned>& problems);

/// Puts lists behind each other.
template <class T>
[[nodiscard]] std::vector<T> all_of(std::vector<std::vector<T>> lists) {
  std::vector<T> all;
  for (auto& list : lists)
    for (auto& item : list) all.push_back(std::move(item));
  return all;
}

}  // namespace tertil::http
