/// @file service/store/report_drafts.hpp
/// @brief Yearly reports as they are worked on: every version of what people wrote, and its state.
///
/// Append-only. Writing a comment is a new version and so is each step from draft to adopted. The
/// version that holds is the highest.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/store/engine.hpp"
#include "service/store/plans.hpp"

namespace tertil::store {

enum class ReportState { kDraft, kReady, kAdopted };

[[nodiscard]] std::string_view to_string(ReportState state);  ///< "draft"

struct ReportVersion {
  std::string plan;
  std::string id;  ///< "2026-UR1": the year and the occasion.
  ReportState state{ReportState::kDraft};
  std::string content;  ///< JSON, as service/plans/report_draft.hpp writes it.
  VersionStamp stamp;
};

/// Appends a version. kConflict unless it follows the newest one, or is 1 where there is none.
[[nodiscard]] Result<void> add_report(Writer& writer, const ReportVersion& version);

/// The reports of a plan as they hold, the newest id first.
[[nodiscard]] Result<std::vector<ReportVersion>> reports(Reader& reader, std::string_view plan);

/// The version of a report that holds; empty if there is no such report.
[[nodiscard]] Result<std::optional<ReportVersion>> report(Reader& reader, std::string_view plan,
                                                          std::string_view id);

}  // namespace tertil::store
