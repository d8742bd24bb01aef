#include "service/http/audit_log.hpp"

#include "service/http/answer.hpp"
#include "service/http/import_access.hpp"
#include "service/reports/json_writer.hpp"
#include "service/reports/table_parts.hpp"
#include "service/store/audit_pages.hpp"

namespace tertil::http {
namespace {

using Listing = store::Listing<store::AuditRecord>;

constexpr std::int64_t kWholeLog = 100'000;  ///< Rows of one export; choose dates for more.

store::AuditSight sight_of(const Caller& caller) {
  const auto role = access::role_named(caller.role);
  if (role == access::Role::kAdmin) return store::AuditSight::kAll;
  if (role == access::Role::kCoordinator) return store::AuditSight::kRegion;
  return store::AuditSight::kOwn;
}

std::string_view name_of(store::AuditSight sight) {
  switch (sight) {
    case store::AuditSight::kAll: return "all";
    case store::AuditSight::kRegion: return "region";
    case store::AuditSight::kOwn: return "own";
  }
  return "own";
}

Parsed<Instant> time_in(const Request& request, std::string_view name) {
  const auto text = request.parameter(name);
  if (!text || text->empty()) return Instant{};
  const auto time = parse_rfc3339(*text);
  if (!time)
    return bad_parameter(
        name, "bad-time",
        {"Ange en tid som 2026-11-22T00:00:00Z.", "Give a time such as 2026-11-22T00:00:00Z."});
  return *time;
}

Parsed<store::AuditQuestion> question_in(const Caller& caller, const Request& request) {
  const auto from = time_in(request, "from");
  if (!from) return tl::unexpected{from.error()};
  const auto before = time_in(request, "before");
  if (!before) return tl::unexpected{before.error()};
  const auto text = [&](std::string_view name) {
    return std::string{request.parameter(name).value_or("")};
  };
  return store::AuditQuestion{.actor = text("actor"),
                              .action = text("action"),
                              .object = text("object"),
                              .from = *from,
                              .before = *before,
                              .sight = sight_of(caller),
                              .who = caller.id};
}

std::string to_json(const Listing& listing, store::Page page, store::AuditSight sight) {
  reports::JsonWriter writer;
  writer.begin_object()
      .field("page", page.page)
      .field("limit", page.limit)
      .field("total", listing.total)
      .field("sight", name_of(sight))
      .key("items")
      .begin_array();
  for (const auto& record : listing.items) writer.raw(store::to_json(record));
  return writer.end_array().end_object().take();
}

reports::Table to_table(const Listing& listing, Language language) {
  using reports::text_cell;
  using reports::text_column;
  reports::Table table;
  table.name = "logg";
  table.title = {"Händelselogg", "Audit log"};
  table.language = language;
  table.columns = {reports::count_column("seq", {"Nummer", "Number"}),
                   text_column("time", {"Tid", "Time"}),
                   text_column("actor", {"Vem", "Who"}),
                   text_column("role", {"Roll", "Role"}),
                   text_column("action", {"Åtgärd", "Action"}),
                   text_column("object", {"Objekt", "Object"}),
                   text_column("note", {"Anmärkning", "Note"}),
                   text_column("request", {"Anrop", "Request"}),
                   text_column("hash", {"Hash", "Hash"})};
  for (const auto& record : listing.items)
    table.rows.push_back({reports::number_cell(record.seq), to_rfc3339(record.time),
                          text_cell(record.entry.actor), text_cell(record.entry.role),
                          text_cell(record.entry.action), text_cell(record.entry.object),
                          text_cell(record.entry.note), text_cell(record.entry.request),
                          text_cell(record.hash)});
  return table;
}

/// That the log was written out. A store that cannot be written is no reason not to read it.
void note_export(const Backend& backend, const Caller& caller, const Request& request) {
  store::AuditEntry entry;
  entry.actor = caller.id;
  entry.role = caller.role;
  entry.action = store::audit::kExport;
  entry.object = "audit";
  entry.request = request.id;
  const auto noted = backend.engine.write([&](store::Writer& writer) {
    writer.leave_published_alone();
    return store::append_audit(writer, entry);
  });
  static_cast<void>(noted);
}

Parsed<Response> list(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  auto page = page_in(request);
  if (!page) return tl::unexpected{page.error()};
  const auto question = question_in(*caller, request);
  if (!question) return tl::unexpected{question.error()};
  const bool exported = format_in(request) != reports::Format::kJson;
  if (exported && !request.parameter("limit")) page->limit = kWholeLog;
  Listing listing;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = store::audit_page(reader, *question, *page);
    if (!found) return tl::unexpected{found.error()};
    listing = std::move(*found);
    return {};
  });
  if (!read) return failed(read.error());
  if (exported) note_export(backend, *caller, request);
  auto response = in_format(
      request, false, [&] { return to_json(listing, *page, question->sight); },
      [&](Language language) { return to_table(listing, language); });
  if (response) add_links(*response, request, *page, listing.total);
  return response;
}

Parsed<Response> verification(const Backend& backend, const Request&) {
  store::AuditVerdict verdict;
  std::optional<Instant> until;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto walked = store::verify(reader);
    if (!walked) return tl::unexpected{walked.error()};
    verdict = std::move(*walked);
    const auto last = verdict.fault ? verdict.fault->seq - 1 : verdict.entries;
    auto time = store::audit_time(reader, last);
    if (!time) return tl::unexpected{time.error()};
    until = *time;
    return {};
  });
  if (!read) return failed(read.error());
  reports::JsonWriter writer;
  writer.begin_object()
      .field("whole", !verdict.fault.has_value())
      .field("entries", verdict.entries)
      .text_or_null("head", verdict.head)
      .field("until", until ? std::optional{to_rfc3339(*until)} : std::nullopt)
      .field("checkedAt", to_rfc3339(backend.clock.now()))
      .key("fault");
  if (verdict.fault)
    writer.begin_object()
        .field("seq", verdict.fault->seq)
        .field("message", verdict.fault->what)
        .end_object();
  else
    writer.value(nullptr);
  return private_json(writer.end_object().take());
}

constexpr std::string_view kExample =
    R"({"page":1,"limit":20,"total":1,"sight":"all","items":[{"seq":1,)"
    R"("time":"2026-11-22T08:00:00Z","actor":"anna","role":"coordinator","action":"session.login",)"
    R"("object":"user/anna","note":"","before":null,"after":null,"request":"01KAMZ5W9V6Q0H3N",)"
    R"("previous":"","hash":"9f86d081884c7d65…"}]})";

constexpr std::string_view kVerified =
    R"({"whole":true,"entries":1,"head":"9f86d081884c7d65…","until":"2026-11-22T08:00:00Z",)"
    R"("checkedAt":"2026-11-22T09:00:00Z","fault":null})";

Route route_of(const Backend& backend, std::string pattern,
               Parsed<Response> (*answer)(const Backend&, const Request&)) {
  Route route;
  route.pattern = std::move(pattern);
  route.access = Access::kToken;
  route.action = access::Action::kAuditRead;
  route.where = Where::kPool;
  route.handler =
      answering([&backend, answer](const Request& request) { return answer(backend, request); });
  return route;
}

}  // namespace

std::vector<Route> audit_log_routes(const Backend& backend) {
  auto listing = route_of(backend, "/api/v1/audit", list);
  listing.summary = {"Händelseloggen", "The audit log"};
  listing.description = {
      "Vem som gjort vad, det nyaste först. sight säger hur mycket den som frågar ser: allt (all), "
      "regionens uppgifter och planer (region) eller bara det egna (own). En fil (format) har alla "
      "som svarar mot urvalet, högst 100 000, och att den hämtats skrivs i loggen.",
      "Who did what, the newest first. sight says how much the asker sees: everything (all), the "
      "region's data and plans (region) or only their own (own). A file (format) has all that "
      "match, 100,000 at most, and that it was fetched is written into the log."};
  listing.parameters = all_of<Parameter>(
      {{query_parameter(
            "actor", "string", "anna",
            {"Vem: kontots namn eller nyckelns id.", "Who: the account's name or the key's id."}),
        query_parameter("action", "string", "import.",
                        {"Hur åtgärdens namn börjar.", "How the action's name begins."}),
        query_parameter("object", "string", "source/",
                        {"Hur objektets namn börjar.", "How the object's name begins."}),
        query_parameter("from", "string", "2026-11-01T00:00:00Z", {"Från och med.", "From."}),
        query_parameter("before", "string", "2026-12-01T00:00:00Z",
                        {"Före; hör inte till.", "Before; exclusive."})},
       page_parameters(),
       format_parameters()});
  listing.answers =
      answers({"Händelserna.", "The entries."}, std::string{kExample}, true, {400, 401, 403, 503});
  auto checking = route_of(backend, "/api/v1/audit/verification", verification);
  checking.summary = {"Är loggen hel?", "Is the log whole?"};
  checking.description = {
      "Går igenom hela kedjan. until är tiden för den sista post som stämmer; fault säger vilken "
      "post som först är ändrad, saknas eller flyttats.",
      "Walks the whole chain. until is the time of the last entry that fits; fault says which "
      "entry was first changed, removed or moved."};
  checking.answers = answers({"Vad som fanns.", "What was found."}, std::string{kVerified}, false,
                             {401, 403, 503});
  std::vector<Route> routes;
  for (auto* route : {&listing, &checking}) routes.push_back(std::move(*route));
  return routes;
}

}  // namespace tertil::http
