#include "service/http/factors.hpp"

#include "service/http/answer.hpp"
#include "service/reports/breakdown_json.hpp"

namespace tertil::http {
namespace {

constexpr std::string_view kExample = R"({"items":[
{"item":"Diesel MK1 at statutory minimum","measure":"WTW derived","value":89.4,
"unit":"g CO2e/MJ","validFrom":2024,"validTo":null,"source":"Derived: …","note":"…",
"origin":"shipped"}]})";

Parsed<Response> answer(const Backend& backend, const Request& request) {
  const auto as_of = as_of_in(backend, request);
  if (!as_of) return tl::unexpected{as_of.error()};
  std::string body;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    const auto factors = store::factors(reader, backend.site.region, *as_of);
    if (!factors) return tl::unexpected{factors.error()};
    body = reports::factors_to_json(*factors);
    return {};
  });
  if (!read) return failed(read.error());
  return published_json(std::move(body));
}

}  // namespace

std::vector<Route> factor_routes(const Backend& backend) {
  Route route;
  route.pattern = "/api/v1/factors";
  route.summary = {"Utsläppsfaktorer med giltighet och källa",
                   "Emission factors with validity and source"};
  route.description = {
      "Alla faktorer som egna nyckeltal kan räknas med: de medföljande och de egna. En faktor "
      "gäller från sitt år till nästa av samma sak, mått och enhet; validTo är exklusivt. De utan "
      "år väljs av användaren eller namnges av formeln.",
      "Every factor that own key figures can be computed with: the shipped ones and one's own. A "
      "factor holds from its year until the next of the same item, measure and unit; validTo is "
      "exclusive. Undated ones are chosen by the user or named by the formula."};
  route.parameters = {as_of_parameter()};
  route.answers =
      answers({"Faktorerna.", "The factors."}, std::string{kExample}, false, {400, 503});
  route.where = Where::kPool;
  route.handler =
      answering([&backend](const Request& request) { return answer(backend, request); });
  return {route};
}

}  // namespace tertil::http
