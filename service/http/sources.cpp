#include "service/http/sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "collectors/mapping_text.hpp"
#include "service/http/answer.hpp"
#include "service/http/if_match.hpp"
#include "service/http/import_access.hpp"
#include "service/http/source_json.hpp"
#include "service/http/source_words.hpp"
#include "service/store/audit.hpp"
#include "service/store/held_rows.hpp"
#include "service/store/sha256.hpp"
#include "service/store/source_mappings.hpp"

namespace tertil::http {
namespace {

using ingest::KnownSource;
using nlohmann::json;

constexpr store::Page kLastFew{1, 20};

Result<SourceHistory> history_of(store::Reader& reader, const collectors::Source& source) {
  auto batches = store::batches(reader, kLastFew, source.id);
  if (!batches) return tl::unexpected{batches.error()};
  const auto waiting = store::count_waiting_of_source(reader, source.id);
  if (!waiting) return tl::unexpected{waiting.error()};
  SourceHistory history{std::move(batches->items), std::nullopt, *waiting};
  if (!source.pull) return history;
  auto pull = store::find_pull(reader, source.id);
  if (!pull) return tl::unexpected{pull.error()};
  history.pull = std::move(*pull);
  return history;
}

/// Whether the caller may see this source: a machine key sees its own.
bool sees(const Caller& caller, std::string_view source) {
  return may(caller, access::Action::kSourceRead, source).has_value();
}

Parsed<Response> list(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  const auto page = page_in(request);
  if (!page) return tl::unexpected{page.error()};
  auto& sources = backend.importer.sources();
  if (auto read = sources.refresh(backend.engine); !read) return failed(read.error());
  std::vector<const KnownSource*> seen;
  for (const auto& source : sources.all()) {
    if (!sees(*caller, source.id)) continue;
    if (const auto known = sources.describe(source.id)) seen.push_back(*known);
  }
  const auto total = static_cast<std::int64_t>(seen.size());
  const auto first = std::min((page->page - 1) * page->limit, total);
  const auto last = std::min(first + page->limit, total);
  json items = json::array();
  const auto now = backend.clock.now();
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    for (auto i = first; i < last; ++i) {
      const auto& known = *seen[static_cast<std::size_t>(i)];
      const auto history = history_of(reader, known.source);
      if (!history) return tl::unexpected{history.error()};
      items.push_back(source_json(known, *history, now));
    }
    return {};
  });
  if (!read) return failed(read.error());
  json answer{{"page", page->page}, {"limit", page->limit}, {"total", total}, {"items", items}};
  if (may(*caller, access::Action::kSourceAdd, ""))
    answer["problems"] = problems_json(sources.problems());
  auto response = private_json(answer.dump());
  add_links(response, request, *page, total);
  return response;
}

Parsed<Response> whole(const Backend& backend, const KnownSource& known) {
  json answer;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    const auto history = history_of(reader, known.source);
    if (!history) return tl::unexpected{history.error()};
    answer = source_json(known, *history, backend.clock.now());
    const auto versions = store::source_mapping_versions(reader, known.source.id);
    if (!versions) return tl::unexpected{versions.error()};
    answer["versions"] = json::array();
    for (const auto& version : *versions)
      answer["versions"].push_back({{"version", version.version},
                                    {"recordedAt", to_rfc3339(version.recorded_at)},
                                    {"actor", version.actor}});
    return {};
  });
  if (!read) return failed(read.error());
  add_mapping(answer, known);
  auto response = private_json(answer.dump());
  response.headers.emplace_back("ETag", etag_of(known));
  return response;
}

Parsed<Response> one(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  const auto id = request.path_parameter("id");
  auto& sources = backend.importer.sources();
  if (auto read = sources.refresh(backend.engine); !read) return failed(read.error());
  const auto known = sources.describe(id);
  if (!known || !sees(*caller, id))
    return failed(
        {ErrorCode::kNotFound, {"Det finns ingen sådan källa.", "There is no such source."}, {}});
  return whole(backend, **known);
}

/// The faults of a mapping, each with where it stands in the text.
Fault faulty(const std::vector<collectors::SourceFault>& faults) {
  Fault fault{{ErrorCode::kRefused,
               {"Mappningen har fel. Rätta dem som står i errors.",
                "The mapping has faults. Correct those in errors."},
               {}},
              {}};
  for (const auto& one : faults)
    fault.items.push_back({fmt::format("/line/{}/column/{}", one.line, one.column),
                           "mapping",
                           {one.message.sv, one.message.en}});
  return fault;
}

/// The text with `version = …` of [mapping] replaced.
std::string with_version(std::string toml, std::int64_t version) {
  for (std::size_t at = 0; at < toml.size();) {
    const auto end = std::min(toml.find('\n', at), toml.size());
    auto line = std::string_view{toml}.substr(at, end - at);
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    const auto rest = line.substr(std::min<std::size_t>(7, line.size()));
    const auto mark = rest.find_first_not_of(" \t");
    if (line.starts_with("version") && mark != std::string_view::npos && rest[mark] == '=')
      return toml.replace(at, end - at, fmt::format("version = {}", version));
    at = end + 1;
  }
  return toml;
}

/// Whether the edit was made from the text that holds now.
Parsed<void> check_match(const Request& request, const KnownSource* known) {
  if (known == nullptr) {
    if (request.if_match.empty()) return {};
  } else if (request.if_none_match.empty() && names(request.if_match, etag_of(*known))) {
    return {};
  }
  if (known != nullptr && request.if_match.empty() && request.if_none_match.empty())
    return failed({ErrorCode::kStale,
                   {"Ange If-Match med ETag från GET, så att ingen annans ändring skrivs över.",
                    "Send If-Match with the ETag of the GET, so that nobody's change is lost."},
                   {}});
  return failed({ErrorCode::kStale,
                 {"Källan är ändrad sedan den lästes. Läs in den på nytt.",
                  "The source has changed since it was read. Load it anew."},
                 {}});
}

Parsed<Response> put(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  auto& sources = backend.importer.sources();
  if (auto read = sources.refresh(backend.engine); !read) return failed(read.error());
  const std::string id{request.path_parameter("id")};
  const auto known = sources.describe(id);
  const KnownSource* before = known ? *known : nullptr;
  const auto action = before == nullptr ? access::Action::kSourceAdd : access::Action::kSourceEdit;
  if (const auto allowed = may(*caller, action, id); !allowed) return failed(allowed.error());
  const auto written = collectors::mapping_toml(request.body);
  if (const auto* fault = std::get_if<collectors::SourceFault>(&written))
    return tl::unexpected{faulty({*fault})};
  if (const auto match = check_match(request, before); !match) return tl::unexpected{match.error()};
  auto toml = std::get<std::string>(written);
  auto checked = collectors::check_source(toml, sources.defaults());
  if (checked.source && checked.source->id != id)
    checked.faults.push_back({2,
                              1,
                              {fmt::format("mapping.id ska vara {}, som i adressen.", id),
                               fmt::format("mapping.id must be {}, as in the address.", id)}});
  if (!checked.faults.empty()) return tl::unexpected{faulty(checked.faults)};
  // Bytes that were read before are read anew under a changed mapping, so its version must grow.
  std::int64_t version = checked.source->version;
  if (before != nullptr && toml != before->toml && version <= before->source.version) {
    version = before->source.version + 1;
    toml = with_version(std::move(toml), version);
  }
  if (before == nullptr || toml != before->toml) {
    const auto stored = backend.engine.write([&](store::Writer& writer) -> Result<void> {
      if (auto added = store::add_source_mapping(writer, {id, version, toml, caller->id, {}});
          !added)
        return added;  // published answers name sources: all instances are to look again
      store::AuditEntry entry;
      entry.actor = caller->id;
      entry.role = caller->role;
      entry.action = store::audit::kSourceChange;
      entry.object = "source/" + id;
      if (before != nullptr) entry.before_sha256 = store::sha256_hex(before->toml);
      entry.after_sha256 = store::sha256_hex(toml);
      entry.request = request.id;
      const auto logged = store::append_audit(writer, entry);
      if (!logged) return tl::unexpected{logged.error()};
      return {};
    });
    if (!stored) return failed(stored.error());
    if (const auto read = sources.reload(backend.engine); !read) return failed(read.error());
  }
  const auto fresh = sources.describe(id);
  if (!fresh) return failed(fresh.error());
  auto response = whole(backend, **fresh);
  if (response && before == nullptr) response->status = 201;
  return response;
}

}  // namespace

std::vector<Route> source_routes(const Backend& backend) {
  const auto route = [&backend](Method method, std::string pattern, access::Action action,
                                const source_words::Words& words, auto answer) {
    Route made;
    made.method = method;
    made.pattern = std::move(pattern);
    made.summary = words.summary;
    made.description = words.description;
    made.access = Access::kToken;
    made.action = action;
    made.where = Where::kPool;
    made.handler =
        answering([&backend, answer](const Request& request) { return answer(backend, request); });
    return made;
  };
  auto listing = route(Method::kGet, "/api/v1/sources", access::Action::kSourceRead,
                       source_words::list(), list);
  listing.parameters = page_parameters();
  listing.answers = source_words::list_answers();
  auto reading = route(Method::kGet, "/api/v1/sources/{id}", access::Action::kSourceRead,
                       source_words::one(), one);
  reading.parameters = {source_words::id_parameter()};
  reading.answers = source_words::one_answers();
  auto writing = route(Method::kPut, "/api/v1/sources/{id}", access::Action::kSourceAdd,
                       source_words::put(), put);
  writing.parameters = source_words::put_parameters();
  writing.answers = source_words::put_answers();
  writing.bodies = source_words::mapping_bodies();
  writing.body_description = source_words::mapping_body();
  std::vector<Route> routes;
  for (auto* made : {&listing, &reading, &writing}) routes.push_back(std::move(*made));
  return routes;
}

}  // namespace tertil::http
