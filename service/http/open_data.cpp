#include "service/http/open_data.hpp"

#include <algorithm>

#include "service/http/answer.hpp"
#include "service/http/negotiate.hpp"
#include "service/http/rendered.hpp"
#include "service/reports/dcat.hpp"

namespace tertil::http {
namespace {

reports::RdfSyntax syntax_in(const Request& request) {
  const auto named = request.parameter("format");
  const bool turtle = named ? *named == "turtle" : prefers_turtle(request.accept);
  return turtle ? reports::RdfSyntax::kTurtle : reports::RdfSyntax::kXml;
}

/// A name or address with or without port; what else stands in Host is no address of ours.
bool is_host(std::string_view host) {
  return !host.empty() && std::ranges::all_of(host, [](char byte) {
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z') ||
           std::string_view{".-:[]"}.find(byte) != std::string::npos;
  });
}

Parsed<Response> answer(const Backend& backend, const Request& request) {
  const auto& site = backend.site;
  reports::Publisher publisher{
      site.open_data.public_url,        site.accessibility.organisation, site.region,
      site.accessibility.contact_email, site.accessibility.contact_url,  site.open_data.licence};
  if (publisher.base.empty()) {
    if (!is_host(request.host))
      return not_found("Host", "unknown-address",
                       {"Tjänstens adress är inte känd; ange open_data.public_url i tertil.toml.",
                        "The service's address is not known; set open_data.public_url in "
                        "tertil.toml."});
    publisher.base = "http://" + request.host;
  }
  const auto snapshot = snapshot_for(backend, request);
  if (!snapshot) return tl::unexpected{snapshot.error()};
  const auto syntax = syntax_in(request);
  auto written = reports::write_catalogue(**snapshot, publisher, syntax);
  if (!written) return failed(written.error());
  Response response;
  response.content_type = reports::content_type(syntax);
  // Not kept among the answers, which are found by their address alone.
  response.headers.emplace_back("ETag", etag_of(*written));
  response.headers.emplace_back("Cache-Control", "no-cache");
  response.headers.emplace_back("Vary", "Accept, Accept-Encoding, Host");
  response.body = std::move(*written);
  return response;
}

}  // namespace

std::vector<Route> open_data_routes(const Backend& backend) {
  Route route;
  route.pattern = "/datasets/dcat";
  route.summary = {"Datakatalog (DCAT-AP-SE)", "Data catalogue (DCAT-AP-SE)"};
  route.description = {
      "Vad som publiceras, i den form som dataportal.se läser: RDF/XML, eller Turtle med Accept: "
      "text/turtle. Adresserna i den börjar med open_data.public_url.",
      "What is published, in the form that dataportal.se reads: RDF/XML, or Turtle with Accept: "
      "text/turtle. Its addresses begin with open_data.public_url."};
  auto format = query_parameter("format", "string", "turtle",
                                {"Formen, i stället för Accept.", "The form, instead of Accept."});
  format.values = {"rdfxml", "turtle"};
  route.parameters = {format};
  route.answers = {{200, "application/rdf+xml", {"Katalogen.", "The catalogue."}, {}},
                   {200, "text/turtle", {"Katalogen som Turtle.", "The catalogue as Turtle."}, {}}};
  const auto problems = answers({}, {}, false, {404, 503});
  route.answers.insert(route.answers.end(), problems.begin() + 1, problems.end());
  route.where = Where::kPool;
  route.handler =
      answering([&backend](const Request& request) { return answer(backend, request); });
  return {route};
}

}  // namespace tertil::http
