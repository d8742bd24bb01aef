#include "service/http/import_template.hpp"

#include <fmt/format.h>

#include "service/http/answer.hpp"
#include "service/reports/import_template.hpp"

namespace tertil::http {
namespace {

constexpr const char* kWorkbook =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

Parsed<Response> make(const Request& request) {
  const auto target = collectors::target_named(request.path_parameter("target"));
  if (!target)
    return failed({ErrorCode::kNotFound,
                   {"Det finns inget sådant slag av uppgifter.", "There is no such kind of data."},
                   {}});
  const auto language = export_language(request);
  auto workbook = reports::import_template(collectors::schema_of(*target), language);
  if (!workbook) return failed(std::move(workbook.error()));
  Response response;
  response.content_type = kWorkbook;
  response.body = std::move(*workbook);
  response.headers.emplace_back("Content-Disposition",
                                fmt::format("attachment; filename=\"{}-{}.xlsx\"",
                                            language == Language::kSwedish ? "mall" : "template",
                                            collectors::name_of(*target)));
  return response;
}

}  // namespace

std::vector<Route> import_template_routes() {
  Route route;
  route.pattern = "/api/v1/targets/{target}/template";
  route.summary = {"Mall att fylla i", "A template to fill in"};
  route.description = {
      "En tom arbetsbok (XLSX) med målets fältnamn som rubriker, listor att välja ur och ett blad "
      "som förklarar varje kolumn. Den ifyllda filen kan läsas in som den är.",
      "An empty workbook (XLSX) with the target's field names as headings, lists to choose from "
      "and a sheet that explains each column. The filled-in file can be imported as it is."};
  Parameter target;
  target.name = "target";
  target.in = In::kPath;
  target.required = true;
  target.example = "wasteWeight";
  target.description = {"Slaget av uppgifter, t.ex. wasteWeight.",
                        "The kind of data, e.g. wasteWeight."};
  Parameter language = query_parameter("lang", "string", "sv",
                                       {"Språk i arbetsboken.", "Language of the workbook."});
  language.values = {"sv", "en"};
  route.parameters = {std::move(target), std::move(language)};
  route.answers = {{200, kWorkbook, {"Mallen.", "The template."}, {}}};
  for (auto& answer : answers({}, {}, false, {400, 404, 503}))
    if (answer.status != 200) route.answers.push_back(std::move(answer));
  route.where = Where::kPool;
  route.handler = answering(make);
  return {route};
}

}  // namespace tertil::http
