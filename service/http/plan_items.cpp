#include "service/http/plan_items.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "collectors/json.hpp"
#include "service/http/answer.hpp"
#include "service/http/if_match.hpp"
#include "service/http/own_unit.hpp"
#include "service/http/plan_content.hpp"
#include "service/http/plan_item_rights.hpp"
#include "service/http/plan_item_words.hpp"
#include "service/http/plans.hpp"
#include "service/plans/item_reading.hpp"
#include "service/reports/plan_item_json.hpp"
#include "service/store/audit.hpp"
#include "service/store/sha256.hpp"
#include "service/store/ulid.hpp"

namespace tertil::http {
namespace {

using nlohmann::json;
using store::PlanItemVersion;
using Versions = std::vector<PlanItemVersion>;

std::string etag_of(const PlanItemVersion& version) {
  return fmt::format("\"{}\"", version.stamp.version);
}

/// Empty for the organisation, which belongs to no plan.
std::string_view plan_in(const Request& request) { return request.path_parameter("plan"); }

/// Whether whoever asks may see who made changes.
bool sees_authors(const Backend& backend, const Request& request) {
  return may(backend, request, access::Action::kPlanEdit) ||
         may(backend, request, access::Action::kOrgEdit);
}

Response read_answer(std::string body, const reports::ItemStyle& style, bool past) {
  if (style.with_author) return private_json(std::move(body));
  return as_of_now(std::move(body), past);
}

/// Fills the content that suggestions are computed of; only assessments have any.
Result<void> read_content(store::Reader& reader, std::string_view plan, PlanItemKind kind,
                          std::optional<Instant> as_of, plans::PlanContent& content) {
  if (kind != PlanItemKind::kAssessment) return {};
  auto named = plan_named(reader, plan, as_of);
  if (!named) return tl::unexpected{named.error()};
  auto found = plan_content(reader, std::move(*named), as_of);
  if (!found) return tl::unexpected{found.error()};
  content = std::move(*found);
  return {};
}

/// `content` and `snapshot` must outlive it.
reports::ItemStyle style_of(bool with_author, PlanItemKind kind, const plans::PlanContent& content,
                            const figures::Snapshot& snapshot) {
  reports::ItemStyle style{.with_author = with_author};
  if (kind != PlanItemKind::kAssessment) return style;
  style.add = [&content, &snapshot](reports::JsonWriter& writer, const PlanItemVersion& item) {
    const auto assessment = json::parse(item.content);
    const auto occasion = parse_occasion(assessment.at("occasion").get<std::string>());
    writer.key("suggestion");
    reports::write_suggestion(writer, plans::suggest(plans::evidence_for(
                                          content, assessment.at("goal").get<std::string>(),
                                          occasion.value_or(Occasion{}), snapshot)));
  };
  return style;
}

Result<void> check_plan(store::Reader& reader, std::string_view plan,
                        std::optional<Instant> as_of = std::nullopt) {
  if (plan.empty()) return {};
  const auto found = plan_named(reader, plan, as_of);
  if (!found) return tl::unexpected{found.error()};
  return {};
}

Parsed<Response> tree(const Backend& backend, const Request& request) {
  const auto as_of = as_of_in(backend, request);
  if (!as_of) return tl::unexpected{as_of.error()};
  reports::PlanTree found;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto plan = plan_named(reader, plan_in(request), *as_of);
    if (!plan) return tl::unexpected{plan.error()};
    found.plan = std::move(*plan);
    auto items = store::plan_items(reader, found.plan.id, std::nullopt, *as_of);
    if (!items) return tl::unexpected{items.error()};
    found.items = std::move(*items);
    const auto measures = store::measures(reader, found.plan.id, *as_of);
    if (!measures) return tl::unexpected{measures.error()};
    found.measures = measures->size();
    return {};
  });
  if (!read) return failed(read.error());
  const reports::ItemStyle style{.with_author = sees_authors(backend, request)};
  return read_answer(reports::plan_to_json(found, style), style, as_of->has_value());
}

Parsed<Response> list(const Backend& backend, const Request& request, PlanItemKind kind) {
  const auto as_of = as_of_in(backend, request);
  if (!as_of) return tl::unexpected{as_of.error()};
  const auto page = page_in(request);
  if (!page) return tl::unexpected{page.error()};
  const auto snapshot = snapshot_for(backend, request);
  if (!snapshot) return tl::unexpected{snapshot.error()};
  plans::PlanContent content;
  Versions items;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    if (auto plan = check_plan(reader, plan_in(request), *as_of); !plan) return plan;
    auto found = store::plan_items(reader, plan_in(request), kind, *as_of);
    if (!found) return tl::unexpected{found.error()};
    items = std::move(*found);
    return read_content(reader, plan_in(request), kind, *as_of, content);
  });
  if (!read) return failed(read.error());
  const auto style = style_of(sees_authors(backend, request), kind, content, **snapshot);
  auto response =
      read_answer(reports::items_to_json(items, *page, style), style, as_of->has_value());
  add_links(response, request, *page, static_cast<std::int64_t>(items.size()));
  return response;
}

/// Every version, the newest first; kNotFound if there is none.
Result<Versions> versions_of(store::Reader& reader, const Request& request, PlanItemKind kind) {
  auto versions =
      store::plan_item_versions(reader, plan_in(request), kind, request.path_parameter("id"));
  if (versions && versions->empty())
    return fail(ErrorCode::kNotFound, {"Det finns inget sådant.", "There is no such thing."});
  return versions;
}

/// The same; kNotFound as well if the newest says that it has been removed.
Result<Versions> present(store::Reader& reader, const Request& request, PlanItemKind kind) {
  auto versions = versions_of(reader, request, kind);
  if (versions && versions->front().removed)
    return fail(ErrorCode::kNotFound, {"Det är borttaget. Ångra borttagningen med undo.",
                                       "It has been removed. Take the removal back with undo."});
  return versions;
}

Parsed<Response> one(const Backend& backend, const Request& request, PlanItemKind kind) {
  Versions versions;
  plans::PlanContent content;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = present(reader, request, kind);
    if (!found) return tl::unexpected{found.error()};
    versions = std::move(*found);
    return read_content(reader, plan_in(request), kind, std::nullopt, content);
  });
  if (!read) return failed(read.error());
  const auto snapshot = backend.published.current();
  const auto style = style_of(sees_authors(backend, request), kind, content, *snapshot);
  auto response = private_json(reports::item_to_json(versions.front(), style));
  response.headers.emplace_back("ETag", etag_of(versions.front()));
  return response;
}

Parsed<Response> history(const Backend& backend, const Request& request, PlanItemKind kind) {
  std::string body;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    const auto versions = versions_of(reader, request, kind);
    if (!versions) return tl::unexpected{versions.error()};
    body = reports::item_history_to_json(*versions);
    return {};
  });
  if (!read) return failed(read.error());
  return private_json(std::move(body));
}

Parsed<json> body_of(const Request& request) {
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

/// What the parts of a plan may refer to.
class Known {
 public:
  static Result<Known> of(const Backend& backend, store::Reader& reader, std::string_view plan) {
    Known known;
    known.snapshot_ = backend.published.current();
    for (const auto& owner : {std::string{}, std::string{plan}}) {
      auto items = store::plan_items(reader, owner);
      if (!items) return tl::unexpected{items.error()};
      for (auto& item : *items) known.items_.push_back(std::move(item));
      if (plan.empty()) break;
    }
    auto measures = store::measures(reader, plan);
    if (!measures) return tl::unexpected{measures.error()};
    known.measures_ = std::move(*measures);
    return known;
  }
  [[nodiscard]] plans::KnownThings things() const {
    return {.key_figure =
                [this](std::string_view id) {
                  const auto* figure = snapshot_->figure(id);
                  return figure != nullptr && figure->definition.id == id;
                },
            .measure =
                [this](std::string_view id) {
                  return std::ranges::find(measures_, id, &store::MeasureVersion::id) !=
                         measures_.end();
                },
            .item =
                [this](PlanItemKind kind, std::string_view id) {
                  return std::ranges::any_of(items_, [&](const PlanItemVersion& item) {
                    return item.kind == kind && is_named(item, id);
                  });
                }};
  }

 private:
  /// Units go by their code as well.
  static bool is_named(const PlanItemVersion& item, std::string_view name) {
    return item.id == name ||
           (item.kind == PlanItemKind::kOrgUnit && json::parse(item.content).at("code") == name);
  }

  std::shared_ptr<const figures::Snapshot> snapshot_;
  Versions items_;
  std::vector<store::MeasureVersion> measures_;
};

Parsed<json> content_of(const Backend& backend, const Request& request, PlanItemKind kind,
                        const json& body) {
  std::optional<Known> known;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    if (auto plan = check_plan(reader, plan_in(request)); !plan) return plan;
    auto found = Known::of(backend, reader, plan_in(request));
    if (!found) return tl::unexpected{found.error()};
    known = std::move(*found);
    return {};
  });
  if (!read) return failed(read.error());
  auto content = plans::read_item(kind, body, known->things());
  if (content) return std::move(*content);
  Fault fault{{ErrorCode::kRefused,
               {"Innehållet har fel. Rätta det som står i errors.",
                "The content has faults. Correct what stands in errors."},
               {}},
              {}};
  for (auto& item : content.error())
    fault.items.push_back({std::move(item.pointer), std::move(item.code), std::move(item.message)});
  return tl::unexpected{std::move(fault)};
}

Result<void> check_match(const Request& request, const PlanItemVersion& newest) {
  if (names(request.if_match, etag_of(newest))) return {};
  if (request.if_match.empty())
    return fail(ErrorCode::kStale,
                {"Ange If-Match med ETag från GET, så att ingen annans ändring skrivs över.",
                 "Send If-Match with the ETag of the GET, so that nobody's change is lost."});
  return fail(
      ErrorCode::kStale,
      {fmt::format("Det har ändrats sedan det lästes; nu gäller version {}.", newest.stamp.version),
       fmt::format("It has changed since it was read; version {} holds now.",
                   newest.stamp.version)});
}

/// Whether anything that is there refers to the item.
Result<void> check_unreferenced(store::Reader& reader, const PlanItemVersion& item) {
  std::vector<std::string> owners{item.plan};
  if (item.kind == PlanItemKind::kOrgUnit) {
    const auto plans = store::plans(reader);
    if (!plans) return tl::unexpected{plans.error()};
    for (const auto& plan : *plans) owners.push_back(plan.plan.id);
  }
  const auto code = item.kind == PlanItemKind::kOrgUnit
                        ? json::parse(item.content).at("code").get<std::string>()
                        : item.id;
  for (const auto& owner : owners) {
    const auto items = store::plan_items(reader, owner);
    if (!items) return tl::unexpected{items.error()};
    for (const auto& other : *items)
      for (const auto& [kind, id] : plans::references_in(other.kind, json::parse(other.content)))
        if (kind == item.kind && (id == item.id || id == code))
          return fail(ErrorCode::kConflict,
                      {fmt::format("Det används av {} {}. Ta bort eller ändra det först.",
                                   collection_of(other.kind), other.id),
                       fmt::format("It is used by {} {}. Remove or change that first.",
                                   collection_of(other.kind), other.id)});
  }
  return {};
}

/// Appends the version and what the audit log says of it.
Result<void> append(store::Writer& writer, PlanItemVersion& version, const PlanItemVersion* before,
                    std::string_view verb, const Request& request) {
  writer.leave_published_alone();
  version.stamp.recorded_at = writer.recorded_at();
  if (auto added = store::add_plan_item(writer, version); !added) return added;
  store::AuditEntry entry;
  entry.actor = version.stamp.actor;
  entry.role = version.stamp.role;
  entry.action = fmt::format("{}{}.{}", store::audit::kPlanItem, to_string(version.kind), verb);
  entry.object = version.plan.empty() ? fmt::format("{}/{}", to_string(version.kind), version.id)
                                      : fmt::format("plan/{}/{}/{}", version.plan,
                                                    to_string(version.kind), version.id);
  entry.note = version.restores
                   ? fmt::format("version {} = {}", version.stamp.version, *version.restores)
                   : fmt::format("version {}", version.stamp.version);
  if (before != nullptr && !before->removed)
    entry.before_sha256 = store::sha256_hex(before->content);
  if (!version.removed) entry.after_sha256 = store::sha256_hex(version.content);
  entry.request = request.id;
  return store::append_audit(writer, entry);
}

Parsed<Response> stored(const Backend& backend, const PlanItemVersion& version) {
  plans::PlanContent content;
  const auto read = backend.engine.read([&](store::Reader& reader) {
    return read_content(reader, version.plan, version.kind, std::nullopt, content);
  });
  if (!read) return failed(read.error());
  const auto snapshot = backend.published.current();
  auto response = private_json(
      reports::item_to_json(version, style_of(true, version.kind, content, *snapshot)));
  response.headers.emplace_back("ETag", etag_of(version));
  return response;
}

/// What the machine would say of a goal before anybody has.
Parsed<Response> suggestion(const Backend& backend, const Request& request) {
  const auto occasion = parse_occasion(request.parameter("occasion").value_or(""));
  if (!occasion)
    return bad_parameter("occasion", "unknown-value",
                         {"Ange tillfället som 2026-UR1, 2026-UR2 eller 2026-AR.",
                          "Give the occasion as 2026-UR1, 2026-UR2 or 2026-AR."});
  plans::PlanContent content;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    if (auto plan = check_plan(reader, plan_in(request)); !plan) return plan;
    if (auto goal = present(reader, request, PlanItemKind::kGoal); !goal)
      return tl::unexpected{goal.error()};
    return read_content(reader, plan_in(request), PlanItemKind::kAssessment, std::nullopt, content);
  });
  if (!read) return failed(read.error());
  reports::JsonWriter writer;
  reports::write_suggestion(
      writer, plans::suggest(plans::evidence_for(content, request.path_parameter("id"), *occasion,
                                                 *backend.published.current())));
  return as_of_now(writer.take(), false);
}

Parsed<Response> create(const Backend& backend, const Request& request, PlanItemKind kind) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  const auto body = body_of(request);
  if (!body) return tl::unexpected{body.error()};
  const auto content = content_of(backend, request, kind, *body);
  if (!content) return tl::unexpected{content.error()};
  PlanItemVersion version;
  version.plan = plan_in(request);
  version.kind = kind;
  version.id = plans::id_in(kind, *content);
  if (version.id.empty()) version.id = store::ulid(backend.clock.now());
  version.content = content->dump();
  const auto written = backend.engine.write([&](store::Writer& writer) -> Result<void> {
    const auto versions = store::plan_item_versions(writer, version.plan, kind, version.id);
    if (!versions) return tl::unexpected{versions.error()};
    if (auto allowed = may_change(writer, *caller, {version.plan, kind, nullptr, &*content});
        !allowed)
      return allowed;
    if (!versions->empty() && !versions->front().removed)
      return fail(
          request.if_none_match == "*" ? ErrorCode::kStale : ErrorCode::kConflict,
          {"Det finns redan. Ändra det i stället.", "It is there already. Change it instead."});
    version.stamp = {static_cast<std::int64_t>(versions->size()) + 1, caller->id, caller->role, {}};
    return append(writer, version, nullptr, "create", request);
  });
  if (!written) return denied(backend, *caller, request, written.error());
  auto response = stored(backend, version);
  if (!response) return response;
  response->status = 201;
  response->headers.emplace_back("Location", fmt::format("{}/{}", collection_of(kind), version.id));
  return response;
}

using Make =
    std::function<Result<PlanItemVersion>(store::Reader& reader, const Versions& versions)>;

/// Appends what `make` makes of the versions there are, the newest first.
Parsed<PlanItemVersion> change(const Backend& backend, const Request& request, PlanItemKind kind,
                               std::string_view verb, const Make& make) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  PlanItemVersion version;
  const auto written = backend.engine.write([&](store::Writer& writer) -> Result<void> {
    const bool undoes = verb == "undo";
    const auto versions =
        undoes ? versions_of(writer, request, kind) : present(writer, request, kind);
    if (!versions) return tl::unexpected{versions.error()};
    const auto& newest = versions->front();
    auto made = make(writer, *versions);
    const auto before = newest.removed ? json{} : json::parse(newest.content);
    const auto after = !made || made->removed ? json{} : json::parse(made->content);
    if (auto allowed = may_change(writer, *caller,
                                  {newest.plan, kind, before.is_null() ? nullptr : &before,
                                   after.is_null() ? nullptr : &after});
        !allowed)
      return allowed;
    if (auto match = check_match(request, newest); !match) return match;
    if (!made) return tl::unexpected{made.error()};
    if (made->removed)
      if (auto free = check_unreferenced(writer, newest); !free) return free;
    version = std::move(*made);
    version.stamp = {newest.stamp.version + 1, caller->id, caller->role, {}};
    return append(writer, version, &newest, verb, request);
  });
  if (!written) return denied(backend, *caller, request, written.error());
  return version;
}

Parsed<Response> replace(const Backend& backend, const Request& request, PlanItemKind kind) {
  const auto body = body_of(request);
  if (!body) return tl::unexpected{body.error()};
  const auto content = content_of(backend, request, kind, *body);
  if (!content) return tl::unexpected{content.error()};
  const auto version =
      change(backend, request, kind, "change",
             [&](store::Reader&, const Versions& versions) -> Result<PlanItemVersion> {
               const auto id = plans::id_in(kind, *content);
               if (!id.empty() && id != versions.front().id)
                 return fail(ErrorCode::kRefused,
                             {"Det som id består av kan inte ändras. Lägg till ett nytt i stället.",
                              "What the id is made of cannot change. Add a new one instead."});
               auto made = versions.front();
               made.content = content->dump();
               made.restores.reset();
               return made;
             });
  if (!version) return tl::unexpected{version.error()};
  return stored(backend, *version);
}

Parsed<Response> remove(const Backend& backend, const Request& request, PlanItemKind kind) {
  const auto version =
      change(backend, request, kind, "remove",
             [](store::Reader&, const Versions& versions) -> Result<PlanItemVersion> {
               auto made = versions.front();
               made.removed = true;
               made.restores.reset();
               return made;
             });
  if (!version) return tl::unexpected{version.error()};
  Response response;
  response.status = 204;
  response.content_type.clear();
  response.headers.emplace_back("ETag", etag_of(*version));
  return response;
}

Parsed<std::optional<std::int64_t>> version_in(const Request& request) {
  const auto text = request.parameter("version");
  if (!text) return std::nullopt;
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (problem != std::errc{} || end != text->data() + text->size() || number < 1)
    return bad_parameter("version", "out-of-range",
                         {"Ange en version från 1.", "Give a version from 1."});
  return number;
}

/// The version to bring back: the one named, else the one before the newest.
Result<PlanItemVersion> restored(const Versions& versions, std::optional<std::int64_t> named) {
  const auto& newest = versions.front();
  const auto wanted = named.value_or(newest.stamp.version - 1);
  for (const auto& version : versions) {
    if (version.stamp.version != wanted || wanted == newest.stamp.version) continue;
    auto made = version;
    made.restores = wanted;
    return made;
  }
  return fail(ErrorCode::kConflict, {"Det finns ingen tidigare version att gå tillbaka till.",
                                     "There is no earlier version to go back to."});
}

/// What comes back may refer to what has been removed since.
Result<void> check_references(const Backend& backend, store::Reader& reader,
                              const PlanItemVersion& version) {
  const auto known = Known::of(backend, reader, version.plan);
  if (!known) return tl::unexpected{known.error()};
  const auto content =
      plans::read_item(version.kind, json::parse(version.content), known->things());
  if (content) return {};
  const auto& fault = content.error().front();
  return fail(ErrorCode::kRefused, {fmt::format("Det som kommer tillbaka passar inte längre: {} {}",
                                                fault.pointer, fault.message.sv),
                                    fmt::format("What comes back does not fit any longer: {} {}",
                                                fault.pointer, fault.message.en)});
}

Parsed<Response> undo(const Backend& backend, const Request& request, PlanItemKind kind) {
  const auto named = version_in(request);
  if (!named) return tl::unexpected{named.error()};
  const auto version =
      change(backend, request, kind, "undo", [&](store::Reader& reader, const Versions& versions) {
        auto made = restored(versions, *named);
        if (!made) return made;
        if (auto whole = check_references(backend, reader, *made); !whole)
          return Result<PlanItemVersion>{tl::unexpected{whole.error()}};
        return made;
      });
  if (!version) return tl::unexpected{version.error()};
  return stored(backend, *version);
}

using Answerer = Parsed<Response> (*)(const Backend&, const Request&, PlanItemKind);

struct Operation {
  Method method{Method::kGet};
  const char* rest{""};
  Answerer answerer{nullptr};
  plan_item_words::Verb verb{plan_item_words::Verb::kList};
};

constexpr Operation kOperations[] = {
    {Method::kGet, "", list, plan_item_words::Verb::kList},
    {Method::kPost, "", create, plan_item_words::Verb::kCreate},
    {Method::kGet, "/{id}", one, plan_item_words::Verb::kOne},
    {Method::kPut, "/{id}", replace, plan_item_words::Verb::kReplace},
    {Method::kDelete, "/{id}", remove, plan_item_words::Verb::kRemove},
    {Method::kGet, "/{id}/history", history, plan_item_words::Verb::kHistory},
    {Method::kPost, "/{id}/undo", undo, plan_item_words::Verb::kUndo}};

Route route_of(const Backend& backend, PlanItemKind kind, const Operation& operation) {
  const bool in_plan = kind != PlanItemKind::kOrgUnit;
  Route route;
  route.method = operation.method;
  route.pattern = fmt::format("/api/v1/{}{}{}", in_plan ? "plans/{plan}/" : "", collection_of(kind),
                              operation.rest);
  plan_item_words::describe(route, kind, operation.verb);
  const bool open = operation.verb == plan_item_words::Verb::kList ||
                    operation.verb == plan_item_words::Verb::kOne;
  if (!open) {
    route.access = Access::kToken;
    route.action = action_for(kind);
  }
  route.where = Where::kPool;
  route.handler = answering([&backend, kind, answer = operation.answerer](const Request& request) {
    return answer(backend, request, kind);
  });
  return route;
}

}  // namespace

std::vector<Route> plan_item_routes(const Backend& backend) {
  std::vector<Route> routes;
  Route whole;
  whole.pattern = "/api/v1/plans/{plan}";
  plan_item_words::describe_plan(whole);
  whole.where = Where::kPool;
  whole.handler = answering([&backend](const Request& request) { return tree(backend, request); });
  routes.push_back(std::move(whole));
  Route suggesting;
  suggesting.pattern = "/api/v1/plans/{plan}/goals/{id}/suggestion";
  plan_item_words::describe_suggestion(suggesting);
  suggesting.where = Where::kPool;
  suggesting.handler =
      answering([&backend](const Request& request) { return suggestion(backend, request); });
  routes.push_back(std::move(suggesting));
  for (const auto kind : kAllPlanItemKinds)
    for (const auto& operation : kOperations) routes.push_back(route_of(backend, kind, operation));
  return routes;
}

}  // namespace tertil::http
