#include "service/http/regions.hpp"

#include "service/http/answer.hpp"
#include "service/reports/reference_json.hpp"
#include "service/reports/tables.hpp"

namespace tertil::http {
namespace {

constexpr std::string_view kExample = R"({"page":1,"limit":20,"total":21,"items":[
{"code":"13","name":"Region Halland","shortName":"Halland","county":"Hallands län",
"koladaId":"0013","iso":"SE-N",
"population":{"year":2024,"value":345074,"source":"scb-population"}}]})";

Parsed<Response> answer(const Backend& backend, const Request& request) {
  const auto page = page_in(request);
  if (!page) return tl::unexpected{page.error()};
  const auto snapshot = snapshot_for(backend, request);
  if (!snapshot) return tl::unexpected{snapshot.error()};
  auto response = in_format(
      request, true, [&] { return reports::regions_to_json(**snapshot, *page); },
      [&](Language language) {
        auto table = reports::regions_table(**snapshot, language);
        keep_page(table, request, *page);
        return table;
      });
  if (response)
    add_links(*response, request, *page, static_cast<std::int64_t>((*snapshot)->regions.size()));
  return response;
}

}  // namespace

std::vector<Route> region_routes(const Backend& backend) {
  Route route;
  route.pattern = "/api/v1/regions";
  route.summary = {"Sveriges regioner", "The regions of Sweden"};
  route.description = {
      "De 21 regionerna efter länskod, med namn, Koladas id och senaste folkmängd. Riket är ingen "
      "region och rangordnas aldrig.",
      "The 21 regions by county code, with names, Kolada's id and newest population. The country "
      "(riket) is no region and is never ranked."};
  route.parameters =
      all_of<Parameter>({page_parameters(), {as_of_parameter()}, format_parameters()});
  route.answers = answers({"Regionerna.", "The regions."}, std::string{kExample}, true, {400, 503});
  route.where = Where::kPool;
  route.handler =
      answering([&backend](const Request& request) { return answer(backend, request); });
  return {route};
}

}  // namespace tertil::http
