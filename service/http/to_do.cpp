#include "service/http/to_do.hpp"

#include "service/http/answer.hpp"
#include "service/http/reminder_wish.hpp"
#include "service/http/to_do_feed.hpp"
#include "service/http/to_do_list.hpp"
#include "service/reports/json_writer.hpp"

namespace tertil::http {
namespace {

using plans::ToDo;

std::string to_json(const std::vector<ToDo>& items, const std::optional<store::MailWish>& wish) {
  reports::JsonWriter json;
  json.begin_object().key("items").begin_array();
  for (const auto& item : items)
    json.begin_object()
        .field("id", item.id)
        .field("kind", to_string(item.kind))
        .field("title", item.title)
        .field("detail", item.detail)
        .field("due", item.due ? std::optional{plans::to_string(*item.due)} : std::nullopt)
        .field("overdue", item.overdue)
        .field("href", item.href)
        .text_or_null("orgUnit", item.org_unit)
        .end_object();
  json.end_array().field("total", items.size()).key("reminders");
  write_wish(json, wish);
  return json.end_object().take();
}

Parsed<Response> list(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  const auto items = to_do_for(backend.engine, backend.published, backend.clock.now(), *caller);
  if (!items) return failed(items.error());
  const auto wish = wish_of(backend, *caller);
  if (!wish) return failed(wish.error());
  return private_json(to_json(*items, *wish));
}

constexpr std::string_view kExample = R"({"items":[{"id":"activity/handlingsplan-2023-2026/01K",
"kind":"activityDue","title":{"sv":"Försenad aktivitet: Upphandla armaturer",
"en":"Late activity: Upphandla armaturer"},"detail":{"sv":"Exempel.","en":"Example."},
"due":"2026-05-31","overdue":true,"href":"/handlingsplan/atgarder/byte-av-belysning",
"orgUnit":"RGS"}],"total":1,"reminders":{"on":true,"email":"anna@region.example"}})";

}  // namespace

std::vector<Route> to_do_routes(const Backend& backend) {
  using Answerer = Parsed<Response> (*)(const Backend&, const Request&);
  const auto route = [&backend](Method method, std::string pattern, Answerer answer) {
    Route made;
    made.method = method;
    made.pattern = "/api/v1/to-do" + std::move(pattern);
    made.access = Access::kToken;
    made.action = access::Action::kToDoRead;
    made.where = Where::kPool;
    made.handler =
        answering([&backend, answer](const Request& request) { return answer(backend, request); });
    return made;
  };
  auto listing = route(Method::kGet, "", list);
  listing.summary = {"Att göra", "To do"};
  listing.description = {
      "Det som väntar på den som är inloggad: värden som saknas, uppdateringar äldre än 90 dagar, "
      "aktiviteter som är sena eller ska vara klara inom 30 dagar, mål att bedöma inför nästa "
      "uppföljning. Den egna förvaltningens först, sedan det som är sent.",
      "What waits for whoever is signed in: missing values, updates older than 90 days, activities "
      "that are late or due within 30 days, goals to assess for the coming report. The own "
      "administration's first, then what is late."};
  listing.answers =
      answers({"Listan.", "The list."}, std::string{kExample}, false, {401, 403, 503});
  std::vector<Route> routes;
  for (auto* made : {&listing}) routes.push_back(std::move(*made));
  routes.push_back(reminder_wish_route(backend));
  for (auto& made : to_do_feed_routes(backend)) routes.push_back(std::move(made));
  return routes;
}

}  // namespace tertil::http
