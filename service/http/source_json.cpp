#include "service/http/source_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "service/store/sha256.hpp"

namespace tertil::http {
namespace {

using collectors::Source;
using nlohmann::json;

constexpr std::int64_t kDay = 86'400'000'000;

json words(const collectors::Text& text) { return {{"sv", text.sv}, {"en", text.en}}; }

json time_or_null(const std::optional<Instant>& time) {
  return time ? json(to_rfc3339(*time)) : json(nullptr);
}

json transports(const Source& source) {
  json list = json::array({"push", "upload"});
  if (!source.glob.empty()) list.push_back("dropFolder");
  if (source.pull) list.push_back("pull");
  return list;
}

std::optional<std::int64_t> late_days(const Source& source,
                                      const std::optional<Instant>& last_success, Instant now) {
  if (!source.expected_every_days || !last_success) return std::nullopt;
  const auto days = (now.microseconds - last_success->microseconds) / kDay;
  if (days <= *source.expected_every_days) return std::nullopt;
  return days - *source.expected_every_days;
}

std::string from_text(const collectors::FieldMapping& field) {
  if (field.value) return "= " + *field.value;
  if (!field.template_text.empty()) return field.template_text;
  if (!field.from_field.empty()) return "→ " + field.from_field;
  std::string text;
  for (const auto& column : field.from) text += (text.empty() ? "" : " + ") + column;
  return text;
}

std::string_view type_text(const collectors::Schema& schema, std::string_view field) {
  const auto index = schema.index_of(field);
  if (!index) return "text";
  switch (schema.fields[*index].type) {
    case collectors::FieldType::kDecimal: return "decimal";
    case collectors::FieldType::kInteger: return "integer";
    case collectors::FieldType::kYear: return "year";
    case collectors::FieldType::kPeriod: return "period";
    case collectors::FieldType::kChoice: return "choice";
    case collectors::FieldType::kBoolean: return "boolean";
    case collectors::FieldType::kDate: return "date";
    case collectors::FieldType::kInstant: return "time";
    case collectors::FieldType::kText: break;
  }
  return "text";
}

json columns_of(const Source& source) {
  json list = json::array();
  const auto& schema = collectors::schema_of(source.target);
  const auto mapping = source.mapping.value_or(collectors::identity_mapping(schema));
  for (const auto& field : mapping.fields) {
    json unit = nullptr;
    if (!field.unit.empty()) unit = field.unit;
    if (!field.unit_column.empty()) unit = "[" + field.unit_column + "]";
    list.push_back({{"to", field.to},
                    {"from", from_text(field)},
                    {"type", type_text(schema, field.to)},
                    {"unit", unit}});
  }
  return list;
}

}  // namespace

json source_json(const ingest::KnownSource& known, const SourceHistory& history, Instant now) {
  const Source& source = known.source;
  const auto success = std::ranges::find_if(history.batches, [](const auto& batch) {
    return batch.state == store::BatchState::kStored && batch.recorded_at;
  });
  std::optional<Instant> last_success;
  if (success != history.batches.end()) last_success = success->recorded_at;
  if (history.pull && history.pull->succeeded_at &&
      (!last_success || last_success->microseconds < history.pull->succeeded_at->microseconds))
    last_success = history.pull->succeeded_at;
  const auto late = late_days(source, last_success, now);
  json attempt = nullptr;
  bool failed = history.pull && history.pull->failures > 0;
  if (!history.batches.empty()) {
    const auto& last = history.batches.front();
    attempt = {{"import", last.id},
               {"at", to_rfc3339(last.received_at)},
               {"state", store::to_string(last.state)}};
    failed = failed || last.state == store::BatchState::kRejected;
  }
  const bool tried = !history.batches.empty() || (history.pull && history.pull->attempted_at);
  const auto* state = !tried ? "never" : failed ? "failed" : late ? "late" : "current";
  json rows = nullptr;
  if (success != history.batches.end())
    rows = {{"read", success->rows_read},
            {"stored", success->stored},
            {"duplicate", success->duplicate},
            {"quarantined", success->quarantined},
            {"superseded", success->superseded}};
  return {
      {"id", source.id},
      {"name", words(source.name)},
      {"target", collectors::name_of(source.target)},
      {"owner", source.owner},
      {"series", source.series.empty() ? json(nullptr) : json(source.series)},
      {"onBadRow", source.on_bad_row == collectors::OnBadRow::kReject ? "reject" : "quarantine"},
      {"version", source.version},
      {"origin", ingest::name_of(known.origin)},
      {"transport", transports(source)},
      {"schedule", source.schedule.empty() ? json(nullptr) : json(source.schedule)},
      {"expectedEveryDays",
       source.expected_every_days ? json(*source.expected_every_days) : json(nullptr)},
      {"state", state},
      {"lateDays", late ? json(*late) : json(nullptr)},
      {"lastSuccess", time_or_null(last_success)},
      {"lastAttempt", attempt},
      {"nextRun", history.pull ? time_or_null(history.pull->next_run_at) : json(nullptr)},
      {"rows", rows},
      {"held", history.waiting}};
}

json problems_json(const std::vector<ingest::SourceProblem>& problems) {
  json list = json::array();
  for (const auto& problem : problems)
    list.push_back({{"where", problem.where},
                    {"line", problem.fault.line},
                    {"column", problem.fault.column},
                    {"message", words(problem.fault.message)}});
  return list;
}

void add_mapping(json& answer, const ingest::KnownSource& known) {
  const Source& source = known.source;
  answer["toml"] = known.toml;
  answer["columns"] = columns_of(source);
  json detectors = json::array();
  for (const auto kind : collectors::kAllPersonal)
    if (source.privacy.looks_for(kind)) detectors.push_back(collectors::name_of(kind));
  answer["privacy"] = {{"dropColumns", source.privacy.drop_columns},
                       {"pseudonymise", source.privacy.pseudonymise},
                       {"allowColumns", source.privacy.allow_columns},
                       {"rejectIfValueLooksLike", detectors},
                       {"onMatch", source.privacy.drop_on_match ? "drop" : "reject"}};
  answer["checks"] = json::array();
  for (const auto& check : source.checks) {
    json parameters = json::object();
    for (const auto& [name, value] : check.parameters)
      std::visit([&](const auto& content) { parameters[name] = content; }, value);
    answer["checks"].push_back(
        {{"id", check.id}, {"severity", check.severity}, {"parameters", parameters}});
  }
}

std::string etag_of(const ingest::KnownSource& known) {
  return fmt::format("\"{}-{}\"", known.source.version,
                     store::sha256_hex(known.toml).substr(0, 16));
}

}  // namespace tertil::http
