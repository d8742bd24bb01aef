#include "service/http/reports.hpp"

#include <fmt/format.h>

#include <charconv>

#include "service/http/answer.hpp"
#include "service/http/import_access.hpp"
#include "service/http/plan_words.hpp"
#include "service/http/plans.hpp"
#include "service/http/report_making.hpp"
#include "service/http/report_words.hpp"
#include "service/reports/json_writer.hpp"
#include "service/reports/report_differences.hpp"
#include "service/reports/yearly_report_forms.hpp"

namespace tertil::http {
namespace {

using store::ReportFormat;

void write_locks(reports::JsonWriter& json, const std::vector<store::ReportLock>& locks,
                 std::string_view report, bool names) {
  json.key("versions").begin_array();
  for (const auto& lock : locks) {
    if (lock.report != report) continue;
    json.begin_object().field("version", lock.version);
    json.field("lockedAt", to_rfc3339(lock.locked_at)).field("asOf", to_rfc3339(lock.as_of));
    json.field("draft", lock.draft).text_or_null("reason", lock.reason);
    if (names) json.field("lockedBy", lock.actor);
    json.key("sha256").begin_object();
    for (std::size_t i = 0; i < store::kAllReportFormats.size(); ++i)
      json.field(to_string(store::kAllReportFormats[i]), lock.sha256[i]);
    json.end_object().end_object();
  }
  json.end_array();
}

Parsed<Response> list(const Backend& backend, const Request& request) {
  const bool inside = may(backend, request, access::Action::kReportRead);
  reports::JsonWriter json;
  json.begin_object().key("items").begin_array();
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    const auto plan = plan_named(reader, request.path_parameter("plan"));
    if (!plan) return tl::unexpected{plan.error()};
    const auto held = store::reports(reader, plan->id);
    if (!held) return tl::unexpected{held.error()};
    const auto locks = store::report_locks(reader, plan->id);
    if (!locks) return tl::unexpected{locks.error()};
    for (const auto& one : *held) {
      const bool locked = std::ranges::any_of(
          *locks, [&](const store::ReportLock& lock) { return lock.report == one.id; });
      if (!inside && !locked) continue;
      const auto occasion = parse_occasion(one.id);
      json.begin_object().field("id", one.id).field("occasion", one.id);
      if (occasion) json.field("title", plans::title_of(*occasion));
      json.field("state", to_string(one.state));
      json.field("stateText", reports::word(one.state));
      if (inside) json.field("version", one.stamp.version);
      write_locks(json, *locks, one.id, inside);
      json.end_object();
    }
    return {};
  });
  if (!read) return failed(read.error());
  json.end_array().end_object();
  return private_json(json.take());
}

Parsed<Response> draft(const Backend& backend, const Request& request) {
  const auto made =
      live_report(backend, request.path_parameter("plan"), request.path_parameter("id"));
  if (!made) return failed(made.error());
  auto response = private_json(reports::report_json(*made));
  response.headers.emplace_back("ETag", fmt::format("\"{}\"", made->draft_version));
  return response;
}

/// "2.xlsx": which locked file is meant; empty if it is no such name.
std::optional<std::pair<std::int64_t, ReportFormat>> file_in(std::string_view name) {
  const auto dot = name.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  std::int64_t version = 0;
  const auto [end, problem] = std::from_chars(name.data(), name.data() + dot, version);
  if (problem != std::errc{} || end != name.data() + dot || version < 1) return std::nullopt;
  for (const auto format : store::kAllReportFormats)
    if (name.substr(dot + 1) == to_string(format)) return std::pair{version, format};
  return std::nullopt;
}

Parsed<Response> locked(const Backend& backend, const Request& request) {
  const auto plan = request.path_parameter("plan");
  const auto id = request.path_parameter("id");
  const auto wanted = file_in(request.path_parameter("file"));
  if (!wanted)
    return failed({ErrorCode::kNotFound,
                   {"Det finns ingen sådan fil. Skriv till exempel 1.html, 1.xlsx eller 1.json.",
                    "There is no such file. Write for example 1.html, 1.xlsx or 1.json."},
                   {}});
  store::LockedFile file;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = store::locked_file(reader, plan, id, wanted->first, wanted->second);
    if (!found) return tl::unexpected{found.error()};
    file = std::move(*found);
    return {};
  });
  if (!read) return failed(read.error());
  Response response;
  response.cacheable = true;
  response.headers.emplace_back("ETag", fmt::format("\"{}\"", file.sha256));
  if (wanted->second == ReportFormat::kHtml) {
    response.content_type = "text/html; charset=utf-8";
    response.headers.emplace_back("Content-Security-Policy", reports::report_policy(file.bytes));
  } else if (wanted->second == ReportFormat::kXlsx) {
    response.content_type = reports::content_type(reports::Format::kXlsx);
    response.headers.emplace_back(
        "Content-Disposition",
        fmt::format("attachment; filename=\"rapport-{}-version-{}.xlsx\"", id, wanted->first));
  }
  response.body = std::move(file.bytes);
  return response;
}

/// The JSON of a locked version; of the newest where none is named.
Result<std::pair<std::int64_t, std::string>> locked_json(const Backend& backend,
                                                         std::string_view plan, std::string_view id,
                                                         std::int64_t version = 0) {
  std::pair<std::int64_t, std::string> found{version, {}};
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    if (found.first == 0) {
      const auto newest = newest_lock(reader, plan, id);
      if (!newest) return tl::unexpected{newest.error()};
      found.first = newest->version;
    }
    auto file = store::locked_file(reader, plan, id, found.first, ReportFormat::kJson);
    if (!file) return tl::unexpected{file.error()};
    found.second = std::move(file->bytes);
    return {};
  });
  if (!read) return tl::unexpected{read.error()};
  return found;
}

Parsed<Response> told(const Backend& backend, const Request& request, std::string_view other,
                      std::int64_t version) {
  const auto plan = request.path_parameter("plan");
  const auto id = request.path_parameter("id");
  const auto live = live_report(backend, plan, id);
  if (!live) return failed(live.error());
  const auto before = locked_json(backend, plan, other, version);
  if (!before) return failed(before.error());
  const auto found = reports::report_differences(before->second, reports::report_json(*live));
  if (!found) return failed(found.error());
  reports::JsonWriter json;
  json.begin_object().field("report", id).field("with", other).field("version", before->first);
  json.field("total", found->size()).key("items").raw(reports::to_json(*found)).end_object();
  return private_json(json.take());
}

Parsed<Response> differences(const Backend& backend, const Request& request) {
  std::int64_t version = 0;
  if (const auto text = request.parameter("version")) {
    const auto [end, problem] = std::from_chars(text->data(), text->data() + text->size(), version);
    if (problem != std::errc{} || end != text->data() + text->size() || version < 1)
      return bad_parameter("version", "out-of-range",
                           {"Ange en version från 1.", "Give a version from 1."});
  }
  return told(backend, request, request.path_parameter("id"), version);
}

Parsed<Response> compare(const Backend& backend, const Request& request) {
  return told(backend, request, request.parameter("with").value_or(""), 0);
}

}  // namespace

std::vector<Route> report_routes(const Backend& backend) {
  using Answerer = Parsed<Response> (*)(const Backend&, const Request&);
  const auto route = [&backend](std::string pattern, const report_words::Words& words, bool open,
                                Answerer answer) {
    Route made;
    made.pattern = "/api/v1/plans/{plan}/reports" + std::move(pattern);
    made.summary = words.summary;
    made.description = words.description;
    made.where = Where::kPool;
    if (!open) {
      made.access = Access::kToken;
      made.action = access::Action::kReportRead;
    }
    made.handler =
        answering([&backend, answer](const Request& request) { return answer(backend, request); });
    made.parameters = {plan_words::plan_parameter()};
    if (made.pattern.find("{id}") != std::string::npos)
      made.parameters.push_back(report_words::report_parameter());
    return made;
  };
  auto listing = route("", report_words::list(), true, list);
  listing.answers = report_words::list_answers();
  auto reading = route("/{id}", report_words::draft(), false, draft);
  reading.parameters.push_back(report_words::view_parameter());
  reading.answers = report_words::draft_answers({401, 403, 404, 503});
  auto serving = route("/{id}/versions/{file}", report_words::locked(), true, locked);
  serving.parameters.push_back(report_words::file_parameter());
  serving.answers = report_words::locked_answers();
  auto differing = route("/{id}/differences", report_words::differences(), false, differences);
  differing.parameters.push_back(report_words::locked_version_parameter());
  auto comparing = route("/{id}/compare", report_words::compare(), false, compare);
  comparing.parameters.push_back(report_words::with_parameter());
  for (auto* one : {&differing, &comparing}) one->answers = report_words::difference_answers();
  std::vector<Route> routes;
  for (auto* made : {&listing, &reading, &serving, &differing, &comparing})
    routes.push_back(std::move(*made));
  return routes;
}

}  // namespace tertil::http
