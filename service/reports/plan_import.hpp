/// @file service/reports/plan_import.hpp
/// @brief A plan's workbook read back: what it would create and change, and everything that is
/// wrong with it.
///
/// A row that says what the store says is unchanged, whatever its version. One that says something
/// else must name the version that holds; otherwise somebody has changed the part since the
/// workbook was written, and the row is a conflict. Nothing is ever removed.
#pragma once
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "collectors/byte_source.hpp"
#include "collectors/limits.hpp"
#include "service/reports/plan_workbook.hpp"

namespace tertil::reports {

/// One thing that is wrong in the workbook.
struct PlanImportFault {
  std::string sheet;
  std::int64_t row{0};  ///< From 1, as the spreadsheet counts; 0: the sheet or file as a whole.
  std::string column;   ///< Its heading; empty: the row as a whole.
  std::string code;     ///< "conflict", "wrong-type", "unknown-column" …
  std::string value;    ///< What stands there.
  Text message;         ///< What was expected.
};

/// One part that would be new or different.
struct PlanImportChange {
  std::string sheet;
  std::int64_t row{0};
  std::string part;  ///< As PlanSheet::part.
  std::string id;
  std::string title;
  bool creates{false};
  std::vector<std::string> columns;  ///< Headings of what differs; empty for a new part.
  std::variant<store::PlanVersion, store::MeasureVersion, store::PlanItemVersion> version;
  std::string before;  ///< The content that it replaces, as JSON; empty if there is none.
};

struct PlanImport {
  std::string plan;
  std::vector<PlanImportChange> changes;
  std::int64_t unchanged{0};
  std::vector<PlanImportFault> faults;
};

/// What the workbook says of the plan that the reader sees. Fails only if the store does, or with
/// kNotFound if there is no such plan; a file that is no workbook is a fault.
[[nodiscard]] Result<PlanImport> judge_plan_workbook(store::Reader& reader, std::string_view plan,
                                                     const collectors::ByteSource& bytes,
                                                     Instant now);

/// Who imports.
struct PlanImporter {
  std::string actor;
  std::string role;
  std::string request;  ///< The request's id, for the audit log; empty if there is none.
};

/// Appends every change with its entry in the audit log, and one for the whole import. kRefused,
/// or kConflict if that is all there is, if the import has faults: nothing may be stored then.
[[nodiscard]] Result<void> store_plan_import(store::Writer& writer, const PlanImport& import,
                                             const PlanImporter& importer);

/// {"plan","dryRun","summary":{"created","changed","unchanged","faults"},"changes":[{"sheet",
/// "row","part","id","title","action","columns"}],"faults":[{"sheet","row","column","code","value",
/// "message"}]}
[[nodiscard]] std::string plan_import_to_json(const PlanImport& import, bool dry_run);

}  // namespace tertil::reports
