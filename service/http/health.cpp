#include "service/http/health.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "service/http/answer.hpp"
#include "service/reports/json_writer.hpp"
#include "service/store/standby_words.hpp"

namespace tertil::http {
namespace {

/// Below this much free room the next large import may fail.
constexpr std::uintmax_t kLittleRoom = 256ULL << 20U;
/// A log that outgrows this is not being folded back into the store.
constexpr std::int64_t kLongestLog = 64LL << 20U;

constexpr std::string_view kReadyExample = R"({"ready":true,"status":"ok","checks":[
{"name":"figures","status":"ok",
"reason":{"sv":"Uppgifterna är inlästa.","en":"The figures are loaded."}},
{"name":"store","status":"ok",
"reason":{"sv":"Lagret kan läsas och skrivas (SQLite 3.40.1).",
"en":"The store can be read and written (SQLite 3.40.1)."}},
{"name":"disk","status":"ok","reason":{"sv":"Det finns plats.","en":"There is room."}}]})";

enum class Level { kOk, kDegraded, kFailed };

struct Check {
  std::string_view name;
  Level level{Level::kOk};
  Text reason;
};

std::string_view to_string(Level level) {
  switch (level) {
    case Level::kOk: return "ok";
    case Level::kDegraded: return "degraded";
    case Level::kFailed: return "failed";
  }
  return "failed";
}

Check check_figures(const Backend& backend) {
  const auto snapshot = backend.published.current();
  if (!snapshot)
    return {"figures",
            Level::kFailed,
            {"Uppgifterna är inte inlästa än.", "The figures are not loaded yet."}};
  const auto newest = to_rfc3339(snapshot->recorded_at);
  return {"figures",
          Level::kOk,
          {fmt::format("Uppgifterna är inlästa; den nyaste är införd {}.", newest),
           fmt::format("The figures are loaded; the newest was recorded at {}.", newest)}};
}

Check check_store(const Backend& backend) {
  const auto health = backend.engine.health();
  if (!health)
    return {"store", Level::kFailed, {"Lagret kan inte läsas.", "The store cannot be read."}};
  if (health->log_bytes > kLongestLog)
    return {
        "store",
        Level::kFailed,
        {fmt::format("Lagrets logg är {} MB och förs inte in i lagret.", health->log_bytes >> 20U),
         fmt::format("The store's log is {} MB and is not folded into the store.",
                     health->log_bytes >> 20U)}};
  if (!health->writable)
    return {"store",
            Level::kDegraded,
            {"Lagret kan läsas men inte skrivas; importer avvisas.",
             "The store can be read but not written; imports are refused."}};
  Check check{"store",
              Level::kOk,
              {fmt::format("Lagret kan läsas och skrivas ({}).", health->engine),
               fmt::format("The store can be read and written ({}).", health->engine)}};
  if (const auto standby = store::standby_words(health->standby)) {
    check.reason.sv += " " + standby->sv;
    check.reason.en += " " + standby->en;
  }
  return check;
}

Check check_disk(const Backend& backend) {
  std::error_code problem;
  const auto space = std::filesystem::space(backend.data_directory, problem);
  if (problem)
    return {
        "disk",
        Level::kDegraded,
        {"Datakatalogens disk kan inte läsas av.", "The data directory's disk cannot be read."}};
  if (space.available < kLittleRoom)
    return {"disk",
            Level::kDegraded,
            {fmt::format("Bara {} MB är ledigt; importer kan avvisas.", space.available >> 20U),
             fmt::format("Only {} MB are free; imports may be refused.", space.available >> 20U)}};
  return {"disk", Level::kOk, {"Det finns plats.", "There is room."}};
}

Response readiness(const Backend& backend) {
  const Check checks[] = {check_figures(backend), check_store(backend), check_disk(backend)};
  auto worst = Level::kOk;
  for (const auto& check : checks) worst = std::max(worst, check.level);

  reports::JsonWriter json{512};
  json.begin_object()
      .field("ready", worst != Level::kFailed)
      .field("status", to_string(worst))
      .key("checks")
      .begin_array();
  for (const auto& [name, level, reason] : checks)
    json.begin_object()
        .field("name", name)
        .field("status", to_string(level))
        .field("reason", reason)
        .end_object();
  json.end_array().end_object();
  auto response = private_json(json.take());
  if (worst == Level::kFailed) response.status = 503;
  return response;
}

}  // namespace

std::vector<Route> health_routes(const Backend& backend) {
  Route alive;
  alive.pattern = "/healthz";
  alive.summary = {"Lever tjänsten?", "Is the service alive?"};
  alive.description = {"Svarar så länge processen svarar; säger inget om uppgifterna.",
                       "Answers as long as the process does; says nothing of the data."};
  alive.answers = answers({"Den lever.", "It is alive."}, R"({"status":"ok"})", false, {});
  alive.handler = [](const Request&) -> Result<Response> {
    return private_json(R"({"status":"ok"})");
  };

  Route ready;
  ready.pattern = "/readyz";
  ready.summary = {"Är tjänsten redo?", "Is the service ready?"};
  ready.description = {
      "200 när tjänsten kan svara på frågor, 503 när den inte kan; alltid med skäl. degraded: "
      "läsning fungerar men importer kan avvisas.",
      "200 when the service can answer questions, 503 when it cannot; always with reasons. "
      "degraded: reading works but imports may be refused."};
  ready.answers = answers({"Redo.", "Ready."}, std::string{kReadyExample}, false, {});
  ready.answers.push_back({503, "application/json", {"Inte redo.", "Not ready."}, {}});
  ready.where = Where::kPool;
  ready.handler = [&backend](const Request&) -> Result<Response> { return readiness(backend); };
  return {alive, ready};
}

}  // namespace tertil::http
