#include "service/http/answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "service/reports/paging.hpp"

namespace tertil::http {
namespace {

constexpr std::string_view kXlsx =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Percent-encodes all but the unreserved characters and the comma.
std::string encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= 'a' && byte <= 'z') ||
                       std::string_view{"-._~,"}.find(c) != std::string_view::npos;
    if (plain)
      out += c;
    else
      out += fmt::format("%{:02X}", byte);
  }
  return out;
}

/// The same question in another form, relative to where it was asked.
std::string same_address(const Request& request, reports::Format format) {
  std::string address;
  for (const auto& [name, value] : request.query)
    if (name != "format") address += fmt::format("{}={}&", encoded(name), encoded(value));
  return fmt::format("?{}format={}", address, reports::to_string(format));
}

Text problem_description(unsigned status) {
  switch (status) {
    case 400:
      return {"En parameter är fel; errors[].pointer säger vilken.",
              "A parameter is wrong; errors[].pointer says which."};
    case 401: return {"Ingen giltig nyckel eller inloggning.", "No valid key or login."};
    case 403: return {"Rollen får inte göra detta.", "The role may not do this."};
    case 404: return {"Det som efterfrågas finns inte.", "What is asked for does not exist."};
    case 409:
      return {"Krockar med något som pågår eller redan är gjort.",
              "Collides with something under way or already done."};
    case 413: return {"Större än gränsen.", "Larger than the limit."};
    case 415: return {"Ett format som inte tas emot.", "A format that is not taken."};
    case 422: return {"Läsbart men inte godtagbart.", "Readable but not acceptable."};
    case 429: return {"För många anrop; se Retry-After.", "Too many requests; see Retry-After."};
    case 503: return {"Upptaget just nu; se Retry-After.", "Busy right now; see Retry-After."};
    case 507: return {"Disken är full; inget lagrades.", "The disk is full; nothing was stored."};
    default: return {"Ett fel.", "An error."};
  }
}

/// A problem as it is really written, so that the example cannot drift from the answer.
std::string problem_example(unsigned status) {
  for (const auto code :
       {ErrorCode::kInvalidInput, ErrorCode::kUnauthorized, ErrorCode::kForbidden,
        ErrorCode::kRefused, ErrorCode::kNotFound, ErrorCode::kConflict, ErrorCode::kStale,
        ErrorCode::kTooLarge, ErrorCode::kUnsupported, ErrorCode::kTooMany, ErrorCode::kBusy,
        ErrorCode::kStoreFull, ErrorCode::kInternal}) {
    if (status_of(code) != status) continue;
    Request request;
    request.path = request.target = "/api/v1/…";
    std::vector<ProblemItem> items;
    if (status == 400)
      items.push_back({"?year",
                       "not-a-year",
                       {"Ange ett årtal mellan 1900 och 2100.", "Give a year from 1900 to 2100."}});
    return problem(Error{code, problem_description(status), {}}, request, items).body;
  }
  return {};
}

}  // namespace

Response published_json(std::string body) {
  Response response;
  response.body = std::move(body);
  response.cacheable = true;
  return response;
}

Response private_json(std::string body) {
  Response response;
  response.body = std::move(body);
  return response;
}

reports::Format format_in(const Request& request) {
  const auto text = request.parameter("format");
  return text ? reports::parse_format(*text).value_or(reports::Format::kJson)
              : reports::Format::kJson;
}

Language export_language(const Request& request) {
  const auto named = request.parameter("lang");
  const auto says = named ? named : request.parameter("dialect");
  return says == "en" ? Language::kEnglish : Language::kSwedish;
}

Parsed<Response> in_format(const Request& request, bool cacheable,
                           const std::function<std::string()>& json,
                           const std::function<reports::Table(Language)>& table) {
  const auto format = format_in(request);
  Response response;
  response.cacheable = cacheable;
  if (format == reports::Format::kJson) {
    response.body = json();
    return response;
  }
  const auto made = table(export_language(request));
  const auto dialect = request.parameter("dialect") == "en" ? reports::CsvDialect::kEnglish
                                                            : reports::CsvDialect::kSwedish;
  auto written =
      reports::write(made, format, dialect, same_address(request, reports::Format::kCsv));
  if (!written) return failed(written.error());
  response.body = std::move(*written);
  response.content_type = reports::content_type(format);
  if (format == reports::Format::kCsv)
    response.headers.emplace_back("Link",
                                  fmt::format("<{}>; rel=\"describedby\"; type=\"{}\"",
                                              same_address(request, reports::Format::kCsvw),
                                              reports::content_type(reports::Format::kCsvw)));
  if (format == reports::Format::kCsv || format == reports::Format::kXlsx)
    response.headers.emplace_back(
        "Content-Disposition",
        fmt::format("attachment; filename=\"{}\"", reports::file_name(made, format)));
  return response;
}

void add_links(Response& response, const Request& request, store::Page page, std::int64_t total) {
  const auto last = std::max<std::int64_t>(1, (total + page.limit - 1) / page.limit);
  std::string kept;
  for (const auto& [name, value] : request.query)
    if (name != "page" && name != "limit")
      kept += fmt::format("&{}={}", encoded(name), encoded(value));
  std::vector<std::string> links;
  const auto add = [&](std::int64_t number, std::string_view relation) {
    links.push_back(
        fmt::format("<?page={}&limit={}{}>; rel=\"{}\"", number, page.limit, kept, relation));
  };
  add(1, "first");
  if (page.page > 1) add(std::min(page.page - 1, last), "prev");
  if (page.page < last) add(page.page + 1, "next");
  add(last, "last");
  for (const auto& [name, value] : response.headers)
    if (name == "Link") links.push_back(value);
  std::erase_if(response.headers, [](const auto& header) { return header.first == "Link"; });
  response.headers.emplace_back("Link", fmt::format("{}", fmt::join(links, ", ")));
}

void keep_page(reports::Table& table, const Request& request, store::Page page) {
  if (!request.parameter("page") && !request.parameter("limit")) return;
  const auto kept =
      reports::items_of(std::span<const std::vector<reports::TableCell>>{table.rows}, page);
  table.rows = std::vector<std::vector<reports::TableCell>>(kept.begin(), kept.end());
}

Parameter query_parameter(std::string name, std::string type, std::string example, Text description,
                          bool required) {
  Parameter parameter;
  parameter.name = std::move(name);
  parameter.type = std::move(type);
  parameter.example = std::move(example);
  parameter.description = std::move(description);
  parameter.required = required;
  return parameter;
}

std::vector<Parameter> format_parameters() {
  auto format = query_parameter(
      "format", "string", "csv",
      {"Svarets format. csv, xlsx och json-stat ger samma uppgifter som en tabell; en lista "
       "kommer då hel, om inte page eller limit anges. csvw beskriver csv-svarets kolumner (CSV on "
       "the Web).",
       "The answer's format. csv, xlsx and json-stat give the same data as a table; a list then "
       "comes whole unless page or limit is given. csvw describes the columns of the csv answer "
       "(CSV on the Web)."});
  format.values = {"json", "csv", "xlsx", "json-stat", "csvw"};
  auto dialect = query_parameter(
      "dialect", "string", "en",
      {"CSV-dialekt. sv: UTF-8 med BOM, semikolon, decimalkomma, rubriker i ord. en: UTF-8 utan "
       "BOM, komma, decimalpunkt, rubriker som fältnamnen i API:et.",
       "CSV dialect. sv: UTF-8 with BOM, semicolon, decimal comma, headers in words. en: UTF-8 "
       "without BOM, comma, decimal point, headers as the API's field names."});
  dialect.values = {"sv", "en"};
  auto lang = query_parameter(
      "lang", "string", "sv",
      {"Språk för orden i csv, xlsx och json-stat. Utan lang gäller dialect, annars svenska; "
       "Accept-Language påverkar inte.",
       "Language of the words in csv, xlsx and json-stat. Without it dialect decides, else "
       "Swedish; Accept-Language has no effect."});
  lang.values = {"sv", "en"};
  return {format, dialect, lang};
}

std::vector<Parameter> page_parameters() {
  return {query_parameter("page", "integer", "1", {"Sida, från 1.", "Page, from 1."}),
          query_parameter("limit", "integer", "20",
                          {"Poster per sida, 1–1000; 20 om inget anges.",
                           "Items per page, 1–1000; 20 unless given."})};
}

Parameter key_figure_parameter() {
  Parameter parameter;
  parameter.name = "id";
  parameter.in = In::kPath;
  parameter.required = true;
  parameter.example = "renewable-fuel-public-transport";
  parameter.description = {"Nyckeltalets id, eller dess svenska kortnamn (fornybart).",
                           "The key figure's id, or its Swedish short name (fornybart)."};
  return parameter;
}

Parameter series_parameter() {
  auto parameter = query_parameter(
      "series", "string", "kolada",
      {"Varifrån värdena kommer. Utan den väljs serien med flest regioner det året (rangordning) "
       "eller det tryckta värdet där ett finns (tidsserie). Serier blandas aldrig i en "
       "rangordning.",
       "Where the values come from. Without it the series with most regions that year is taken "
       "(ranking), or the printed value where there is one (over time). Series are never mixed in "
       "a ranking."});
  parameter.values = {"kolada", "printed", "own"};
  return parameter;
}

Parameter scheme_parameter() {
  auto parameter =
      query_parameter("scheme", "string", "thirds",
                      {"Hur platserna delas i klasser: tredjedelar (förval) eller kvartiler.",
                       "How places are cut into classes: thirds (default) or quartiles."});
  parameter.values = {"thirds", "quartiles"};
  return parameter;
}

Parameter ranked_year_parameter() {
  return query_parameter(
      "year", "string", "2023",
      {"Året, 1900–2100, eller latest för det senaste som någon region har ett värde för: adressen "
       "följer då med när nya år kommer.",
       "The year, 1900–2100, or latest for the newest in which a region has a value: the address "
       "then follows new years."},
      true);
}

Parameter as_of_parameter() {
  return query_parameter(
      "asOf", "string", "2026-11-22T13:00:00Z",
      {"Svaret som det var känt då: en tid enligt RFC 3339, inte i framtiden. Samma adress ger för "
       "alltid samma svar.",
       "The answer as it was known then: a time in RFC 3339, not in the future. The same address "
       "gives the same answer for ever."});
}

std::vector<Answer> answers(Text description, std::string example, bool tables,
                            const std::vector<unsigned>& problems) {
  std::vector<Answer> all;
  all.push_back({200, "application/json", std::move(description), std::move(example)});
  if (tables) {
    all.push_back({200,
                   "text/csv",
                   {"Samma uppgifter som CSV (format=csv).", "The same as CSV (format=csv)."},
                   {}});
    all.push_back(
        {200,
         std::string{kXlsx},
         {"Samma uppgifter som arbetsbok (format=xlsx).", "The same as a workbook (format=xlsx)."},
         {}});
  }
  for (const auto status : problems)
    all.push_back(
        {status, "application/problem+json", problem_description(status), problem_example(status)});
  return all;
}

}  // namespace tertil::http
