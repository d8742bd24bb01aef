#include "service/http/report_edits.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "collectors/json.hpp"
#include "service/http/answer.hpp"
#include "service/http/if_match.hpp"
#include "service/http/import_access.hpp"
#include "service/http/json_object.hpp"
#include "service/http/plan_words.hpp"
#include "service/http/plans.hpp"
#include "service/http/report_making.hpp"
#include "service/http/report_words.hpp"
#include "service/reports/yearly_report_forms.hpp"
#include "service/store/audit.hpp"
#include "service/store/sha256.hpp"

namespace tertil::http {
namespace {

using nlohmann::json;
using store::ReportState;
using store::ReportVersion;

Parsed<json> json_in(const Request& request) {
  if (request.content_type != "application/json")
    return failed({ErrorCode::kUnsupported,
                   {"Skicka JSON med Content-Type: application/json.",
                    "Send JSON with Content-Type: application/json."},
                   {}});
  auto parsed = collectors::parse_json(request.body);
  if (const auto* fault = std::get_if<collectors::JsonFault>(&parsed))
    return failed({ErrorCode::kInvalidInput, {fault->message.sv, fault->message.en}, {}});
  return std::move(std::get<json>(parsed));
}

tl::unexpected<Fault> faulty(std::vector<ProblemItem> items) {
  return tl::unexpected{Fault{{ErrorCode::kRefused,
                               {"Innehållet har fel. Rätta det som står i errors.",
                                "The content has faults. Correct what stands in errors."},
                               {}},
                              std::move(items)}};
}

/// The text of the only member that the body may have; empty where there is no body.
Parsed<std::string> only_text(const Request& request, const std::string& member, bool required) {
  if (request.body.empty() && !required) return std::string{};
  const auto body = json_in(request);
  if (!body) return tl::unexpected{body.error()};
  if (body->is_object() && body->empty() && !required) return std::string{};
  constexpr std::size_t kLongest = 2000;
  if (!body->is_object() || body->size() != 1 || !body->contains(member) ||
      !body->at(member).is_string() || body->at(member).get_ref<const std::string&>().empty() ||
      unfit(body->at(member).get_ref<const std::string&>(), kLongest))
    return faulty(
        {{"/" + member,
          "wrong-type",
          {fmt::format("Ange {} som text med högst {} byte utan NUL, och inget annat.", member,
                       kLongest),
           fmt::format("Give {} as a text of at most {} bytes without NUL, and nothing else.",
                       member, kLongest)}}});
  return body->at(member).get<std::string>();
}

Result<void> check_match(const Request& request, const ReportVersion& held) {
  if (names(request.if_match, etag_of(held))) return {};
  if (request.if_match.empty())
    return fail(ErrorCode::kStale,
                {"Ange If-Match med ETag från GET, så att ingen annans ändring skrivs över.",
                 "Send If-Match with the ETag of the GET, so that nobody's change is lost."});
  return fail(ErrorCode::kStale,
              {fmt::format("Rapporten har ändrats sedan den lästes; nu gäller version {}.",
                           held.stamp.version),
               fmt::format("The report has changed since it was read; version {} holds now.",
                           held.stamp.version)});
}

Result<void> audit(store::Writer& writer, const ReportVersion& version, const ReportVersion* before,
                   std::string_view action, std::string note, const Request& request) {
  store::AuditEntry entry;
  entry.actor = version.stamp.actor;
  entry.role = version.stamp.role;
  entry.action = action;
  entry.object = fmt::format("plan/{}/report/{}", version.plan, version.id);
  entry.note = std::move(note);
  if (before != nullptr) entry.before_sha256 = store::sha256_hex(before->content);
  entry.after_sha256 = store::sha256_hex(version.content);
  entry.request = request.id;
  return store::append_audit(writer, entry);
}

Parsed<Response> stored(const Backend& backend, const ReportVersion& version) {
  const auto made = live_report(backend, version.plan, version.id);
  if (!made) return failed(made.error());
  auto response = private_json(reports::report_json(*made));
  response.headers.emplace_back("ETag", fmt::format("\"{}\"", made->draft_version));
  return response;
}

Parsed<Response> create(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  const auto id = only_text(request, "occasion", true);
  if (!id) return tl::unexpected{id.error()};
  const auto occasion = parse_occasion(*id);
  ReportVersion version{std::string{request.path_parameter("plan")},
                        *id,
                        ReportState::kDraft,
                        plans::to_json(plans::ReportDraft{}),
                        {1, caller->id, caller->role, {}}};
  const auto written = backend.engine.write([&](store::Writer& writer) -> Result<void> {
    writer.leave_published_alone();
    const auto plan = plan_named(writer, version.plan);
    if (!plan) return tl::unexpected{plan.error()};
    if (!occasion || occasion->year < plan->from || occasion->year > plan->to)
      return fail(ErrorCode::kRefused,
                  {fmt::format("Ange ett tillfälle i planen, {}–{}: {}-UR1, {}-UR2 eller {}-AR.",
                               plan->from, plan->to, plan->to, plan->to, plan->to),
                   fmt::format("Give an occasion in the plan, {}–{}: {}-UR1, {}-UR2 or {}-AR.",
                               plan->from, plan->to, plan->to, plan->to, plan->to)});
    if (auto added = store::add_report(writer, version); !added) return added;
    return audit(writer, version, nullptr, store::audit::kReportCreate, "version 1", request);
  });
  if (!written) return failed(written.error());
  auto response = stored(backend, version);
  if (!response) return response;
  response->status = 201;
  response->headers.emplace_back("Location", fmt::format("reports/{}", version.id));
  return response;
}

/// Appends what `change` makes of the version that holds.
Parsed<Response> changed(
    const Backend& backend, const Request& request, std::string_view action,
    const std::function<Result<void>(store::Writer&, ReportVersion& version)>& change) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  ReportVersion version;
  const auto written = backend.engine.write([&](store::Writer& writer) -> Result<void> {
    writer.leave_published_alone();
    const auto held =
        report_named(writer, request.path_parameter("plan"), request.path_parameter("id"));
    if (!held) return tl::unexpected{held.error()};
    if (auto match = check_match(request, *held); !match) return match;
    version = *held;
    if (auto done = change(writer, version); !done) return done;
    version.stamp = {held->stamp.version + 1, caller->id, caller->role, {}};
    if (auto added = store::add_report(writer, version); !added) return added;
    return audit(writer, version, &*held, action, fmt::format("version {}", version.stamp.version),
                 request);
  });
  if (!written) return failed(written.error());
  return stored(backend, version);
}

Parsed<Response> replace(const Backend& backend, const Request& request) {
  const auto body = json_in(request);
  if (!body) return tl::unexpected{body.error()};
  const auto snapshot = backend.published.current();
  const auto read = plans::read_report_draft(*body, [&](std::string_view id) {
    const auto* figure = snapshot->figure(id);
    return figure != nullptr && figure->definition.id == id;
  });
  if (!read) {
    std::vector<ProblemItem> items;
    for (const auto& one : read.error()) items.push_back({one.pointer, one.code, one.message});
    return faulty(std::move(items));
  }
  return changed(backend, request, store::audit::kReportChange,
                 [&](store::Writer&, ReportVersion& version) -> Result<void> {
                   if (version.state != ReportState::kDraft)
                     return fail(ErrorCode::kConflict,
                                 {"Rapporten är inte ett utkast längre. Öppna den igen först.",
                                  "The report is no draft any more. Reopen it first."});
                   version.content = plans::to_json(*read);
                   return {};
                 });
}

Parsed<Response> ready(const Backend& backend, const Request& request) {
  return changed(backend, request, store::audit::kReportReady,
                 [](store::Writer&, ReportVersion& version) -> Result<void> {
                   if (version.state != ReportState::kDraft)
                     return fail(ErrorCode::kConflict, {"Bara ett utkast kan klarmarkeras.",
                                                        "Only a draft can be marked as ready."});
                   version.state = ReportState::kReady;
                   return {};
                 });
}

Parsed<Response> reopen(const Backend& backend, const Request& request) {
  return changed(backend, request, store::audit::kReportReopen,
                 [](store::Writer&, ReportVersion& version) -> Result<void> {
                   if (version.state == ReportState::kDraft)
                     return fail(ErrorCode::kConflict, {"Rapporten är redan ett utkast.",
                                                        "The report is a draft already."});
                   version.state = ReportState::kDraft;
                   return {};
                 });
}

Parsed<Response> adopt(const Backend& backend, const Request& request) {
  return changed(
      backend, request, store::audit::kReportAdopt,
      [](store::Writer& writer, ReportVersion& version) -> Result<void> {
        const auto sign_off = plans::stored_report_draft(version.content).sign_off;
        const auto locks = store::report_locks(writer, version.plan, version.id);
        if (!locks) return tl::unexpected{locks.error()};
        const bool locked = !locks->empty() && locks->front().draft == version.stamp.version;
        if (version.state != ReportState::kReady || !locked)
          return fail(ErrorCode::kConflict,
                      {"Bara en rapport som är klarmarkerad och sedan låst kan fastställas.",
                       "Only a report that was marked as ready and then locked can be adopted."});
        if (sign_off.body.empty() && sign_off.name.empty())
          return fail(ErrorCode::kRefused, {"Det står inte vem som fastställer rapporten.",
                                            "It is not said who adopts the report."});
        version.state = ReportState::kAdopted;
        return {};
      });
}

tl::unexpected<Error> blocked(const std::vector<reports::ReportTask>& missing) {
  Text text{"Rapporten kan inte låsas än: ", "The report cannot be locked yet: "};
  for (const auto& task : missing) {
    text.sv += task.text.sv + ". ";
    text.en += task.text.en + ". ";
  }
  text.sv += "Ange reason för att låsa ändå.";
  text.en += "Give reason to lock it all the same.";
  return fail(ErrorCode::kRefused, std::move(text));
}

/// The files of the report as it is inside this write, kept as the next locked version.
Result<store::ReportLock> keep_lock(const Backend& backend, store::Writer& writer,
                                    const ReportVersion& held, const Caller& caller,
                                    const std::string& reason) {
  auto snapshot = backend.published.found_by(writer);
  if (!snapshot) return tl::unexpected{snapshot.error()};
  auto report = made_report(backend, writer, held, std::move(*snapshot), writer.recorded_at());
  if (!report) return tl::unexpected{report.error()};
  if (!report->missing.empty() && reason.empty()) return blocked(report->missing);
  const auto locks = store::report_locks(writer, held.plan, held.id);
  if (!locks) return tl::unexpected{locks.error()};
  store::ReportLock lock;
  lock.plan = held.plan;
  lock.report = held.id;
  lock.version = locks->empty() ? 1 : locks->front().version + 1;
  lock.draft = held.stamp.version;
  lock.reason = report->missing.empty() ? std::string{} : reason;
  lock.actor = caller.id;
  lock.role = caller.role;
  lock.as_of = writer.recorded_at();
  report->locked_version = lock.version;
  report->lock_reason = lock.reason;
  report->comparison.as_of = lock.as_of;
  auto sheet = reports::report_xlsx(*report);
  if (!sheet) return tl::unexpected{sheet.error()};
  return store::add_report_lock(
      writer, std::move(lock),
      {reports::report_html(*report), std::move(*sheet), reports::report_json(*report)});
}

Parsed<Response> lock(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  const auto reason = only_text(request, "reason", false);
  if (!reason) return tl::unexpected{reason.error()};
  ReportVersion held;
  const auto written = backend.engine.write([&](store::Writer& writer) -> Result<void> {
    auto found = report_named(writer, request.path_parameter("plan"), request.path_parameter("id"));
    if (!found) return tl::unexpected{found.error()};
    held = std::move(*found);
    if (auto match = check_match(request, held); !match) return match;
    if (held.state == ReportState::kAdopted)
      return fail(ErrorCode::kConflict,
                  {"Rapporten är fastställd. Öppna den igen för att låsa en ny version.",
                   "The report is adopted. Reopen it to lock a new version."});
    const auto kept = keep_lock(backend, writer, held, *caller, *reason);
    if (!kept) return tl::unexpected{kept.error()};
    writer.leave_published_alone();
    auto signer = held;
    signer.stamp.actor = caller->id;
    signer.stamp.role = caller->role;
    return audit(writer, signer, nullptr, store::audit::kReportLock,
                 fmt::format("lock {} html {} xlsx {} json {}{}{}", kept->version, kept->sha256[0],
                             kept->sha256[1], kept->sha256[2], kept->reason.empty() ? "" : "; ",
                             kept->reason),
                 request);
  });
  if (!written) return failed(written.error());
  return stored(backend, held);
}

}  // namespace

std::vector<Route> report_edit_routes(const Backend& backend) {
  using Answerer = Parsed<Response> (*)(const Backend&, const Request&);
  const auto route = [&backend](Method method, std::string pattern,
                                const report_words::Words& words, Answerer answer) {
    Route made;
    made.method = method;
    made.pattern = "/api/v1/plans/{plan}/reports" + std::move(pattern);
    made.summary = words.summary;
    made.description = words.description;
    made.access = Access::kToken;
    made.action = access::Action::kReportEdit;
    made.where = Where::kPool;
    made.parameters = {plan_words::plan_parameter()};
    if (made.pattern.find("{id}") != std::string::npos) {
      made.parameters.push_back(report_words::report_parameter());
      made.parameters.push_back(plan_words::if_match_parameter());
    }
    made.answers = report_words::draft_answers({400, 401, 403, 404, 409, 412, 415, 422, 503});
    made.handler =
        answering([&backend, answer](const Request& request) { return answer(backend, request); });
    return made;
  };
  auto creating = route(Method::kPost, "", report_words::create(), create);
  creating.bodies = {{"application/json", R"({"occasion":"2026-UR1"})"}};
  creating.answers = report_words::create_answers();
  auto replacing = route(Method::kPut, "/{id}", report_words::replace(), replace);
  replacing.bodies = report_words::draft_bodies();
  auto locking = route(Method::kPost, "/{id}/lock", report_words::lock(), lock);
  locking.bodies = {{"application/json", R"({"reason":"Kommentarerna kommer i nästa version."})"}};
  for (auto* one : {&creating, &replacing, &locking})
    one->body_description = report_words::body_description();
  auto marking = route(Method::kPost, "/{id}/ready", report_words::ready(), ready);
  auto adopting = route(Method::kPost, "/{id}/adopt", report_words::adopt(), adopt);
  auto reopening = route(Method::kPost, "/{id}/reopen", report_words::reopen(), reopen);
  std::vector<Route> routes;
  for (auto* made : {&creating, &replacing, &marking, &locking, &adopting, &reopening})
    routes.push_back(std::move(*made));
  return routes;
}

}  // namespace tertil::http
