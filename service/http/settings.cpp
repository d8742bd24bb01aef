#include "service/http/settings.hpp"

#include <fmt/format.h>

#include "service/figures/gases.hpp"
#include "service/http/answer.hpp"
#include "service/http/if_match.hpp"
#include "service/http/import_access.hpp"
#include "service/http/json_object.hpp"
#include "service/ingest/gwp_choice.hpp"
#include "service/reports/json_writer.hpp"

namespace tertil::http {
namespace {

constexpr std::size_t kLongestValue = 40;

constexpr std::string_view kExample =
    R"({"name":"gwp-set","value":"AR5","choices":["AR5","AR6"],)"
    R"("label":{"sv":"GWP-värden för medicinska gaser","en":"Warming potentials of medical gases"},)"
    R"("effects":null})";

Parsed<ingest::GwpSets> sets_now(const Backend& backend) {
  ingest::GwpSets sets;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = ingest::gwp_sets(reader);
    if (!found) return tl::unexpected{found.error()};
    sets = std::move(*found);
    return {};
  });
  if (!read) return failed(read.error());
  return sets;
}

std::string etag_of(const ingest::GwpSets& sets) { return fmt::format("\"{}\"", sets.chosen); }

void write_sets(reports::JsonWriter& writer, const ingest::GwpSets& sets,
                const std::optional<std::string>& effects) {
  writer.begin_object()
      .field("name", figures::kGwpSetSetting)
      .field("value", sets.chosen)
      .key("choices")
      .begin_array();
  for (const auto& choice : sets.choices) writer.value(choice);
  writer.end_array()
      .field("label",
             Text{"GWP-värden för medicinska gaser", "Warming potentials of medical gases"})
      .key("effects");
  if (effects)
    writer.raw(*effects);
  else
    writer.value(nullptr);
  writer.end_object();
}

Parsed<Response> list(const Backend& backend, const Request&) {
  const auto sets = sets_now(backend);
  if (!sets) return tl::unexpected{sets.error()};
  reports::JsonWriter writer;
  writer.begin_object().key("items").begin_array();
  write_sets(writer, *sets, std::nullopt);
  return private_json(writer.end_array().end_object().take());
}

/// A value that nothing can be computed with is the fault of a member.
tl::unexpected<Fault> refused(const Error& error) {
  if (error.code == ErrorCode::kInvalidInput)
    return bad_member("value", "unknown-value", error.message);
  return failed(error);
}

Parsed<Response> choose(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  const auto body = object_in(request, {"value"});
  if (!body) return tl::unexpected{body.error()};
  const auto value = text_member(*body, "value", kLongestValue);
  if (!value) return tl::unexpected{value.error()};
  std::optional<std::string> effects;
  if (request.parameter("dryRun") == "true") {
    const auto tried = ingest::try_gwp_set(backend.engine, backend.published, *value, caller->id);
    if (!tried) return refused(tried.error());
    effects = ingest::to_json(*tried);
  } else {
    const auto before = sets_now(backend);
    if (!before) return tl::unexpected{before.error()};
    if (!names(request.if_match, etag_of(*before)))
      return failed({ErrorCode::kStale,
                     {fmt::format("Ange If-Match: {}, det som gäller nu.", etag_of(*before)),
                      fmt::format("Send If-Match: {}, what holds now.", etag_of(*before))},
                     {}});
    store::AuditEntry entry;
    entry.actor = caller->id;
    entry.role = caller->role;
    entry.action = store::audit::kConfig;
    entry.object = fmt::format("setting/{}", figures::kGwpSetSetting);
    entry.request = request.id;
    const auto done =
        ingest::choose_gwp_set(backend.engine, backend.published, *value, std::move(entry));
    if (!done) return refused(done.error());
  }
  const auto now = sets_now(backend);
  if (!now) return tl::unexpected{now.error()};
  reports::JsonWriter writer;
  write_sets(writer, *now, effects);
  auto response = private_json(writer.take());
  response.headers.emplace_back("ETag", etag_of(*now));
  return response;
}

Route route_of(const Backend& backend, Method method, std::string pattern, access::Action action,
               Parsed<Response> (*answer)(const Backend&, const Request&)) {
  Route route;
  route.method = method;
  route.pattern = std::move(pattern);
  route.access = Access::kToken;
  route.action = action;
  route.where = Where::kPool;
  route.handler =
      answering([&backend, answer](const Request& request) { return answer(backend, request); });
  return route;
}

}  // namespace

std::vector<Route> setting_routes(const Backend& backend) {
  auto listing =
      route_of(backend, Method::kGet, "/api/v1/settings", access::Action::kSourceRead, list);
  listing.summary = {"Hur nyckeltal beräknas", "How key figures are computed"};
  listing.description = {"Det som kan väljas, vad som gäller och vad som finns att välja.",
                         "What can be chosen, what holds and what there is to choose."};
  listing.answers = answers({"Inställningarna.", "The settings."},
                            fmt::format(R"({{"items":[{}]}})", kExample), false, {401, 403, 503});
  // Whoever answers for targets and factors answers for this too (contract 1: definitions).
  auto choosing = route_of(backend, Method::kPut, "/api/v1/settings/gwp-set",
                           access::Action::kTargetEdit, choose);
  choosing.summary = {"Välj GWP-värden", "Choose warming potentials"};
  choosing.description = {
      "Beräknar medicinska gaser på nytt. Med dryRun=true prövas det bara, och effects säger vilka "
      "värden och platser som skulle ändras. Annars krävs If-Match med det som gäller.",
      "Computes the medical gases anew. With dryRun=true it is only tried, and effects says which "
      "values and ranks would change. Else If-Match with what holds is needed."};
  choosing.parameters = {query_parameter("dryRun", "boolean", "true",
                                         {"Pröva utan att spara.", "Try without keeping."})};
  choosing.answers = answers({"Inställningen.", "The setting."}, std::string{kExample}, false,
                             {400, 401, 403, 412, 415, 422, 503});
  choosing.bodies = {{"application/json", R"({"value":"AR6"})"}};
  choosing.body_description = {"Vad som ska gälla.", "What is to hold."};
  std::vector<Route> routes;
  for (auto* route : {&listing, &choosing}) routes.push_back(std::move(*route));
  return routes;
}

}  // namespace tertil::http
