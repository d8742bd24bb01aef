#include "service/reminders/reminders.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>

#include "service/store/audit.hpp"
#include "service/store/sha256.hpp"

namespace tertil::reminders {
namespace {

using mail::Delivery;
using store::ReminderState;

constexpr std::int64_t kMinute = 60'000'000;   // microseconds
constexpr std::int64_t kClaim = 15 * kMinute;  // longer than any one sending takes
constexpr std::int64_t kFirstPause = 10 * kMinute;
constexpr std::int64_t kLongestPause = 360 * kMinute;

/// The same as long as the same things wait.
std::string digest_of(const std::vector<plans::ToDo>& items) {
  std::string ids;
  for (const auto& item : items) ids += item.id + '\n';
  return store::sha256_hex(ids);
}

Happened happened_by(Delivery::Outcome outcome) {
  switch (outcome) {
    case Delivery::Outcome::kSent: return Happened::kSent;
    case Delivery::Outcome::kLater: return Happened::kLater;
    case Delivery::Outcome::kRefused: return Happened::kRefused;
    case Delivery::Outcome::kUnreachable: return Happened::kUnreachable;
  }
  return Happened::kUnreachable;
}

/// One round over all people.
class Sending {
 public:
  Sending(store::Engine& engine, mail::Sender& sender, const Settings& settings, const Clock& clock,
          const Round& round)
      : engine_{engine}, sender_{sender}, settings_{settings}, clock_{clock}, round_{round} {}

  Result<Told> remind(const store::Addressee& person, const std::vector<plans::ToDo>& items) {
    Told told{person.user.name, items.size(), Happened::kNothing, 0, {}};
    if (items.empty()) return told;
    store::Reminder reminder;
    reminder.user = person.user.name;
    reminder.period = period_at(settings_.weekly, clock_.now()).id;
    reminder.list_sha256 = digest_of(items);
    reminder.items = static_cast<std::int64_t>(items.size());
    const auto hindered = claim(reminder);
    if (!hindered) return tl::unexpected{hindered.error()};
    told.happened = hindered->value_or(Happened::kSent);
    if (*hindered || round_.dry_run) return told;
    const auto letter = letter_of(settings_.stationery, {person.user.display_name, person.email},
                                  person.user.name, reminder.period, items, clock_.now());
    const auto delivery = sender_.send(letter);
    told.happened = happened_by(delivery.outcome);
    told.reply = delivery.reply;
    told.reason = delivery.reason;
    if (auto kept = keep(std::move(reminder), delivery); !kept) return tl::unexpected{kept.error()};
    return told;
  }

 private:
  /// What keeps us from sending, or nothing, and then nobody else will for a while.
  Result<std::optional<Happened>> claim(store::Reminder& reminder) {
    std::optional<Happened> hindered;
    const auto look = [&](store::Reader& reader) -> Result<void> {
      const auto now = clock_.now();
      const auto before = store::find_reminder(reader, reminder.user);
      if (!before) return tl::unexpected{before.error()};
      hindered = *before ? hindrance(**before, reminder.period, now) : std::nullopt;
      reminder.failures = *before && (*before)->period == reminder.period ? (*before)->failures : 0;
      reminder.state = ReminderState::kSending;
      reminder.attempted_at = now;
      reminder.claimed_until = {now.microseconds + kClaim};
      return {};
    };
    const auto done = round_.dry_run ? engine_.read(look)
                                     : engine_.write([&](store::Writer& writer) -> Result<void> {
                                         writer.leave_published_alone();
                                         if (auto looked = look(writer); !looked || hindered)
                                           return looked;
                                         return store::keep_reminder(writer, reminder);
                                       });
    if (!done) return tl::unexpected{done.error()};
    return hindered;
  }

  [[nodiscard]] std::optional<Happened> hindrance(const store::Reminder& before,
                                                  const std::string& period, Instant now) const {
    if (before.state == ReminderState::kSending && before.claimed_until > now)
      return Happened::kElsewhere;
    if (before.period != period) return std::nullopt;
    if (before.state == ReminderState::kSent || before.state == ReminderState::kRefused)
      return Happened::kAlready;
    if (round_.patient && before.next_attempt_at && *before.next_attempt_at > now)
      return Happened::kWaiting;
    return std::nullopt;
  }

  Result<void> keep(store::Reminder reminder, const Delivery& delivery) {
    const auto now = clock_.now();
    const bool sent = delivery.outcome == Delivery::Outcome::kSent;
    const bool refused = delivery.outcome == Delivery::Outcome::kRefused;
    reminder.state = sent      ? ReminderState::kSent
                     : refused ? ReminderState::kRefused
                               : ReminderState::kLater;
    reminder.claimed_until = now;
    reminder.reply = delivery.reply;
    if (!sent) ++reminder.failures;
    if (reminder.state == ReminderState::kLater)
      reminder.next_attempt_at = Instant{now.microseconds + pause_after(reminder.failures)};
    return engine_.write([&](store::Writer& writer) -> Result<void> {
      if (auto kept = store::keep_reminder(writer, reminder); !kept) return kept;
      if (!sent && !refused) return {};
      store::AuditEntry entry;
      entry.actor = round_.actor;
      entry.action = sent ? store::audit::kReminderSend : store::audit::kReminderRefused;
      entry.object = "user/" + reminder.user;
      entry.note = refused ? fmt::format("items={} reply={}", reminder.items, delivery.reply)
                           : fmt::format("items={}", reminder.items);
      return store::append_audit(writer, entry);
    });
  }

  store::Engine& engine_;
  mail::Sender& sender_;
  const Settings& settings_;
  const Clock& clock_;
  const Round& round_;
};

/// What is late or due soon; what has no date waits already.
std::vector<plans::ToDo> urgent(std::vector<plans::ToDo> items, Instant now, int days_ahead) {
  const auto last = plans::day_of(now) + std::chrono::days{days_ahead};
  std::erase_if(items, [&](const plans::ToDo& item) {
    return !item.overdue && item.due && *item.due > last;
  });
  return items;
}

}  // namespace

std::string_view to_string(Happened happened) {
  constexpr std::array<std::string_view, 8> kWords{"nothing", "sent",  "already", "elsewhere",
                                                   "waiting", "later", "refused", "unreachable"};
  return kWords.at(static_cast<std::size_t>(happened));
}

std::int64_t pause_after(std::int64_t failures) {
  auto pause = kFirstPause;
  for (std::int64_t i = 1; i < failures && pause < kLongestPause; ++i) pause *= 2;
  return std::min(pause, kLongestPause);
}

Result<void> send_reminders(store::Engine& engine, const ListOf& list_of, mail::Sender& sender,
                            const Settings& settings, const Clock& clock, const Round& round,
                            const std::function<void(const Told&)>& told) {
  std::vector<store::Addressee> people;
  const auto read = engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = store::addressees(reader);
    if (!found) return tl::unexpected{found.error()};
    people = *std::move(found);
    return {};
  });
  if (!read) return tl::unexpected{read.error()};
  Sending sending{engine, sender, settings, clock, round};
  for (const auto& person : people) {
    if (round.stop.stop_requested()) break;
    const auto now = clock.now();
    auto items = list_of(person.user, now);
    if (!items) return tl::unexpected{items.error()};
    const auto one = sending.remind(person, urgent(*std::move(items), now, settings.days_ahead));
    if (!one) return tl::unexpected{one.error()};
    told(*one);
    if (one->happened == Happened::kUnreachable) break;
  }
  return {};
}

}  // namespace tertil::reminders
