/// @file service/store/audit.hpp
/// @brief The audit log: who did what to what, in a chain that tells when it has been tampered
/// with.
///
/// Each entry carries the hash of the one before it, and its own hash is the SHA-256 over the
/// entry as canonical JSON. Whoever changes, removes or moves an entry must make every later hash
/// anew, and the head that was noted elsewhere (the service's log, a printed report) no longer
/// fits. Never put into it: secrets, keys, cookies, personal identity numbers.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "service/domain/instant.hpp"
#include "service/store/engine.hpp"

namespace tertil::store {

/// The actions that are logged. A word never changes its meaning.
namespace audit {
inline constexpr std::string_view kLogin = "session.login";
inline constexpr std::string_view kLoginFailed = "session.login-failed";
inline constexpr std::string_view kLogout = "session.logout";
inline constexpr std::string_view kDenied = "access.denied";
inline constexpr std::string_view kTokenCreate = "token.create";
inline constexpr std::string_view kTokenRevoke = "token.revoke";
inline constexpr std::string_view kUserAdd = "user.add";
inline constexpr std::string_view kUserRemove = "user.remove";
inline constexpr std::string_view kUserAllow = "user.allow";
inline constexpr std::string_view kUserChange = "user.change";
inline constexpr std::string_view kUserSignOut = "user.sign-out";
inline constexpr std::string_view kUserPassword = "user.password";
inline constexpr std::string_view kImport = "import.store";
inline constexpr std::string_view kRetract = "import.retract";
inline constexpr std::string_view kRelease = "held.release";
inline constexpr std::string_view kDiscard = "held.discard";
inline constexpr std::string_view kAccept = "check.accept";
inline constexpr std::string_view kReview = "review.decide";
inline constexpr std::string_view kVerify = "value.verify";
inline constexpr std::string_view kSourceChange = "source.change";
inline constexpr std::string_view kMeasureCreate = "measure.create";
inline constexpr std::string_view kMeasureChange = "measure.change";
inline constexpr std::string_view kMeasureUndo = "measure.undo";
inline constexpr std::string_view kPlanItem = "plan.";  ///< … "goal.create|change|undo|remove".
inline constexpr std::string_view kFeedToken = "feed-token.create";
inline constexpr std::string_view kFeedTokenRevoke = "feed-token.revoke";
inline constexpr std::string_view kUserEmail = "user.email";
inline constexpr std::string_view kReminderSend = "reminder.send";
inline constexpr std::string_view kReminderRefused = "reminder.refused";
inline constexpr std::string_view kReminderWish = "reminder.wish";
inline constexpr std::string_view kScenarioSave = "scenario.save";
inline constexpr std::string_view kScenarioRemove = "scenario.remove";
inline constexpr std::string_view kReportCreate = "report.create";
inline constexpr std::string_view kReportChange = "report.change";
inline constexpr std::string_view kReportReady = "report.ready";
inline constexpr std::string_view kReportLock = "report.lock";
inline constexpr std::string_view kReportAdopt = "report.adopt";
inline constexpr std::string_view kReportReopen = "report.reopen";
inline constexpr std::string_view kExport = "export";
inline constexpr std::string_view kBackup = "backup.make";
inline constexpr std::string_view kRestore = "backup.restore";
inline constexpr std::string_view kConfig = "config.change";
}  // namespace audit

/// What somebody did.
struct AuditEntry {
  std::string actor;   ///< An account's name, a key's id, "cli:anna" or "system".
  std::string role;    ///< The role it was done in; empty if none.
  std::string action;  ///< One of `audit`.
  std::string object;  ///< What it was done to: "import/01J…", "user/anna", "source/meters".
  std::string note;    ///< The reason given, or what else a reader needs; may be empty.
  std::optional<std::string> before_sha256;  ///< Of the object before, where it has bytes.
  std::optional<std::string> after_sha256;   ///< … and after.
  std::string request;  ///< The id of the HTTP request; empty from the command line.
};

/// An entry as it stands in the log.
struct AuditRecord {
  std::int64_t seq{0};  ///< From 1, without gaps.
  Instant time;         ///< Never before that of the entry before.
  AuditEntry entry;
  std::string previous;  ///< The hash of the entry before; empty in the first.
  std::string hash;
};

/// Adds an entry at the end, in the transaction of what it tells about: both are there or none.
[[nodiscard]] Result<void> append_audit(Writer& writer, const AuditEntry& entry);

/// What walking the whole chain found.
struct AuditVerdict {
  std::int64_t entries{0};  ///< That were looked at.
  std::string head;         ///< The last good hash.
  struct Fault {
    std::int64_t seq{0};  ///< The first entry that does not fit.
    Text what;
  };
  std::optional<Fault> fault;
};

/// Walks the chain from its beginning to its head, in bounded memory.
[[nodiscard]] Result<AuditVerdict> verify(Reader& reader);

/// Gives every entry in order to `take`, in bounded memory.
[[nodiscard]] Result<void> each_audit_record(Reader& reader,
                                             const std::function<void(const AuditRecord&)>& take);

/// The latest entry's number and hash: 0 and empty while there is none.
struct AuditHead {
  std::int64_t seq{0};
  std::string hash;
};
[[nodiscard]] Result<AuditHead> audit_head(Reader& reader);

/// What the hash is made over: one line of JSON, members sorted, without the hash itself.
[[nodiscard]] std::string canonical_json(const AuditRecord& record);

/// The same with the hash, as it is exported: one line of JSON.
[[nodiscard]] std::string to_json(const AuditRecord& record);

}  // namespace tertil::store
