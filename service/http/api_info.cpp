#include "service/http/api_info.hpp"

#include <algorithm>
#include <set>

#include "service/http/answer.hpp"
#include "service/reports/json_writer.hpp"

namespace tertil::http {
namespace {

constexpr std::string_view kExample = R"({"name":"tertil","version":"0.1.0","status":"active",
"dataVersion":"2026-11-22T13:00:00Z","released":"2026-11-22",
"documentation":"/api/v1/openapi.json",
"site":{"region":"13","name":"tertil","accessibility":{"organisation":"Region Halland",
"service":"tertil","compliance":"partly","assessed":"2026-11-22","updated":"2026-11-22",
"method":{"sv":"Egen granskning.","en":"Self-assessment."},"contactUrl":null,
"contactEmail":null,"complaintUrl":"https://www.digg.se/tdosanmalan","inaccessible":[],
"disproportionate":[],"outsideLaw":[]}},"exampleData":false,
"links":[{"rel":"openapi","href":"/api/v1/openapi.json"}],"years":[2022,2023,2024]})";

void write_texts(reports::JsonWriter& json, std::string_view name, const std::vector<Text>& texts) {
  json.key(name).begin_array();
  for (const auto& text : texts) json.value(text);
  json.end_array();
}

void write_site(reports::JsonWriter& json, const SiteInfo& site) {
  const auto& statement = site.accessibility;
  json.key("site")
      .begin_object()
      .field("region", site.region)
      .field("name", site.name)
      .key("accessibility")
      .begin_object()
      .field("organisation", statement.organisation)
      .field("service", statement.service)
      .field("compliance", statement.compliance)
      .field("assessed", statement.assessed)
      .field("updated", statement.updated)
      .field("method", statement.method)
      .text_or_null("contactUrl", statement.contact_url)
      .text_or_null("contactEmail", statement.contact_email)
      .text_or_null("complaintUrl", statement.complaint_url);
  write_texts(json, "inaccessible", statement.inaccessible);
  write_texts(json, "disproportionate", statement.disproportionate);
  write_texts(json, "outsideLaw", statement.outside_law);
  json.end_object().end_object();
}

/// Every year in which some region has a value of some key figure.
std::set<int> years_of(const figures::Snapshot& snapshot) {
  std::set<int> years;
  for (const auto& figure : snapshot.figures)
    for (const auto series : kAllSeries)
      if (const auto* table = figure.table(series))
        for (int year = table->first_year(); year <= table->last_year(); ++year)
          if (table->regions_with_value(year) > 0) years.insert(year);
  return years;
}

Parsed<Response> answer(const Backend& backend, const Request& request) {
  const auto snapshot = snapshot_for(backend, request);
  if (!snapshot) return tl::unexpected{snapshot.error()};
  reports::JsonWriter json{2048};
  json.begin_object()
      .field("name", "tertil")
      .field("version", backend.site.version)
      .field("status", "active")
      .field("dataVersion", to_rfc3339((*snapshot)->recorded_at))
      .field("released", backend.site.released)
      .field("documentation", "/api/v1/openapi.json");
  write_site(json, backend.site);
  json.field("exampleData", (*snapshot)->example_data).field("signIn", true);
  json.key("links").begin_array();
  for (const auto& [relation, address] : std::initializer_list<std::pair<const char*, const char*>>{
           {"openapi", "/api/v1/openapi.json"},
           {"regions", "/api/v1/regions"},
           {"key-figures", "/api/v1/key-figures"},
           {"comparison", "/api/v1/comparison"},
           {"plain-pages", "/enkel/"}})
    json.begin_object().field("rel", relation).field("href", address).end_object();
  json.end_array().key("years").begin_array();
  for (const int year : years_of(**snapshot)) json.value(year);
  json.end_array().end_object();
  return published_json(json.take());
}

}  // namespace

std::vector<Route> api_info_routes(const Backend& backend) {
  Route route;
  route.pattern = "/api/v1/api-info";
  route.summary = {"Om API:et och installationen", "About the API and this installation"};
  route.description = {
      "Namn, version och status, vilka år det finns värden för, och det som "
      "tillgänglighetsredogörelsen byggs av. exampleData är sant när uppgifterna är påhittade.",
      "Name, version and status, the years that have values, and what the accessibility statement "
      "is made of. exampleData is true when the data are made up."};
  route.answers = answers({"Om API:et.", "About the API."}, std::string{kExample}, false, {503});
  route.handler =
      answering([&backend](const Request& request) { return answer(backend, request); });
  return {route};
}

}  // namespace tertil::http
