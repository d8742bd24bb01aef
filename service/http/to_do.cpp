#include "service/http/to_do.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <pugixml.hpp>
#include <sstream>

#include "service/http/answer.hpp"
#include "service/http/own_unit.hpp"
#include "service/http/plan_content.hpp"
#include "service/plans/to_do.hpp"
#include "service/reports/json_writer.hpp"
#include "service/store/audit.hpp"
#include "service/store/feed_tokens.hpp"
#include "service/store/sha256.hpp"

namespace tertil::http {
namespace {

using plans::ToDo;

/// Whether the role can do anything about it: values are also the contributor's.
bool concerns(const Caller& caller, const ToDo& item) {
  const auto role = access::role_named(caller.role);
  if (!role) return false;
  if (item.kind == ToDo::Kind::kValueMissing &&
      access::reach_of(*role, access::Action::kImportSend) == access::Reach::kAll)
    return true;
  return access::reach_of(*role, access::Action::kPlanEdit) != access::Reach::kNone;
}

Result<std::vector<ToDo>> to_do_for(const Backend& backend, const Caller& caller) {
  std::vector<ToDo> items;
  const auto snapshot = backend.published.current();
  const auto today = plans::day_of(backend.clock.now());
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto all = store::plans(reader);
    if (!all) return tl::unexpected{all.error()};
    for (auto& version : *all) {
      const auto content = plan_content(reader, std::move(version.plan));
      if (!content) return tl::unexpected{content.error()};
      for (auto& item : plans::to_do_in(*content, *snapshot, today))
        if (concerns(caller, item)) items.push_back(std::move(item));
    }
    plans::put_in_order(items, [&](const ToDo& item) {
      return is_own(reader, caller, item.org_unit).value_or(false);
    });
    return {};
  });
  if (!read) return tl::unexpected{read.error()};
  return items;
}

std::string to_json(const std::vector<ToDo>& items, std::string_view feed) {
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
  json.end_array().field("total", items.size()).text_or_null("feed", feed).end_object();
  return json.take();
}

Parsed<Response> list(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  const auto items = to_do_for(backend, *caller);
  if (!items) return failed(items.error());
  return private_json(to_json(*items, {}));
}

/// RFC 4287. The addresses are relative to the feed's own.
std::string atom_of(const std::vector<ToDo>& items, const store::User& user, Instant now,
                    Language language) {
  const auto in = [&](const Text& text) {
    return (language == Language::kEnglish ? text.en : text.sv).c_str();
  };
  pugi::xml_document document;
  auto feed = document.append_child("feed");
  feed.append_attribute("xmlns") = "http://www.w3.org/2005/Atom";
  feed.append_attribute("xml:lang") = language == Language::kEnglish ? "en" : "sv";
  feed.append_child("title").text().set(in({"Att göra i handlingsplanen", "To do in the plan"}));
  feed.append_child("id").text().set(fmt::format("urn:tertil:to-do:{}", user.name).c_str());
  feed.append_child("updated").text().set(to_rfc3339(now).c_str());
  feed.append_child("author").append_child("name").text().set("tertil");
  for (const auto& item : items) {
    auto entry = feed.append_child("entry");
    entry.append_child("id").text().set(fmt::format("urn:tertil:to-do:{}", item.id).c_str());
    entry.append_child("title").text().set(in(item.title));
    // When it began to matter: as stable as the thing itself, and never in the future.
    const auto since =
        std::min(plans::day_of(now), item.due.value_or(plans::day_of(now)) - std::chrono::days{30});
    entry.append_child("updated").text().set((plans::to_string(since) + "T00:00:00Z").c_str());
    entry.append_child("link").append_attribute("href") = item.href.c_str();
    entry.append_child("summary").text().set(in(item.detail));
  }
  std::ostringstream out;
  document.save(out, "", pugi::format_raw | pugi::format_save_file_text, pugi::encoding_utf8);
  return std::move(out).str();
}

Parsed<Response> feed(const Backend& backend, const Request& request) {
  const auto token = request.parameter("token").value_or("");
  std::optional<store::User> user;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = store::find_feed_token(reader, store::sha256_hex(token));
    if (!found) return tl::unexpected{found.error()};
    user = std::move(*found);
    return {};
  });
  if (!read) return failed(read.error());
  if (!user)
    return not_found("token", "unknown-token",
                     {"Flödet finns inte, eller har stängts av.",
                      "There is no such feed, or it has been turned off."});
  const Caller caller{.id = user->name,
                      .role = user->role,
                      .sources = {},
                      .name = user->display_name,
                      .kind = CallerKind::kPerson,
                      .org_unit = user->org_unit};
  const auto items = to_do_for(backend, caller);
  if (!items) return failed(items.error());
  Response response;
  response.content_type = "application/atom+xml; charset=utf-8";
  response.body = atom_of(*items, *user, backend.clock.now(), request.language);
  return response;
}

/// The account behind a change of the token: a key has no list of its own.
Parsed<Caller> person_in(const Backend& backend, const Request& request) {
  auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  if (caller->kind != CallerKind::kPerson)
    return failed({ErrorCode::kForbidden,
                   {"En nyckel har inget flöde; logga in.", "A key has no feed; sign in."},
                   {}});
  return std::move(*caller);
}

store::AuditEntry entry_of(const Caller& caller, std::string_view action, const Request& request) {
  store::AuditEntry entry;
  entry.actor = caller.id;
  entry.role = caller.role;
  entry.action = action;
  entry.object = "user/" + caller.id;
  entry.request = request.id;
  return entry;
}

Parsed<Response> make_token(const Backend& backend, const Request& request) {
  const auto caller = person_in(backend, request);
  if (!caller) return tl::unexpected{caller.error()};
  const auto token = access::LoginSessions::new_id();
  const auto written = backend.engine.write([&](store::Writer& writer) -> Result<void> {
    writer.leave_published_alone();
    if (auto set = store::set_feed_token(writer, caller->id, store::sha256_hex(token)); !set)
      return set;
    return store::append_audit(writer, entry_of(*caller, store::audit::kFeedToken, request));
  });
  if (!written) return failed(written.error());
  reports::JsonWriter json;
  json.begin_object().field("url", "/api/v1/to-do/feed?token=" + token).end_object();
  auto response = private_json(json.take());
  response.status = 201;
  return response;
}

Parsed<Response> revoke_token(const Backend& backend, const Request& request) {
  const auto caller = person_in(backend, request);
  if (!caller) return tl::unexpected{caller.error()};
  const auto written = backend.engine.write([&](store::Writer& writer) -> Result<void> {
    writer.leave_published_alone();
    const auto gone = store::revoke_feed_token(writer, caller->id);
    if (!gone) return tl::unexpected{gone.error()};
    if (!*gone) return {};
    return store::append_audit(writer, entry_of(*caller, store::audit::kFeedTokenRevoke, request));
  });
  if (!written) return failed(written.error());
  Response response;
  response.status = 204;
  response.content_type.clear();
  return response;
}

constexpr std::string_view kExample = R"({"items":[{"id":"activity/handlingsplan-2023-2026/01K",
"kind":"activityDue","title":{"sv":"Försenad aktivitet: Upphandla armaturer",
"en":"Late activity: Upphandla armaturer"},"detail":{"sv":"Exempel.","en":"Example."},
"due":"2026-05-31","overdue":true,"href":"/handlingsplan/atgarder/byte-av-belysning",
"orgUnit":"RGS"}],"total":1,"feed":null})";

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
  auto feeding = route(Method::kGet, "/feed", feed);
  feeding.access = Access::kOpen;
  feeding.action.reset();
  feeding.summary = {"Att göra som webbflöde", "To do as a web feed"};
  feeding.description = {
      "Samma lista i Atom (RFC 4287). token kommer från POST to-do/feed-token och läser bara "
      "detta.",
      "The same list in Atom (RFC 4287). token comes from POST to-do/feed-token and reads this "
      "alone."};
  feeding.parameters = {query_parameter("token", "string", "5f70bf18a0860",
                                        {"Flödets token.", "The feed's token."}, true)};
  feeding.answers = answers({}, {}, false, {400, 404, 503});
  feeding.answers.front() = {200, "application/atom+xml", {"Flödet.", "The feed."}, {}};
  auto making = route(Method::kPost, "/feed-token", make_token);
  making.summary = {"Ny adress till flödet", "A new address of the feed"};
  making.description = {
      "Adressen visas en gång; en tidigare slutar gälla. Den som har den kan läsa listan.",
      "The address is shown once; one before stops working. Whoever has it can read the list."};
  making.answers = answers({}, {}, false, {401, 403, 415, 503, 507});
  making.answers.front() = {201,
                            "application/json",
                            {"Adressen.", "The address."},
                            R"({"url":"/api/v1/to-do/feed?token=5f70bf18a0860"})"};
  auto revoking = route(Method::kDelete, "/feed-token", revoke_token);
  revoking.summary = {"Stänger flödet", "Turns the feed off"};
  revoking.description = {"Adressen slutar gälla genast.", "The address stops working at once."};
  revoking.answers = answers({}, {}, false, {401, 403, 503, 507});
  revoking.answers.front() = {204, "", {"Avstängt.", "Turned off."}, {}};
  std::vector<Route> routes;
  for (auto* made : {&listing, &feeding, &making, &revoking}) routes.push_back(std::move(*made));
  return routes;
}

}  // namespace tertil::http
