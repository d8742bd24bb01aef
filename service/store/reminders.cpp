#include "service/store/reminders.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "service/store/cell.hpp"

namespace tertil::store {
namespace {

constexpr std::array<std::pair<ReminderState, std::string_view>, 4> kStates{
    {{ReminderState::kSending, "sending"},
     {ReminderState::kSent, "sent"},
     {ReminderState::kLater, "later"},
     {ReminderState::kRefused, "refused"}}};

constexpr std::string_view kSelect =
    "SELECT user_name, period, list_sha256, items, state, attempted_at, claimed_until, "
    "next_attempt_at, failures, reply FROM reminder ";

Result<void> changed_one(const Result<std::int64_t>& changed, std::string_view name) {
  if (!changed) return tl::unexpected{changed.error()};
  if (*changed > 0) return {};
  return fail(ErrorCode::kNotFound, {"Det finns inget sådant konto.", "There is no such account."},
              "store/reminders: " + std::string{name});
}

Result<Reminder> reminder_in(const Row& row) {
  const auto state = std::ranges::find(kStates, text_in(row[4]),
                                       &std::pair<ReminderState, std::string_view>::second);
  if (state == kStates.end()) return unknown_word("reminder.state", text_in(row[4]));
  return Reminder{.user = text_in(row[0]),
                  .period = text_in(row[1]),
                  .list_sha256 = text_in(row[2]),
                  .items = integer_in(row[3]),
                  .state = state->first,
                  .attempted_at = instant_in(row[5]),
                  .claimed_until = instant_in(row[6]),
                  .next_attempt_at = optional_instant_in(row[7]),
                  .failures = integer_in(row[8]),
                  .reply = integer_in(row[9])};
}

Result<std::vector<Reminder>> reminders_in(const Result<std::vector<Row>>& rows) {
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<Reminder> found;
  for (const auto& row : *rows) {
    auto reminder = reminder_in(row);
    if (!reminder) return tl::unexpected{reminder.error()};
    found.push_back(*std::move(reminder));
  }
  return found;
}

}  // namespace

std::string_view to_string(ReminderState state) {
  for (const auto& [value, name] : kStates)
    if (value == state) return name;
  return "";
}

Result<std::optional<MailWish>> mail_wish(Reader& reader, std::string_view user) {
  const Value parameter = cell(user);
  const auto rows = reader.query(
      "SELECT email, reminders FROM user_account WHERE name = $1 AND removed_at IS NULL",
      {&parameter, 1});
  if (!rows) return tl::unexpected{rows.error()};
  if (rows->empty()) return std::nullopt;
  return MailWish{text_in(rows->front()[0]), integer_in(rows->front()[1]) != 0};
}

Result<void> set_email(Writer& writer, std::string_view user, std::string_view email) {
  const std::array<Value, 2> parameters{cell(user), cell(email)};
  return changed_one(
      writer.execute("UPDATE user_account SET email = $2 WHERE name = $1 AND removed_at IS NULL",
                     parameters),
      user);
}

Result<void> set_reminders(Writer& writer, std::string_view user, bool on) {
  const std::array<Value, 2> parameters{cell(user), Value{std::int64_t{on ? 1 : 0}}};
  return changed_one(
      writer.execute(
          "UPDATE user_account SET reminders = $2 WHERE name = $1 AND removed_at IS NULL",
          parameters),
      user);
}

Result<std::vector<Addressee>> addressees(Reader& reader) {
  const auto rows = reader.query(
      "SELECT name, email FROM user_account WHERE removed_at IS NULL AND email <> '' AND "
      "reminders = 1 ORDER BY name",
      {});
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<Addressee> found;
  for (const auto& row : *rows) {
    auto user = find_user(reader, text_in(row[0]));
    if (!user) return tl::unexpected{user.error()};
    if (*user) found.push_back({std::move(**user), text_in(row[1])});
  }
  return found;
}

Result<std::vector<Reminder>> reminders(Reader& reader) {
  return reminders_in(reader.query(std::string{kSelect} + "ORDER BY user_name", {}));
}

Result<std::optional<Reminder>> find_reminder(Reader& reader, std::string_view user) {
  const Value parameter = cell(user);
  auto found =
      reminders_in(reader.query(std::string{kSelect} + "WHERE user_name = $1", {&parameter, 1}));
  if (!found) return tl::unexpected{found.error()};
  if (found->empty()) return std::optional<Reminder>{};
  return std::optional{std::move(found->front())};
}

Result<void> keep_reminder(Writer& writer, const Reminder& reminder) {
  writer.leave_published_alone();
  const std::array<Value, 10> parameters{cell(reminder.user),
                                         cell(reminder.period),
                                         cell(reminder.list_sha256),
                                         Value{reminder.items},
                                         cell(to_string(reminder.state)),
                                         Value{reminder.attempted_at.microseconds},
                                         Value{reminder.claimed_until.microseconds},
                                         cell(reminder.next_attempt_at),
                                         Value{reminder.failures},
                                         Value{reminder.reply}};
  const auto done = writer.execute(
      "INSERT INTO reminder (user_name, period, list_sha256, items, state, attempted_at, "
      "claimed_until, next_attempt_at, failures, reply) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "
      "ON CONFLICT (user_name) DO UPDATE SET period = excluded.period, "
      "list_sha256 = excluded.list_sha256, items = excluded.items, state = excluded.state, "
      "attempted_at = excluded.attempted_at, claimed_until = excluded.claimed_until, "
      "next_attempt_at = excluded.next_attempt_at, failures = excluded.failures, "
      "reply = excluded.reply",
      parameters);
  if (!done) return tl::unexpected{done.error()};
  return {};
}

}  // namespace tertil::store
