/// @file service/reminders/reminders.hpp
/// @brief Sends each person one mail a week with what waits for them.
///
/// A person's reminder is claimed in the store before it is sent and marked when the server has
/// taken it, with its audit entry in the same write. So two processes never send the same one, and
/// what a crash leaves behind is tried again when the claim has run out, under the same Message-ID.
/// What the server cannot take now is tried again with growing pauses; what it refuses is not tried
/// again before the next period.
#pragma once
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "service/mail/sender.hpp"
#include "service/plans/to_do.hpp"
#include "service/reminders/period.hpp"
#include "service/reminders/reminder_letter.hpp"
#include "service/store/engine.hpp"
#include "service/store/reminders.hpp"

namespace tertil::reminders {

struct Settings {
  Stationery stationery;
  Weekly weekly;
  int days_ahead{14};  ///< What is due later than this is not in the mail.
};

/// What waits for an account, the own administration's first.
using ListOf = std::function<Result<std::vector<plans::ToDo>>(const store::User&, Instant now)>;

/// What became of one person in a round.
enum class Happened {
  kNothing,      ///< Nothing waits.
  kSent,         ///< Or would be, in a dry run.
  kAlready,      ///< Settled before in this period: sent, or refused.
  kElsewhere,    ///< Another process is at it.
  kWaiting,      ///< A pause after a failure is not over yet.
  kLater,        ///< The server could not take it now.
  kRefused,      ///< The server never will.
  kUnreachable,  ///< The server takes nothing; the round ended here.
};
[[nodiscard]] std::string_view to_string(Happened happened);

struct Told {
  std::string user;
  std::size_t items{0};
  Happened happened{Happened::kNothing};
  int reply{0};
  std::string reason;  ///< Of a failure.
};

/// How a round is made.
struct Round {
  std::string actor{"system"};  ///< For the audit log.
  bool dry_run{false};          ///< Sends and stores nothing.
  bool patient{true};           ///< Keeps the pauses after failures.
  std::stop_token stop{};
};

/// One person's failure is not another's: only a store that cannot be read or written, or a server
/// that takes nothing, ends the round. `told` is called for each person, in order.
[[nodiscard]] Result<void> send_reminders(store::Engine& engine, const ListOf& list_of,
                                          mail::Sender& sender, const Settings& settings,
                                          const Clock& clock, const Round& round,
                                          const std::function<void(const Told&)>& told);

/// The pause after this many failures in a row: 10 minutes, doubled each time, at most 6 hours.
[[nodiscard]] std::int64_t pause_after(std::int64_t failures);

}  // namespace tertil::reminders
