#include "service/access/permissions.hpp"

namespace tertil::access {
namespace {

constexpr std::size_t kRoles = kAllRoles.size();
constexpr auto kNo = Reach::kNone;
constexpr auto kOwn = Reach::kOwn;
constexpr auto kAll = Reach::kAll;

struct Line {
  Action action;
  std::string_view name;
  std::array<Reach, kRoles> reach;
};

// clang-format off
constexpr std::array<Line, kAllActions.size()> kTable{{
    //                                               viewer contributor editor coordinator importer admin
    {Action::kImportSend,      "import.send",      {{kNo,   kAll,       kNo,   kAll,       kOwn,    kNo}}},
    {Action::kImportRead,      "import.read",      {{kNo,   kNo,        kNo,   kAll,       kOwn,    kAll}}},
    {Action::kImportRetract,   "import.retract",   {{kNo,   kNo,        kNo,   kAll,       kNo,     kNo}}},
    {Action::kHeldRelease,     "held.release",     {{kNo,   kNo,        kNo,   kAll,       kNo,     kNo}}},
    {Action::kReviewDecide,    "review.decide",    {{kNo,   kNo,        kNo,   kAll,       kNo,     kNo}}},
    {Action::kSourceRead,      "source.read",      {{kNo,   kAll,       kAll,  kAll,       kOwn,    kAll}}},
    {Action::kSourceAdd,       "source.add",       {{kNo,   kNo,        kNo,   kAll,       kNo,     kAll}}},
    {Action::kSourceEdit,      "source.edit",      {{kNo,   kNo,        kNo,   kNo,        kNo,     kAll}}},
    {Action::kMeasureEdit,     "measure.edit",     {{kNo,   kNo,        kOwn,  kAll,       kNo,     kNo}}},
    {Action::kPlanEdit,        "plan.edit",        {{kNo,   kNo,        kOwn,  kAll,       kNo,     kNo}}},
    {Action::kAssessmentDecide, "assessment.decide", {{kNo, kNo,        kNo,   kAll,       kNo,     kNo}}},
    {Action::kTargetEdit,      "target.edit",      {{kNo,   kNo,        kNo,   kAll,       kNo,     kNo}}},
    {Action::kReportRead,      "report.read",      {{kAll,  kAll,       kAll,  kAll,       kNo,     kAll}}},
    {Action::kReportEdit,      "report.edit",      {{kNo,   kNo,        kNo,   kAll,       kNo,     kNo}}},
    {Action::kOrgEdit,         "org.edit",         {{kNo,   kNo,        kNo,   kNo,        kNo,     kAll}}},
    {Action::kToDoRead,        "todo.read",        {{kAll,  kAll,       kAll,  kAll,       kNo,     kAll}}},
    {Action::kAccountOwn,      "account.own",      {{kAll,  kAll,       kAll,  kAll,       kNo,     kAll}}},
    {Action::kDrilldownDetail, "drilldown.detail", {{kAll,  kAll,       kAll,  kAll,       kNo,     kAll}}},
    {Action::kUserManage,      "user.manage",      {{kNo,   kNo,        kNo,   kNo,        kNo,     kAll}}},
    {Action::kKeyManage,       "key.manage",       {{kNo,   kNo,        kNo,   kNo,        kNo,     kAll}}},
    {Action::kAuditRead,       "audit.read",       {{kNo,   kNo,        kAll,  kAll,       kNo,     kAll}}},
    {Action::kOperationRead,   "operation.read",   {{kNo,   kNo,        kNo,   kNo,        kNo,     kAll}}},
}};
// clang-format on

const Line* line_of(Action action) {
  for (const auto& line : kTable)
    if (line.action == action) return &line;
  return nullptr;
}

}  // namespace

std::string_view name_of(Action action) {
  const auto* line = line_of(action);
  return line == nullptr ? std::string_view{} : line->name;
}

bool is_by_administration(Action action) {
  return action == Action::kMeasureEdit || action == Action::kPlanEdit;
}

Reach reach_of(Role role, Action action) {
  const auto* line = line_of(action);
  const auto column = static_cast<std::size_t>(role);
  return line == nullptr || column >= kRoles ? Reach::kNone : line->reach[column];
}

bool may(Role role, Action action, bool own) {
  const auto reach = reach_of(role, action);
  return reach == Reach::kAll || (reach == Reach::kOwn && own);
}

}  // namespace tertil::access
