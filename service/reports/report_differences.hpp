/// @file service/reports/report_differences.hpp
/// @brief What differs between two reports, as their JSON tells it: figures, ranks and texts.
///
/// Reports are compared as they were written, so that a locked one needs no snapshot and an older
/// program's report can still be held against today's.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/result.hpp"

namespace tertil::reports {

struct ReportDifference {
  std::string kind;   ///< "figure", "rank", "text", "goal", "measure" or "target".
  std::string id;     ///< Of the key figure, goal or measure; empty for the report's own texts.
  std::string field;  ///< "2024", "comment", "state" …
  Text label;         ///< "Energianvändning i lokaler, värde 2024"
  std::string before;
  std::string after;
};

/// In the order of the report. What only one of the two has is a difference from or to "".
/// kCorrupt if either is not a report.
[[nodiscard]] Result<std::vector<ReportDifference>> report_differences(std::string_view before,
                                                                       std::string_view after);

/// The "items" array.
[[nodiscard]] std::string to_json(const std::vector<ReportDifference>& differences);

}  // namespace tertil::reports
