/// @file service/reports/yearly_report.hpp
/// @brief Everything that stands in a yearly report, as of one time, before it is given a form.
///
/// The comparison is the printed table of the annual report: the year the plan counts from and the
/// three last years, each value with its place, the target last. What is our own reckoning says so.
/// A report holds its snapshot, so its pointers into it stay good.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "service/figures/comparison.hpp"
#include "service/plans/follow_up.hpp"
#include "service/plans/report_draft.hpp"
#include "service/store/report_drafts.hpp"

namespace tertil::reports {

/// One key figure: what its page in the report says, in words.
struct ReportFigure {
  const figures::Figure* figure{nullptr};
  std::optional<int> year;  ///< Of the newest value; empty if there is none.
  std::string value;        ///< "188 kWh/m²"; empty if there is none.
  Text rank;                ///< "Beräknad: ▼ 17 av 21, Sista tredjedelen"
  Text target;              ///< What is left of the way to the target.
  Text outlook;             ///< Where it is heading, by the forecast.
  Text certainty;           ///< How sure the place is.
  std::string comment;
};

/// A goal and what was decided about it. `verdict` is "full", "partial", "none", "notAssessed" or
/// empty while there is no assessment.
struct ReportGoal {
  std::string id;
  std::string text;
  std::vector<std::string> assigned_to;
  std::string verdict;
  std::string motivation;
  std::string comment;
  bool example{false};
};

struct ReportMeasure {
  std::string id;
  Measure measure;
  plans::FollowUp follow_up;  ///< As of the report's day.
};

/// Something that must be there before the report is locked.
struct ReportTask {
  std::string kind;  ///< "commentMissing", "assessmentMissing" or "signOffMissing".
  std::string id;    ///< Of the key figure or goal; empty for the sign-off row.
  Text text;
};

struct MethodNote {
  Text label;
  Text text;
};

struct YearlyReport {
  std::shared_ptr<const figures::Snapshot> snapshot;
  Plan plan;
  std::string id;
  Occasion occasion;
  Text title;
  store::ReportState state{store::ReportState::kDraft};
  std::int64_t draft_version{1};
  std::int64_t locked_version{0};  ///< 0: this is not a locked report.
  std::string lock_reason;         ///< Why it is locked in spite of `missing`.
  Instant as_of;
  std::string program;  ///< "tertil 0.1.0"
  plans::ReportDraft draft;
  figures::Comparison comparison;
  std::vector<ReportFigure> figures;
  std::vector<ReportGoal> goals;
  std::vector<ReportMeasure> measures;
  std::vector<MethodNote> method;
  std::vector<Text> sources;
  std::vector<ReportTask> missing;
};

/// What a report is made of.
struct ReportInput {
  std::shared_ptr<const figures::Snapshot> snapshot;
  Plan plan;
  store::ReportVersion held;
  std::vector<ReportGoal> goals;  ///< Without comments.
  std::vector<ReportMeasure> measures;
  Instant as_of;
  std::string program;
};

/// The report. kInvalidInput if its id names no occasion; kNotFound if the plan's region is
/// unknown.
[[nodiscard]] Result<YearlyReport> yearly_report(ReportInput input);

/// The years of the comparison: the one that the region's targets count from, and the three that
/// end with the report's own year, or for a follow-up report with the newest year there is.
[[nodiscard]] std::vector<int> report_years(const figures::Snapshot& snapshot,
                                            std::string_view region, const Occasion& occasion);

}  // namespace tertil::reports
