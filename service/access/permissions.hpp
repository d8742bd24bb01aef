/// @file service/access/permissions.hpp
/// @brief The one table of who may do what. What is not in it, nobody may.
///
/// Admin deliberately cannot change figures, and whoever answers for figures cannot change the
/// rules by which sources are read. "Own" is about sources, of which a machine key has a list, or,
/// in action plans, about the administration that somebody works for and what is below it.
#pragma once
#include <array>
#include <string_view>

#include "service/access/role.hpp"

namespace tertil::access {

/// What can be asked for. Each route that is not open to all names one.
enum class Action {
  kImportSend,        ///< Send a file, or try one out.
  kImportRead,        ///< Receipts, rejected and held rows.
  kImportRetract,     ///< Take a batch back.
  kHeldRelease,       ///< Release or discard held rows; accept a finding.
  kReviewDecide,      ///< Decide about verified values, and verify one.
  kSourceRead,        ///< Sources, mappings, drafts and previews.
  kSourceAdd,         ///< Save a mapping as a new source.
  kSourceEdit,        ///< Change a source that others send through.
  kMeasureEdit,       ///< Write measures of a plan, take changes back, see who made them.
  kPlanEdit,          ///< Write the other parts of a plan; who made a change.
  kAssessmentDecide,  ///< Decide a verdict on a goal.
  kTargetEdit,        ///< Write targets.
  kReportRead,        ///< Drafts of yearly reports; what is locked is open to all.
  kReportEdit,        ///< Write, lock and adopt reports.
  kOrgEdit,           ///< Write the units of the organisation.
  kToDoRead,          ///< One's own list of what to do.
  kAccountOwn,        ///< One's own password and logins.
  kDrilldownDetail,   ///< Single meters, sites and lines below building level.
  kUserManage,        ///< Accounts: list, add, change, block.
  kKeyManage,         ///< Machine keys: list, make, revoke.
  kAuditRead,         ///< The audit log, as far as store::AuditSight goes for the role.
  kOperationRead,     ///< How the service fares: store, disk, jobs, what `doctor` says.
};

inline constexpr std::array kAllActions{
    Action::kImportSend,   Action::kImportRead,       Action::kImportRetract,
    Action::kHeldRelease,  Action::kReviewDecide,     Action::kSourceRead,
    Action::kSourceAdd,    Action::kSourceEdit,       Action::kMeasureEdit,
    Action::kPlanEdit,     Action::kAssessmentDecide, Action::kTargetEdit,
    Action::kReportRead,   Action::kReportEdit,       Action::kOrgEdit,
    Action::kToDoRead,     Action::kAccountOwn,       Action::kDrilldownDetail,
    Action::kUserManage,   Action::kKeyManage,        Action::kAuditRead,
    Action::kOperationRead};

/// "import.send": as the pages are told.
[[nodiscard]] std::string_view name_of(Action action);

/// How far a right goes.
enum class Reach {
  kNone,
  kOwn,  ///< Only for the caller's own sources, or own administration.
  kAll,
};

/// Whether "own" is about the caller's administration; else it is about sources.
[[nodiscard]] bool is_by_administration(Action action);

/// The table's entry.
[[nodiscard]] Reach reach_of(Role role, Action action);

/// Whether the role may do this with a thing that is, or is not, the caller's own.
[[nodiscard]] bool may(Role role, Action action, bool own);

}  // namespace tertil::access
