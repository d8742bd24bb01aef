/// @file service/store/reminders.hpp
/// @brief Who is reminded by e-mail, and how the latest reminder of each person went.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/store/engine.hpp"
#include "service/store/users.hpp"

namespace tertil::store {

/// Where somebody is reminded and whether they want to be.
struct MailWish {
  std::string email;  ///< Empty: nowhere.
  bool reminders{true};
};

/// Nothing if there is no such account.
[[nodiscard]] Result<std::optional<MailWish>> mail_wish(Reader& reader, std::string_view user);

/// Sets the address, empty for none. kNotFound if there is no such account.
[[nodiscard]] Result<void> set_email(Writer& writer, std::string_view user, std::string_view email);

/// Turns a person's reminders on or off. kNotFound if there is no such account.
[[nodiscard]] Result<void> set_reminders(Writer& writer, std::string_view user, bool on);

/// An account that is there, has an address and wants reminders.
struct Addressee {
  User user;
  std::string email;
};
/// By name.
[[nodiscard]] Result<std::vector<Addressee>> addressees(Reader& reader);

enum class ReminderState {
  kSending,  ///< Somebody is at it until `claimed_until`.
  kSent,     ///< The mail server took it.
  kLater,    ///< It did not; `next_attempt_at` says when to try again.
  kRefused,  ///< It will never take it.
};
[[nodiscard]] std::string_view to_string(ReminderState state);

struct Reminder {
  std::string user;
  std::string period;  ///< The date on which the period began, "2026-11-23".
  std::string list_sha256;
  std::int64_t items{0};
  ReminderState state{ReminderState::kSending};
  Instant attempted_at;
  Instant claimed_until;
  std::optional<Instant> next_attempt_at;
  std::int64_t failures{0};  ///< In this period.
  std::int64_t reply{0};     ///< The mail server's last reply code; 0 if there was none.
};

/// The latest of each person, by name.
[[nodiscard]] Result<std::vector<Reminder>> reminders(Reader& reader);
[[nodiscard]] Result<std::optional<Reminder>> find_reminder(Reader& reader, std::string_view user);
/// Adds or replaces a person's. Leaves what is published alone.
[[nodiscard]] Result<void> keep_reminder(Writer& writer, const Reminder& reminder);

}  // namespace tertil::store
