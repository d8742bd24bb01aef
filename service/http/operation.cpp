#include "service/http/operation.hpp"

#include <filesystem>

#include "service/http/answer.hpp"
#include "service/reports/json_writer.hpp"
#include "service/store/audit.hpp"
#include "service/store/last_backup.hpp"
#include "service/store/migrations.hpp"
#include "service/store/pulls.hpp"

namespace tertil::http {
namespace {

using reports::JsonWriter;

constexpr std::string_view kExample =
    R"({"version":"0.1.0","now":"2026-11-22T13:00:00Z","store":{"engine":"SQLite 3.40.1",)"
    R"("writable":true,"reason":null,"sizeBytes":41943040,"logBytes":0},"migrations":)"
    R"({"applied":13,"newest":"0013_plan_items.sql","pending":0},"backup":{"lastAt":"2026-11-22T01:00:00Z","bytes":20162265},)"
    R"("disk":{"freeBytes":10737418240,"totalBytes":53687091200},"running":[],"pulls":[)"
    R"({"source":"kolada","outcome":"stored","attemptedAt":"2026-11-22T02:10:00Z",)"
    R"("succeededAt":"2026-11-22T02:10:00Z","failures":0,"nextRunAt":"2026-11-23T02:10:00Z",)"
    R"("message":null}],"audit":{"entries":412,"head":"9f86d081884c7d65…"}})";

constexpr std::string_view kChecks =
    R"({"ok":true,"checks":[{"name":"clock","result":"ok","found":{"sv":"klockan är …",)"
    R"("en":"the clock says …"},"remedy":null}]})";

void write_store(JsonWriter& writer, const store::Health& health) {
  writer.key("store")
      .begin_object()
      .field("engine", health.engine)
      .field("writable", health.writable)
      .text_or_null("reason", health.reason)
      .field("sizeBytes", health.size_bytes)
      .field("logBytes", health.log_bytes)
      .end_object();
  const auto known = store::migrations();
  std::int64_t pending = 0;
  std::string_view newest;
  for (const auto& migration : known) {
    if (migration.number > health.schema) ++pending;
    if (migration.number == health.schema) newest = migration.name;
  }
  writer.key("migrations")
      .begin_object()
      .field("applied", health.schema)
      .text_or_null("newest", newest)
      .field("pending", pending)
      .end_object();
}

void write_disk(JsonWriter& writer, const std::filesystem::path& directory) {
  std::error_code problem;
  const auto space = std::filesystem::space(directory, problem);
  writer.key("disk");
  if (problem) {
    writer.value(nullptr);
    return;
  }
  writer.begin_object()
      .field("freeBytes", static_cast<std::int64_t>(space.available))
      .field("totalBytes", static_cast<std::int64_t>(space.capacity))
      .end_object();
}

void write_backup(JsonWriter& writer, const std::optional<store::LastBackup>& backup) {
  writer.key("backup").begin_object();
  if (backup)
    writer.field("lastAt", to_rfc3339(backup->at)).field("bytes", backup->bytes);
  else
    writer.field("lastAt", nullptr).field("bytes", nullptr);
  writer.end_object();
}

void write_running(JsonWriter& writer, const Backend& backend) {
  writer.key("running").begin_array();
  for (const auto& import : backend.importer.running())
    writer.begin_object()
        .field("source", import.source)
        .text_or_null("fileName", import.file_name)
        .field("phase", ingest::to_string(import.phase))
        .field("startedAt", to_rfc3339(import.started_at))
        .field("rowsRead", import.rows_read)
        .end_object();
  writer.end_array();
}

void write_pulls(JsonWriter& writer, const std::vector<store::Pull>& pulls) {
  const auto time = [](const std::optional<Instant>& when) {
    return when ? std::optional{to_rfc3339(*when)} : std::nullopt;
  };
  writer.key("pulls").begin_array();
  for (const auto& pull : pulls) {
    writer.begin_object()
        .field("source", pull.source)
        .field("outcome", store::to_string(pull.outcome))
        .field("attemptedAt", time(pull.attempted_at))
        .field("succeededAt", time(pull.succeeded_at))
        .field("failures", pull.failures)
        .field("nextRunAt", time(pull.next_run_at))
        .key("message");
    if (pull.message.sv.empty())
      writer.value(nullptr);
    else
      writer.value(pull.message);
    writer.end_object();
  }
  writer.end_array();
}

Parsed<Response> state(const Backend& backend, const Request&) {
  const auto health = backend.engine.health();
  if (!health) return failed(health.error());
  std::vector<store::Pull> pulls;
  store::AuditHead head;
  std::optional<store::LastBackup> backup;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = store::pulls(reader);
    if (!found) return tl::unexpected{found.error()};
    pulls = std::move(*found);
    auto last = store::audit_head(reader);
    if (!last) return tl::unexpected{last.error()};
    head = std::move(*last);
    auto noted = store::last_backup(reader);
    if (!noted) return tl::unexpected{noted.error()};
    backup = *noted;
    return {};
  });
  if (!read) return failed(read.error());
  JsonWriter writer;
  writer.begin_object()
      .field("version", backend.site.version)
      .field("now", to_rfc3339(backend.clock.now()));
  write_store(writer, *health);
  write_backup(writer, backup);
  write_disk(writer, backend.data_directory);
  write_running(writer, backend);
  write_pulls(writer, pulls);
  writer.key("audit")
      .begin_object()
      .field("entries", head.seq)
      .text_or_null("head", head.hash)
      .end_object();
  return private_json(writer.end_object().take());
}

Parsed<Response> checks(const Backend& backend, const Request&) {
  return private_json(backend.doctor ? backend.doctor() : R"({"ok":true,"checks":[]})");
}

Route route_of(const Backend& backend, std::string pattern,
               Parsed<Response> (*answer)(const Backend&, const Request&)) {
  Route route;
  route.pattern = std::move(pattern);
  route.access = Access::kToken;
  route.action = access::Action::kOperationRead;
  route.where = Where::kPool;
  route.handler =
      answering([&backend, answer](const Request& request) { return answer(backend, request); });
  return route;
}

}  // namespace

std::vector<Route> operation_routes(const Backend& backend) {
  auto showing = route_of(backend, "/api/v1/operation", state);
  showing.summary = {"Hur tjänsten mår", "How the service fares"};
  showing.description = {
      "Version, lager, migreringar, disk, importer som pågår, senaste hämtningar och loggens "
      "längd. backup.lastAt är när tertil backup senast gjorde en säkerhetskopia, null om aldrig.",
      "Version, store, migrations, disk, imports under way, last pulls and the length of the log. "
      "backup.lastAt is when tertil backup last made one, null if never."};
  showing.answers =
      answers({"Läget.", "The state."}, std::string{kExample}, false, {401, 403, 503});
  auto examining = route_of(backend, "/api/v1/operation/checks", checks);
  examining.summary = {"Vad tertil doctor säger", "What tertil doctor says"};
  examining.description = {
      "Undersöker installationen nu och säger hur fel åtgärdas; ändrar inget. result är ok, "
      "warning eller failed.",
      "Examines the installation now and says how to mend it; changes nothing. result is ok, "
      "warning or failed."};
  examining.answers = answers({"Det som undersöktes.", "What was looked at."}, std::string{kChecks},
                              false, {401, 403, 503});
  std::vector<Route> routes;
  for (auto* route : {&showing, &examining}) routes.push_back(std::move(*route));
  return routes;
}

}  // namespace tertil::http
