#include "service/http/openapi.hpp"

#include <fmt/format.h>

#include <cctype>
#include <map>
#include <memory>

#include "service/http/answer.hpp"
#include "service/http/openapi_schemas.hpp"
#include "service/reports/json_writer.hpp"

namespace tertil::http {
namespace {

using reports::JsonWriter;

constexpr std::string_view kPattern = "/api/v1/openapi.json";

/// Swedish first, then English.
std::string both(const Text& text) { return text.sv + "\n\n" + text.en; }

const Text& about() {
  static const Text text{
      "Klimat- och miljönyckeltal för Sveriges regioner: rangordning, tredjedelar, mål och vägen "
      "från varje tal till dess källa. Att läsa publicerade uppgifter kräver ingen nyckel.\n\n"
      "## Begränsningar\n\n"
      "* Listor ger högst 1000 poster per sida (limit); 20 om inget anges.\n"
      "* En jämförelse tar högst sex år.\n"
      "* Beräknade svar: 200 anrop per sekund och adress; importer: 60 per minut. Över gränsen "
      "ges 429 med Retry-After.\n"
      "* En importerad fil får vara högst 1 GiB.\n"
      "* Värden ges som de lagrats; avrunda till nyckeltalets decimals vid visning.\n"
      "* Klasser ges först vid nio värden.\n"
      "* Okända frågeparametrar avvisas med 400.",
      "Climate and environmental key figures of Sweden's regions: rankings, thirds, targets and "
      "the way from each number to its source. Reading published data needs no key.\n\n"
      "## Limitations\n\n"
      "* Lists give at most 1000 items a page (limit); 20 unless given.\n"
      "* A comparison takes at most six years.\n"
      "* Computed answers: 200 requests a second and address; imports: 60 a minute. Above that "
      "429 with Retry-After.\n"
      "* An imported file may have at most 1 GiB.\n"
      "* Values are as stored; round to the key figure's decimals when showing them.\n"
      "* Classes are given from nine values on.\n"
      "* Unknown query parameters are refused with 400."};
  return text;
}

std::string_view tag_of(std::string_view pattern) {
  if (pattern.starts_with("/api/v1/imports")) return "imports";
  if (pattern.starts_with("/api/v1/session")) return "session";
  if (pattern.starts_with("/api/v1/plans")) return "plans";
  if (pattern.starts_with("/api/v1/users") || pattern.starts_with("/api/v1/keys") ||
      pattern.starts_with("/api/v1/audit") || pattern.starts_with("/api/v1/operation") ||
      pattern.starts_with("/api/v1/settings"))
    return "administration";
  if (pattern.starts_with("/enkel")) return "plain-pages";
  if (pattern == "/healthz" || pattern == "/readyz") return "health";
  if (pattern == "/api/v1/api-info" || pattern == kPattern) return "api";
  return "figures";
}

void write_tags(JsonWriter& json) {
  const std::pair<std::string_view, Text> tags[] = {
      {"figures",
       {"Nyckeltal, rangordningar och jämförelser.", "Key figures, rankings and comparisons."}},
      {"imports", {"Filer in, kvitton ut. Kräver nyckel.", "Files in, receipts out. Needs a key."}},
      {"plans",
       {"Handlingsplaner och åtgärder: kostnader, urval och antaganden.",
        "Action plans and measures: costs, choices and assumptions."}},
      {"administration",
       {"Konton, nycklar, händelselogg och drift.", "Accounts, keys, audit log and operation."}},
      {"session",
       {"Inloggning för sidorna; system använder nyckel.",
        "Signing in, for the pages; systems use a key."}},
      {"api", {"Om API:et.", "About the API."}},
      {"plain-pages", {"Samma uppgifter som enkel HTML.", "The same data as plain HTML."}},
      {"health", {"För övervakning.", "For monitoring."}}};
  json.key("tags").begin_array();
  for (const auto& [name, text] : tags)
    json.begin_object().field("name", name).field("description", both(text)).end_object();
  json.end_array();
}

void write_info(JsonWriter& json, const SiteInfo& site) {
  const auto& statement = site.accessibility;
  json.key("info")
      .begin_object()
      .field("title", "tertil")
      .field("version", site.version)
      .field("summary",
             "Klimat- och miljönyckeltal för Sveriges regioner / Climate and environmental key "
             "figures of Sweden's regions")
      .field("description", both(about()))
      .field("termsOfService", "/om")
      .key("contact")
      .begin_object()
      .field("name", statement.organisation);
  if (!statement.contact_url.empty()) json.field("url", statement.contact_url);
  if (!statement.contact_email.empty()) json.field("email", statement.contact_email);
  json.end_object()
      .key("license")
      .begin_object()
      .field("name", "Apache License 2.0")
      .field("identifier", "Apache-2.0")
      .end_object()
      .field("x-sla",
             "Tjänsten lämnas utan garanterad tillgänglighet; läget visas på /readyz. The service "
             "has no guaranteed availability; its state is at /readyz.")
      .end_object();
}

/// The example in the parameter's own type.
void write_example(JsonWriter& json, const Parameter& parameter) {
  if (parameter.example.empty()) return;
  json.key("example");
  if (parameter.type == "string")
    json.value(parameter.example);
  else
    json.raw(parameter.example);
}

/// A parameter that is given once for each key: an object, whose names are written `name.key`.
void write_keyed(JsonWriter& json, const Parameter& parameter) {
  json.key("schema")
      .begin_object()
      .field("type", "object")
      .key("additionalProperties")
      .begin_object()
      .field("type", parameter.type)
      .end_object()
      .end_object()
      .key("example")
      .raw(parameter.example)
      .end_object();
}

void write_parameter(JsonWriter& json, const Parameter& parameter) {
  const std::string_view in = parameter.in == In::kPath    ? "path"
                              : parameter.in == In::kQuery ? "query"
                                                           : "header";
  json.begin_object()
      .field("name", parameter.name)
      .field("in", in)
      .field("required", parameter.required || parameter.in == In::kPath)
      .field("description", both(parameter.description));
  if (parameter.keyed) {
    write_keyed(json, parameter);
    return;
  }
  json.key("schema").begin_object().field("type", parameter.type);
  if (!parameter.values.empty()) {
    json.key("enum").begin_array();
    for (const auto& value : parameter.values) json.value(value);
    json.end_array();
  }
  json.end_object();
  write_example(json, parameter);
  json.end_object();
}

void write_content(JsonWriter& json, const Route& route, const Answer& answer) {
  const bool is_problem = answer.content_type == "application/problem+json";
  json.key(answer.content_type).begin_object().key("schema").begin_object();
  if (is_problem)
    json.field("$ref", "#/components/schemas/Problem");
  else if (answer.content_type == "application/json")
    json.field("$ref", fmt::format("#/components/schemas/{}", schema_of(route)));
  else
    json.field("type", "string");
  json.end_object();
  if (!answer.example.empty()) {
    json.key("example");
    if (answer.content_type.ends_with("json"))
      json.raw(answer.example);
    else
      json.value(answer.example);
  }
  json.end_object();
}

void write_headers(JsonWriter& json, const Route& route, unsigned status) {
  std::vector<std::pair<std::string_view, Text>> headers;
  const auto tag = tag_of(route.pattern);
  if (status == 200 && route.access == Access::kOpen && tag != "health" && tag != "session")
    headers.push_back({"ETag",
                       {"Stark etikett; skicka den i If-None-Match och få 304.",
                        "Strong tag; send it in If-None-Match and get 304."}});
  if (status == 401) headers.push_back({"WWW-Authenticate", {"Bearer", "Bearer"}});
  if (status == 429 || status == 503)
    headers.push_back({"Retry-After", {"Sekunder att vänta.", "Seconds to wait."}});
  if (status == 201)
    headers.push_back({"Location", {"Kvittots adress.", "The receipt's address."}});
  if (status == 302)
    headers.push_back({"Location", {"Dit webbläsaren ska.", "Where the browser is to go."}});
  if (tag == "session" &&
      (status == 302 || ((status == 200 || status == 204) && route.method != Method::kGet)))
    headers.push_back({"Set-Cookie",
                       {"Inloggningens kaka: HttpOnly, Secure, SameSite=Lax.",
                        "The login's cookie: HttpOnly, Secure, SameSite=Lax."}});
  if (headers.empty()) return;
  json.key("headers").begin_object();
  for (const auto& [name, text] : headers)
    json.key(name)
        .begin_object()
        .field("description", both(text))
        .key("schema")
        .begin_object()
        .field("type", "string")
        .end_object()
        .end_object();
  json.end_object();
}

void write_responses(JsonWriter& json, const Route& route) {
  std::map<unsigned, std::vector<const Answer*>> by_status;
  for (const auto& answer : route.answers) by_status[answer.status].push_back(&answer);
  json.key("responses").begin_object();
  for (const auto& [status, same] : by_status) {
    json.key(fmt::format("{}", status))
        .begin_object()
        .field("description", both(same.front()->description));
    write_headers(json, route, status);
    json.key("content").begin_object();
    for (const auto* answer : same)
      if (!answer->content_type.empty()) write_content(json, route, *answer);
    json.end_object().end_object();
  }
  json.end_object();
}

/// The forms of body that the route itself lists.
void write_bodies(JsonWriter& json, const Route& route) {
  json.key("requestBody")
      .begin_object()
      .field("required", true)
      .field("description", both(route.body_description))
      .key("content")
      .begin_object();
  for (const auto& body : route.bodies) {
    const bool is_json = body.content_type.ends_with("json");
    json.key(body.content_type).begin_object().key("schema").begin_object();
    json.field("type", is_json ? "object" : "string");
    if (body.example.empty()) json.field("format", "binary");
    json.end_object();
    if (body.example.empty()) {
      json.end_object();
      continue;
    }
    json.key("example");
    if (is_json)
      json.raw(body.example);
    else
      json.value(body.example);
    json.end_object();
  }
  json.end_object().end_object();
}

void write_request_body(JsonWriter& json, const Route& route) {
  if (!route.bodies.empty()) return write_bodies(json, route);
  const bool takes_reason = route.pattern.ends_with("/retract");
  if (!route.takes_file && !takes_reason) return;
  json.key("requestBody").begin_object().field("required", route.takes_file);
  if (takes_reason) {
    json.field("description", "Skälet, valfritt.\n\nThe reason, optional.");
    json.key("content")
        .begin_object()
        .key("application/json")
        .begin_object()
        .key("schema")
        .raw(R"({"type":"object","properties":{"reason":{"type":"string"}}})");
    json.key("example").raw(R"({"reason":"Fel fil"})").end_object().end_object();
  } else {
    json.field("description",
               "Filen som den är. Rubriker som i exemplet behöver ingen mappning.\n\nThe file as "
               "it is. Headers as in the example need no mapping.");
    json.key("content").begin_object();
    json.key("text/csv").begin_object().key("schema").raw(R"({"type":"string"})");
    json.field("example",
               "keyFigure,region,year,value,status\nenergy-use-premises,13,2024,187.9,final\n");
    json.end_object()
        .key("application/x-ndjson")
        .begin_object()
        .key("schema")
        .raw(R"({"type":"string"})");
    json.field("example",
               R"({"type":"keyFigureValue","keyFigure":"energy-use-premises","region":"13",)"
               R"("year":2024,"value":187.9,"status":"final"})");
    json.end_object().end_object();
  }
  json.end_object();
}

std::string lower_case(std::string_view text) {
  std::string lower{text};
  for (auto& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}

void write_operation(JsonWriter& json, const Route& route) {
  json.key(lower_case(name_of(route.method)))
      .begin_object()
      .field("operationId", operation_id(route.method, route.pattern))
      .key("tags")
      .begin_array()
      .value(tag_of(route.pattern))
      .end_array()
      .field("summary", route.summary.sv + " / " + route.summary.en)
      .field("description", both(route.description));
  json.key("parameters").begin_array();
  for (const auto& parameter : route.parameters) write_parameter(json, parameter);
  json.end_array();
  write_request_body(json, route);
  write_responses(json, route);
  if (route.access == Access::kToken) json.key("security").raw(R"([{"machineKey":[]}])");
  json.end_object();
}

}  // namespace

std::string operation_id(Method method, std::string_view pattern) {
  std::string id = lower_case(name_of(method));
  bool upper = true;
  if (pattern.starts_with("/api/v1")) pattern.remove_prefix(7);
  for (const char c : pattern) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) == 0) {
      upper = true;
      continue;
    }
    id += upper ? static_cast<char>(std::toupper(byte)) : c;
    upper = false;
  }
  if (pattern.ends_with('/')) id += "Start";
  return id;
}

std::string openapi_document(const std::vector<Route>& routes, const SiteInfo& site) {
  JsonWriter json{128 * 1024};
  json.begin_object().field("openapi", "3.1.0");
  write_info(json, site);
  json.key("servers").raw(R"([{"url":"/","description":"Den här tjänsten / This service"}])");
  write_tags(json);

  std::map<std::string_view, std::vector<const Route*>> by_path;
  for (const auto& route : routes) by_path[route.pattern].push_back(&route);
  json.key("paths").begin_object();
  for (const auto& [path, operations] : by_path) {
    json.key(path).begin_object();
    for (const auto* route : operations) write_operation(json, *route);
    json.end_object();
  }
  json.end_object();

  json.key("components").begin_object().key("schemas").raw(schemas_json());
  json.key("securitySchemes").begin_object().key("machineKey").begin_object();
  json.field("type", "http")
      .field("scheme", "bearer")
      .field("bearerFormat", "tertil_<id>_<secret>_<crc>");
  json.field(
      "description",
      "En maskinnyckel från `tertil token create`, aldrig i adressen. Sidorna använder i stället "
      "inloggningens kaka (/api/v1/session).\n\nA machine key from `tertil token create`, "
      "never in the address. The pages use the login's cookie instead (/api/v1/session).");
  json.end_object().end_object().end_object().end_object();
  return json.take();
}

void add_openapi_route(std::vector<Route>& routes, const SiteInfo& site) {
  Route route;
  route.pattern = kPattern;
  route.summary = {"API-beskrivningen", "The API description"};
  route.description = {"OpenAPI 3.1 för alla vägar, gjord ur samma tabell som tjänsten svarar ur.",
                       "OpenAPI 3.1 of every route, made from the table the service answers from."};
  route.answers = answers({"Dokumentet.", "The document."},
                          R"({"openapi":"3.1.0","info":{"title":"tertil"}})", false, {});
  const auto document = std::make_shared<std::string>();
  route.handler = [document](const Request&) -> Result<Response> {
    return published_json(*document);
  };
  routes.push_back(std::move(route));
  *document = openapi_document(routes, site);
}

}  // namespace tertil::http
