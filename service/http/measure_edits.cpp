#include "service/http/measure_edits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "collectors/json.hpp"
#include "service/http/answer.hpp"
#include "service/http/if_match.hpp"
#include "service/http/import_access.hpp"
#include "service/http/own_unit.hpp"
#include "service/http/plan_words.hpp"
#include "service/http/plans.hpp"
#include "service/plans/measure_costs.hpp"
#include "service/plans/measure_reading.hpp"
#include "service/reports/plan_json.hpp"
#include "service/store/audit.hpp"
#include "service/store/sha256.hpp"
#include "service/store/ulid.hpp"

namespace tertil::http {
namespace {

using nlohmann::json;
using store::MeasureVersion;

constexpr auto kEdit = access::Action::kMeasureEdit;

/// The measure in the body: 415 if it is no JSON, 400 if it cannot be read, 422 with every fault.
Parsed<Measure> measure_in(const Backend& backend, const Request& request) {
  if (request.content_type != "application/json")
    return failed({ErrorCode::kUnsupported,
                   {"Skicka åtgärden som JSON med Content-Type: application/json.",
                    "Send the measure as JSON with Content-Type: application/json."},
                   {}});
  const auto parsed = collectors::parse_json(request.body);
  if (const auto* fault = std::get_if<collectors::JsonFault>(&parsed))
    return failed({ErrorCode::kInvalidInput, {fault->message.sv, fault->message.en}, {}});
  const auto snapshot = backend.published.current();
  auto read = plans::read_measure(std::get<json>(parsed), [&](std::string_view id) {
    const auto* figure = snapshot->figure(id);
    return figure != nullptr && figure->definition.id == id;
  });
  if (read) return std::move(*read);
  Fault fault{{ErrorCode::kRefused,
               {"Åtgärden har fel. Rätta det som står i errors.",
                "The measure has faults. Correct what stands in errors."},
               {}},
              {}};
  for (auto& one : read.error())
    fault.items.push_back({std::move(one.pointer), std::move(one.code), std::move(one.message)});
  return tl::unexpected{std::move(fault)};
}

/// Whether the edit was made from the version that holds now.
Result<void> check_match(const Request& request, const MeasureVersion& newest) {
  if (names(request.if_match, etag_of(newest))) return {};
  if (request.if_match.empty())
    return fail(ErrorCode::kStale,
                {"Ange If-Match med ETag från GET, så att ingen annans ändring skrivs över.",
                 "Send If-Match with the ETag of the GET, so that nobody's change is lost."});
  return fail(ErrorCode::kStale,
              {fmt::format("Åtgärden har ändrats sedan den lästes; nu gäller version {}.",
                           newest.stamp.version),
               fmt::format("The measure has changed since it was read; version {} holds now.",
                           newest.stamp.version)});
}

/// Appends the version and what the audit log says of it.
Result<void> append(store::Writer& writer, MeasureVersion& version, const MeasureVersion* before,
                    std::string_view action, const Request& request) {
  version.stamp.recorded_at = writer.recorded_at();
  if (auto added = store::add_measure(writer, version); !added) return added;
  store::AuditEntry entry;
  entry.actor = version.stamp.actor;
  entry.role = version.stamp.role;
  entry.action = action;
  entry.object = fmt::format("plan/{}/measure/{}", version.plan, version.id);
  entry.note = version.restores
                   ? fmt::format("version {} = {}", version.stamp.version, *version.restores)
                   : fmt::format("version {}", version.stamp.version);
  if (before != nullptr)
    entry.before_sha256 = store::sha256_hex(reports::measure_content(before->measure));
  entry.after_sha256 = store::sha256_hex(reports::measure_content(version.measure));
  entry.request = request.id;
  return store::append_audit(writer, entry);
}

Parsed<Response> stored(const Backend& backend, const MeasureVersion& version) {
  if (const auto refreshed = backend.published.refresh_if_changed(); !refreshed)
    return failed(refreshed.error());
  plans::FollowUp follow_up;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = follow_up_of(backend, reader, version);
    if (!found) return tl::unexpected{found.error()};
    follow_up = std::move(*found);
    return {};
  });
  if (!read) return failed(read.error());
  auto response = private_json(reports::measure_to_json(
      version, follow_up, *backend.published.current(), plans::kDiscountRate));
  response.headers.emplace_back("ETag", etag_of(version));
  return response;
}

Parsed<Response> create(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  auto measure = measure_in(backend, request);
  if (!measure) return tl::unexpected{measure.error()};
  MeasureVersion version{std::string{request.path_parameter("plan")},
                         store::ulid(backend.clock.now()),
                         std::move(*measure),
                         std::nullopt,
                         {1, caller->id, caller->role, {}}};
  const auto written = backend.engine.write([&](store::Writer& writer) -> Result<void> {
    if (auto own = may_edit(writer, *caller, kEdit, version.measure.org_unit); !own) return own;
    return append(writer, version, nullptr, store::audit::kMeasureCreate, request);
  });
  if (!written) return denied(backend, *caller, request, written.error());
  auto response = stored(backend, version);
  if (!response) return response;
  response->status = 201;
  response->headers.emplace_back("Location", fmt::format("measures/{}", version.id));
  return response;
}

/// Appends what `make` makes of the versions there are, the newest first.
Parsed<Response> change(
    const Backend& backend, const Request& request, std::string_view action,
    const std::function<Result<MeasureVersion>(const std::vector<MeasureVersion>& versions)>&
        make) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  MeasureVersion version;
  const auto written = backend.engine.write([&](store::Writer& writer) -> Result<void> {
    const auto versions =
        versions_of(writer, request.path_parameter("plan"), request.path_parameter("id"));
    if (!versions) return tl::unexpected{versions.error()};
    const auto& newest = versions->front();
    if (auto own = may_edit(writer, *caller, kEdit, newest.measure.org_unit); !own) return own;
    if (auto match = check_match(request, newest); !match) return match;
    auto made = make(*versions);
    if (!made) return tl::unexpected{made.error()};
    if (auto own = may_edit(writer, *caller, kEdit, made->measure.org_unit); !own) return own;
    version = std::move(*made);
    version.stamp = {newest.stamp.version + 1, caller->id, caller->role, {}};
    return append(writer, version, &newest, action, request);
  });
  if (!written) return denied(backend, *caller, request, written.error());
  return stored(backend, version);
}

Parsed<Response> replace(const Backend& backend, const Request& request) {
  const auto measure = measure_in(backend, request);
  if (!measure) return tl::unexpected{measure.error()};
  return change(backend, request, store::audit::kMeasureChange,
                [&](const std::vector<MeasureVersion>& versions) -> Result<MeasureVersion> {
                  auto version = versions.front();
                  const bool example = version.measure.example;
                  version.measure = *measure;
                  version.measure.example = example;
                  version.restores.reset();
                  return version;
                });
}

/// The version to bring back: the one named, else the one before the newest.
Result<MeasureVersion> restored(const std::vector<MeasureVersion>& versions,
                                std::optional<std::int64_t> named) {
  const auto wanted = named.value_or(versions.front().stamp.version - 1);
  const auto found = std::ranges::find_if(versions, [&](const MeasureVersion& one) {
    return one.stamp.version == wanted && wanted != versions.front().stamp.version;
  });
  if (found == versions.end())
    return fail(ErrorCode::kConflict, {"Det finns ingen äldre version att gå tillbaka till.",
                                       "There is no older version to go back to."});
  auto version = *found;
  version.restores = found->stamp.version;
  return version;
}

Parsed<Response> undo(const Backend& backend, const Request& request) {
  std::optional<std::int64_t> named;
  if (const auto text = request.parameter("version")) {
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (problem != std::errc{} || end != text->data() + text->size() || number < 1)
      return bad_parameter("version", "out-of-range",
                           {"Ange en version från 1.", "Give a version from 1."});
    named = number;
  }
  return change(
      backend, request, store::audit::kMeasureUndo,
      [&](const std::vector<MeasureVersion>& versions) { return restored(versions, named); });
}

Parsed<Response> history(const Backend& backend, const Request& request) {
  std::string body;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    const auto versions =
        versions_of(reader, request.path_parameter("plan"), request.path_parameter("id"));
    if (!versions) return tl::unexpected{versions.error()};
    body = reports::measure_history_to_json(*versions);
    return {};
  });
  if (!read) return failed(read.error());
  return private_json(std::move(body));
}

}  // namespace

std::vector<Route> measure_edit_routes(const Backend& backend) {
  using Answerer = Parsed<Response> (*)(const Backend&, const Request&);
  const auto route = [&backend](Method method, std::string pattern, const plan_words::Words& words,
                                Answerer answer) {
    Route made;
    made.method = method;
    made.pattern = "/api/v1/plans/{plan}/measures" + std::move(pattern);
    made.summary = words.summary;
    made.description = words.description;
    made.access = Access::kToken;
    made.action = access::Action::kMeasureEdit;
    made.where = Where::kPool;
    made.handler =
        answering([&backend, answer](const Request& request) { return answer(backend, request); });
    return made;
  };
  auto creating = route(Method::kPost, "", plan_words::create(), create);
  creating.parameters = {plan_words::plan_parameter()};
  creating.answers = plan_words::create_answers();
  auto replacing = route(Method::kPut, "/{id}", plan_words::replace(), replace);
  replacing.answers = plan_words::measure_answers({400, 401, 403, 404, 409, 412, 415, 422, 503});
  for (auto* edit : {&creating, &replacing}) {
    edit->bodies = plan_words::measure_bodies();
    edit->body_description = plan_words::measure_body();
  }
  auto undoing = route(Method::kPost, "/{id}/undo", plan_words::undo(), undo);
  undoing.answers = plan_words::measure_answers({400, 401, 403, 404, 409, 412, 503});
  auto telling = route(Method::kGet, "/{id}/history", plan_words::history(), history);
  telling.answers = plan_words::history_answers();
  for (auto* one : {&replacing, &undoing, &telling})
    one->parameters = {plan_words::plan_parameter(), plan_words::measure_parameter()};
  for (auto* edit : {&replacing, &undoing})
    edit->parameters.push_back(plan_words::if_match_parameter());
  undoing.parameters.push_back(plan_words::version_parameter());
  std::vector<Route> routes;
  for (auto* made : {&creating, &replacing, &undoing, &telling}) routes.push_back(std::move(*made));
  return routes;
}

}  // namespace tertil::http
