/// @file service/plans/report_draft.hpp
/// @brief What people write in a yearly report: comments, a word on each goal, the sign-off row.
///
/// As somebody sends it and as the store keeps it, in JSON. A member that nobody knows is a fault,
/// as in measure_reading.hpp. Texts are kept letter by letter.
#pragma once
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "service/domain/plan_item.hpp"
#include "service/plans/measure_reading.hpp"

namespace tertil::plans {

[[nodiscard]] Text title_of(const Occasion& occasion);  ///< "Uppföljningsrapport 1 2026"

/// Who answers for the report, as it stands in the sign-off row.
struct SignOff {
  std::string body;  ///< "Regionstyrelsen"
  std::string name;
  std::string date;
  std::string reference;
  friend bool operator==(const SignOff&, const SignOff&) = default;
};

struct ReportDraft {
  std::string summary;
  std::map<std::string, std::string> comments;       ///< By key figure.
  std::map<std::string, std::string> goal_comments;  ///< By goal.
  SignOff sign_off;
  friend bool operator==(const ReportDraft&, const ReportDraft&) = default;
};

/// The draft, or all its faults. Members that answers add are not read here: send these four.
[[nodiscard]] tl::expected<ReportDraft, std::vector<ReadingFault>> read_report_draft(
    const nlohmann::json& body, const KnowsKeyFigure& knows);

/// As the store keeps it: members sorted, no white space, empty texts left out.
[[nodiscard]] std::string to_json(const ReportDraft& draft);
/// What to_json wrote; an empty draft if it is not that.
[[nodiscard]] ReportDraft stored_report_draft(std::string_view json);

}  // namespace tertil::plans
