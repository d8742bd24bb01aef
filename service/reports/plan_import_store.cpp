#include <fmt/format.h>

#include <algorithm>

#include "service/reports/json_writer.hpp"
#include "service/reports/plan_import.hpp"
#include "service/reports/plan_json.hpp"
#include "service/store/audit.hpp"
#include "service/store/sha256.hpp"

namespace tertil::reports {
namespace {

/// What becomes of one change: the version is appended, and the audit log says so.
class Append {
 public:
  Append(store::Writer& writer, const PlanImportChange& change, const PlanImporter& importer,
         const std::string& plan)
      : writer_{writer}, change_{change} {
    entry_.actor = importer.actor;
    entry_.role = importer.role;
    entry_.request = importer.request;
    entry_.object = change.part == "plan"
                        ? fmt::format("plan/{}", plan)
                        : fmt::format("plan/{}/{}/{}", plan, change.part, change.id);
    if (!change.before.empty()) entry_.before_sha256 = store::sha256_hex(change.before);
  }

  Result<void> operator()(store::PlanVersion version) {
    stamp(version.stamp);
    entry_.action = fmt::format("{}change", store::audit::kPlanItem);
    entry_.after_sha256.reset();
    if (auto added = store::add_plan(writer_, version); !added) return added;
    return note(version.stamp.version);
  }
  Result<void> operator()(store::MeasureVersion version) {
    stamp(version.stamp);
    entry_.action = change_.creates ? store::audit::kMeasureCreate : store::audit::kMeasureChange;
    entry_.after_sha256 = store::sha256_hex(measure_content(version.measure));
    if (auto added = store::add_measure(writer_, version); !added) return added;
    return note(version.stamp.version);
  }
  Result<void> operator()(store::PlanItemVersion version) {
    stamp(version.stamp);
    entry_.action = fmt::format("{}{}.{}", store::audit::kPlanItem, to_string(version.kind),
                                change_.creates ? "create" : "change");
    entry_.after_sha256 = store::sha256_hex(version.content);
    if (auto added = store::add_plan_item(writer_, version); !added) return added;
    return note(version.stamp.version);
  }

 private:
  void stamp(store::VersionStamp& stamp) const {
    stamp.actor = entry_.actor;
    stamp.role = entry_.role;
    stamp.recorded_at = writer_.recorded_at();
  }
  Result<void> note(std::int64_t version) {
    entry_.note = fmt::format("version {}", version);
    return store::append_audit(writer_, entry_);
  }

  store::Writer& writer_;
  const PlanImportChange& change_;
  store::AuditEntry entry_;
};

std::int64_t created_in(const PlanImport& import) {
  return std::ranges::count(import.changes, true, &PlanImportChange::creates);
}

}  // namespace

Result<void> store_plan_import(store::Writer& writer, const PlanImport& import,
                               const PlanImporter& importer) {
  if (!import.faults.empty()) {
    const bool conflicts = std::ranges::all_of(
        import.faults, [](const PlanImportFault& fault) { return fault.code == "conflict"; });
    return fail(conflicts ? ErrorCode::kConflict : ErrorCode::kRefused,
                {"Inget av arbetsboken lagrades. Rätta det som står i errors.",
                 "Nothing of the workbook was stored. Correct what stands in errors."});
  }
  if (import.changes.empty()) return {};
  for (const auto& change : import.changes)
    if (auto done = std::visit(Append{writer, change, importer, import.plan}, change.version);
        !done)
      return done;
  store::AuditEntry entry;
  entry.actor = importer.actor;
  entry.role = importer.role;
  entry.request = importer.request;
  entry.action = fmt::format("{}import", store::audit::kPlanItem);
  entry.object = "plan/" + import.plan;
  const auto created = created_in(import);
  entry.note = fmt::format("{} created, {} changed", created,
                           static_cast<std::int64_t>(import.changes.size()) - created);
  return store::append_audit(writer, entry);
}

std::string plan_import_to_json(const PlanImport& import, bool dry_run) {
  JsonWriter json;
  const auto created = created_in(import);
  json.begin_object().field("plan", import.plan).field("dryRun", dry_run).key("summary");
  json.begin_object()
      .field("created", created)
      .field("changed", static_cast<std::int64_t>(import.changes.size()) - created)
      .field("unchanged", import.unchanged)
      .field("faults", static_cast<std::int64_t>(import.faults.size()))
      .end_object();
  json.key("changes").begin_array();
  for (const auto& change : import.changes) {
    json.begin_object()
        .field("sheet", change.sheet)
        .field("row", change.row)
        .field("part", change.part)
        .field("id", change.id)
        .field("title", change.title)
        .field("action", change.creates ? "create" : "change")
        .key("columns")
        .begin_array();
    for (const auto& column : change.columns) json.value(column);
    json.end_array().end_object();
  }
  json.end_array().key("faults").begin_array();
  for (const auto& fault : import.faults)
    json.begin_object()
        .text_or_null("sheet", fault.sheet)
        .field("row", fault.row)
        .text_or_null("column", fault.column)
        .field("code", fault.code)
        .field("value", fault.value)
        .field("message", fault.message)
        .end_object();
  json.end_array().end_object();
  return json.take();
}

}  // namespace tertil::reports
