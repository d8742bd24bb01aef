#include "service/store/report_drafts.hpp"

#include <array>

#include "service/store/cell.hpp"

namespace tertil::store {
namespace {

constexpr std::string_view kColumns =
    "SELECT id, version, state, content, actor, role, recorded_at FROM report r ";

Result<ReportVersion> version_in(std::string_view plan, const Row& row) {
  for (const auto state : {ReportState::kDraft, ReportState::kReady, ReportState::kAdopted})
    if (text_in(row[2]) == to_string(state))
      return ReportVersion{
          std::string{plan},
          text_in(row[0]),
          state,
          text_in(row[3]),
          {integer_in(row[1]), text_in(row[4]), text_in(row[5]), instant_in(row[6])}};
  return unknown_word("report.state", text_in(row[2]));
}

}  // namespace

std::string_view to_string(ReportState state) {
  switch (state) {
    case ReportState::kDraft: return "draft";
    case ReportState::kReady: return "ready";
    case ReportState::kAdopted: return "adopted";
  }
  return "draft";
}

Result<void> add_report(Writer& writer, const ReportVersion& version) {
  const auto held = report(writer, version.plan, version.id);
  if (!held) return tl::unexpected{held.error()};
  if (version.stamp.version != (*held ? (*held)->stamp.version + 1 : 1))
    return fail(ErrorCode::kConflict,
                {"Rapporten finns redan, eller så har någon annan just ändrat den. Läs in på nytt.",
                 "The report exists already, or somebody has just changed it. Load it anew."},
                "store/report_drafts: " + version.id);
  const std::array<Value, 8> cells{version.plan,          version.id,
                                   version.stamp.version, cell(to_string(version.state)),
                                   version.content,       version.stamp.actor,
                                   version.stamp.role,    writer.recorded_at().microseconds};
  const auto added = writer.execute(
      "INSERT INTO report (plan, id, version, state, content, actor, role, recorded_at) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      cells);
  if (!added) return tl::unexpected{added.error()};
  return {};
}

Result<std::vector<ReportVersion>> reports(Reader& reader, std::string_view plan) {
  const std::array parameters{cell(plan)};
  const auto rows = reader.query(
      std::string{kColumns} +
          "WHERE plan = $1 AND NOT EXISTS (SELECT 1 FROM report later WHERE later.plan = r.plan "
          "AND later.id = r.id AND later.version > r.version) ORDER BY id DESC",
      parameters);
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<ReportVersion> found;
  for (const auto& row : *rows) {
    auto version = version_in(plan, row);
    if (!version) return tl::unexpected{version.error()};
    found.push_back(std::move(*version));
  }
  return found;
}

Result<std::optional<ReportVersion>> report(Reader& reader, std::string_view plan,
                                            std::string_view id) {
  const std::array parameters{cell(plan), cell(id)};
  const auto rows = reader.query(
      std::string{kColumns} + "WHERE plan = $1 AND id = $2 ORDER BY version DESC LIMIT 1",
      parameters);
  if (!rows) return tl::unexpected{rows.error()};
  if (rows->empty()) return std::optional<ReportVersion>{};
  auto version = version_in(plan, rows->front());
  if (!version) return tl::unexpected{version.error()};
  return std::optional{std::move(*version)};
}

}  // namespace tertil::store
